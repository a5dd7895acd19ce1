package wirelog_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"switchboard/client/platfone"
	"switchboard/client/rest"
	"switchboard/client/sandbox"
	"switchboard/store/live"
	"switchboard/ui"
	"switchboard/ui/consoletest"
	"switchboard/ui/pane"
	"switchboard/ui/wirelog"
)

func TestMain(m *testing.M) { consoletest.Main(m) }

// rig is the console over a log with a few lines and requests.
type rig struct {
	*consoletest.Rig
	api *platfone.Client
	kit *pane.Kit
}

func inBubble(t *testing.T, w, h int, do func(*rig)) {
	t.Helper()
	consoletest.Bubble(t, sandbox.Options{Seed: 1}, func(t *testing.T, base *consoletest.Rig) {
		log := rest.NewLog(500)
		r := &rig{Rig: base, api: base.Platfone(func(c *rest.Config) { c.Log, c.Base = log, "http://127.0.0.1/api/v1/retail" })}
		r.Make(live.Config{})
		r.kit = r.Look(consoletest.Look{})
		p := wirelog.New(r.kit, r.DB, log, []pane.Service{{ID: "sms"}, {ID: "trust"}, {ID: "lines"}})
		r.Show(w, h, ui.Options{Panes: []pane.Pane{p}})
		do(r)
	})
}

func (r *rig) audit(what, who, result string) {
	r.T.Helper()
	if err := r.DB.Audit(r.T.Context(), what, who, result); err != nil {
		r.T.Fatal(err)
	}
	r.Settle()
}

// usual makes a few lines and requests, one of which is refused.
func usual(r *rig) {
	r.audit("sms.order", "telegram/uk for acme", "done")
	if _, err := r.api.Balance(r.T.Context(), "acme"); err != nil {
		r.T.Fatal(err)
	}
	r.Sleep(2 * time.Second)
	if _, err := r.api.Balance(r.T.Context(), "nobody"); err == nil {
		r.T.Fatal("nobody has a balance")
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
			r.Press("l", "g", "down", "down")
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
		r.Press("l", "/")
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
		r.Press("l", "l", "l", "y")
		got := r.Out.Copied[0]
		if !strings.HasPrefix(got, "curl ") || !strings.Contains(got, "$SWITCHBOARD_SMS_KEY") || !strings.Contains(got, "/a/customer/nobody/balance") {
			t.Errorf("copied %q", got)
		}
		r.Press("h", "y")
		if got := r.Out.Copied[1]; !strings.Contains(got, "setting  theme  mono") {
			t.Errorf("copied %q", got)
		}
	})
}

func TestEveryLineIsReachedAndTheTwoKindsAreInOrder(t *testing.T) {
	inBubble(t, 120, 40, func(r *rig) {
		for i := range 1200 {
			if err := r.DB.Audit(r.T.Context(), "test", fmt.Sprint("row", i), "done"); err != nil {
				t.Fatal(err)
			}
			if i%4 == 0 {
				if _, err := r.api.Balance(r.T.Context(), "acme"); err != nil {
					t.Fatal(err)
				}
			}
			time.Sleep(time.Second)
		}
		r.Settle()
		r.Press("l", "g")
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
		r.Press("l", "`")
		r.Hides("+44 7975 777666", "for acme")
		r.Press("l", "l", "enter")
		r.Shows("(hidden)")
		r.Hides("errorName")
	})
}
