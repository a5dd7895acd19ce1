package text

import (
	"bytes"
	"io"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"
	uv "github.com/charmbracelet/ultraviolet"
	"github.com/charmbracelet/x/ansi"
	"github.com/creack/pty"

	"switchboard/testdata/proof"
)

// shown draws the view it was sent last.
type shown struct{ view tea.View }

func (s *shown) Init() tea.Cmd { return nil }

func (s *shown) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	if v, ok := msg.(tea.View); ok {
		s.view = v
	}
	return s, nil
}

func (s *shown) View() tea.View { return s.view }

// twice hands what the program writes to a gate and keeps a copy.
type twice struct {
	mu   sync.Mutex
	raw  bytes.Buffer
	gate *Gate
}

func (w *twice) Write(p []byte) (int, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.raw.Write(p)
	return w.gate.Write(p)
}

// run draws one view after another, in a bubble so that the renderer's clock costs no time.
func run(t *testing.T, views ...tea.View) (raw, gated string) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		var out bytes.Buffer
		w := &twice{gate: NewGate(&out)}
		p := tea.NewProgram(&shown{}, tea.WithInput(strings.NewReader("")), tea.WithOutput(w), tea.WithWindowSize(60, 12),
			tea.WithoutSignalHandler(), tea.WithEnvironment([]string{"TERM=xterm-256color", "COLORTERM=truecolor"}))
		done := make(chan error)
		go func() {
			_, err := p.Run()
			done <- err
		}()
		for _, v := range views {
			p.Send(v)
			time.Sleep(time.Second)
		}
		p.Quit()
		if err := <-done; err != nil {
			t.Fatal(err)
		}
		raw, gated = w.raw.String(), out.String()
	})
	return raw, gated
}

func TestGateLeavesFramesAsTheyAre(t *testing.T) {
	table := func(cursor string) string {
		var rows []string
		for _, r := range []string{"+44 7975 777666  telegram", "電話番号 Zażółć  " + cursor, strings.Repeat("─", 50), "🇬🇧 हिन्दी ไทย العربية", strings.Repeat("x", 60)} {
			rows = append(rows, "\x1b[1;38;2;121;184;255m"+cursor+"\x1b[m "+r)
		}
		return strings.Join(rows, "\n")
	}
	full := tea.NewView(table("»"))
	full.AltScreen, full.ReportFocus, full.MouseMode, full.WindowTitle = true, true, tea.MouseModeCellMotion, "(2) Switchboard"
	full.Cursor = tea.NewCursor(3, 2)
	moved := full
	moved.Content, moved.WindowTitle, moved.Cursor = table(" ")+"\n\x1b[7mselected\x1b[m", "Switchboard SANDBOX", nil
	raw, gated := run(t, tea.NewView("start"), full, moved, tea.NewView("bye"))
	if !strings.Contains(raw, "\x1b[?1049h") || !strings.Contains(raw, "Switchboard SANDBOX") {
		t.Fatal("the program did not draw what the test is about")
	}
	if want := strings.ReplaceAll(raw, ansi.RequestModeUnicodeCore, ""); gated != want {
		t.Errorf("the gate changed benign output:\n%q\n%q", want, gated)
	}
}

// What was cleaned is drawn in letters only, and what was not, here even as a window title, still brings no sequence of its own along.
func TestNothingHostileReachesTheTerminal(t *testing.T) {
	benign := learn(t)
	for name, how := range map[string]func(string) string{
		"cleaned": func(s string) string { return Clean(s).Cut(58).String() },
		"raw":     func(s string) string { return s },
	} {
		var views []tea.View
		corpus := proof.Hostile(t)
		for i := 0; i < len(corpus); i += 10 {
			var lines []string
			for _, s := range corpus[i:min(i+10, len(corpus))] {
				lines = append(lines, "│"+how(s)+"│")
			}
			v := tea.NewView(strings.Join(lines, "\n"))
			if name == "raw" {
				v.WindowTitle = corpus[i]
			}
			views = append(views, v)
		}
		_, gated := run(t, views...)
		for _, tok := range tokens(gated) {
			letter := Clean(string(holder)+tok).String() == string(holder)+tok // the parser may part marks from their base
			if name == "raw" {
				letter = strings.IndexFunc(tok, func(r rune) bool { return r == utf8.RuneError && len(tok) == 1 || hidden(r) }) < 0
			}
			if !letter && !benign[shape(tok)] {
				t.Errorf("%s: %q reached the terminal", name, tok)
			}
		}
	}
}

