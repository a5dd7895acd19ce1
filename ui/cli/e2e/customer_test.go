package e2e

import (
	"strings"
	"testing"
)

// Money is booked once under its id, and with before and after.
func TestCustomersMoney(t *testing.T) {
	t.Parallel()
	h := newHome(t)
	step := func(want int, part string, args ...string) {
		t.Helper()
		if got := h.run(append(args, "--json")...); got.code != want || !strings.Contains(got.out, part) {
			t.Errorf("%v: %+v", args, got)
		}
	}
	step(9, `"not_confirmed"`, "customers", "credit", "acme", "+35", "--ref", "first")
	step(0, `"booked_before":false`, "customers", "credit", "acme", "+35", "--ref", "first", "--yes")
	step(0, `"booked_before":true`, "customers", "credit", "acme", "+35", "--ref", "first", "--yes")
	step(0, `"amount_cents":-500`, "customers", "credit", "acme", "-5", "--yes")
	step(2, `"invalid"`, "customers", "credit", "acme", "0", "--yes")
	step(9, `"spend_per_act"`, "customers", "credit", "acme", "35", "--yes", "--max-spend", "1")
	step(0, `"balance_cents":300`, "customers", "add", "newone7", "--balance", "3", "--yes")
	step(0, `"balance_cents":300`, "customers", "add", "newone7", "--yes")
	step(9, `"already_so"`, "customers", "add", "newone7", "--balance", "3", "--yes")
	step(0, `"status":"paused"`, "customers", "status", "newone7", "paused")
	step(2, `"allowed"`, "customers", "status", "newone7", "happy")
	step(0, `"amount_cents":3500`, "customers", "ledger", "acme")
}

// A customer who is disabled is told as that, and nobody says that the account is held.
func TestADisabledCustomerIsNotTheAccount(t *testing.T) {
	h := newHome(t)
	for _, args := range [][]string{{"customers", "status", "acme", "disabled", "--yes"}, {"customers", "show", "acme"}} {
		got := h.run(args...)
		if got.code != 0 || !strings.Contains(got.err, "SMS answers nothing about acme alone: the customer is disabled.") ||
			!strings.Contains(got.out, "disabled") || strings.Contains(got.err, "hold") {
			t.Errorf("%v: %+v", args, got)
		}
	}
	if got := h.run("account", "--json"); strings.Contains(got.out, `"hold"`) {
		t.Errorf("the account: %+v", got)
	}
	if got := h.run("customers", "show", "northwind"); got.code != 0 || strings.Contains(got.err, "saved") {
		t.Errorf("another customer: %+v", got)
	}
}
