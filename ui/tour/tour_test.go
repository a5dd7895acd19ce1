package tour_test

import (
	"context"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"switchboard/store"
	"switchboard/ui/consoletest"
	"switchboard/ui/tour"
)

type tried store.Tried

func (s tried) Tried(context.Context) (store.Tried, error) { return store.Tried(s), nil }

// Who has done all five is told where accounts are connected, and nobody is before.
func TestTheTourEndsAtTheAccounts(t *testing.T) {
	const end = "All five done. Connect your accounts: , then a"
	done := store.Tried{Ordered: true, Copied: true, Continued: true, Located: true, RiskMoved: true}
	some := done
	some.Located = false
	for want, of := range map[bool]store.Tried{true: done, false: some} {
		card := tour.New(consoletest.Look{}.Kit(t.Context(), t), tried(of))
		card.Update(card.Load()())
		if said := ansi.Strip(strings.Join(card.Lines(60), "\n")); strings.Contains(said, end) != want {
			t.Errorf("%+v: the card says\n%s", of, said)
		}
	}
}

// A window without room for all five names the next.
func TestTheNextThingToTryTakesALine(t *testing.T) {
	for want, of := range map[string]store.Tried{
		"TRY 1 OF 5  n orders a number":                                              {},
		"TRY 2 OF 5  c copies its code, from anywhere":                               {Ordered: true},
		"TRY 5 OF 5  5, a: 911 address 200 MARKET ST, San Francisco; choose a place": {Ordered: true, Copied: true, Continued: true, RiskMoved: true},
		"All five done. Connect your accounts: , then a":                             {Ordered: true, Copied: true, Continued: true, Located: true, RiskMoved: true},
	} {
		card := tour.New(consoletest.Look{}.Kit(t.Context(), t), tried(of))
		card.Update(card.Load()())
		if said := ansi.Strip(card.Line(77)); said != want {
			t.Errorf("%+v: %q, not %q", of, said, want)
		}
	}
}

// In the narrowest window each thing to try is still said whole.
func TestTheNextThingToTryIsWholeInAPocket(t *testing.T) {
	for want, of := range map[string]store.Tried{
		"TRY 1 OF 5  n orders a number":          {},
		"TRY 2 OF 5  c copies its code":          {Ordered: true},
		"TRY 3 OF 5  n: whatsapp, United States": {Ordered: true, Copied: true},
		"TRY 4 OF 5  5, a: street 200 MARKET ST": {Ordered: true, Copied: true, Continued: true},
		"TRY 5 OF 5  : risk, Enter; then 4, r":   {Ordered: true, Copied: true, Continued: true, Located: true},
	} {
		card := tour.New(consoletest.Look{}.Kit(t.Context(), t), tried(of))
		card.Update(card.Load()())
		if said := ansi.Strip(card.Line(40)); said != want {
			t.Errorf("%+v: %q, not %q", of, said, want)
		}
	}
}
