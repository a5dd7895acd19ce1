package ui_test

import (
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"switchboard/ui"
	"switchboard/ui/consoletest"
	"switchboard/ui/pane"
)

// readFirst is what a sheet of touchy begins with.
type readFirst struct{}

// touchy is a pane whose keys must not be hit by what is typed for a sheet.
type touchy struct {
	ended int
	slow  chan struct{}
	form  *form
	off   string        // why nothing new can be begun
	reads time.Duration // how long the sheet of w is read for
}

func (p *touchy) ID() string    { return "touchy" }
func (p *touchy) Title() string { return "Touchy" }
func (p *touchy) Init() tea.Cmd { return nil }
func (p *touchy) Update(msg tea.Msg) tea.Cmd {
	if msg == (readFirst{}) {
		return func() tea.Msg { return pane.Push{Sheet: p.form} }
	}
	return nil
}
func (p *touchy) View(int, int) string { return "" }
func (p *touchy) Actions() []pane.Action {
	bind := func(k string) key.Binding { return key.NewBinding(key.WithKeys(k), key.WithHelp(k, k)) }
	return []pane.Action{
		{ID: "touchy.new", Key: bind("n"), Written: true, Off: func() string { return p.off }, Do: func() tea.Cmd { return tea.Batch(func() tea.Msg { return pane.Push{Sheet: p.form} }) }},
		{ID: "touchy.later", Key: bind("l"), Written: true, Do: func() tea.Cmd { return pane.Behind(func() tea.Msg { return pane.Push{Sheet: p.form} }) }},
		{ID: "touchy.read", Key: bind("b"), Written: true, Do: func() tea.Cmd { return func() tea.Msg { return pane.Opening{Msg: readFirst{}} } }},
		{ID: "touchy.wait", Key: bind("w"), Written: true, Do: func() tea.Cmd { return func() tea.Msg { time.Sleep(p.reads); return pane.Push{Sheet: p.form} } }},
		{ID: "touchy.end", Key: bind("x"), Do: func() tea.Cmd { p.ended++; return nil }},
		{ID: "touchy.slow", Key: bind("r"), Do: func() tea.Cmd { return func() tea.Msg { <-p.slow; return nil } }},
	}
}

type form struct{ typed strings.Builder }

func (f *form) Title() string          { return "Form" }
func (f *form) Capturing() bool        { return true }
func (f *form) Actions() []pane.Action { return nil }
func (f *form) View(int, int) string   { return f.typed.String() }
func (f *form) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.KeyPressMsg:
		f.typed.WriteString(msg.Text)
	case tea.PasteMsg:
		f.typed.WriteString(msg.Content)
	}
	return nil
}

// run types keys (# is a paste) without giving the model time between them, as a person who
// types ahead does, then delivers everything.
func run(m *ui.Model, keys string) {
	var typed []tea.Msg
	for _, r := range keys {
		if r == '#' {
			typed = append(typed, tea.PasteMsg{Content: "pasted"})
			continue
		}
		typed = append(typed, tea.KeyPressMsg{Code: r, Text: string(r)})
	}
	send(m, typed...)
}

func send(m *ui.Model, typed ...tea.Msg) { during(m, 200*time.Millisecond, typed...) }

// during delivers what comes within a time.
func during(m *ui.Model, d time.Duration, typed ...tea.Msg) {
	msgs := make(chan tea.Msg, 100)
	var do func(tea.Cmd)
	do = func(cmd tea.Cmd) {
		if cmd == nil {
			return
		}
		go func() {
			switch msg := cmd().(type) {
			case nil:
			case tea.BatchMsg:
				for _, c := range msg {
					do(c)
				}
			default:
				msgs <- msg
			}
		}()
	}
	for _, msg := range typed {
		_, cmd := m.Update(msg)
		do(cmd)
	}
	for end := time.Now().Add(d); time.Now().Before(end); {
		synctest.Wait()
		select {
		case msg := <-msgs:
			_, cmd := m.Update(msg)
			do(cmd)
		default:
			time.Sleep(10 * time.Millisecond)
		}
	}
}

func TestKeysTypedAheadBelongToTheSheetThatOpens(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := &touchy{slow: make(chan struct{}), form: &form{}}
		kit := consoletest.Look{}.Kit(t.Context(), t)
		m := ui.New(ui.Options{Kit: kit, Watch: consoletest.Never{}, Panes: []pane.Pane{p}})
		run(m, "nx#acme")
		if p.ended != 0 || p.form.typed.String() != "xpastedacme" {
			t.Errorf("the sheet got %q, and %d numbers were ended under it", p.form.typed.String(), p.ended)
		}
		m.Quit()
	})
}

