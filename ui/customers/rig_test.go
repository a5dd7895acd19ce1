package customers_test

import (
	"context"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	tea "charm.land/bubbletea/v2"

	"switchboard/client/platfone"
	"switchboard/client/rest"
	"switchboard/client/sandbox"
	"switchboard/client/sandbox/retail"
	"switchboard/store"
	"switchboard/store/live"
	"switchboard/store/live/lines"
	"switchboard/store/live/sms"
	"switchboard/store/live/trust"
	"switchboard/themes"
	"switchboard/ui"
	"switchboard/ui/consoletest"
	"switchboard/ui/customers"
	"switchboard/ui/keybook"
	"switchboard/ui/pane"
	"switchboard/ui/strip"
	"switchboard/ui/style"
)

func TestMain(m *testing.M) {
	time.Local = time.UTC // frames show the time of day
	os.Exit(m.Run())
}

// rig is the console with the pane alone, over a store, an engine and a sandbox of its own.
type rig struct {
	*consoletest.Console
	t      *testing.T
	dir    string
	world  *sandbox.World
	db     *store.DB
	desk   *sms.SMS
	orders orders
	copied []string
	stop   func()
}

// orders remembers for whom the order sheet was asked for.
type orders struct{ of []string }

func (o *orders) Order(customer, service, country string) tea.Cmd {
	o.of = append(o.of, customer)
	return pane.Say("order sheet for " + customer)
}

func (r *rig) Copy(_ context.Context, s, what, shown string) (string, bool) {
	r.copied = append(r.copied, s)
	return what + " copied: " + shown, false
}
func (r *rig) Open(context.Context, string) (string, bool) { return "", false }
func (r *rig) Notify(context.Context, pane.Notice, bool)   {}

type setup struct {
	w, h  int
	ascii bool
	early bool // the frame before anything was heard
}

// inBubble runs do on a settled console in a bubble of its own.
func inBubble(t *testing.T, s setup, do func(*rig)) {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "profile")
	synctest.Test(t, func(t *testing.T) {
		world, err := sandbox.New(sandbox.Options{Seed: 1})
		if err != nil {
			t.Fatal(err)
		}
		r := &rig{t: t, dir: dir, world: world}
		r.start(s, nil)
		if !s.early {
			r.Sleep(8 * time.Second)
		}
		do(r)
		r.stop()
	})
}

// again closes the console and starts another over the same store.
func (r *rig) again(s setup, edit func(*live.Config)) {
	r.t.Helper()
	r.stop()
	r.start(s, edit)
	r.Sleep(4 * time.Second)
}

func (r *rig) start(s setup, edit func(*live.Config)) {
	r.t.Helper()
	ctx, cancel := context.WithCancel(r.t.Context())
	db, err := store.Open(ctx, r.dir)
	if err != nil {
		r.t.Fatal(err)
	}
	key := rest.NewSecret(r.world.Endpoints("http://127.0.0.1").SMS.Key)
	client, err := rest.New(rest.Config{Provider: platfone.Provider, Base: "http://127.0.0.1/api/v1/retail", Header: "X-Api-Key",
		Key: func() rest.Secret { return key }, Transport: r.world, Limits: db.Limits(), Explain: platfone.Explain})
	if err != nil {
		r.t.Fatal(err)
	}
	cfg := live.Config{DB: db}
	if edit != nil {
		edit(&cfg)
	}
	engine := live.New(cfg)
	r.db, r.desk = db, sms.New(engine, sms.Config{API: platfone.New(client)})
	lines.New(engine, nil)
	trust.New(engine, nil, nil)
	ended := make(chan error, 1)
	go func() { ended <- engine.Run(ctx) }()
	m := ui.New(r.options(ctx, s))
	r.Console = consoletest.New(r.t, m, s.w, s.h)
	r.stop = func() {
		m.Quit()
		cancel()
		if err := <-ended; err != nil {
			r.t.Error(err)
		}
		synctest.Wait()
		if err := db.Close(); err != nil {
			r.t.Error(err)
		}
	}
}

func (r *rig) options(ctx context.Context, s setup) ui.Options {
	theme, problems := themes.Set{}.Load(themes.Mono)
	if len(problems) > 0 {
		r.t.Fatal(problems)
	}
	kit := &pane.Kit{Ctx: ctx, Styles: style.New(theme, s.ascii), Keys: keybook.New(nil), Now: time.Now}
	p := customers.New(kit, r.db, r.desk, &r.orders, customers.Settings{Low: 500, UndoWindow: 4 * time.Second, Gateway: "manual"})
	return ui.Options{Kit: kit, Watch: r.db.Watch(), Panes: []pane.Pane{p}, Strip: strip.New(kit, r.db, services, true, platfone.ActiveLimit), Outside: r, Label: "SANDBOX", Sandbox: true}
}

// reference is what differs from one run to the next in a frame.
var reference = regexp.MustCompile(`TX\d{8}[A-Z2-7]+`)

// frame compares the screen with a golden frame.
func (r *rig) frame(name string) {
	r.t.Helper()
	consoletest.Golden(r.t, name, reference.ReplaceAllStringFunc(r.Frame(), func(s string) string { return "TX" + strings.Repeat(".", len(s)-2) }))
}

// prose is the screen's words without its lines and borders.
func (r *rig) prose() string {
	return strings.Join(strings.Fields(strings.ReplaceAll(r.Frame(), "│", " ")), " ")
}

// sent counts the requests that change something.
func (r *rig) sent() int {
	n := 0
	for _, q := range r.world.Requests() {
		if q.Method != "GET" {
			n++
		}
	}
	return n
}

// balance is what the provider booked for a customer, and in how many lines.
func (r *rig) balance(id string) (sum int64, lines int) {
	r.t.Helper()
	l, ok := r.world.Ledger()["sms"].(retail.Ledger)
	if !ok {
		r.t.Fatal("the sandbox keeps no ledger")
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
	r.t.Helper()
	f.Provider = "sms"
	if err := r.world.Inject(f); err != nil {
		r.t.Fatal(err)
	}
}

// find puts the cursor on a customer.
func (r *rig) find(id string) {
	r.t.Helper()
	r.Press("/")
	r.Type(id)
	r.Press("enter")
	r.Sleep(time.Second)
	if !strings.Contains(r.Frame(), id) {
		r.t.Fatalf("%s is not found:\n%s", id, r.Frame())
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
			if r.Settle(); r.sent() != 0 {
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

// services are those the strip tells of.
var services = []pane.Service{{ID: "sms", Title: "SMS", Beat: 2 * time.Minute}, {ID: "trust", Title: "TRUST", Beat: 20 * time.Minute}, {ID: "lines", Title: "LINES", Beat: 20 * time.Minute}}
