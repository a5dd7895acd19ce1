package prices_test

import (
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"switchboard/client/sandbox"
	"switchboard/store/live"
	"switchboard/store/live/lines"
	"switchboard/store/live/sms"
	"switchboard/store/live/trust"
	"switchboard/ui"
	"switchboard/ui/consoletest"
	"switchboard/ui/keybook"
	"switchboard/ui/ordering"
	"switchboard/ui/pane"
	"switchboard/ui/prices"
)

func TestMain(m *testing.M) { consoletest.Main(m) }

// board is a pane with one act: to compare prices.
type board struct{ *prices.Prices }

func (board) ID() string             { return "live" }
func (board) Title() string          { return "Live" }
func (board) Init() tea.Cmd          { return nil }
func (board) Update(tea.Msg) tea.Cmd { return nil }
func (board) View(int, int) string   { return "" }
func (b board) Actions() []pane.Action {
	a := b.Action()
	a.Key = keybook.Fixed("prices", "p")
	return []pane.Action{a}
}

// rig is a console with the sheet, over the providers that are built in.
type rig struct{ *consoletest.Rig }

// inBubble runs do on a console whose sheet was just opened.
func inBubble(t *testing.T, w, h int, do func(*rig)) {
	t.Helper()
	consoletest.Bubble(t, sandbox.Options{Seed: 1}, func(t *testing.T, base *consoletest.Rig) {
		r := &rig{base}
		r.start(w, h, live.Config{})
		do(r)
	})
}

// start runs an engine and opens the sheet.
func (r *rig) start(w, h int, cfg live.Config) {
	r.T.Helper()
	engine := r.Make(cfg)
	desk := sms.New(engine, sms.Config{API: r.Platfone()})
	lines.New(engine, nil)
	trust.New(engine, nil, nil)
	r.Run(0)
	kit := r.Look(consoletest.Look{})
	counter := ordering.New(kit, r.DB, desk, ordering.Settings{})
	r.Show(w, h, ui.Options{Panes: []pane.Pane{board{prices.New(kit, r.DB, desk, counter)}}})
	r.Sleep(4 * time.Second)
	r.Press("p")
	r.Sleep(time.Second)
}

// choose shows the prices of what is called so.
func (r *rig) choose(name string) {
	r.Type(name)
	r.Press("enter")
	r.Sleep(time.Second)
}

// asked counts the lists of prices that the provider was asked for.
func (r *rig) asked(by string) int {
	n := 0
	for _, q := range r.World.Requests() {
		if q.Method == "GET" && strings.Contains(q.Path, "prices/"+by) {
			n++
		}
	}
	return n
}

func (r *rig) wantAsked(services, countries int) {
	r.T.Helper()
	if s, c := r.asked("services"), r.asked("countries"); s != services || c != countries {
		r.T.Errorf("%d lists by service and %d by country were asked for, want %d and %d\n%s", s, c, services, countries, r.Frame())
	}
}

func TestFrames(t *testing.T) {
	for _, size := range [][2]int{{40, 8}, {80, 24}, {120, 40}, {170, 45}} {
		inBubble(t, size[0], size[1], func(r *rig) {
			name := fmt.Sprintf("-%dx%d", size[0], size[1])
			if size[0] < 120 {
				r.Golden("prices-choose" + name)
			}
			r.choose("uk")
			r.Golden("prices-country" + name)
			if size[0] == 80 {
				r.Press("tab")
				r.choose("telegram")
				r.Golden("prices-service" + name)
			}
		})
	}
}

// A market is asked for when it is chosen and its prices are old, and whenever the person wants it.
func TestAMarketIsAskedForWhenItIsOld(t *testing.T) {
	inBubble(t, 120, 40, func(r *rig) {
		r.wantAsked(0, 0)
		r.choose("telegram")
		r.Shows("Telegram", "countries, read", "YOURS, 7 D")
		r.wantAsked(1, 0)
		r.Press("tab")
		r.choose("uk")
		r.Shows("United Kingdom", "SERVICE", "services, read")
		r.wantAsked(1, 1)
		r.Press("esc", "p")
		r.Sleep(time.Second)
		r.choose("telegram") // a moment ago
		r.wantAsked(1, 1)
		r.Press("R")
		r.Sleep(time.Second)
		r.wantAsked(2, 1)
		r.Press("tab")
		r.choose("google") // of which the country's list had one price
		r.Shows("COUNTRY", "Google", "countries, read")
		r.wantAsked(3, 1)
		r.Press("tab")
		r.Sleep(2 * time.Minute)
		r.choose("telegram")
		r.wantAsked(4, 1)
	})
}

