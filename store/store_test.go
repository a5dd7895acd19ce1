package store

import (
	"encoding/json"
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"switchboard/client/money"
	"switchboard/client/platfone"
)

// epoch is when the tests' rows begin.
var epoch = time.Unix(1_763_700_000, 0)

func open(t testing.TB) *DB {
	t.Helper()
	return openAt(t, filepath.Join(t.TempDir(), "profile"))
}

func openAt(t testing.TB, dir string) *DB {
	t.Helper()
	db, err := Open(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return db
}

// act makes an activation that waits for its first SMS; edit changes it.
func act(id string, created time.Time, edit ...func(*platfone.Activation)) platfone.Activation {
	a := platfone.Activation{ID: id, CustomerID: "acme", Phone: "+447975777666", Formatted: "+44 7975 777666", CountryID: "uk", ServiceID: "telegram",
		SMS: platfone.SMSRequested, Status: platfone.StatusActive, Billing: platfone.BillingReserved,
		Price: money.Known(20), CustomerPrice: money.Known(80),
		CreatedAt: created, UpdatedAt: created, ExpireAt: created.Add(20 * time.Minute), Retriable: true}
	for _, f := range edit {
		f(&a)
	}
	a.Raw = json.RawMessage(fmt.Sprintf(`{"activation_id":%q,"sms_status":%q,"activation_status":%q,"sms_code":%q,"updated_at":%d}`,
		a.ID, a.SMS, a.Status, a.Code, a.UpdatedAt.Unix()))
	return a
}

// coded gives an activation its code after the given time.
func coded(code string, after time.Duration) func(*platfone.Activation) {
	return func(a *platfone.Activation) {
		a.SMS, a.Billing, a.Code, a.Text = platfone.SMSReceived, platfone.BillingBilled, code, "Your code is "+code
		a.UpdatedAt = a.CreatedAt.Add(after)
	}
}

// ended gives an activation its end.
func ended(how platfone.ActivationStatus, after time.Duration) func(*platfone.Activation) {
	return func(a *platfone.Activation) {
		a.Status, a.UpdatedAt = how, a.CreatedAt.Add(after)
		if a.Billing == platfone.BillingReserved {
			a.Billing = platfone.BillingReleased
		}
	}
}

func put(t testing.TB, db *DB, seen time.Time, list ...platfone.Activation) {
	t.Helper()
	if err := db.PutActivations(t.Context(), seen, list...); err != nil {
		t.Fatal(err)
	}
}

func must[T any](t testing.TB) func(T, error) T {
	return func(v T, err error) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}
