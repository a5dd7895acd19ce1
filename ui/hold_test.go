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
	off   string // why nothing new can be begun
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
		{ID: "touchy.read", Key: bind("b"), Written: true, Do: func() tea.Cmd { return func() tea.Msg { return pane.Opening{Msg: readFirst{}} } }},
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

func send(m *ui.Model, typed ...tea.Msg) {
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
	for range 20 {
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

// A sheet that reads before it opens has the keys as well.
func TestKeysTypedAheadBelongToTheSheetThatReadsFirst(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := &touchy{slow: make(chan struct{}), form: &form{}}
		kit := consoletest.Look{}.Kit(t.Context(), t)
		m := ui.New(ui.Options{Kit: kit, Watch: consoletest.Never{}, Panes: []pane.Pane{p}})
		run(m, "bx25")
		if p.ended != 0 || p.form.typed.String() != "x25" {
			t.Errorf("the sheet got %q, and %d numbers were ended under it", p.form.typed.String(), p.ended)
		}
		m.Quit()
	})
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
