package store

import (
	"encoding/json"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"switchboard/client/money"
	"switchboard/client/numbersonline"
	"switchboard/client/oneuc"
	"switchboard/client/platfone"
)

// figures gives a store one of everything with a figure that a person acts on.
func figures(t *testing.T, db *DB) {
	t.Helper()
	risk := 30
	doc := oneuc.Document{"id": json.RawMessage(`"` + one199 + `"`), "state": json.RawMessage(`"in_service"`),
		"e911": json.RawMessage(`{"status":"PROVISIONED","street_address":"123 Main St","locality":"Springfield","region":"IL","postal_code":"62701"}`)}
	err := errors.Join(
		db.PutCustomers(t.Context(), epoch, platfone.Customer{ID: "acme", Status: platfone.CustomerActive, Balance: money.Known(5000), UpdatedAt: epoch}),
		db.PutBalance(t.Context(), epoch, "acme", platfone.Balance{Total: money.Known(5000), Reserved: money.Known(80)}),
		db.PutHold(t.Context(), epoch, "acme", true),
		db.PutAccountBalance(t.Context(), epoch, platfone.Balance{Total: money.Known(90000), Reserved: money.Known(80)}),
		db.PutTransactions(t.Context(), epoch, platfone.Transaction{ID: "T1", CustomerID: "acme", Amount: money.Known(5000), CreatedAt: epoch,
			Raw: fmt.Appendf(nil, `{"transaction_id":"T1","customer_id":"acme","amount":5000,"created_at":%d}`, epoch.Unix())}),
		db.PutPrices(t.Context(), epoch, platfone.PairPrice{ServiceID: "telegram", CountryID: "uk", Min: money.Known(20), Max: money.Known(30), Suggested: money.Known(25)}),
		db.PutDocument(t.Context(), epoch, doc),
		db.PutListing(t.Context(), epoch, numbersonline.Listing{E164: one142, State: numbersonline.Draft, Risk: &numbersonline.Risk{Score: &risk}}))
	if err != nil {
		t.Fatal(err)
	}
}

// soundFigures looks for a figure that is neither as it was heard nor said to be unknown.
func soundFigures(t *testing.T, db *DB) {
	t.Helper()
	is := func(what string, got, want money.Price) {
		if got.Known && got != want {
			t.Errorf("%s is shown as %v, it was %v", what, got, want)
		}
	}
	if c, err := db.Customer(t.Context(), "acme"); err == nil {
		is("the balance", c.Balance, money.Known(5000))
		is("the total", c.Held.Total, money.Known(5000))
		is("what is held", c.Held.Reserved, money.Known(80))
	}
	if b, err := db.AccountBalance(t.Context()); err == nil {
		is("the account", b.Total, money.Known(90000))
	}
	if p, err := db.Price(t.Context(), "telegram", "uk"); err == nil {
		is("the price", p.Suggested, money.Known(25))
	}
	if l, err := db.Transaction(t.Context(), "acme", "T1"); err == nil {
		is("a line of the ledger", l.Amount, money.Known(5000))
	}
	if n, err := db.Number(t.Context(), one199); err == nil {
		if e, has := n.Document.E911(); has && e.StreetAddress != "123 Main St" {
			t.Errorf("the 911 address is shown as %+v", e)
		}
	}
	all, err := db.Sums(t.Context(), Narrow{}, epoch.Add(-24*time.Hour).Truncate(time.Hour), epoch.Add(24*time.Hour).Truncate(time.Hour))
	if want := (Tally{Ordered: 60, Received: 60, Billed: 1200, Charged: 4800}); err == nil && all[0] != want && all[0] != (Tally{}) {
		t.Errorf("the sums are shown as %+v, they were %+v", all[0], want)
	}
}

// turn changes what is in a cache as a bit that turns on the disk does: no trigger sees it.
func turn(t *testing.T, dir, query string) {
	t.Helper()
	cache := pool(filepath.Join(dir, "cache.db"), map[string][]string{"mode": {"rw"}}, 1)
	defer cache.Close()
	type trigger struct{ name, sql string }
	all := must[[]trigger](t)(list(t.Context(), cache, func(s scanner) (g trigger, err error) {
		err = s.Scan(&g.name, &g.sql)
		return g, err
	}, "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'"))
	for _, g := range all {
		if _, err := cache.Exec("DROP TRIGGER " + g.name); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := cache.Exec(query); err != nil {
		t.Fatal(err)
	}
	for _, g := range all {
		if _, err := cache.Exec(g.sql); err != nil {
			t.Fatal(err)
		}
	}
}

// turned is a store of figures in which something was changed after it was left in order.
func turnedStore(t *testing.T, query string) *DB {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "profile")
	db := openAt(t, dir)
	figures(t, db)
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	turn(t, dir, query)
	return openAt(t, dir)
}

