package intake

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"

	"switchboard/client/money"
	"switchboard/client/platfone"
	"switchboard/store"
	"switchboard/store/act"
)

// customers are the rows of new customers.
func customers() Kind {
	return Kind{Name: "customers", What: "customers", Provider: platfone.Provider, List: "customers",
		Columns: []Column{{Name: "customer", Also: []string{"id", "customer id", "name"}, Needed: true}, {Name: "balance", Also: []string{"opening balance", "opening", "dollars"}}},
		read:    readCustomer, left: customerLeft, came: done}
}

func readCustomer(cells map[string]string) (string, act.Act, string) {
	id := cells["customer"]
	if err := platfone.CheckCustomerID(id); err != nil {
		return id, nil, err.Error()
	}
	a := act.NewCustomer{Customer: id}
	if s := cells["balance"]; s != "" {
		c, err := money.Parse(s)
		if err == nil {
			err = platfone.CheckOpening(c)
		}
		if err != nil {
			return id, nil, "balance: " + err.Error()
		}
		if c > 0 {
			a.Opening = platfone.NewTransaction{ID: openingID(id, c), Amount: c}
		}
	}
	return id, a, ""
}

// openingID is the reference of a customer's opening balance: always the same,
// so that the provider books it once however often the file is taken in.
func openingID(customer string, c money.Cents) string {
	sum := sha256.Sum256(fmt.Appendf(nil, "opening %s %d", customer, c))
	return "open" + hex.EncodeToString(sum[:12])
}

// customerLeft goes on with a customer who was made here and has no opening
// balance yet: the program was ended between the two.
func customerLeft(ctx context.Context, db *store.DB, a act.Act) (act.Act, State, string, error) {
	add := a.(act.NewCustomer)
	_, err := db.Customer(ctx, add.Customer)
	switch {
	case errors.Is(err, store.ErrNotFound):
		return a, "", "", nil
	case err != nil:
		return nil, "", "", err
	case add.Opening == platfone.NewTransaction{}:
		return nil, Already, "", nil
	}
	booked, err := db.Carried(ctx, "sms/transaction/"+add.Opening.ID)
	if err != nil || len(booked) > 0 {
		return nil, Already, "", err
	}
	made, err := db.Carried(ctx, "sms/customer/"+add.Customer)
	if err != nil {
		return nil, "", "", err
	}
	for _, in := range made {
		if in.Op == add.Op() {
			return openingLeft(ctx, db, add, in)
		}
	}
	return nil, Already, "the customer was there before: no opening balance is booked. customers credit books one", nil
}

// openingLeft books the opening balance of a customer who was made here, unless
// something was booked since: under whatever reference, that may be it.
func openingLeft(ctx context.Context, db *store.DB, add act.NewCustomer, made store.Intent) (act.Act, State, string, error) {
	opening := act.Credit{Customer: add.Customer, Transaction: add.Opening, Named: true}
	list, err := db.ActsAfter(ctx, made.ID, opening.Op())
	if err != nil {
		return nil, "", "", err
	}
	for _, in := range list {
		var booked act.Credit
		if json.Unmarshal(in.Body, &booked) != nil || booked.Customer != add.Customer || in.State == store.StateRejected || in.State == store.StateAbsent {
			continue
		}
		when := in.Created.Local().Format("2 Jan 15:04")
		switch {
		case booked.Transaction.ID == add.Opening.ID: // the same again, which the provider books once
			return opening, "", "", nil
		case in.State.Open():
			return nil, Unknown, in.Subject + " was sent at " + when + ", and it is not known yet whether it was booked", nil
		case booked.Transaction.Amount == add.Opening.Amount:
			return nil, Already, in.Subject + " was booked at " + when, nil
		}
		return nil, Wrong, in.Subject + " was booked at " + when + ", since the customer was made: no opening balance is booked beside it. customers credit books the difference", nil
	}
	return opening, "", "", nil
}
