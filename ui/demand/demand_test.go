package demand

import (
	"runtime/metrics"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	tea "charm.land/bubbletea/v2"
)

// typed shows the last word it was sent.
type typed struct {
	word  string
	views *atomic.Int64
}

func (m typed) Init() tea.Cmd { return nil }

func (m typed) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	if s, ok := msg.(string); ok {
		m.word = s
	}
	return m, nil
}

func (m typed) View() tea.View {
	m.views.Add(1)
	v := tea.NewView("word: " + m.word)
	v.AltScreen = true
	return v
}

// screen notes when something was written and what.
type screen struct {
	mu     sync.Mutex
	writes []time.Time
	all    strings.Builder
}

func (s *screen) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.writes = append(s.writes, time.Now())
	return s.all.Write(p)
}

func (s *screen) since(n int) []time.Time {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.writes[n:]
}

// running runs a program in a bubble while f plays with it.
func running(t *testing.T, clock bool, f func(p *Program, s *screen, views *atomic.Int64)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		s, views := &screen{}, new(atomic.Int64)
		p := New(typed{views: views}, clock, tea.WithInput(strings.NewReader("")), tea.WithOutput(s), tea.WithWindowSize(40, 5),
			tea.WithoutSignalHandler(), tea.WithEnvironment([]string{"TERM=xterm-256color"}))
		done := make(chan error)
		var last tea.Model
		go func() {
			m, err := p.Run()
			last = m
			done <- err
		}()
		time.Sleep(time.Second)
		f(p, s, views)
		p.Send("bye")
		p.Quit()
		if err := <-done; err != nil {
			t.Error(err)
		}
		if m, ok := last.(typed); !ok || m.word != "bye" {
			t.Errorf("the program ended with %#v", last)
		}
	})
}

func TestProgramIsSteered(t *testing.T) {
	running(t, false, func(p *Program, _ *screen, _ *atomic.Int64) {
		if !p.Steered() {
			t.Error("this Bubble Tea has no ticker to steer: frames are drawn by the clock")
		}
	})
}

// woken is how often goroutines became ready to run, an eighth of them being counted.
func woken() uint64 {
	sample := []metrics.Sample{{Name: "/sched/latencies:seconds"}}
	metrics.Read(sample)
	var n uint64
	for _, c := range sample[0].Value.Float64Histogram().Counts {
		n += c
	}
	return n
}

func TestIdleProgramSleeps(t *testing.T) {
	wakeups := func(clock bool) (n uint64) {
		running(t, clock, func(*Program, *screen, *atomic.Int64) {
			before := woken()
			time.Sleep(time.Minute)
			n = woken() - before
		})
		return n
	}
	if demand, clock := wakeups(false), wakeups(true); demand*10 > clock {
		t.Errorf("an idle minute wakes %d goroutines, by the clock %d", demand, clock)
	}
}

func TestChangeIsDrawnAtOnce(t *testing.T) {
	running(t, false, func(p *Program, s *screen, _ *atomic.Int64) {
		for _, word := range []string{"one", "two", "three"} {
			n, start := len(s.since(0)), time.Now()
			p.Send(word)
			time.Sleep(50 * time.Millisecond)
			if w := s.since(n); len(w) == 0 || w[0].Sub(start) != 0 {
				t.Errorf("%q was sent at %v and drawn at %v", word, start, w)
			}
			time.Sleep(time.Second)
		}
		if !strings.Contains(s.all.String(), "one") {
			t.Error("the word never came")
		}
	})
}

// hush is a message nobody sees the effect of.
type hush bool

func (h hush) Quiet() bool { return bool(h) }

func TestNothingIsDrawnForWhatChangesNothing(t *testing.T) {
	running(t, false, func(p *Program, s *screen, views *atomic.Int64) {
		before := views.Load()
		p.Send(hush(true))
		time.Sleep(time.Second)
		if n := views.Load() - before; n != 0 {
			t.Errorf("%d views were made for a quiet message", n)
		}
		p.Send(hush(false))
		time.Sleep(time.Second)
		if views.Load() == before {
			t.Error("no view was made for a message that is not quiet")
		}
		n := len(s.since(0))
		p.Send("word") // what was changed just before is drawn all the same
		p.Send(hush(true))
		time.Sleep(time.Second)
		if len(s.since(n)) == 0 {
			t.Error("a quiet message keeps the change before it from being drawn")
		}
	})
	running(t, true, func(p *Program, _ *screen, views *atomic.Int64) {
		before := views.Load()
		p.Send(hush(true))
		time.Sleep(time.Second)
		if views.Load() == before {
			t.Error("by the library's clock every message gets its view")
		}
	})
}

func TestKeyAndItsAnswerAreBothDrawnAtOnce(t *testing.T) {
	running(t, false, func(p *Program, s *screen, _ *atomic.Int64) {
		for _, word := range []string{"key", "answer"} {
			n, start := len(s.since(0)), time.Now()
			p.Send(word)
			time.Sleep(3 * time.Millisecond)
			if w := s.since(n); len(w) == 0 || w[0].Sub(start) != 0 {
				t.Errorf("%q was sent at %v and drawn at %v", word, start, w)
			}
		}
	})
}

func TestFloodIsDrawnAtTheRate(t *testing.T) {
	running(t, false, func(p *Program, s *screen, views *atomic.Int64) {
		n, made := len(s.since(0)), views.Load()
		for i := range 1000 {
			p.Send(strings.Repeat("x", i%30))
			time.Sleep(time.Millisecond)
		}
		p.Send("last")
		time.Sleep(time.Second)
		if got := len(s.since(n)); got < rate/2 || got > rate+5 {
			t.Errorf("%d frames in a second of flood, the rate is %d", got, rate)
		}
		if got := views.Load() - made; got > rate+10 {
			t.Errorf("%d views were made for those frames", got)
		}
		if all := s.all.String(); !strings.Contains(all[max(0, len(all)-200):], "last") {
			t.Error("the last word of the flood was not drawn")
		}
	})
}

func TestWithoutATickerTheClockDraws(t *testing.T) {
	for name, program := range map[string]any{
		"gone":            &struct{ other int }{},
		"of another kind": &struct{ ticker *time.Timer }{},
		"already made":    &struct{ ticker *time.Ticker }{time.NewTicker(time.Hour)},
	} {
		if steer(program) != nil {
			t.Errorf("the ticker is %s, yet it was steered", name)
		}
	}
	running(t, true, func(p *Program, s *screen, views *atomic.Int64) {
		if p.Steered() {
			t.Error("a program left to the clock is steered")
		}
		n, made := len(s.since(0)), views.Load()
		p.Send("one")
		p.Send("two")
		time.Sleep(time.Second)
		if len(s.since(n)) == 0 || views.Load()-made != 2 {
			t.Errorf("%d frames, %d views for two messages", len(s.since(n)), views.Load()-made)
		}
	})
}
