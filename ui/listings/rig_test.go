package listings_test

import (
	"context"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	tea "charm.land/bubbletea/v2"

	"switchboard/client/numbersonline"
	"switchboard/client/phone"
	"switchboard/client/rest"
	"switchboard/client/sandbox"
	"switchboard/store"
	"switchboard/store/live"
	"switchboard/store/live/trust"
	"switchboard/themes"
	"switchboard/ui"
	"switchboard/ui/consoletest"
	"switchboard/ui/keybook"
	"switchboard/ui/listings"
	"switchboard/ui/pane"
	"switchboard/ui/style"
)

func TestMain(m *testing.M) {
	time.Local = time.UTC // frames show days
	os.Exit(m.Run())
}

// keys is where the key of the trust account lies in these tests.
type keys struct {
	mu   sync.Mutex
	key  rest.Secret
	fail error
	kept []string
}

func (k *keys) Key() rest.Secret {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.key
}

func (k *keys) Keep(_ context.Context, key rest.Secret) (string, error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.fail != nil {
		return "", k.fail
	}
	k.key, k.kept = key, append(k.kept, key.Reveal())
	return "keys.toml", nil
}

// outside remembers what left the console.
type outside struct {
	copied, opened []string
	notices        []pane.Notice
}

func (o *outside) Copy(_ context.Context, s, what, shown string) (string, bool) {
	o.copied = append(o.copied, s)
	return what + " copied: " + shown + " (test)", false
}

func (o *outside) Open(_ context.Context, url string) (string, bool) {
	o.opened = append(o.opened, url)
	return "Opened.", false
}

func (o *outside) Notify(_ context.Context, n pane.Notice, _ bool) { o.notices = append(o.notices, n) }

type setup struct {
	w, h    int
	noKey   bool
	ascii   bool
	theme   string
	offline bool
	settle  time.Duration // before the first frame; 0 is long enough for the first reads
	world   *sandbox.World
	dir     string

	downloads bool // packs go where they go unless told
}

// rig is the console over a store and an engine of its own, with the sandbox
// as its provider.
type rig struct {
	*consoletest.Console
	t     *testing.T
	world *sandbox.World
	dir   string
	db    *store.DB
	log   *rest.Log
	keys  *keys
	out   *outside
	kit   *pane.Kit
	stop  func()
}

// private hides what the person next to you should not see, whatever sheet is open.
func (r *rig) private() {
	r.kit.Private = true
	r.Send(pane.Tick(time.Now()))
}

// inBubble runs do on a settled console in a bubble of its own.
func inBubble(t *testing.T, s setup, do func(*rig)) {
	t.Helper()
	s.dir = filepath.Join(t.TempDir(), "profile")
	synctest.Test(t, func(t *testing.T) {
		world, err := sandbox.New(sandbox.Options{Seed: 1})
		if err != nil {
			t.Fatal(err)
		}
		s.world = world
		k := &keys{}
		if !s.noKey {
			k.key = rest.NewSecret(world.Endpoints("http://127.0.0.1").Trust.Key)
		}
		r := &rig{t: t, world: world, dir: s.dir, keys: k, out: &outside{}}
		r.start(s)
		defer func() { r.stop() }()
		do(r)
	})
}

// start opens the store, an engine over it and the console.
func (r *rig) start(s setup) {
	r.t.Helper()
	ctx, cancel := context.WithCancel(r.t.Context())
	db, err := store.Open(ctx, s.dir)
	if err != nil {
		r.t.Fatal(err)
	}
	r.db, r.log = db, rest.NewLog(500)
	client, err := numbersonline.New(rest.Config{Base: "http://127.0.0.1", Key: r.keys.Key, Transport: r.world, Limits: db.Limits(), Log: r.log})
	if err != nil {
		r.t.Fatal(err)
	}
	engine := live.New(live.Config{DB: db, Offline: s.offline})
	desk := trust.New(engine, client, r.keys)
	ended := make(chan error, 1)
	go func() { ended <- engine.Run(ctx) }()
	theme, _ := themes.Set{}.Load(or(s.theme, themes.Mono))
	kit := &pane.Kit{Ctx: ctx, Styles: style.New(theme, s.ascii), Keys: keybook.New(nil), Now: time.Now}
	r.kit = kit
	set := listings.Settings{PackDir: r.dir}
	if s.downloads {
		set.PackDir = ""
	}
	p := listings.New(kit, db, desk, set)
	m := ui.New(ui.Options{Kit: kit, Watch: db.Watch(), Panes: []pane.Pane{other{}, p}, Outside: r.out, Label: "SANDBOX", Sandbox: true, Start: "listings"})
	r.Console = consoletest.New(r.t, m, s.w, s.h)
	if s.settle == 0 {
		s.settle = 20 * time.Second
	}
	time.Sleep(s.settle)
	r.Settle()
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
		r.stop = func() {}
	}
}

// again closes everything and opens it anew on the same folder.
func (r *rig) again(s setup) {
	r.t.Helper()
	r.stop()
	s.dir = r.dir
	r.start(s)
}

// other is another pane, to look away from the listings.
type other struct{}

func (other) ID() string             { return "other" }
func (other) Title() string          { return "Other" }
func (other) Init() tea.Cmd          { return nil }
func (other) Update(tea.Msg) tea.Cmd { return nil }
func (other) Actions() []pane.Action { return nil }
func (other) View(int, int) string   { return "elsewhere" }

func or(s, other string) string {
	if s == "" {
		return other
	}
	return s
}

func (r *rig) control(name, body string) {
	r.t.Helper()
	if _, err := r.world.Control("trust/"+name, []byte(body)); err != nil {
		r.t.Fatal(err)
	}
}

// sent counts the requests whose method and path fit.
func (r *rig) sent(method, path string) int {
	n := 0
	for _, q := range r.world.Requests() {
		if q.Method == method && strings.Contains(q.Path, path) {
			n++
		}
	}
	return n
}

func (r *rig) row(n string) store.Listing {
	r.t.Helper()
	l, err := r.db.Listing(r.t.Context(), phone.E164(n))
	if err != nil {
		r.t.Fatal(err)
	}
	return l
}

// pick moves the cursor to a number.
func (r *rig) pick(n string) {
	r.Send(pane.Goto{Pane: "listings", Key: n})
	r.Sleep(500 * time.Millisecond)
}

// holds looks for a text in every file of the profile and in the log of requests.
func (r *rig) holds(secret string) []string {
	r.t.Helper()
	var where []string
	err := filepath.WalkDir(r.dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		body, err := os.ReadFile(path)
		if err == nil && strings.Contains(string(body), secret) {
			where = append(where, path)
		}
		return err
	})
	if err != nil {
		r.t.Fatal(err)
	}
	for _, x := range r.log.List() {
		if strings.Contains(fmt.Sprintf("%+v", x), secret) {
			where = append(where, "the log: "+x.Op)
		}
	}
	return where
}
