package customers

import (
	"testing"
	"testing/synctest"
	"time"

	"switchboard/client/money"
	"switchboard/client/platfone"
	"switchboard/store"
	"switchboard/themes"
	"switchboard/ui/pane"
	"switchboard/ui/style"
)

// The balance of a day is what it is now less what came after that day.
func TestBalanceOverTime(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		kit := &pane.Kit{Styles: style.New(themes.Theme{}, true), Now: time.Now}
		s := &card{p: &Pane{kit: kit}, whole: true}
		s.c.Customer = platfone.Customer{ID: "acme", Balance: money.Known(700)}
		s.daily = []store.CustomerDay{
			{Day: s.overDay(27), Credits: 1, Credited: 1000},
			{Day: s.overDay(28), Spent: store.Tally{Charged: 400, Returned: 100}},
		}
		balances, spent := s.balances(700)
		for i, want := range map[int]float64{26: 0, 27: 1000, 28: 700, 29: 700} {
			if balances[i] != want {
				t.Errorf("balance %d: %v, want %v", i, balances[i], want)
			}
		}
		if spent[28] != 300 || spent[27] != 0 {
			t.Errorf("spent %v", spent[25:])
		}
		if lines := s.overTime(60); len(lines) < 8 {
			t.Errorf("drawn %q", lines)
		}
		s.whole = false
		if lines := s.overTime(60); len(lines) != 3 {
			t.Errorf("drawn before everything is loaded: %q", lines)
		}
	})
}

// What a customer did is whole once its own history and ledger were read, though the past of all is still being filled in.
func TestARecordIsWholeByItsOwnHistory(t *testing.T) {
	db, err := store.Open(t.Context(), t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	now := time.Now()
	for _, what := range []string{store.ListOfOrders, store.ListOfBookings} {
		if err := db.PutProgress(t.Context(), store.OwnPart(what, "acme"), store.Progress{At: now}); err != nil {
			t.Fatal(err)
		}
	}
	p := &Pane{store: db}
	for id, whole := range map[string]bool{"acme": true, "bluekite": false} {
		if r, err := p.readRecord(t.Context(), id, now.AddDate(0, 0, -30), now); err != nil || r.whole != whole {
			t.Errorf("%s: whole is %v, %v", id, r.whole, err)
		}
	}
}