// A sheet that reads before it opens has the keys as well, also when the read was put off.
func TestKeysTypedAheadBelongToTheSheetThatReadsFirst(t *testing.T) {
	for _, opens := range []string{"b", "l"} {
		synctest.Test(t, func(t *testing.T) {
			p := &touchy{slow: make(chan struct{}), form: &form{}}
			kit := consoletest.Look{}.Kit(t.Context(), t)
			m := ui.New(ui.Options{Kit: kit, Watch: consoletest.Never{}, Panes: []pane.Pane{p}})
			run(m, opens+"x25")
			if p.ended != 0 || p.form.typed.String() != "x25" {
				t.Errorf("the sheet got %q, and %d numbers were ended under it", p.form.typed.String(), p.ended)
			}
			m.Quit()
		})
	}
}

// An answer that is still awaited does not take the next sheet's keys away.
func TestKeysTypedAheadWhileAnAnswerIsAwaited(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := &touchy{slow: make(chan struct{}), form: &form{}}
		kit := consoletest.Look{}.Kit(t.Context(), t)
		m := ui.New(ui.Options{Kit: kit, Watch: consoletest.Never{}, Panes: []pane.Pane{p}})
		_, cmd := m.Update(tea.KeyPressMsg{Code: 'r', Text: "r"})
		go cmd()
		time.Sleep(time.Second)
		run(m, "nx25")
		if p.ended != 0 || p.form.typed.String() != "x25" {
			t.Errorf("the sheet got %q, and %d numbers were ended under it", p.form.typed.String(), p.ended)
		}
		close(p.slow)
		m.Quit()
		synctest.Wait()
	})
}

// What takes long does not keep the keys.
func TestKeysDoNotWaitForTheNetwork(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := &touchy{slow: make(chan struct{}), form: &form{}}
		kit := consoletest.Look{}.Kit(t.Context(), t)
		m := ui.New(ui.Options{Kit: kit, Watch: consoletest.Never{}, Panes: []pane.Pane{p}})
		run(m, "rxx")
		if p.ended != 2 {
			t.Errorf("%d of two keys got through while an answer was awaited", p.ended)
		}
		close(p.slow)
		m.Quit()
		synctest.Wait()
	})
}

// held is a console whose sheet needs a while for what it begins with.
func held(t *testing.T, f func(m *ui.Model, p *touchy)) {
	synctest.Test(t, func(t *testing.T) {
		p := &touchy{slow: make(chan struct{}), form: &form{}}
		m := ui.New(ui.Options{Kit: consoletest.Look{}.Kit(t.Context(), t), Watch: consoletest.Never{}, Panes: []pane.Pane{p}})
		f(m, p)
		m.Quit()
	})
}

// A machine that stands still between a key and what it begins gives the next keys to nobody else.
func TestKeysReadBeforeTheSheetOnAStalledMachineAreTheSheets(t *testing.T) {
	held(t, func(m *ui.Model, p *touchy) {
		msgs := make(chan tea.Msg, 100)
		late := func(cmd tea.Cmd) {
			if cmd != nil {
				go func() { msgs <- cmd() }()
			}
		}
		_, opens := m.Update(tea.KeyPressMsg{Code: 'n', Text: "n"})
		time.Sleep(time.Second)
		_, kept := m.Update(tea.KeyPressMsg{Code: 'x', Text: "x"})
		for _, cmd := range []tea.Cmd{opens, kept} {
			late(cmd)
			for synctest.Wait(); len(msgs) > 0; synctest.Wait() {
				switch msg := (<-msgs).(type) {
				case tea.BatchMsg:
					for _, c := range msg {
						late(c)
					}
				default:
					_, cmd := m.Update(msg)
					late(cmd)
				}
			}
		}
		if p.ended != 0 || p.form.typed.String() != "x" {
			t.Errorf("the sheet got %q, and %d numbers were ended under it", p.form.typed.String(), p.ended)
		}
	})
}

// A sheet that is written into has its keys also when it takes long to open.
func TestKeysForASheetThatOpensLateAreKept(t *testing.T) {
	held(t, func(m *ui.Model, p *touchy) {
		p.reads = 100 * time.Millisecond
		run(m, "wx25")
		if p.ended != 0 || p.form.typed.String() != "x25" {
			t.Errorf("the sheet got %q, and %d numbers were ended under it", p.form.typed.String(), p.ended)
		}
	})
}

// What was typed for one that does not come is told, and is no command.
func TestKeysForASheetThatDoesNotOpenAreTold(t *testing.T) {
	held(t, func(m *ui.Model, p *touchy) {
		p.reads = 8 * time.Second
		during(m, 6*time.Second, tea.KeyPressMsg{Code: 'w', Text: "w"}, tea.KeyPressMsg{Code: 'x', Text: "x"}, tea.PasteMsg{Content: "25"})
		says(t, m, "Not taken: x a paste.")
		if p.ended != 0 {
			t.Errorf("%d numbers were ended", p.ended)
		}
		time.Sleep(5 * time.Second)
	})
}
