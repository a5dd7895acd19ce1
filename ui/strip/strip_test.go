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
type told struct{ reader store.Reader }

func (t told) Reader(context.Context) (store.Reader, error) { return t.reader, nil }

func (told) Healths(context.Context) ([]store.Health, error) {
	return []store.Health{
		{Provider: "sms", State: store.HealthLive, LastOK: time.Now()},
		{Provider: "trust", State: store.HealthOffline, Since: time.Now()},
		{Provider: "lines", State: store.HealthRefused},
	}, nil
}

func (told) AccountBalance(context.Context) (store.AccountBalance, error) {
	return store.AccountBalance{Balance: platfone.Balance{Total: money.Known(12474100), Reserved: money.Known(25900)}}, nil
}

func (told) ActiveCount(context.Context) (int, error) { return 20, nil }

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
