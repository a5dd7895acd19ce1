package ui

import (
	"context"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	tea "charm.land/bubbletea/v2"

	"switchboard/themes"
	"switchboard/ui/keybook"
	"switchboard/ui/pane"
	"switchboard/ui/style"
)

// lasting is a pane that reads what is saved in two steps, the second after the first.
type lasting struct {
	kit   *pane.Kit
	read  pane.Loader[string]
	each  time.Duration
	shown string
}

func (l *lasting) ID() string             { return "lasting" }
func (l *lasting) Title() string          { return "Lasting" }
func (l *lasting) Actions() []pane.Action { return nil }
func (l *lasting) View(int, int) string   { return l.shown }
func (l *lasting) Init() tea.Cmd          { return l.load("one") }

func (l *lasting) load(what string) tea.Cmd {
	return l.read.Load(l.kit.Ctx, func(ctx context.Context) (string, error) {
		select {
		case <-time.After(l.each):
			return what, nil
		case <-ctx.Done():
			return "", ctx.Err()
		}
	})
}

func (l *lasting) Update(msg tea.Msg) tea.Cmd {
	if got, err, ok := l.read.Take(msg); ok && err == nil {
		l.shown += " read " + got
		if got == "one" {
			return l.load("two")
		}
	}
	return nil
}

// A frame that is taken without a terminal has all that the console reads, however slow the machine is; what does
// not come to an end is not waited for without one.
func TestASnapshotHasWhatIsRead(t *testing.T) {
	for each, whole := range map[time.Duration]bool{time.Millisecond: true, 3 * time.Second: true, time.Hour: false} {
		synctest.Test(t, func(t *testing.T) {
			ctx, stop := context.WithTimeout(t.Context(), time.Minute)
			defer stop()
			ctx, reads := pane.Counting(ctx)
			theme, _ := themes.Set{}.Load(themes.Mono)
			kit := &pane.Kit{Ctx: ctx, Styles: style.New(theme, true), Keys: keybook.New(nil), Now: time.Now}
			m := New(Options{Kit: kit, Watch: still{}, Panes: []pane.Pane{&lasting{kit: kit, each: each}}})
			frame := Snapshot(ctx, m, reads, 80, 24)
			if got := strings.Contains(frame, "read one read two"); got != whole {
				t.Errorf("each read takes %v:\n%s", each, frame)
			}
			if whole && reads.Left() != 0 {
				t.Errorf("each read takes %v: %d are still counted", each, reads.Left())
			}
		})
	}
}

// A read that a newer one takes the place of, and one that is given up, is under way no longer.
func TestReadsAreCountedOnce(t *testing.T) {
	ctx, reads := pane.Counting(t.Context())
	var l pane.Loader[string]
	read := func(context.Context) (string, error) { return "", nil }
	l.Load(ctx, read)
	answer := l.Load(ctx, read)()
	if reads.Left() != 1 {
		t.Errorf("%d of two are under way, where the newer is in the place of the other", reads.Left())
	}
	l.Take(answer)
	l.Take(answer)
	if reads.Left() != 0 {
		t.Errorf("%d are under way when it was taken", reads.Left())
	}
	l.Load(ctx, read)
	l.Drop()
	if reads.Left() != 0 {
		t.Errorf("%d are under way when it was given up", reads.Left())
	}
}
