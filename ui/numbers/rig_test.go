package numbers_test

import (
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"switchboard/client/oneuc"
	"switchboard/client/phone"
	"switchboard/client/sandbox"
	"switchboard/store"
	"switchboard/store/live"
	"switchboard/store/live/lines"
	"switchboard/store/live/livetest"
	"switchboard/ui"
	"switchboard/ui/consoletest"
	"switchboard/ui/numbers"
	"switchboard/ui/pane"
)

const (
	bare = phone.E164("+14155234712") // in service, without an address
	full = phone.E164("+14152338397") // in service, with one and a caller name
)

// rig is a console with the Numbers pane over an engine with LINES alone.
type rig struct {
	*consoletest.Rig
	desk  *lines.Lines
	pane  *numbers.Pane
	wire  *livetest.Tap
	board board
	api   *oneuc.Client
}

// board remembers which numbers were to be put online.
type board struct{ numbers []phone.E164 }

func (b *board) Onboard(n phone.E164) tea.Cmd {
	b.numbers = append(b.numbers, n)
	return nil
}

// inConsole runs test with a console of w by h cells on the Numbers pane.
func inConsole(t *testing.T, l consoletest.Look, w, h int, test func(t *testing.T, r *rig)) {
	t.Helper()
	consoletest.Bubble(t, sandbox.Options{}, func(t *testing.T, base *consoletest.Rig) {
		time.Sleep(time.Hour)
		r := &rig{Rig: base, wire: base.Tap()}
		r.Out = nil
		engine := r.Make(live.Config{})
		r.api = r.OneUC()
		r.desk = lines.New(engine, r.api)
		r.Run(2 * time.Minute) // the list and the documents behind it are read
		r.console(l, w, h)
		test(t, r)
		time.Sleep(5 * time.Second) // the clocks that a screen has set run out
	})
}

func (r *rig) console(l consoletest.Look, w, h int) {
	kit := r.Look(l)
	r.pane = numbers.New(kit, r.DB, r.desk, &r.board)
	r.Show(w, h, ui.Options{Panes: []pane.Pane{r.pane}, Page: numbers.NewPages(kit, r.DB, r.desk).Page})
}

// on puts the cursor on a number.
func (r *rig) on(n phone.E164) {
	r.Send(pane.Goto{Pane: "numbers", Key: string(n)})
}

// address opens the form of a number and fills it; it ends on the review.
func (r *rig) address(n phone.E164, street, city, state, zip string) {
	r.T.Helper()
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
	r.T.Helper()
	f.Provider = "lines"
	r.Inject(f)
}

// sent counts the requests of a method whose path contains something.
func (r *rig) sent(method, path string) int {
	n := 0
	for _, q := range r.World.Requests() {
		if q.Method == method && strings.Contains(q.Path, path) {
			n++
		}
	}
	return n
}

func (r *rig) number(n phone.E164) store.Number {
	r.T.Helper()
	v, err := r.DB.Number(r.T.Context(), n)
	if err != nil {
		r.T.Fatal(err)
	}
	return v
}

var _ numbers.Store = (*store.DB)(nil)
