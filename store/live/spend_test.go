package live

import (
	"context"
	"errors"
	"testing"
	"time"

	"switchboard/client/money"
	"switchboard/store/act"
)

// spender is a desk of which only what was spent is asked.
type spender struct {
	Desk
	spent money.Cents
}

func (s spender) Spent(context.Context, time.Time) (money.Cents, error) { return s.spent, nil }

// The limits hold to the cent, for everything that costs at every provider together.
func TestMaySpend(t *testing.T) {
	known := money.Known
	for name, c := range map[string]struct {
		limits Spend
		most   money.Price
		want   act.Code
	}{
		"no limit":                  {Spend{}, known(1_000_000), ""},
		"no limit, unknown":         {Spend{}, money.Price{}, ""},
		"an act to the cent":        {Spend{MaxPerOrder: known(50)}, known(50), ""},
		"an act a cent over":        {Spend{MaxPerOrder: known(50)}, known(51), act.SpendAct},
		"this process to the cent":  {Spend{MaxHere: known(50)}, known(50), ""},
		"this process a cent over":  {Spend{MaxHere: known(50), MaxPerOrder: known(60)}, known(51), act.SpendAct},
		"the day to the cent":       {Spend{MaxPerDay: known(100)}, known(30), ""},
		"the day a cent over":       {Spend{MaxPerDay: known(100)}, known(31), act.SpendDay},
		"unknown under an act":      {Spend{MaxPerOrder: known(50)}, money.Price{}, act.SpendUnknown},
		"unknown under a day":       {Spend{MaxPerDay: known(100)}, money.Price{}, act.SpendUnknown},
		"unknown under one process": {Spend{MaxHere: known(50)}, money.Price{}, act.SpendUnknown},
	} {
		e := &Engine{cfg: Config{Spend: c.limits}, desks: []Desk{spender{spent: 30}, spender{spent: 40}}}
		err := e.MaySpend(t.Context(), c.most)
		var no *act.Refusal
		if errors.As(err, &no) != (c.want != "") || no != nil && no.Why != c.want || no == nil && err != nil {
			t.Errorf("%s: %v, want %q", name, err, c.want)
		}
		if c.want == act.SpendDay && (!no.Until.After(time.Now()) || no.Until.Hour() != 0) {
			t.Errorf("it is over at %v", no.Until)
		}
	}
}

// Several that are wanted together fit together into what a process may spend, and those that are left into the day; each is an act.
func TestMaySpendEachOfSeveral(t *testing.T) {
	known := money.Known
	for name, c := range map[string]struct {
		limits   Spend
		of, left int
		want     act.Code
	}{
		"each to the cent":           {Spend{MaxPerOrder: known(10)}, 3, 3, ""},
		"this process to the cent":   {Spend{MaxHere: known(30)}, 3, 3, ""},
		"this process a cent over":   {Spend{MaxHere: known(29)}, 3, 3, act.SpendAct},
		"the last is one of as many": {Spend{MaxHere: known(29)}, 3, 1, act.SpendAct},
		"the day to the cent":        {Spend{MaxPerDay: known(100)}, 3, 3, ""},
		"the day a cent over":        {Spend{MaxPerDay: known(99)}, 3, 3, act.SpendDay},
		"the day, with two sent":     {Spend{MaxPerDay: known(99)}, 3, 1, ""},
	} {
		e := &Engine{cfg: Config{Spend: c.limits}, desks: []Desk{spender{spent: 70}}}
		err := e.MaySpendEach(t.Context(), known(10), c.of, c.left)
		var no *act.Refusal
		if errors.As(err, &no) != (c.want != "") || no != nil && no.Why != c.want {
			t.Errorf("%s: %v, want %q", name, err, c.want)
		}
	}
}

// A day begins by the clock on the wall.
func TestMidnight(t *testing.T) {
	zone := time.FixedZone("far", -9*3600)
	if got, want := midnight(time.Date(2026, 7, 1, 23, 30, 0, 0, zone)), time.Date(2026, 7, 1, 0, 0, 0, 0, zone); !got.Equal(want) {
		t.Errorf("%v, want %v", got, want)
	}
}
