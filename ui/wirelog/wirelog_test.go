package wirelog_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"switchboard/client/platfone"
	"switchboard/client/rest"
	"switchboard/client/sandbox"
	"switchboard/store"
	"switchboard/themes"
	"switchboard/ui"
	"switchboard/ui/consoletest"
	"switchboard/ui/keybook"
	"switchboard/ui/pane"
	"switchboard/ui/style"
	"switchboard/ui/wirelog"
)

func TestMain(m *testing.M) {
	time.Local = time.UTC // frames show the time of day
	os.Exit(m.Run())
}

type outside struct{ copied []string }

func (o *outside) Copy(_ context.Context, s, what, shown string) (string, bool) {
	o.copied = append(o.copied, s)
	return what + " copied: " + shown + " (test)", false
}
func (o *outside) Open(context.Context, string) (string, bool) { return "", false }
func (o *outside) Notify(context.Context, pane.Notice, bool)   {}

// rig is the console over a log with a few lines and requests.
type rig struct {
	*consoletest.Console
	t   *testing.T
	db  *store.DB
	api *platfone.Client
	out *outside
}

func inBubble(t *testing.T, w, h int, do func(*rig)) {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "profile")
	synctest.Test(t, func(t *testing.T) {
		db, err := store.Open(t.Context(), dir)
		if err != nil {
			t.Fatal(err)
		}
		world, err := sandbox.New(sandbox.Options{Seed: 1})
		if err != nil {
			t.Fatal(err)
		}
		log := rest.NewLog(500)
		key := rest.NewSecret(world.Endpoints("http://127.0.0.1").SMS.Key)
		c, err := rest.New(rest.Config{Provider: platfone.Provider, Base: "http://127.0.0.1/api/v1/retail", Header: "X-Api-Key",
			Key: func() rest.Secret { return key }, Transport: world, Log: log, Explain: platfone.Explain})
		if err != nil {
			t.Fatal(err)
		}
		theme, problems := themes.Set{}.Load(themes.Mono)
		if len(problems) > 0 {
			t.Fatal(problems)
		}
		kit := &pane.Kit{Ctx: t.Context(), Styles: style.New(theme, false), Keys: keybook.New(nil), Now: time.Now}
		r := &rig{t: t, db: db, api: platfone.New(c), out: &outside{}}
		m := ui.New(ui.Options{Kit: kit, Watch: db.Watch(), Panes: []pane.Pane{wirelog.New(kit, db, log, []pane.Service{{ID: "sms"}, {ID: "trust"}, {ID: "lines"}})}, Outside: r.out, Label: "SANDBOX", Sandbox: true})
		r.Console = consoletest.New(t, m, w, h)
		do(r)
		m.Quit()
		synctest.Wait()
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	})
}

func (r *rig) audit(what, who, result string) {
	r.t.Helper()
	if err := r.db.Audit(r.t.Context(), what, who, result); err != nil {
		r.t.Fatal(err)
	}
	r.Settle()
}

// usual makes a few lines and requests, one of which is refused.
func usual(r *rig) {
	r.audit("sms.order", "telegram/uk for acme", "done")
	if _, err := r.api.Balance(r.t.Context(), "acme"); err != nil {
		r.t.Fatal(err)
	}
	r.Sleep(2 * time.Second)
	if _, err := r.api.Balance(r.t.Context(), "nobody"); err == nil {
		r.t.Fatal("nobody has a balance")
	}
	r.Sleep(time.Second)
	r.audit("sms.cancel", "+44 7975 777666", "refused: it was received already")
	r.audit("setting", "theme", "mono")
}

func TestFrames(t *testing.T) {
	for _, size := range [][2]int{{40, 8}, {80, 24}, {120, 40}} {
		name := fmt.Sprintf("%dx%d", size[0], size[1])
		inBubble(t, size[0], size[1], func(r *rig) {
			r.Golden("log-empty-" + name)
			usual(r)
			r.Press("g", "down", "down")
			r.Golden("log-all-" + name)
			r.Press("enter")
			r.Golden("log-open-" + name)
			r.Press("esc", "/")
			r.Type("is:problem")
			r.Golden("log-problems-" + name)
		})
	}
}

func TestWhatIsTypedNarrows(t *testing.T) {
	inBubble(t, 80, 24, func(r *rig) {
		usual(r)
		r.Press("/")
		r.Type("is:problem")
		r.Press("enter")
		r.Shows("cancel", "404")
		r.Hides("theme", "200 in")
		r.Press("esc", "l")
		r.Shows("theme", "cancel")
		r.Hides("get balance")
		r.Press("l")
		r.Hides("theme")
		r.Shows("get balance")
		r.Press("/")
		r.Type("what:balance -is:problem")
		r.Shows("200 in")
		r.Hides("404  ")
	})
}

func TestTheCommandThatRepeatsARequestHidesTheKey(t *testing.T) {
	inBubble(t, 80, 24, func(r *rig) {
		usual(r)
		r.Press("l", "l", "y")
		got := r.out.copied[0]
		if !strings.HasPrefix(got, "curl ") || !strings.Contains(got, "$SWITCHBOARD_SMS_KEY") || !strings.Contains(got, "/a/customer/nobody/balance") {
			t.Errorf("copied %q", got)
		}
		r.Press("h", "y")
		if got := r.out.copied[1]; !strings.Contains(got, "setting  theme  mono") {
			t.Errorf("copied %q", got)
		}
	})
}

func TestEveryLineIsReachedAndTheTwoKindsAreInOrder(t *testing.T) {
	inBubble(t, 120, 40, func(r *rig) {
		for i := range 1200 {
			if err := r.db.Audit(r.t.Context(), "test", fmt.Sprint("row", i), "done"); err != nil {
				t.Fatal(err)
			}
			if i%4 == 0 {
				if _, err := r.api.Balance(r.t.Context(), "acme"); err != nil {
					t.Fatal(err)
				}
			}
			time.Sleep(time.Second)
		}
		r.Settle()
		r.Press("g")
		r.Shows("row1199")
		r.Press("G")
		r.Sleep(time.Second)
		r.Shows("row0 ")
		r.Press("g")
		seen := map[string]bool{}
		for range 160 {
			for _, word := range strings.Fields(r.Frame()) {
				if strings.HasPrefix(word, "row") {
					seen[word] = true
				}
			}
			r.Press("pgdown")
		}
		if len(seen) != 1200 {
			var missed []int
			for i := range 1200 {
				if !seen[fmt.Sprint("row", i)] {
					missed = append(missed, i)
				}
			}
			t.Errorf("%d of 1200 lines were passed on the way down, not %v\n%s", len(seen), missed, r.Frame())
		}
	})
}

func TestPrivateModeHidesNamesAndBodies(t *testing.T) {
	inBubble(t, 120, 40, func(r *rig) {
		usual(r)
		r.Press("`")
		r.Hides("+44 7975 777666", "for acme")
		r.Press("l", "l", "enter")
		r.Shows("(hidden)")
		r.Hides("errorName")
	})
}
