package activations_test

import (
	"strings"
	"testing"
	"time"

	"switchboard/client/money"
	"switchboard/client/platfone"
	"switchboard/client/sandbox"
	"switchboard/store/live"
	"switchboard/store/live/lines"
	"switchboard/store/live/sms"
	"switchboard/store/live/trust"
	"switchboard/ui"
	"switchboard/ui/activations"
	"switchboard/ui/consoletest"
	"switchboard/ui/ordering"
	"switchboard/ui/pane"
	"switchboard/ui/strip"
)

func TestMain(m *testing.M) { consoletest.Main(m) }

// rig is the console over an engine with every desk, of which SMS alone has a key.
type rig struct {
	*consoletest.Rig
	desk    *sms.SMS
	counter *ordering.Counter
}

type setup struct {
	w, h     int
	theme    string
	ascii    bool
	smsAfter time.Duration
	auto     string
	max      money.Price
	ask      money.Price // confirm_over
	spend    live.Spend
	readOnly bool
}

// inBubble runs do on a settled console in a bubble of its own.
func inBubble(t *testing.T, s setup, do func(*rig)) {
	t.Helper()
	consoletest.Bubble(t, sandbox.Options{Seed: 1, SMSAfter: s.smsAfter}, func(t *testing.T, base *consoletest.Rig) {
		r := &rig{Rig: base}
		s.spend.MaxPerOrder, s.spend.ConfirmOver = s.max, s.ask
		engine := r.Make(live.Config{ReadOnly: s.readOnly, Spend: s.spend})
		r.desk = sms.New(engine, sms.Config{API: r.Platfone()})
		lines.New(engine, nil)
		trust.New(engine, nil, nil)
		r.Run(0)
		kit := r.Look(consoletest.Look{Theme: s.theme, ASCII: s.ascii})
		r.counter = ordering.New(kit, r.DB, r.desk, ordering.Settings{CopyNumber: true, MaxPerOrder: s.max})
		p := activations.New(kit, r.DB, r.desk, r.counter, activations.Settings{AutoCopy: s.auto, UndoWindow: 4 * time.Second})
		r.Show(s.w, s.h, ui.Options{Panes: []pane.Pane{p}, Strip: strip.New(kit, r.DB, consoletest.Services(), true, platfone.ActiveLimit)})
		r.Sleep(4 * time.Second)
		do(r)
	})
}

// orders counts the orders the provider was sent.
func (r *rig) orders() int {
	n := 0
	for _, q := range r.World.Requests() {
		if q.Method == "POST" && strings.HasSuffix(q.Path, "/activation") {
			n++
		}
	}
	return n
}

// choose fills the order sheet's pickers, from the one that has the keys.
func (r *rig) choose(words ...string) {
	for _, s := range words {
		r.Type(s)
		before := r.Frame()
		r.Press("enter")
		r.Sleep(time.Second)
		if after := r.Frame(); !strings.Contains(strings.ToLower(after), s) && s != "uk" {
			r.T.Fatalf("%s could not be chosen\n%s\n%s", s, before, after)
		}
	}
}