// More lists than the program allows itself are refused with when the next is free, and what is saved stays in sight.
func TestTooManyListsAreRefusedAloud(t *testing.T) {
	inBubble(t, 120, 40, func(r *rig) {
		r.choose("telegram")
		for range 8 {
			r.Press("R")
			r.Sleep(time.Second)
		}
		if n := r.asked("services"); n > 6 {
			t.Errorf("%d lists were asked for in a minute", n)
		}
		r.Shows("calls of this kind a minute", "is free at", "R asks again", "countries, read")
	})
}

// Enter leads to the order sheet with the pair filled in; a country without numbers leads nowhere, and says so.
func TestARowOpensTheOrderSheet(t *testing.T) {
	inBubble(t, 120, 40, func(r *rig) {
		r.choose("telegram")
		r.Press("/")
		r.Type("austria")
		r.Press("enter")
		r.Shows("1 of ")
		r.Press("enter")
		r.Sleep(time.Second)
		r.Shows("Order a number", "Telegram", "Austria")
		r.Press("esc")
		r.Sleep(time.Second)
		r.Shows("1 of ", "YOURS, 7 D")
	})
}

func TestAFilterIsTakenAwayBeforeTheSheet(t *testing.T) {
	inBubble(t, 80, 24, func(r *rig) {
		r.choose("telegram")
		r.Press("/")
		r.Type("zzz")
		r.Shows("Nothing fits the filter. Esc clears it.")
		r.Press("esc")
		r.Shows("YOURS, 7 D")
		r.Press("esc")
		r.Hides("YOURS, 7 D")
	})
}

// Offline the saved prices are shown with their age, and what was never read is not called empty.
func TestOfflineShowsWhatIsSavedAndItsAge(t *testing.T) {
	inBubble(t, 80, 24, func(r *rig) {
		r.choose("telegram")
		r.Leave()
		r.Stop()
		time.Sleep(3 * time.Hour)
		r.start(80, 24, live.Config{Offline: true})
		r.choose("telegram")
		r.Shows("read 3h ago", "Working offline")
		r.Press("tab")
		r.choose("uk")
		r.wantAsked(1, 0)
		r.Shows("Working offline", "United Kingdom  1 service saved, read 3h ago")
		r.Press("tab")
		r.choose("bumble")
		r.Shows("Working offline", "prices were never read.")
		r.Hides("has no price here")
	})
	consoletest.Bubble(t, sandbox.Options{Seed: 1}, func(t *testing.T, base *consoletest.Rig) {
		r := &rig{base}
		r.start(80, 24, live.Config{Offline: true})
		r.Shows("Working offline", "countries and services were never read.")
		r.Hides("on its way")
	})
}

// The file has what the command writes.
func TestTheExportHasWhatTheCommandWrites(t *testing.T) {
	home := t.TempDir()
	inBubble(t, 120, 40, func(r *rig) {
		r.choose("telegram")
		r.Press("/")
		r.Type("austria")
		r.Press("enter", "E", "tab", "ctrl+u")
		r.Type(home)
		r.Press("enter")
		r.Sleep(time.Second)
		files, err := os.ReadDir(home)
		if err != nil || len(files) != 1 {
			t.Fatalf("%d files were written, %v\n%s", len(files), err, r.Frame())
		}
		raw, err := os.ReadFile(home + "/" + files[0].Name())
		if csv := string(raw); err != nil || !strings.HasPrefix(csv, "country_id,service_id,from_cents,to_cents,suggested_cents,available,read_at\n") || !strings.Contains(csv, ",telegram,") || strings.Count(csv, "\n") != 2 {
			t.Errorf("%v\n%s", err, csv)
		}
	})
}
