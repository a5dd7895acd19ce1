package ui

import (
	"context"
	"testing"
	"testing/synctest"
	"time"

	tea "charm.land/bubbletea/v2"

	"switchboard/store"
	"switchboard/themes"
	"switchboard/ui/keybook"
	"switchboard/ui/pane"
	"switchboard/ui/style"
)

// slow is a pane that reads something and counts how often it began to.
type slow struct {
	id      string
	begun   int
	changes int
	rows    string
}

// counting is a slow pane with a badge.
type counting struct{ *slow }

func (counting) Badge() int { return 0 }

func (s *slow) ID() string             { return s.id }
func (s *slow) Title() string          { return s.id }
func (s *slow) Actions() []pane.Action { return nil }
func (s *slow) View(int, int) string   { return s.rows }

func (s *slow) Init() tea.Cmd {
	s.begun++
	return tea.Batch(func() tea.Msg { return s.id + " has rows" }, nil)
}

func (s *slow) Update(msg tea.Msg) tea.Cmd {
	if _, change := msg.(store.Topic); change {
		s.changes++
	}
	if msg != s.id+" has rows" {
		return nil
	}
	s.rows = s.id + " has rows"
	return func() tea.Msg { return s.id + " is followed up" }
}

// still is a store in which nothing changes.
type still struct{}

func (still) Next(ctx context.Context) (store.Topic, error) {
	<-ctx.Done()
	return 0, ctx.Err()
}

func TestFilledConsoleBeginsWithRows(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		defer cancel()
		theme, _ := themes.Set{}.Load(themes.Mono)
		kit := &pane.Kit{Ctx: ctx, Styles: style.New(theme, true), Keys: keybook.New(nil), Now: time.Now}
		front, other, last := &slow{id: "front"}, &slow{id: "other"}, &slow{id: "last"}
		m := New(Options{Kit: kit, Watch: still{}, Panes: []pane.Pane{counting{other}, front, last}, Start: "front"})
		m.Fill()
		if front.rows == "" || other.begun > 0 {
			t.Fatalf("filled: %q in front, the other pane began %d times", front.rows, other.begun)
		}
		s := &settler{msgs: make(chan tea.Msg, 8)}
		s.ctx, s.stop = context.WithCancel(ctx)
		s.do(m.Init())
		synctest.Wait()
		if got := len(s.msgs); got != 1 || <-s.msgs != "front is followed up" {
			t.Errorf("%d messages before there is a screen, not the one that followed the read", got)
		}
		s.deliver(m, tea.WindowSizeMsg{Width: 80, Height: 24})
		synctest.Wait()
		if len(s.msgs) > 0 || other.begun > 0 {
			t.Error("the rest began before the first frame")
		}
		m.View()
		synctest.Wait()
		s.deliver(m, <-s.msgs)
		synctest.Wait()
		s.deliver(m, <-s.msgs)
		if front.begun != 1 || other.begun != 1 || other.rows == "" {
			t.Errorf("after the first frame: began %d and %d times, %q", front.begun, other.begun, other.rows)
		}
		beginsWhenShown(t, s, m, last)
		s.stop()
		m.Quit()
		s.wg.Wait()
	})
}

// beginsWhenShown holds the last pane of three, without a badge, to reading nothing before somebody looks, and once then.
func beginsWhenShown(t *testing.T, s *settler, m *Model, last *slow) {
	t.Helper()
	s.deliver(m, store.Customers)
	if last.begun > 0 || last.changes > 0 {
		t.Errorf("a pane nobody looked at began %d times and heard of %d changes", last.begun, last.changes)
	}
	s.do(m.show(2))
	synctest.Wait()
	for len(s.msgs) > 0 {
		s.deliver(m, <-s.msgs)
	}
	s.deliver(m, store.Customers)
	s.do(m.show(1))
	s.do(m.show(2))
	if last.begun != 1 || last.changes != 1 || last.rows == "" {
		t.Errorf("shown: began %d times, heard of %d changes, %q", last.begun, last.changes, last.rows)
	}
}
