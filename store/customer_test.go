package store

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"switchboard/client/money"
	"switchboard/client/platfone"
)

func customer(id string, balance money.Cents, updated time.Time) platfone.Customer {
	return platfone.Customer{ID: id, Balance: money.Known(balance), Status: platfone.CustomerActive, CreatedAt: epoch, UpdatedAt: updated, Raw: []byte(`{"customer_id":"` + id + `"}`)}
}

func TestCustomerAndItsBalance(t *testing.T) {
	db := open(t)
	now := time.Now().Truncate(time.Second)
	if err := db.PutCustomers(t.Context(), now, customer("acme", 3300, now)); err != nil {
		t.Fatal(err)
	}
	put(t, db, now, act("a1", now), act("a2", now, coded("1", 1)), act("a3", now, ended(platfone.StatusCanceled, 1)))
	c := must[Customer](t)(db.Customer(t.Context(), "acme"))
	if free, exact := c.Free(); free != money.Known(3300) || exact {
		t.Errorf("free %v, exact %v, from the list alone", free, exact)
	}
	if c.Active != 2 || c.Month.Ordered != 3 || c.Month.Charged != 80 || !c.Seen.Equal(now) || string(c.Raw) != `{"customer_id":"acme"}` {
		t.Errorf("customer %+v", c)
	}
	balance := platfone.Balance{Total: money.Known(3300), Reserved: money.Known(180)}
	if err := db.PutBalance(t.Context(), now.Add(time.Second), "acme", balance); err != nil {
		t.Fatal(err)
	}
	c = must[Customer](t)(db.Customer(t.Context(), "acme"))
	if free, exact := c.Free(); free != money.Known(3120) || !exact {
		t.Errorf("free %v, exact %v, with the held part", free, exact)
	}
	// A newer list knows the total only.
	if err := db.PutCustomers(t.Context(), now.Add(time.Minute), customer("acme", 2300, now.Add(time.Minute))); err != nil {
		t.Fatal(err)
	}
	c = must[Customer](t)(db.Customer(t.Context(), "acme"))
	if free, exact := c.Free(); free != money.Known(2120) || exact {
		t.Errorf("free %v, exact %v, after a newer list", free, exact)
	}
	// Older answers change nothing.
	if err := db.PutCustomers(t.Context(), now.Add(time.Hour), customer("acme", 1, now)); err != nil {
		t.Fatal(err)
	}
	if err := db.PutBalance(t.Context(), now, "acme", platfone.Balance{Total: money.Known(1)}); err != nil {
		t.Fatal(err)
	}
	if again := must[Customer](t)(db.Customer(t.Context(), "acme")); again.Balance != c.Balance || again.Held != c.Held {
		t.Errorf("older answers overwrote: %+v", again)
	}
	if _, err := db.Customer(t.Context(), "nobody"); !errors.Is(err, ErrNotFound) {
		t.Errorf("an unknown customer: %v", err)
	}
}

func TestUnknownBalanceIsNotZero(t *testing.T) {
	db := open(t)
	c := customer("acme", 0, epoch)
	c.Balance = money.Price{}
	if err := db.PutCustomers(t.Context(), epoch, c); err != nil {
		t.Fatal(err)
	}
	if err := db.PutBalance(t.Context(), epoch, "new", platfone.Balance{}); err != nil {
		t.Fatal(err)
	}
	for _, id := range []string{"acme", "new"} {
		if free, _ := must[Customer](t)(db.Customer(t.Context(), id)).Free(); free.Known {
			t.Errorf("%s has %v", id, free)
		}
	}
}

func TestCustomersPageInEveryOrder(t *testing.T) {
	db := open(t)
	var list []platfone.Customer
	for i := range 53 {
		c := customer(fmt.Sprintf("c%02d", i), money.Cents(i*7%13*100), epoch)
		c.CreatedAt = epoch.Add(time.Duration(i*5%11) * time.Hour)
		if i%9 == 0 {
			c.Balance = money.Price{}
		}
		if i%2 == 0 {
			c.Status = platfone.CustomerPaused
		}
		list = append(list, c)
	}
	if err := db.PutCustomers(t.Context(), epoch, list...); err != nil {
		t.Fatal(err)
	}
	for _, sort := range []CustomerSort{ByID, ByLeastFree, ByMostFree, ByNewest} {
		whole := must[[]Customer](t)(db.Customers(t.Context(), CustomerFilter{Sort: sort}, "", 100))
		var paged []string
		for after := ""; ; {
			page := must[[]Customer](t)(db.Customers(t.Context(), CustomerFilter{Sort: sort}, after, 8))
			if len(page) == 0 {
				break
			}
			for _, c := range page {
				paged = append(paged, c.ID)
			}
			after = page[len(page)-1].ID
		}
		if len(whole) != 53 || len(paged) != 53 {
			t.Fatalf("sort %d: %d rows, %d on pages", sort, len(whole), len(paged))
		}
		for i := range whole {
			if whole[i].ID != paged[i] {
				t.Fatalf("sort %d: row %d is %s, on pages %s", sort, i, whole[i].ID, paged[i])
			}
		}
		var back []string
		for before := ""; ; {
			page := must[[]Customer](t)(db.CustomersBefore(t.Context(), CustomerFilter{Sort: sort}, before, 8))
			if len(page) == 0 {
				break
			}
			for i := len(page) - 1; i >= 0; i-- {
				back = append(back, page[i].ID)
			}
			before = page[0].ID
		}
		slices.Reverse(back)
		if !slices.Equal(back, paged) {
			t.Errorf("sort %d: upwards %v, downwards %v", sort, back, paged)
		}
		if sort == ByLeastFree && (whole[0].Balance != money.Known(0) || whole[52].Balance.Known) {
			t.Errorf("least free begins with %v and ends with %v", whole[0].Balance, whole[52].Balance)
		}
	}
	f := CustomerFilter{Status: []platfone.CustomerStatus{platfone.CustomerPaused}, Below: money.Known(500), Terms: []string{"C"}, Not: []string{"c1"}}
	var want, got []string
	for _, c := range list {
		if c.Status == platfone.CustomerPaused && c.Balance.Known && c.Balance.Cents < 500 && c.ID[:2] != "c1" {
			want = append(want, c.ID)
		}
	}
	for _, c := range must[[]Customer](t)(db.Customers(t.Context(), f, "", 100)) {
		got = append(got, c.ID)
	}
	if !slices.Equal(got, want) || len(want) == 0 {
		t.Errorf("filtered %v, want %v", got, want)
	}
	if n := must[int](t)(db.CountCustomers(t.Context(), f)); n != len(want) {
		t.Errorf("counted %d", n)
	}
}

