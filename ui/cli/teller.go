package cli

import (
	"context"
	"sync"
	"time"

	"switchboard/store"
	"switchboard/ui/text"
)

// Hears is what one folder of commands tells in the plain mode.
type Hears struct {
	// State is how its things stand, in a few words for the prompt: "3 waiting, 1 code".
	State func(ctx context.Context, s *Session) (text.Safe, error)
	// Begin notes how things are, and returns what tells of each change since, a
	// line each, once one of these topics changed.
	Begin func(ctx context.Context, s *Session) (Since, error)
}

// Since tells what has changed since it was asked last.
type Since func(ctx context.Context, changed store.Topic) ([]text.Safe, error)

// Hear adds what a folder tells.
func (a *App) Hear(h Hears) { a.hears = append(a.hears, h) }

// teller writes lines about what happens between the commands: at once while a
// line is waited for, after its end while a command runs.
type teller struct {
	out *Output

	mu     sync.Mutex
	prompt func() string // the question that stands on the screen; nil where there is none
	idle   bool
	kept   []text.Safe
}

// quiet says that nothing is written now but the prompt: what was kept is told first.
func (t *teller) quiet(prompt func() string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.write(t.kept)
	t.kept, t.idle, t.prompt = nil, true, prompt
	if prompt != nil {
		t.out.prompt(prompt())
	}
}

// busy says that a command writes from now on.
func (t *teller) busy() {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.idle, t.prompt = false, nil
}

// tell writes lines, or keeps them until nobody else writes. The question that
// stood on the screen is repeated after them.
func (t *teller) tell(lines []text.Safe) {
	t.mu.Lock()
	defer t.mu.Unlock()
	switch {
	case len(lines) == 0:
	case !t.idle:
		t.kept = append(t.kept, lines...)
	case t.prompt == nil:
		t.write(lines)
	default:
		t.out.prompt("\n")
		t.write(lines)
		t.out.prompt(t.prompt())
	}
}

// write writes events, a line each.
func (t *teller) write(lines []text.Safe) {
	for _, line := range lines {
		t.out.Say("%s", line)
	}
}

// during tells of events while do runs.
func (t *teller) during(ctx context.Context, a *App, s *Session, do func() error) error {
	ctx, stop := context.WithCancel(ctx)
	var telling sync.WaitGroup
	defer telling.Wait()
	defer stop()
	if s.DB == nil {
		return do()
	}
	since := []Since{noticesOf(ctx, s)}
	for _, h := range a.hears {
		if next, err := h.Begin(ctx, s); err == nil { // what cannot be read is told by the command that needs it
			since = append(since, next)
		}
	}
	w := s.DB.Watch()
	defer w.Close()
	telling.Go(func() {
		for {
			changed, err := w.Next(ctx)
			if err != nil {
				return
			}
			for _, next := range since {
				if lines, err := next(ctx, changed); err == nil {
					t.tell(clocked(lines))
				}
			}
		}
	})
	return do()
}

// clocked puts the time of the day before lines.
func clocked(lines []text.Safe) []text.Safe {
	out := make([]text.Safe, len(lines))
	for i, line := range lines {
		out[i] = text.Sentence("[{}] {}", text.Clean(time.Now().Format("15:04")), line)
	}
	return out
}

// newestNotices is how many lines of the log are read at once.
const newestNotices = 50

// noticesOf tells what the engine wrote down for a person: a balance that is
// low, a block that began, a report that was decided.
func noticesOf(ctx context.Context, s *Session) Since {
	last := int64(-1)
	next := func(ctx context.Context, changed store.Topic) ([]text.Safe, error) {
		if last >= 0 && !changed.Has(store.Audit) {
			return nil, nil
		}
		list, err := s.DB.AuditLog(ctx, 0, newestNotices)
		if err != nil {
			return nil, err
		}
		var lines []text.Safe
		for i := len(list) - 1; i >= 0; i-- {
			e := list[i]
			if n, told := e.Notice(); told && last >= 0 && e.ID > last {
				lines = append(lines, noticed(n, e.Who))
			}
			last = max(last, e.ID)
		}
		last = max(last, 0)
		return lines, nil
	}
	_, _ = next(ctx, 0) // what stands there already is old; what cannot be read now is read with the next change
	return next
}

func noticed(n store.Notice, who string) text.Safe {
	if who == "" {
		return text.Clean(n.Said)
	}
	return text.Join(": ", text.Clean(who), text.Clean(n.Said))
}
