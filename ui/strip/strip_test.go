package strip

import (
	"context"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/charmbracelet/x/ansi"

	"switchboard/client/money"
	"switchboard/client/platfone"
	"switchboard/store"
	"switchboard/ui/consoletest"
)

// told is a store in which two of three services are in trouble.
type told struct {
	reader  store.Reader
	healths []store.Health // nil: two are in trouble, each in its own way
}

func (t told) Reader(context.Context) (store.Reader, error) { return t.reader, nil }

func (t told) Healths(context.Context) ([]store.Health, error) {
	if t.healths != nil {
		return t.healths, nil
	}
	return []store.Health{
		{Provider: "sms", State: store.HealthLive, LastOK: time.Now()},
		{Provider: "trust", State: store.HealthOffline, Since: time.Now()},
		{Provider: "lines", State: store.HealthRefused},
	}, nil
}

func (told) AccountBalance(context.Context) (store.AccountBalance, error) {
	return store.AccountBalance{Balance: platfone.Balance{Total: money.Known(12474100), Reserved: money.Known(25900)}}, nil
}

func (told) ActiveCount(context.Context) (store.Count, error) {
	return store.Count{N: 20, Known: true}, nil
}

func (told) SuccessWindow(context.Context, time.Time, string, string) (platfone.Record, error) {
	return platfone.Record{Ordered: 1000, Received: 770}, nil
}

// However narrow the line, a service that is in trouble stays in it.
func TestTroubleIsNeverLeftOut(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := New(consoletest.Look{}.Kit(t.Context(), t), told{}, consoletest.Services(), true, 20)
		s.Update(s.Init()())
		for w := 170; w >= 40; w-- {
			line := ansi.Strip(s.Line(w))
			if n := ansi.StringWidth(line); n > w {
				t.Errorf("the line of %d cells takes %d: %q", w, n, line)
			}
			for _, want := range []string{"TRUST offline", "LINES key refused"} {
				if !strings.Contains(line, want) {
					t.Errorf("at %d cells %q is left out: %q", w, want, line)
				}
			}
		}
	})
}

// What several services share is said once where there is little room, and what has none is counted.
func TestSeveralInTheSameTroubleAreAllThere(t *testing.T) {
	off := func(p string) store.Health {
		return store.Health{Provider: p, State: store.HealthOffline, Since: time.Now()}
	}
	refused := func(p string) store.Health { return store.Health{Provider: p, State: store.HealthRefused} }
	for want, healths := range map[string][]store.Health{
		"SMS TRUST offline":                  {off("sms"), off("trust"), {Provider: "lines", State: store.HealthLive, LastOK: time.Now()}},
		"SMS TRUST LINES offline":            {off("sms"), off("trust"), off("lines")},
		"SMS offline   TRUST key refused +1": {off("sms"), refused("trust"), {Provider: "lines", State: store.HealthHold}},
	} {
		s := New(consoletest.Look{}.Kit(t.Context(), t), told{healths: healths}, consoletest.Services(), true, 20)
		s.Update(s.Init()())
		if line := ansi.Strip(s.Line(40)); !strings.HasPrefix(line, want) {
			t.Errorf("%q is not in %q", want, line)
		}
	}
}

// How many numbers may be active is what the person has set, not the provider's usual figure.
func TestThePlacesAreThoseThatAreSet(t *testing.T) {
	s := New(consoletest.Look{}.Kit(t.Context(), t), told{}, consoletest.Services(), true, 50)
	s.Update(s.Init()())
	if line := ansi.Strip(s.Line(150)); !strings.Contains(line, "20 of 50 active") {
		t.Errorf("%q", line)
	}
}

// While another process reads the providers the strip says which, as long as there is room.
func TestTheStripSaysWhoReads(t *testing.T) {
	for reader, want := range map[store.Reader]bool{{}: false, {PID: 4312, Own: true}: false, {PID: 4312}: true} {
		s := New(consoletest.Look{}.Kit(t.Context(), t), told{reader: reader}, consoletest.Services(), true, 20)
		s.Update(s.Init()())
		if line := ansi.Strip(s.Line(150)); strings.Contains(line, "read by process 4312") != want {
			t.Errorf("%+v: %q", reader, line)
		}
	}
}