// A part of a customer, of the account or a price in which a bit has turned is not shown, that is told, and what is
// heard next stands again, however old the damaged row says that it is.
func TestADamagedAmountIsNotShownUntilItIsHeardAgain(t *testing.T) {
	acme := func(t *testing.T, db *DB) Customer { return must[Customer](t)(db.Customer(t.Context(), "acme")) }
	balance := func(t *testing.T, db *DB) bool { c := acme(t, db); return c.Balance.Known && !c.Seen.IsZero() }
	state := func(t *testing.T, db *DB) bool { return acme(t, db).Status != "" }
	held := func(t *testing.T, db *DB) bool {
		c := acme(t, db)
		return c.Held.Total.Known && !c.BalanceSeen.IsZero()
	}
	hold := func(t *testing.T, db *DB) bool { return !acme(t, db).HoldSeen.IsZero() }
	account := func(t *testing.T, db *DB) bool {
		b := must[AccountBalance](t)(db.AccountBalance(t.Context()))
		return b.Total.Known && !b.Seen.IsZero()
	}
	price := func(t *testing.T, db *DB) bool {
		all := must[[]Price](t)(db.Prices(t.Context(), "telegram"))
		_, err := db.Price(t.Context(), "telegram", "uk")
		if (err == nil) != (len(all) == 1) || err != nil && !errors.Is(err, ErrNotFound) {
			t.Errorf("the list has %d prices, the pair says %v", len(all), err)
		}
		return err == nil
	}
	parts := map[string]func(*testing.T, *DB) bool{"balance": balance, "state": state, "held": held, "hold": hold, "account": account, "price": price}
	for query, part := range map[string]string{
		"UPDATE customers SET balance = balance + 65536":           "balance",
		"UPDATE customers SET balance = NULL":                      "balance",
		"UPDATE customers SET seen = seen + 4194304":               "balance",
		"UPDATE customers SET updated_at = updated_at + 268435456": "balance",
		"UPDATE balances SET listed = 1":                           "balance",
		"UPDATE customers SET status = 'activd'":                   "state",
		"UPDATE customers SET total = 5064":                        "held",
		"UPDATE customers SET reserved = 16":                       "held",
		"UPDATE customers SET balance_seen = balance_seen * 2":     "held",
		"UPDATE customers SET on_hold = 0":                         "hold",
		"UPDATE account SET total = 90001":                         "account",
		"UPDATE account SET reserved = NULL":                       "account",
		"UPDATE account SET seen = seen + 1":                       "account",
		"UPDATE account_balance SET one = 1, kept = 3":             "account",
		"UPDATE prices SET low = 4":                                "price",
		"UPDATE prices SET suggested = 16777241":                   "price",
		"UPDATE prices SET count = 7":                              "price",
		"UPDATE prices SET seen = seen + 1048576":                  "price",
		"UPDATE prices SET sum = sum + 1":                          "price",
	} {
		t.Run(query, func(t *testing.T) {
			db := turnedStore(t, query)
			for name, shown := range parts {
				if shown(t, db) == (name == part) {
					t.Errorf("%s is shown: %v", name, name != part)
				}
			}
			if said := strings.Join(db.Notes(), " "); !strings.Contains(said, "is damaged") || !strings.Contains(said, "asked again") {
				t.Errorf("told %q", said)
			}
			wrong := must[[]string](t)(db.Check(t.Context()))
			if part != "price" && (len(wrong) != 1 || !strings.Contains(wrong[0], "1 balances do not match")) {
				t.Errorf("check says %q", wrong)
			}
			figures(t, db)
			for name, shown := range parts {
				if !shown(t, db) {
					t.Errorf("heard again: %s is not shown", name)
				}
			}
			if wrong := must[[]string](t)(db.Check(t.Context())); len(wrong) != 0 {
				t.Errorf("heard again: check says %q", wrong)
			}
		})
	}
}

