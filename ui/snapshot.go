package ui

import (
	"context"
	"strings"
	"sync"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"switchboard/ui/pane"
	"switchboard/ui/style"
)

// quiet is how long nothing may happen before a frame counts as settled, once nothing is being read.
const quiet = 150 * time.Millisecond

// Snapshot runs the console without a terminal until all that it reads is there and nothing more
// happens, or until ctx ends, and returns its frame as plain text: h lines of at most w cells.
// Reads are those of the console's own context.
func Snapshot(ctx context.Context, m *Model, reads *pane.Reads, w, h int) string {
	s := &settler{msgs: make(chan tea.Msg, 64)}
	s.ctx, s.stop = context.WithCancel(ctx)
	s.do(m.Init())
	s.deliver(m, tea.WindowSizeMsg{Width: w, Height: h})
	for settled := false; !settled; {
		select {
		case <-ctx.Done():
			settled = true
		case msg := <-s.msgs:
			s.deliver(m, msg)
		case <-time.After(quiet):
			settled = reads.Left() == 0
		}
	}
	lines := strings.Split(ansi.Strip(m.View().Content), "\n")
	for i, l := range lines {
		lines[i] = strings.TrimRight(l, " ")
	}
	m.Quit()
	s.stop()
	s.wg.Wait()
	return strings.Join(lines, "\n")
}

// settler does what Bubble Tea does with commands.
type settler struct {
	ctx  context.Context
	stop context.CancelFunc
	msgs chan tea.Msg
	wg   sync.WaitGroup
}

func (s *settler) deliver(m *Model, msg tea.Msg) {
	if _, clock := msg.(second); clock {
		return
	}
	_, cmd := m.Update(msg)
	s.do(cmd)
}

func (s *settler) do(cmd tea.Cmd) {
	if cmd == nil {
		return
	}
	s.wg.Go(func() {
		msg := cmd()
		if batch, ok := msg.(tea.BatchMsg); ok {
			for _, c := range batch {
				s.do(c)
			}
			return
		}
		if msg == nil {
			return
		}
		select {
		case s.msgs <- msg:
		case <-s.ctx.Done():
		}
	})
}

// Styles is how the console draws; a theme applied to it is in the next frame.
func (m *Model) Styles() *style.Styles { return m.kit.Styles }
