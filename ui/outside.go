package ui

import (
	"fmt"
	"time"

	tea "charm.land/bubbletea/v2"

	"switchboard/ui/pane"
)

type (
	// said is a toast that has something to do after it.
	said struct {
		toast pane.Toast
		then  tea.Cmd
	}
	// second is the console's one clock tick.
	second time.Time
	// broken says that a command panicked. The value is not kept: it may hold what a provider sent.
	broken struct{ kind string }
)

func (b broken) words() string {
	return fmt.Sprintf("Something went wrong inside (%s). Nothing was sent by it; the rest goes on.", b.kind)
}

func (m *Model) copy(c pane.Copy) tea.Cmd {
	if m.o.Outside == nil || c.Alone && m.typing() {
		return nil
	}
	if !c.Secret {
		m.copied = c
	}
	var told tea.Cmd
	if !c.Alone {
		told = m.broadcast(pane.Copied{Copy: c})
	}
	ctx, shown := m.kit.Ctx, c.Shown
	if c.Lead != "" {
		shown = ""
	}
	return tea.Batch(told, func() tea.Msg {
		words, bad := m.o.Outside.Copy(ctx, c.Text, c.What, shown)
		if c.Lead != "" {
			words = c.Lead + " " + words
		}
		t := said{toast: pane.Toast{Text: words, Bad: bad}}
		if !bad {
			t.then = c.Done
		}
		return t
	})
}

// typing reports whether a text is being written somewhere.
func (m *Model) typing() bool {
	if s := m.sheet(); s != nil {
		return capturing(s)
	}
	return capturing(m.front())
}

func (m *Model) open(o pane.Open) tea.Cmd {
	if m.o.Outside == nil {
		return nil
	}
	ctx := m.kit.Ctx
	return func() tea.Msg {
		words, bad := m.o.Outside.Open(ctx, o.URL)
		return said{toast: pane.Toast{Text: words, Bad: bad}}
	}
}

// tick arms the clock when something on the screen counts down, or a toast
// has to go; else the console sleeps.
func (m *Model) tick() tea.Cmd {
	if m.ticking || !m.needsTick() {
		return nil
	}
	m.ticking = true
	wait := m.untilTick()
	ctx := m.kit.Ctx
	return func() tea.Msg {
		t := time.NewTimer(wait)
		defer t.Stop()
		select {
		case <-ctx.Done():
			return nil
		case now := <-t.C:
			return second(now)
		}
	}
}

// untilTick is the time to the next whole second, or ten seconds when nobody
// looks, or wants less to move while nothing is asked of them.
func (m *Model) untilTick() time.Duration {
	now := m.kit.Now()
	switch {
	case m.unfocused:
		return 10 * time.Second
	case m.o.Calm && m.toast.Text == "" && m.news == "" && len(m.sheets) == 0:
		return now.Truncate(10 * time.Second).Add(10 * time.Second).Sub(now)
	}
	return now.Truncate(time.Second).Add(time.Second).Sub(now)
}

func (m *Model) needsTick() bool {
	if m.news != "" || m.toast.Text != "" && (!m.toast.Bad || len(m.parts(m.toastRoom())) > 1) {
		return true
	}
	if m.o.Strip != nil && m.o.Strip.Ticking() {
		return true
	}
	if t, ok := m.front().(pane.Ticker); ok && t.Ticking() {
		return true
	}
	for _, s := range m.sheets {
		if t, ok := s.sheet.(pane.Ticker); ok && t.Ticking() {
			return true
		}
	}
	return false
}

func (m *Model) second(s second) tea.Cmd {
	m.ticking = false
	if m.toast.Text != "" && !m.toast.Bad && !m.kit.Now().Before(m.toastUntil) {
		m.toast = pane.Toast{}
	}
	if !m.kit.Now().Before(m.newsUntil) {
		m.news = ""
	}
	return m.broadcast(pane.Tick(s))
}

// guard keeps a panic in a command from ending the console with the terminal
// in disorder: it becomes a toast.
func guard(cmd tea.Cmd) tea.Cmd {
	if cmd == nil {
		return nil
	}
	return func() (msg tea.Msg) {
		defer func() {
			if r := recover(); r != nil {
				msg = broken{kind: fmt.Sprintf("%T", r)}
			}
		}()
		msg = cmd()
		if batch, ok := msg.(tea.BatchMsg); ok {
			for i, c := range batch {
				batch[i] = guard(c)
			}
		}
		return msg
	}
}