// learn is the set of sequence shapes a run without any outside text uses.
func learn(t *testing.T) map[string]bool {
	t.Helper()
	known := map[string]bool{}
	v := tea.NewView("\x1b[1mplain\x1b[m")
	v.Cursor = tea.NewCursor(1, 0)
	v.Cursor.Blink = false
	v.WindowTitle = "Switchboard"
	raw, _ := run(t, v, tea.NewView("a\nb\nc\nlonger line   with gaps"), tea.NewView("other"))
	for _, tok := range tokens(raw) {
		known[shape(tok)] = true
	}
	for _, s := range []string{"\x1b[1A", "\x1b[1B", "\x1b[1C", "\x1b[1D", "\x1b[1G", "\x1b[1d", "\x1b[1X", "\x1b[K", "\x1b[J", "\x1b[1b", "\x1b[1;1H", "\b", "\t", "\r", "\n", "\x1b[1P", "\x1b[1@", "\x1b[m", "\x1b[1`", "\x1b[1L", "\x1b[1M", "\x1b[1S", "\x1b[1T", "\x1b[1;1r", "\x1bM"} {
		known[shape(s)] = true
	}
	return known
}

// tokens takes output apart into letters, controls and sequences with a parser that is not the gate's.
func tokens(s string) []string {
	var out []string
	var state byte
	for len(s) > 0 {
		seq, _, n, to := ansi.DecodeSequence(s, state, nil)
		out, s, state = append(out, seq), s[n:], to
	}
	return out
}

// shape is a sequence without its numbers.
func shape(tok string) string {
	if strings.HasPrefix(tok, "\x1b[") {
		return strings.Map(func(r rune) rune {
			if r >= '0' && r <= '9' || r == ';' || r == ':' {
				return -1
			}
			return r
		}, tok)
	}
	return tok
}

// The renderer has to give every cleaned text the cells Width says, or columns shift.
func TestWidthIsTheRenderers(t *testing.T) {
	for _, s := range append(proof.Hostile(t), "電話番号", "👩\u200D👩\u200D👧", "🇬🇧🇵🇱", "👍🏽", "हिन्दी क्षेत्र", "ไทยกำ", "한국어", "각", "العربية", "e\u0301\u0302\u0303", "ﾊﾟ", "❤\uFE0F") {
		c := Clean(s)
		scr := uv.NewScreenBuffer(c.Width()+4, 1)
		uv.NewStyledString(c.String()+"|").Draw(scr, scr.Bounds())
		at := -1
		for x := range c.Width() + 4 {
			if cell := scr.CellAt(x, 0); cell != nil && cell.Content == "|" {
				at = x
			}
		}
		if at != c.Width() {
			t.Errorf("%q (from %q) is %d cells by Width, %d when drawn", c, s, c.Width(), at)
		}
	}
}

// Bubble Tea has to take the gate for the terminal it guards: the size and what is restored at the end depend on it.
func TestGateIsATerminalToBubbleTea(t *testing.T) {
	master, tty, err := pty.Open()
	if err != nil {
		t.Skip("no pseudo-terminal:", err)
	}
	defer master.Close()
	if err := pty.Setsize(master, &pty.Winsize{Rows: 33, Cols: 111}); err != nil {
		t.Fatal(err)
	}
	read := make(chan struct{})
	go func() {
		defer close(read)
		_, _ = io.Copy(io.Discard, master)
	}()
	m := &sized{}
	if _, err := tea.NewProgram(m, tea.WithInput(tty), tea.WithOutput(NewGate(tty)), tea.WithoutSignals()).Run(); err != nil {
		t.Fatal(err)
	}
	if m.w != 111 || m.h != 33 {
		t.Errorf("the program believes the terminal is %dx%d", m.w, m.h)
	}
	if err := tty.Close(); err != nil {
		t.Fatal(err)
	}
	<-read
}

type sized struct{ w, h int }

func (m *sized) Init() tea.Cmd { return nil }

func (m *sized) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	if s, ok := msg.(tea.WindowSizeMsg); ok {
		m.w, m.h = s.Width, s.Height
		return m, tea.Quit
	}
	return m, nil
}

func (m *sized) View() tea.View { return tea.NewView("x") }

// A line is cut to what the renderer takes it to be, also where the library counts a letter and its mark as one.
func TestFit(t *testing.T) {
	for _, line := range []string{"ﾃﾞｰﾀﾞ", "\x1b[1mﾃﾞｰﾀ\x1b[m ﾃﾞｰﾀ", "plain", "電話"} {
		for w := range 12 {
			if got := Fit(line, w, "…"); Width(got) > w {
				t.Errorf("%q in %d cells is %q, %d cells", line, w, got, Width(got))
			}
		}
	}
}
