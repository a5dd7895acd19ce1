package pane

import (
	"context"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	tea "charm.land/bubbletea/v2"

	"switchboard/ui/style"
	"switchboard/ui/text"
)

// barAfter is how long something takes before a bar is shown of it.
const barAfter = 2 * time.Second

// writing is a file that is on its way. The one who writes it and the one who counts
// the rows tell how far they are; who looks at it does so beside them.
type writing struct {
	stop   context.CancelFunc
	halted bool // the person has stopped it
	began  time.Time
	rows   atomic.Int64
	total  atomic.Int64 // 0 until they are counted
	ended  chan struct{}
}

// Ticking implements Ticker.
func (s *exporter) Ticking() bool { return s.going != nil }

// Keep implements Keeper: a file that is not whole is none.
func (s *exporter) Keep(ctx context.Context) error {
	if s.going == nil {
		return nil
	}
	s.going.stop()
	select {
	case <-s.going.ended:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// count counts the rows beside the one who writes them; what it returns ends that.
func (g *writing) count(ctx context.Context, total func(context.Context) (int, error)) (end func()) {
	var counting sync.WaitGroup
	if total != nil {
		counting.Go(func() {
			if n, err := total(ctx); err == nil {
				g.total.Store(int64(n))
			}
		})
	}
	return func() { g.stop(); counting.Wait() }
}

func (g *writing) noStop() string {
	if g.halted {
		return "it is being stopped"
	}
	return ""
}

func (g *writing) halt() tea.Cmd {
	g.halted = true
	g.stop()
	return nil
}

// line says how far it is, with a bar once that takes long and the end is known.
func (g *writing) line(kit *Kit, one, many text.Literal, w int) string {
	rows, total := g.rows.Load(), g.total.Load()
	switch {
	case kit.Now().Sub(g.began) < barAfter:
		return kit.Styles.Paint(style.Dim, "Writing.")
	case total < max(rows, 1):
		return kit.Styles.Paint(style.Dim, text.Own("Writing. ").Append(text.Count(rows, one, many), text.Own(".")).Cut(w).String())
	}
	say := text.Sentence("{} of {}", text.Int(rows), text.Count(total, one, many))
	return kit.bar(int(rows), int(total)) + " " + say.Cut(max(w-barW-1, 1)).String()
}

// bar is how far something is, barW cells wide.
func (k *Kit) bar(past, all int) string {
	full := min(past*barW/max(all, 1), barW)
	return k.Styles.Paint(style.Accent, strings.Repeat(k.Styles.Block, full)+strings.Repeat(" ", barW-full))
}