func TestTransactions(t *testing.T) {
	db := open(t)
	var list []platfone.Transaction
	for i := range 30 {
		list = append(list, platfone.Transaction{ID: fmt.Sprintf("TX%02d", i), CustomerID: fmt.Sprint("c", i%3), Gateway: "manual",
			Amount: money.Known(money.Cents(i*100 - 1000)), CreatedAt: epoch.Add(time.Duration(i/4) * time.Minute), Raw: []byte(`{}`)})
	}
	if err := db.PutTransactions(t.Context(), epoch, list...); err != nil {
		t.Fatal(err)
	}
	watch := db.Watch()
	if err := db.PutTransactions(t.Context(), epoch, list...); err != nil {
		t.Fatal(err)
	}
	if topics := pending(watch); topics != 0 {
		t.Errorf("topics %b for known lines", topics)
	}
	var paged []Transaction
	for before := Key(0); ; {
		page := must[[]Transaction](t)(db.Transactions(t.Context(), TransactionFilter{}, before, 7))
		if len(page) == 0 {
			break
		}
		paged, before = append(paged, page...), page[len(page)-1].Key
	}
	if len(paged) != 30 || !slices.IsSortedFunc(paged, func(a, b Transaction) int { return b.CreatedAt.Compare(a.CreatedAt) }) {
		t.Errorf("%d lines on pages", len(paged))
	}
	for _, c := range []struct {
		f    TransactionFilter
		want int
	}{
		{TransactionFilter{Customer: "c1"}, 10},
		{TransactionFilter{Min: money.Known(0), Max: money.Known(200)}, 3},
		{TransactionFilter{Terms: []string{"tx1"}, Not: []string{"TX19"}}, 9},
		{TransactionFilter{From: epoch.Add(time.Minute), To: epoch.Add(2 * time.Minute)}, 4},
	} {
		if got := must[[]Transaction](t)(db.Transactions(t.Context(), c.f, 0, 100)); len(got) != c.want {
			t.Errorf("%+v gives %d, want %d", c.f, len(got), c.want)
		}
	}
	if tx := must[Transaction](t)(db.Transaction(t.Context(), "c0", "TX03")); tx.Amount != money.Known(-700) || tx.Gateway != "manual" {
		t.Errorf("read %+v", tx)
	}
	if _, err := db.Transaction(t.Context(), "c1", "TX03"); !errors.Is(err, ErrNotFound) {
		t.Errorf("another customer's: %v", err)
	}
}

// Each order is read by place, from the index that has it: nothing is sorted, and no customer is passed on the way to the place.
func TestNoOrderOfCustomersIsSorted(t *testing.T) {
	db := open(t)
	for _, sort := range []CustomerSort{ByID, ByLeastFree, ByMostFree, ByNewest} {
		for beyond, way := range map[string]string{">": "", "<": " DESC"} {
			for _, id := range []string{"", "acme"} {
				rest, args := CustomerFilter{Sort: sort}.page(id, beyond, way)
				plan := explained(t, db, "SELECT raw FROM customers"+rest, args...)
				if strings.Contains(plan, "TEMP B-TREE") || id != "" && !strings.HasPrefix(plan, "SEARCH customers") {
					t.Errorf("order %d%s from %q: %s", sort, way, id, plan)
				}
			}
		}
	}
	low := CustomerFilter{Status: []platfone.CustomerStatus{platfone.CustomerActive}, Below: money.Known(500), Sort: ByLeastFree}.where()
	if plan := explained(t, db, "SELECT count(*) FROM customers"+low.SQL(), low.Args...); !strings.Contains(plan, "INDEX customers_least_free (<expr><?)") {
		t.Errorf("those with little left: %s", plan)
	}
}

// explained is how SQLite would answer a query, step by step.
func explained(t *testing.T, db *DB, query string, args ...any) string {
	t.Helper()
	return strings.Join(must[[]string](t)(list(t.Context(), db.cache.r, func(s scanner) (step string, err error) {
		var id, parent, unused int
		err = s.Scan(&id, &parent, &unused, &step)
		return step, err
	}, "EXPLAIN QUERY PLAN "+query, args...)), "; ")
}
