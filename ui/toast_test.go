package ui_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"switchboard/ui"
	"switchboard/ui/pane"
)

const sent = "Sent 693937 to your terminal's clipboard. If paste is empty: v"

const long = "Ordered +44 7975 777666 (telegram, acme) for $0.34. Number sent to your terminal's clipboard. If paste is empty: v"

// shown is the frame with every run of blanks as one.
func shown(m *ui.Model) string {
	return strings.Join(strings.Fields(ansi.Strip(m.View().Content)), " ")
}

// inTurns is what a small window tells at its foot, one part after the other, in lines of the foot without the signs that
// more follows; meanwhile most lines stay the pane's.
func inTurns(t *testing.T, m *ui.Model, most int) string {
	t.Helper()
	var parts []string
	for range 12 {
		lines := strings.Split(strings.TrimRight(ansi.Strip(m.View().Content), " \n"), "\n")
		from := len(lines)
		for from > 2 && strings.HasPrefix(lines[from-1], " ") && strings.TrimSpace(lines[from-1]) != "" {
			from--
		}
		if n := len(lines) - from; n > most {
			t.Errorf("a toast takes %d lines:\n%s", n, strings.Join(lines, "\n"))
		}
		part := strings.TrimSuffix(strings.Join(strings.Fields(strings.Join(lines[from:], " ")), " "), " …")
		if !slices.Contains(parts, part) {
			parts = append(parts, part)
		}
		time.Sleep(time.Second)
	}
	return strings.Join(parts, " ")
}

func TestAToastIsReadWhole(t *testing.T) {
	for _, size := range []tea.WindowSizeMsg{{Width: 40, Height: 8}, {Width: 80, Height: 16}, {Width: 80, Height: 24}, {Width: 120, Height: 40}} {
		givers(t, func(m *ui.Model, g *giver) {
			m.Update(size)
			m.Update(pane.Toast{Text: long})
			read := shown(m)
			if size.Height < 16 {
				read = inTurns(t, m, 2)
			}
			if !strings.Contains(read, long) {
				t.Errorf("at %v the toast is cut:\n%s", size, ansi.Strip(m.View().Content))
			}
			run(m, "g")
			m.Update(pane.Toast{Text: sent})
			if frame := shown(m); !strings.Contains(frame, sent) || !strings.Contains(frame, "R give back") {
				t.Errorf("at %v the toast is cut, or hides the foot of the sheet:\n%s", size, ansi.Strip(m.View().Content))
			}
		})
	}
}

func TestNewsTakeNoSentenceAwayThatNobodyRead(t *testing.T) {
	givers(t, func(m *ui.Model, g *giver) {
		m.Update(tea.WindowSizeMsg{Width: 40, Height: 8})
		m.Update(pane.Toast{Text: "Ordered +44 7975 777666 (telegram, acme) for $0.34."})
		m.Update(pane.Notice{Text: "Code 693937: telegram, acme"})
		if frame := inTurns(t, m, 2); !strings.Contains(frame, "Code 693937: telegram, acme. Ordered +44 7975 777666 (telegram, acme) for $0.34.") {
			t.Errorf("one of two sentences is lost:\n%s", frame)
		}
	})
}

// One piece of news after the other leaves standing what was said of the person's own act.
func TestSeveralNewsLeaveTheOutcomeOfAnAct(t *testing.T) {
	givers(t, func(m *ui.Model, g *giver) {
		m.Update(tea.WindowSizeMsg{Width: 120, Height: 40})
		m.Update(pane.Toast{Text: "Ordered +44 7975 777666 (telegram, acme) for $0.34."})
		for _, news := range []string{"westering: balance is low", "greyheron: balance is low", "Code 693937: telegram, acme"} {
			m.Update(pane.Notice{Text: news})
			if frame := shown(m); !strings.Contains(frame, news+". Ordered +44 7975 777666 (telegram, acme) for $0.34.") {
				t.Errorf("after %q:\n%s", news, frame)
			}
		}
	})
}

func TestNewsLeaveASheetItsRoomInASmallWindow(t *testing.T) {
	givers(t, func(m *ui.Model, g *giver) {
		m.Update(tea.WindowSizeMsg{Width: 40, Height: 8})
		run(m, "g")
		before := strings.Split(ansi.Strip(m.View().Content), "\n")
		m.Update(pane.Notice{Text: "Code 693937 from telegram is here: c copies it"})
		after := strings.Split(ansi.Strip(m.View().Content), "\n")
		if !strings.Contains(after[0], "Code 693937 from telegram") {
			t.Errorf("the news are not told: %q", after[0])
		}
		for i := 1; i < len(before); i++ {
			if after[i] != before[i] {
				t.Errorf("line %d of the sheet was %q and is %q", i, before[i], after[i])
			}
		}
	})
}

// In eight lines of forty cells a number that was just ordered and a code that just came are both read whole, in either order.
func TestANumberAndACodeAreBothReadWholeInASmallWindow(t *testing.T) {
	const code = "Code G-693937 from whatsapp is here: c copies it"
	for _, first := range []bool{true, false} {
		givers(t, func(m *ui.Model, g *giver) {
			m.Update(tea.WindowSizeMsg{Width: 40, Height: 8})
			if first {
				m.Update(pane.Notice{Text: code})
				m.Update(pane.Notice{Text: long})
			} else {
				m.Update(pane.Toast{Text: long})
				m.Update(pane.Notice{Text: code})
			}
			frame := inTurns(t, m, 2)
			for _, want := range []string{"G-693937", "whatsapp", "+44 7975 777666", "$0.34"} {
				if !strings.Contains(frame, want) {
					t.Errorf("%q is not to be read:\n%s", want, ansi.Strip(m.View().Content))
				}
			}
		})
	}
}

// What a toast tells of may be over before its time: it goes then, and what was told beside it stays.
func TestAToastGoesWithWhatItSpeaksOf(t *testing.T) {
	marked := true
	state := pane.Toast{Text: "3 are marked", While: func() bool { return marked }}
	for name, tell := range map[string]func(m *ui.Model) (left string){
		"alone": func(m *ui.Model) string { m.Update(state); return "" },
		"under news": func(m *ui.Model) string {
			m.Update(state)
			m.Update(pane.Notice{Text: "Code 693937 is here"})
			return "Code 693937 is here"
		},
	} {
		givers(t, func(m *ui.Model, g *giver) {
			marked = true
			m.Update(tea.WindowSizeMsg{Width: 80, Height: 24})
			left := tell(m)
			says(t, m, "3 are marked")
			says(t, m, left)
			marked = false
			m.Update(pane.Tick(time.Now()))
			if frame := shown(m); strings.Contains(frame, "marked") || !strings.Contains(frame, left) {
				t.Errorf("%s, once it is over:\n%s", name, frame)
			}
		})
	}
}
