package wiring

import (
	"strings"
	"testing"

	"switchboard/store/live"
	"switchboard/ui"
	"switchboard/ui/cli"
	"switchboard/ui/consoletest"
	"switchboard/ui/desktop"
	"switchboard/ui/notify"
	"switchboard/ui/pane"
	"switchboard/ui/problems"
	"time"

	tea "charm.land/bubbletea/v2"
)

// spy is a pane whose actions only tell that they were run, or why they cannot.
type spy struct {
	pane.Pane
	did *string
	off bool
}

func (s spy) wrap(actions []pane.Action) []pane.Action {
	var out []pane.Action
	for _, a := range actions {
		id := a.ID
		a.Off, a.Do = nil, func() tea.Cmd { *s.did = id; return nil }
		if s.off {
			a.Off = func() string {
				if *s.did == "" { // what was refused before is asked again, for as long as that is said
					*s.did = "asked " + id
				}
				return "not now"
			}
		}
		out = append(out, a)
	}
	return out
}

func (s spy) Actions() []pane.Action { return s.wrap(s.Pane.Actions()) }

func (s spy) Everywhere() []pane.Action {
	if g, ok := s.Pane.(pane.Global); ok {
		return s.wrap(g.Everywhere())
	}
	return nil
}

func (s spy) Capturing() bool {
	c, ok := s.Pane.(pane.Capturer)
	return ok && c.Capturing()
}

// spied is a blank console of spies that shows the pane with an index; nil after the last.
func spied(t *testing.T, did *string, off bool, at int) (m *ui.Model, p pane.Pane, extras []pane.Action) {
	t.Helper()
	prog := home(t, "")
	c, profile, err := cli.Flags{}.Configuration(prog.paths)
	if err != nil {
		t.Fatal(err)
	}
	kit := consoletest.Look{ASCII: true}.Kit(t.Context(), t)
	now := time.Now()
	kit.Now = func() time.Time { // each key is pressed by itself, and none is typed for the sheet of the one before
		now = now.Add(time.Second)
		return now
	}
	s := &session{paths: prog.paths, config: c, profile: profile, set: c.Settings, engine: live.New(live.Config{})}
	s.profile.Held = "nothing is asked"
	s.connect(t.Context())
	var panes []pane.Pane
	for _, real := range s.panes(kit) {
		panes = append(panes, spy{real, did, off})
	}
	if at == len(panes) {
		return nil, nil, nil
	}
	around := &peripherals{notices: desktop.NewNotices(notify.Settings{}, notify.Emitter{})}
	extras = spy{nil, did, off}.wrap(s.extras(kit, problems.New(kit, s.db, nil), around))
	m = ui.New(ui.Options{Kit: kit, Panes: panes, Extra: extras, Start: panes[at].ID()})
	t.Cleanup(m.Quit)
	return m, panes[at], extras
}

// Every key of every action, in every view of every pane, runs that action or
// says why it cannot run, and no other.
func TestEveryKeyReachesItsAction(t *testing.T) {
	for _, off := range []bool{false, true} {
		reached := 0
		for at := 0; ; at++ {
			var did string
			m, p, extras := spied(t, &did, off, at)
			if m == nil {
				break
			}
			try := func(a pane.Action) {
				t.Helper()
				for _, k := range a.Key.Keys() {
					want := a.ID
					if off {
						want = "asked " + a.ID
					}
					did = ""
					if m.Update(consoletest.Key(k)); did != want {
						t.Errorf("%s: %s did %q, not %q", p.Title(), k, did, want)
					}
					reached++
				}
			}
			for range most {
				for _, a := range p.Actions() {
					try(a)
				}
				if !p.(spy).Capturing() {
					everywhere, _ := m.Keys()
					for _, a := range append(everywhere, extras...) {
						if !strings.HasPrefix(a.ID, "console.copy") && a.ID != "console.big" { // they depend on what there is to copy
							try(a)
						}
					}
				}
				if !onward(p.(spy).Pane) {
					break
				}
			}
		}
		if reached < 200 {
			t.Errorf("only %d keys were pressed", reached)
		}
	}
}
