package ui

import (
	"fmt"
	"runtime"
	"runtime/debug"

	tea "charm.land/bubbletea/v2"

	"switchboard/store"
)

// Crash is a panic in the console. It holds no value that was shown or sent:
// only what kind of thing went wrong, and where.
type Crash struct {
	What  string
	Stack []byte
}

// Crash is the panic that ended the console, nil when none did.
func (m *Model) Crash() *Crash { return m.crash }

// broke notes a recovered panic, and reports whether there was one.
func (m *Model) broke(r any) bool {
	if r == nil {
		return false
	}
	if m.crash == nil {
		m.crash = &Crash{What: kindOf(r), Stack: debug.Stack()}
		close(m.ruin)
	}
	return true
}

// ruined ends the console once it has crashed: after a panic in View nothing
// else would, until the next key.
func (m *Model) ruined() tea.Msg {
	select {
	case <-m.ruin:
		return tea.Quit()
	case <-m.kit.Ctx.Done():
		return nil
	}
}

// kindOf says what panicked. The words of a runtime error are the program's
// own; any other value may hold what a provider sent.
func kindOf(r any) string {
	if err, ok := r.(runtime.Error); ok {
		return store.Said(err)
	}
	return fmt.Sprintf("%T", r)
}

// safeFrame draws the frame; when that panics, the last one stands until the
// console has ended.
func (m *Model) safeFrame() (frame string) {
	defer func() {
		if m.broke(recover()) {
			frame = m.last
		}
	}()
	m.last = m.kit.Styles.Frame(m.frame())
	if m.sized && m.o.Drawn != nil {
		m.o.Drawn()
		m.o.Drawn = nil
	}
	if m.sized && m.first != nil {
		m.first.done()
	}
	return m.last
}