// A damaged part is not written into the second copy by a write of another part.
func TestAWriteOfOnePartLeavesADamagedOneDamaged(t *testing.T) {
	db := turnedStore(t, "UPDATE customers SET balance = 1, total = 1, on_hold = 0")
	if err := db.PutStatus(t.Context(), "acme", platfone.CustomerDisabled); err != nil {
		t.Fatal(err)
	}
	c := must[Customer](t)(db.Customer(t.Context(), "acme"))
	if c.Status != platfone.CustomerDisabled || c.Balance.Known || c.Held.Total.Known || !c.HoldSeen.IsZero() {
		t.Errorf("%+v", c)
	}
	if all := must[[]Difference](t)(db.Differences(t.Context())); len(all) != 0 {
		t.Errorf("a damaged balance is compared: %+v", all)
	}
}

// A program from before that runs on writes prices without a checksum, and customers with their second copy.
func TestAnOlderProgramThatRunsOnWritesFigures(t *testing.T) {
	db := open(t)
	figures(t, db)
	for _, query := range []string{
		`INSERT INTO prices (service_id, country_id, low, high, suggested, quality, count, seen) VALUES ('telegram', 'uk', 40, 60, 50, NULL, 1, 1900000000)
			ON CONFLICT DO UPDATE SET low = excluded.low, high = excluded.high, suggested = excluded.suggested, quality = excluded.quality,
			count = excluded.count, seen = excluded.seen WHERE excluded.seen >= seen`,
		`INSERT INTO customers VALUES ('acme', 700, 'active', 0, 1900000000, '', 1900000000, NULL, NULL, 0, NULL, 0) ON CONFLICT DO UPDATE SET
			balance = excluded.balance, status = excluded.status, created_at = excluded.created_at, updated_at = excluded.updated_at, seen = excluded.seen`,
		"INSERT INTO customers VALUES ('beta', 1, '', 0, 0, '', 0, 2, 3, 4, NULL, 0)",
	} {
		if _, err := db.cache.w.Exec(query); err != nil {
			t.Fatal(err)
		}
	}
	if p := must[Price](t)(db.Price(t.Context(), "telegram", "uk")); p.Suggested != money.Known(50) {
		t.Errorf("%+v", p)
	}
	if c := must[Customer](t)(db.Customer(t.Context(), "acme")); c.Balance != money.Known(700) || len(db.Notes()) != 0 {
		t.Errorf("%+v, notes %q", c, db.Notes())
	}
	if c := must[Customer](t)(db.Customer(t.Context(), "beta")); c.Held.Reserved != money.Known(3) {
		t.Errorf("%+v", c)
	}
}

