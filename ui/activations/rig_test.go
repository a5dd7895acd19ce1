package activations_test

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"switchboard/client/money"
	"switchboard/client/platfone"
	"switchboard/client/rest"
	"switchboard/client/sandbox"
	"switchboard/store"
	"switchboard/store/live"
	"switchboard/store/live/lines"
	"switchboard/store/live/sms"
	"switchboard/store/live/trust"
	"switchboard/themes"
	"switchboard/ui"
	"switchboard/ui/activations"
	"switchboard/ui/consoletest"
	"switchboard/ui/keybook"
	"switchboard/ui/ordering"
	"switchboard/ui/pane"
	"switchboard/ui/strip"
	"switchboard/ui/style"
)

func TestMain(m *testing.M) {
	time.Local = time.UTC // frames show the time of day
	os.Exit(m.Run())
}

// rig is the console over a store and an engine of its own, with the sandbox
// as its provider.
type rig struct {
	*consoletest.Console
	t     *testing.T
	world *sandbox.World
	db    *store.DB
	desk  *sms.SMS
	out   *outside

	counter *ordering.Counter
}

// outside remembers what was copied.
type outside struct{ copied []string }

func (o *outside) Copy(_ context.Context, s, what, shown string) (string, bool) {
	o.copied = append(o.copied, s)
	return what + " copied: " + shown + " (test)", false
}
func (o *outside) Open(context.Context, string) (string, bool) { return "", false }
func (o *outside) Notify(context.Context, pane.Notice, bool)   {}

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
	dir := filepath.Join(t.TempDir(), "profile")
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		db, err := store.Open(ctx, dir)
		if err != nil {
			t.Fatal(err)
		}
		world, err := sandbox.New(sandbox.Options{Seed: 1, SMSAfter: s.smsAfter})
		if err != nil {
			t.Fatal(err)
		}
		log := rest.NewLog(100)
		key := rest.NewSecret(world.Endpoints("http://127.0.0.1").SMS.Key)
		client, err := rest.New(rest.Config{Provider: platfone.Provider, Base: "http://127.0.0.1/api/v1/retail", Header: "X-Api-Key",
			Key: func() rest.Secret { return key }, Transport: world, Limits: db.Limits(), Log: log, Explain: platfone.Explain})
		if err != nil {
			t.Fatal(err)
		}
		s.spend.MaxPerOrder, s.spend.ConfirmOver = s.max, s.ask
		engine := live.New(live.Config{DB: db, ReadOnly: s.readOnly, Spend: s.spend})
		ended := make(chan error, 1)
		desk := sms.New(engine, sms.Config{API: platfone.New(client)})
		lines.New(engine, nil)
		trust.New(engine, nil, nil)
		go func() { ended <- engine.Run(ctx) }()
		r := &rig{t: t, world: world, db: db, desk: desk, out: &outside{}}
		m := r.console(ctx, s)
		r.Console = consoletest.New(t, m, s.w, s.h)
		r.Sleep(4 * time.Second)
		do(r)
		m.Quit()
		cancel()
		if err := <-ended; err != nil {
			t.Error(err)
		}
		synctest.Wait()
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	})
}

func (r *rig) console(ctx context.Context, s setup) *ui.Model {
	name := s.theme
	if name == "" {
		name = themes.Mono
	}
	theme, problems := themes.Set{}.Load(name)
	if len(problems) > 0 {
		r.t.Fatal(problems)
	}
	kit := &pane.Kit{Ctx: ctx, Styles: style.New(theme, s.ascii), Keys: keybook.New(nil), Now: time.Now}
	counter := ordering.New(kit, r.db, r.desk, ordering.Settings{CopyNumber: true, MaxPerOrder: s.max})
	r.counter = counter
	live := activations.New(kit, r.db, r.desk, counter, activations.Settings{AutoCopy: s.auto, UndoWindow: 4 * time.Second})
	return ui.New(ui.Options{Kit: kit, Watch: r.db.Watch(), Panes: []pane.Pane{live}, Strip: strip.New(kit, r.db, services, true, platfone.ActiveLimit), Outside: r.out, Label: "SANDBOX", Sandbox: true})
}

// orders counts the orders the provider was sent.
func (r *rig) orders() int {
	n := 0
	for _, q := range r.world.Requests() {
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
			r.t.Fatalf("%s could not be chosen\n%s\n%s", s, before, after)
		}
	}
}

// services are those the strip tells of.
var services = []pane.Service{{ID: "sms", Title: "SMS", Beat: 2 * time.Minute}, {ID: "trust", Title: "TRUST", Beat: 20 * time.Minute}, {ID: "lines", Title: "LINES", Beat: 20 * time.Minute}}
