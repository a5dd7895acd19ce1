// Package consoletest drives the whole console without a terminal, inside a
// testing/synctest bubble: keys in, frames out, and no waiting on a clock.
package consoletest

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"switchboard/ui"
	"switchboard/ui/text"
)

var update = flag.Bool("update", false, "write the golden frames anew")

// Console runs a model the way Bubble Tea does, minus the terminal.
type Console struct {
	t    testing.TB
	m    *ui.Model
	w, h int
	msgs chan tea.Msg
	wire *wire // nil until bytes are counted
	sent int
	// Quit is set once the console has asked to end.
	Quit bool
}

// New starts the model in a window of w by h cells and lets it settle.
func New(t testing.TB, m *ui.Model, w, h int) *Console {
	c := &Console{t: t, m: m, msgs: make(chan tea.Msg, 4096)}
	c.do(m.Init())
	c.Resize(w, h)
	return c
}

func (c *Console) do(cmd tea.Cmd) {
	if cmd == nil {
		return
	}
	go func() {
		switch msg := cmd().(type) {
		case nil:
		case tea.BatchMsg:
			for _, cmd := range msg {
				c.do(cmd)
			}
		default:
			c.msgs <- msg
		}
	}()
}

// Send delivers a message and all that comes of it.
func (c *Console) Send(msg tea.Msg) {
	if _, quit := msg.(tea.QuitMsg); quit {
		c.Quit = true
		return
	}
	_, cmd := c.m.Update(msg)
	c.do(cmd)
	c.drawn()
	c.m.View() // as the renderer does after each message
	c.Settle()
	for c.m.Holding() {
		time.Sleep(10 * time.Millisecond)
		c.Settle()
	}
}

// Settle delivers messages until nothing is under way.
func (c *Console) Settle() {
	for {
		synctest.Wait()
		select {
		case msg := <-c.msgs:
			c.Send(msg)
		default:
			return
		}
	}
}

// Resize changes the window.
func (c *Console) Resize(w, h int) {
	c.w, c.h = w, h
	c.Send(tea.WindowSizeMsg{Width: w, Height: h})
}

// Sleep lets time pass and delivers what it brings, a quarter of a second at a time.
func (c *Console) Sleep(d time.Duration) {
	for end := time.Now().Add(d); time.Now().Before(end); {
		time.Sleep(min(250*time.Millisecond, time.Until(end)))
		c.Settle()
	}
}

// named are the keys that write no text.
var named = map[string]rune{
	"enter": tea.KeyEnter, "esc": tea.KeyEscape, "tab": tea.KeyTab, "backspace": tea.KeyBackspace, "up": tea.KeyUp, "down": tea.KeyDown,
	"left": tea.KeyLeft, "right": tea.KeyRight, "home": tea.KeyHome, "end": tea.KeyEnd, "pgup": tea.KeyPgUp, "pgdown": tea.KeyPgDown,
}

// Press presses keys one after the other, named as the key table names them.
func (c *Console) Press(keys ...string) {
	for _, k := range keys {
		c.Send(Key(k))
	}
}

// Key is the press of a key, named as the key table names it.
func Key(k string) tea.KeyPressMsg {
	if rest, ok := strings.CutPrefix(k, "ctrl+"); ok {
		return tea.KeyPressMsg{Code: []rune(rest)[0], Mod: tea.ModCtrl}
	}
	if rest, ok := strings.CutPrefix(k, "shift+"); ok {
		return tea.KeyPressMsg{Code: named[rest], Mod: tea.ModShift}
	}
	if rest, ok := strings.CutPrefix(k, "alt+"); ok {
		return tea.KeyPressMsg{Code: named[rest], Mod: tea.ModAlt}
	}
	if code, ok := named[k]; ok {
		return tea.KeyPressMsg{Code: code}
	}
	if k == "space" {
		return tea.KeyPressMsg{Code: ' ', Text: " "}
	}
	return tea.KeyPressMsg{Code: []rune(k)[0], Text: k}
}

// Type types a text, a key at a time.
func (c *Console) Type(s string) {
	for _, r := range s {
		c.Send(tea.KeyPressMsg{Code: r, Text: string(r)})
	}
}

// Paste pastes a text.
func (c *Console) Paste(s string) { c.Send(tea.PasteMsg{Content: s}) }

// Frame is the screen as plain text. It fails the test when the frame does
// not fit its window.
func (c *Console) Frame() string {
	c.t.Helper()
	frame := ansi.Strip(c.m.View().Content)
	lines := strings.Split(frame, "\n")
	if len(lines) != c.h {
		c.t.Errorf("the frame has %d lines in a window of %d", len(lines), c.h)
	}
	for i, l := range lines {
		if n := text.Width(l); n > c.w {
			c.t.Errorf("line %d is %d cells wide in a window of %d: %q", i, n, c.w, l)
		}
		lines[i] = strings.TrimRight(l, " ")
	}
	return strings.Join(lines, "\n") + "\n"
}

// Cursor is where the terminal's own cursor stands, nil when it is hidden.
func (c *Console) Cursor() *tea.Cursor { return c.m.View().Cursor }

// Painted is the screen with what colours it.
func (c *Console) Painted() string { return c.m.View().Content }

// Shows fails the test when the frame lacks one of the texts.
func (c *Console) Shows(texts ...string) {
	c.t.Helper()
	frame := c.Frame()
	for _, s := range texts {
		if !strings.Contains(frame, s) {
			c.t.Errorf("the screen does not show %q:\n%s", s, frame)
		}
	}
}

// Hides fails the test when the frame has one of the texts.
func (c *Console) Hides(texts ...string) {
	c.t.Helper()
	frame := c.Frame()
	for _, s := range texts {
		if strings.Contains(frame, s) {
			c.t.Errorf("the screen shows %q:\n%s", s, frame)
		}
	}
}

// Golden compares the frame with testdata/frames/NAME.txt; with -update it
// writes that file.
func (c *Console) Golden(name string) {
	c.t.Helper()
	c.Picture(name)
	Golden(c.t, name, c.Frame())
}

// Golden compares a text with testdata/frames/NAME.txt at the top of the tree.
func Golden(t testing.TB, name, got string) {
	t.Helper()
	path := filepath.Join(top(t), "testdata", "frames", name+".txt")
	if *update {
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatalf("%v; -update writes it", err)
	}
	if string(want) != got {
		t.Errorf("%s differs (-update writes it anew)\nwant:\n%s\ngot:\n%s", name, want, got)
	}
}

// top is the folder of go.mod.
func top(t testing.TB) string {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return dir
		}
		up := filepath.Dir(dir)
		if up == dir {
			t.Fatal("there is no go.mod above the tests")
		}
		dir = up
	}
}