// An object or a line that is not what was saved is told with the way out where it is read, found by the check, and gone
// after the next start; sums that do not come to what they are made of are found by the check.
func TestADamagedObjectIsToldAndMended(t *testing.T) {
	number := func(db *DB, t *testing.T) error { _, err := db.Number(t.Context(), one199); return err }
	listing := func(db *DB, t *testing.T) error { _, err := db.Listings(t.Context()); return err }
	ledger := func(db *DB, t *testing.T) error {
		_, err := db.Transactions(t.Context(), TransactionFilter{}, 0, 9)
		return err
	}
	statement := func(db *DB, t *testing.T) error {
		_, err := db.OpenStatement(t.Context(), "acme", epoch.Add(-time.Hour), epoch.Add(time.Hour), epoch)
		return err
	}
	for query, read := range map[string]func(*DB, *testing.T) error{
		"UPDATE numbers SET document = replace(document, '123 Main', '173 Main')":               number,
		"UPDATE numbers SET body = replace(body, 'in_service', 'in_serwice')":                   number,
		"UPDATE numbers SET document = replace(document, '\"', '')":                             number,
		"UPDATE numbers SET document = rtrim(document, char(32, 9, 10, 13)) || char(9)":         number,
		"UPDATE listings SET body = replace(body, '30', '10')":                                  listing,
		"UPDATE transactions SET amount = amount - 4096":                                        ledger,
		"UPDATE transactions SET raw = replace(raw, '5000', '5100')":                            ledger,
		"UPDATE transactions SET created_at = created_at + 1048576":                             ledger,
		"UPDATE transactions SET customer_id = 'acmd'; UPDATE credits SET customer_id = 'acmd'": ledger,
		"UPDATE transactions SET amount = amount + 1":                                           statement,
		"UPDATE hours SET charged = charged + 1":                                                nil,
		"UPDATE hours SET hour = hour + 1":                                                      nil,
		"UPDATE hours SET billed = 1 << 62; INSERT INTO hours SELECT hour + 3600, ordered, received, reserved, 1 << 62, charged, refunds, refunded, returned, reported, approved, declined FROM hours": nil,
		"UPDATE routes SET received = received + 64": nil,
		"UPDATE routes SET hour = hour + 3600":       nil,
		"UPDATE route_days SET refunded = 5":         nil,
		"UPDATE route_days SET day = day + 1":        nil,
		"UPDATE spends SET charged = charged + 1":    nil,
		"UPDATE spends SET day = day - 1":            nil,
		"UPDATE waits SET n = n + 1":                 nil,
		"UPDATE day_waits SET seconds = seconds + 1": nil,
		"UPDATE credits SET amount = amount + 1":     nil,
		"PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = replace(sql, 'charged', 'chargee') WHERE name = 'spends'": nil,
		"DELETE FROM credits":                  nil,
		"UPDATE covers SET cover = 2":          nil,
		"UPDATE covers SET line = 'elsewhere'": nil,
		"":                                     nil,
	} {
		t.Run(query, func(t *testing.T) {
			dir := filepath.Join(t.TempDir(), "profile")
			fill(t, dir, 20)
			db := openAt(t, dir)
			figures(t, db)
			if err := db.Close(); err != nil {
				t.Fatal(err)
			}
			turn(t, dir, query)
			db = openAt(t, dir)
			if read != nil {
				if err := read(db, t); !errors.Is(err, ErrDamaged) || !strings.Contains(err.Error(), "start it again") {
					t.Errorf("it is read with %v", err)
				}
			}
			if err := db.LookThrough(t.Context()); err != nil {
				t.Fatal(err)
			}
			if said := strings.Join(db.Notes(), ""); strings.Contains(said, "The cache is damaged") != (query != "") {
				t.Errorf("told %q", said)
			}
			if wrong := must[[]string](t)(db.Check(t.Context())); (len(wrong) == 1) != (query != "") {
				t.Errorf("check says %q", wrong)
			}
			if err := db.Close(); err != nil {
				t.Fatal(err)
			}
			db = openAt(t, dir)
			if wrong := must[[]string](t)(db.Check(t.Context())); len(wrong) != 0 {
				t.Errorf("after the next start check says %q", wrong)
			}
			if aside, _ := filepath.Glob(filepath.Join(dir, "cache-damaged-*.db")); (len(aside) == 1) != (query != "") {
				t.Errorf("set aside %q", aside)
			}
		})
	}
}

// The look is taken once a day.
func TestTheCacheIsLookedThroughOnceADay(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "profile")
	fill(t, dir, 3)
	db := openAt(t, dir)
	if err := db.LookThrough(t.Context()); err != nil {
		t.Fatal(err)
	}
	if _, err := db.cache.w.Exec("UPDATE hours SET charged = charged + 1"); err != nil {
		t.Fatal(err)
	}
	if err := db.LookThrough(t.Context()); err != nil || len(db.Notes()) != 0 {
		t.Errorf("a second look of the day: %q, %v", db.Notes(), err)
	}
	if err := db.PutProgress(t.Context(), lookedKey, Progress{At: time.Now().Add(-lookEvery)}); err != nil {
		t.Fatal(err)
	}
	if err := db.LookThrough(t.Context()); err != nil || len(db.Notes()) != 1 {
		t.Errorf("a day later: %q, %v", db.Notes(), err)
	}
}

// That something is damaged is told once: who shows it reads it again when it is told, and would never come to an end.
func TestDamageIsToldOnce(t *testing.T) {
	dir := t.TempDir()
	db := openAt(t, dir)
	figures(t, db)
	turn(t, dir, "UPDATE account SET total = total + 1; UPDATE customers SET balance = balance + 1; UPDATE prices SET suggested = suggested + 1")
	read := func() {
		t.Helper()
		_ = must[AccountBalance](t)(db.AccountBalance(t.Context()))
		_ = must[Customer](t)(db.Customer(t.Context(), "acme"))
		_ = must[[]Price](t)(db.Prices(t.Context(), "telegram"))
	}
	before := db.Age(Healths)
	read()
	told := db.Age(Healths)
	read()
	if again := db.Age(Healths); told == before || again != told {
		t.Errorf("told %d times, and %d times more by the next read", told-before, again-told)
	}
}
