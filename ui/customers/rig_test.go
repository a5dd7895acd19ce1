package customers_test

import (
	"regexp"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"switchboard/client/platfone"
	"switchboard/client/sandbox"
	"switchboard/client/sandbox/retail"
	"switchboard/store/live"
	"switchboard/store/live/lines"
	"switchboard/store/live/sms"
	"switchboard/store/live/trust"
	"switchboard/ui"
	"switchboard/ui/consoletest"
	"switchboard/ui/customers"
	"switchboard/ui/pane"
	"switchboard/ui/strip"
)

func TestMain(m *testing.M) { consoletest.Main(m) }

// rig is the console with the pane alone, over an engine with every desk, of
// which SMS alone has a key.
type rig struct {
	*consoletest.Rig
	desk   *sms.SMS
	pane   *customers.Pane
	orders orders
}

// orders remembers for whom the order sheet was asked for.
type orders struct{ of []string }

func (o *orders) Order(customer, service, country string) tea.Cmd {
	o.of = append(o.of, customer)
	return pane.Say("order sheet for " + customer)
}

type setup struct {
	w, h  int
	ascii bool
	early bool // the frame before anything was heard
}

// inBubble runs do on a settled console in a bubble of its own.
func inBubble(t *testing.T, s setup, do func(*rig)) {
	t.Helper()
	consoletest.Bubble(t, sandbox.Options{Seed: 1}, func(t *testing.T, base *consoletest.Rig) {
		r := &rig{Rig: base}
		r.start(s, nil)
		if !s.early {
			r.Sleep(8 * time.Second)
		}
		do(r)
	})
}

// again closes the console and starts another over the same store.
func (r *rig) again(s setup, edit func(*live.Config)) {
	r.T.Helper()
	r.End()
	r.start(s, edit)
	r.Sleep(4 * time.Second)
}

func (r *rig) start(s setup, edit func(*live.Config)) {
	r.T.Helper()
	var cfg live.Config
	if edit != nil {
		edit(&cfg)
	}
	engine := r.Make(cfg)
	r.desk = sms.New(engine, sms.Config{API: r.Platfone()})
	lines.New(engine, nil)
	trust.New(engine, nil, nil)
	r.Run(0)
	kit := r.Look(consoletest.Look{ASCII: s.ascii})
	r.pane = customers.New(kit, r.DB, r.desk, &r.orders, customers.Settings{Low: 500, UndoWindow: 4 * time.Second, Gateway: "manual"})
	r.Show(s.w, s.h, ui.Options{Panes: []pane.Pane{r.pane}, Strip: strip.New(kit, r.DB, consoletest.Services(), true, platfone.ActiveLimit)})
}

// reference is what differs from one run to the next in a frame.
var reference = regexp.MustCompile(`TX\d{8}[A-Z2-7]+`)

// frame compares the screen with a golden frame.
func (r *rig) frame(name string) {
	r.T.Helper()
	consoletest.Golden(r.T, name, reference.ReplaceAllStringFunc(r.Frame(), func(s string) string { return "TX" + strings.Repeat(".", len(s)-2) }))
}

// prose is the screen's words without its lines and borders.
func (r *rig) prose() string {
	return strings.Join(strings.Fields(strings.ReplaceAll(r.Frame(), "│", " ")), " ")
}

// balance is what the provider booked for a customer, and in how many lines.
func (r *rig) balance(id string) (sum int64, lines int) {
	r.T.Helper()
	l, ok := r.World.Ledger()["sms"].(retail.Ledger)
	if !ok {
		r.T.Fatal("the sandbox keeps no ledger")
	}
	for _, t := range l.Transactions {
		if t.Customer == id {
			sum += t.Amount
			lines++
		}
	}
	return sum, lines
}

func (r *rig) inject(f sandbox.Fault) {
	r.T.Helper()
	f.Provider = "sms"
	r.Inject(f)
}

// find puts the cursor on a customer.
func (r *rig) find(id string) {
	r.T.Helper()
	r.Press("/")
	r.Type(id)
	r.Press("enter")
	r.Sleep(time.Second)
	if !strings.Contains(r.Frame(), id) {
		r.T.Fatalf("%s is not found:\n%s", id, r.Frame())
	}
}

// bad is something typed into a field, and what is said of it.
type bad struct{ field, typed, says string }

// refuseEach opens a form, with a customer under the cursor, and holds that
// each bad value is refused there: its field named, nothing sent, the form kept.
func refuseEach(t *testing.T, key, title string, good map[string]string, list []bad) {
	inBubble(t, wide, func(r *rig) {
		r.find("northwind")
		r.Press(key)
		r.Sleep(time.Second)
		at := ""
		for _, b := range list {
			if at != b.field {
				if at != "" {
					r.Type(good[at])
					r.Press("tab")
				}
				at = b.field
			}
			r.Press("ctrl+u")
			r.Type(b.typed)
			r.Press("enter")
			r.Sleep(500 * time.Millisecond)
			r.Shows(title, "! "+b.field+": ")
			if prose := r.prose(); !strings.Contains(prose, b.says) {
				t.Errorf("%s %q does not say %q:\n%s", b.field, b.typed, b.says, r.Frame())
			}
			r.Press("A", "C")
			if r.Settle(); len(r.Changes()) != 0 {
				t.Fatalf("%s %q was sent", b.field, b.typed)
			}
			for range "AC" { // typed into the field: it is a form still
				r.Press("backspace")
			}
			if len(b.typed) < 30 {
				r.Shows(strings.TrimSpace(b.typed))
			}
			r.Press("ctrl+u")
		}
	})
}
