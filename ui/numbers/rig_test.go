package numbers_test

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	tea "charm.land/bubbletea/v2"

	"switchboard/client/oneuc"
	"switchboard/client/phone"
	"switchboard/client/rest"
	"switchboard/client/sandbox"
	"switchboard/store"
	"switchboard/store/live"
	"switchboard/store/live/lines"
	"switchboard/themes"
	"switchboard/ui"
	"switchboard/ui/consoletest"
	"switchboard/ui/keybook"
	"switchboard/ui/numbers"
	"switchboard/ui/pane"
	"switchboard/ui/style"
)

const (
	bare = phone.E164("+14155234712") // in service, without an address
	full = phone.E164("+14152338397") // in service, with one and a caller name
)

// rig is a console with the Numbers pane over a sandbox, an engine and a store on disk.
type rig struct {
	*consoletest.Console
	t     *testing.T
	world *sandbox.World
	db    *store.DB
	dir   string
	desk  *lines.Lines
	pane  *numbers.Pane
	kit   *pane.Kit
	wire  *wire
	board board
	api   *oneuc.Client
}

// wire hands requests to the world and keeps the bodies that were posted.
type wire struct {
	world *sandbox.World
	mu    sync.Mutex
	posts []string
	quote []byte // the next post is answered with these charges
}

func (w *wire) RoundTrip(r *http.Request) (*http.Response, error) {
	if r.Method == http.MethodPost {
		raw, err := io.ReadAll(r.Body)
		if err != nil {
			return nil, err
		}
		r.Body = io.NopCloser(bytes.NewReader(raw))
		w.mu.Lock()
		w.posts = append(w.posts, string(raw))
		quote := w.quote
		w.quote = nil
		w.mu.Unlock()
		if quote != nil {
			return &http.Response{StatusCode: http.StatusPaymentRequired, Header: http.Header{"Content-Type": {"application/json"}},
				Body: io.NopCloser(bytes.NewReader(quote)), Request: r}, nil
		}
	}
	return w.world.RoundTrip(r)
}

func (w *wire) posted() []string {
	w.mu.Lock()
	defer w.mu.Unlock()
	return slices.Clone(w.posts)
}

// board remembers which numbers were to be put online.
type board struct{ numbers []phone.E164 }

func (b *board) Onboard(n phone.E164) tea.Cmd {
	b.numbers = append(b.numbers, n)
	return nil
}

// look is how the screen is drawn.
type look struct {
	theme string
	ascii bool
}

var looks = []look{{"terminal", false}, {"mono", false}, {"terminal", true}}

func (l look) String() string {
	if l.ascii {
		return "ascii"
	}
	return l.theme
}

// inConsole runs test with a console of w by h cells on the Numbers pane.
func inConsole(t *testing.T, l look, w, h int, test func(t *testing.T, r *rig)) {
	t.Helper()
	dir := t.TempDir()
	synctest.Test(t, func(t *testing.T) {
		world, err := sandbox.New(sandbox.Options{Seed: 7})
		if err != nil {
			t.Fatal(err)
		}
		time.Sleep(time.Hour)
		db, err := store.Open(t.Context(), dir)
		if err != nil {
			t.Fatal(err)
		}
		r := &rig{t: t, world: world, db: db, dir: dir, wire: &wire{world: world}}
		defer r.engine()()
		r.console(l, w, h)
		defer time.Sleep(5 * time.Second) // the clocks that a screen has set run out
		test(t, r)
	})
}

func (r *rig) engine() (stop func()) {
	a := r.world.Endpoints("https://sandbox.test").Lines
	api, err := oneuc.New(oneuc.Config{
		Rest:    rest.Config{Base: "https://sandbox.test/v2", Key: func() rest.Secret { return rest.NewSecret(a.Token) }, Transport: r.wire, Limits: r.db.Limits()},
		Account: a.AccountID,
	})
	if err != nil {
		r.t.Fatal(err)
	}
	r.api = api
	engine := live.New(live.Config{DB: r.db})
	r.desk = lines.New(engine, api)
	ctx, cancel := context.WithCancel(r.t.Context())
	done := make(chan error, 1)
	go func() { done <- engine.Run(ctx) }()
	time.Sleep(2 * time.Minute) // the list and the documents behind it are read
	return func() {
		cancel()
		if err := <-done; err != nil {
			r.t.Error(err)
		}
		if err := r.db.Close(); err != nil {
			r.t.Error(err)
		}
	}
}

func (r *rig) console(l look, w, h int) {
	theme, problems := themes.Set{}.Load(l.theme)
	if len(problems) > 0 {
		r.t.Fatal(problems)
	}
	ctx, cancel := context.WithCancel(r.t.Context())
	r.t.Cleanup(cancel)
	r.kit = &pane.Kit{Ctx: ctx, Styles: style.New(theme, l.ascii), Keys: keybook.New(nil), Now: time.Now}
	r.pane = numbers.New(r.kit, r.db, r.desk, &r.board)
	watch := r.db.Watch()
	m := ui.New(ui.Options{Kit: r.kit, Watch: watch, Panes: []pane.Pane{r.pane}, Label: "SANDBOX", Sandbox: true, Page: numbers.NewPages(r.kit, r.db, r.desk).Page})
	r.Console = consoletest.New(r.t, m, w, h)
	r.t.Cleanup(m.Quit)
}

// on puts the cursor on a number.
func (r *rig) on(n phone.E164) {
	r.Send(pane.Goto{Pane: "numbers", Key: string(n)})
}

// address opens the form of a number and fills it; it ends on the review.
func (r *rig) address(n phone.E164, street, city, state, zip string) {
	r.t.Helper()
	r.on(n)
	r.Press("a")
	r.fill(street, "", city, state, zip, "Michel Mabel", "ops@example.com desk@example.com")
	r.Press("enter")
	r.Sleep(time.Second) // what is pressed at once is not for the review
}

// fill writes the fields of the form anew.
func (r *rig) fill(values ...string) {
	for _, v := range values {
		r.clear()
		r.Type(v)
		r.Press("tab")
	}
}

func (r *rig) clear() { r.Press("end", "ctrl+u") }

func (r *rig) fault(f sandbox.Fault) {
	r.t.Helper()
	f.Provider = "lines"
	if err := r.world.Inject(f); err != nil {
		r.t.Fatal(err)
	}
}

func (r *rig) control(name, body string) {
	r.t.Helper()
	if _, err := r.world.Control(name, []byte(body)); err != nil {
		r.t.Fatal(err)
	}
}

// sent counts the requests of a method whose path contains something.
func (r *rig) sent(method, path string) int {
	n := 0
	for _, q := range r.world.Requests() {
		if q.Method == method && strings.Contains(q.Path, path) {
			n++
		}
	}
	return n
}

func (r *rig) number(n phone.E164) store.Number {
	r.t.Helper()
	v, err := r.db.Number(r.t.Context(), n)
	if err != nil {
		r.t.Fatal(err)
	}
	return v
}

var _ numbers.Store = (*store.DB)(nil)
