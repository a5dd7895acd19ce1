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
	"time"

	"switchboard/client/phone"
	"switchboard/client/rest"
	"switchboard/client/sandbox"
	"switchboard/store"
	"switchboard/store/live"
	"switchboard/store/live/trust"
	"switchboard/ui"
	"switchboard/ui/consoletest"
	"switchboard/ui/listings"
	"switchboard/ui/pane"
)

func TestMain(m *testing.M) { consoletest.Main(m) }

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

func (k *keys) Had() rest.Secret { return k.Key() }

func (k *keys) Has() bool { return !k.Key().Empty() }

func (k *keys) Keep(_ context.Context, key rest.Secret) (string, error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.fail != nil {
		return "", k.fail
	}
	k.key, k.kept = key, append(k.kept, key.Reveal())
	return "keys.toml", nil
}

type setup struct {
	w, h    int
	noKey   bool
	ascii   bool
	theme   string
	offline bool
	spend   live.Spend
	settle  time.Duration // before the first frame; 0 is long enough for the first reads

	downloads bool // packs go where they go unless told
}

// rig is the console over an engine with TRUST alone.
type rig struct {
	*consoletest.Rig
	log  *rest.Log
	keys *keys
}

// private hides what the person next to you should not see, whatever sheet is open.
func (r *rig) private() {
	r.Kit.Private = true
	r.Send(pane.Tick(time.Now()))
}

// inBubble runs do on a settled console in a bubble of its own.
func inBubble(t *testing.T, s setup, do func(*rig)) {
	t.Helper()
	consoletest.Bubble(t, sandbox.Options{Seed: 1}, func(t *testing.T, base *consoletest.Rig) {
		r := &rig{Rig: base, keys: &keys{}}
		if !s.noKey {
			r.keys.key = rest.NewSecret(r.World.Endpoints("").Trust.Key)
		}
		r.start(s)
		do(r)
	})
}

// start opens the store, an engine over it and the console.
func (r *rig) start(s setup) {
	r.T.Helper()
	engine := r.Make(live.Config{Offline: s.offline, Spend: s.spend})
	r.log = rest.NewLog(500)
	desk := trust.New(engine, r.NumbersOnline(func(c *rest.Config) { c.Key, c.Log = r.keys.Key, r.log }), r.keys)
	r.Run(0)
	set := listings.Settings{PackDir: r.Dir}
	if s.downloads {
		set.PackDir = ""
	}
	kit := r.Look(consoletest.Look{Theme: s.theme, ASCII: s.ascii})
	other := consoletest.Blank{Name: "other", Head: "Other", Body: "elsewhere"}
	r.Show(s.w, s.h, ui.Options{Panes: []pane.Pane{other, listings.New(kit, r.DB, desk, set)}, Start: "listings"})
	if s.settle == 0 {
		s.settle = 20 * time.Second
	}
	time.Sleep(s.settle)
	r.Settle()
}

// again closes everything and opens it anew on the same folder.
func (r *rig) again(s setup) {
	r.T.Helper()
	r.End()
	r.start(s)
}

// begin makes an account, once its form was there to be read.
func (r *rig) begin() {
	r.Press("n")
	r.Sleep(time.Second)
	r.Press("enter")
}

func (r *rig) control(name, body string) { r.Control("trust/"+name, body) }

// sent counts the requests whose method and path fit.
func (r *rig) sent(method, path string) int {
	n := 0
	for _, q := range r.World.Requests() {
		if q.Method == method && strings.Contains(q.Path, path) {
			n++
		}
	}
	return n
}

func (r *rig) row(n string) store.Listing {
	r.T.Helper()
	l, err := r.DB.Listing(r.T.Context(), phone.E164(n))
	if err != nil {
		r.T.Fatal(err)
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
	r.T.Helper()
	var where []string
	err := filepath.WalkDir(r.Dir, func(path string, d fs.DirEntry, err error) error {
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
		r.T.Fatal(err)
	}
	for _, x := range r.log.List() {
		if strings.Contains(fmt.Sprintf("%+v", x), secret) {
			where = append(where, "the log: "+x.Op)
		}
	}
	return where
}
