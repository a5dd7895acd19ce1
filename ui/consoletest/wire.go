package consoletest

import (
	"bytes"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
	uv "github.com/charmbracelet/ultraviolet"
	"github.com/charmbracelet/x/ansi"
)

// What an act on the screen may cost, in bytes to the terminal: a slow line carries twenty thousand a second.
const (
	RowDown    = 350 // what moving the cursor down by a row may cost
	Countdowns = 110 // what a second of twenty countdowns may cost: 1.4 times what the least program with as many writes
)

// wire counts what frames cost on their way to a terminal, with the renderer
// and the settings Bubble Tea uses. Every message gets a frame of its own, so
// what is drawn in two steps is counted twice, as it is on a slow day.
type wire struct {
	out   bytes.Buffer
	r     *uv.TerminalRenderer
	cells uv.ScreenBuffer
	w, h  int
}

func newWire(w, h int) *wire {
	n := &wire{w: w, h: h, cells: uv.NewScreenBuffer(w, h)}
	n.r = uv.NewTerminalRenderer(&n.out, []string{"TERM=xterm-256color", "COLORTERM=truecolor"})
	n.r.SetColorProfile(colorprofile.TrueColor)
	n.r.SetFullscreen(true)
	n.r.SetRelativeCursor(false)
	n.r.SetTabStops(w)
	n.r.SetBackspace(true)
	n.r.SetScrollOptim(true)
	n.r.Resize(w, h)
	return n
}

// draw sends a frame; one that changes nothing costs nothing.
func (n *wire) draw(v tea.View) int {
	n.cells.Clear()
	uv.NewStyledString(v.Content).Draw(n.cells, n.cells.Bounds())
	n.r.Render(n.cells.RenderBuffer)
	if v.Cursor != nil {
		n.r.MoveTo(v.Cursor.X, v.Cursor.Y)
	}
	if n.r.Buffered() == 0 {
		return 0
	}
	if err := n.r.Flush(); err != nil {
		panic(err) // a bytes.Buffer takes everything
	}
	sent := n.out.Len() + len(ansi.SetModeSynchronizedOutput) + len(ansi.ResetModeSynchronizedOutput)
	n.out.Reset()
	return sent
}

// Sent is how many bytes do sends to the terminal.
func (c *Console) Sent(do func()) int {
	if c.wire == nil || c.wire.w != c.w || c.wire.h != c.h {
		c.wire = newWire(c.w, c.h)
		c.wire.draw(c.m.View())
	}
	c.sent = 0
	do()
	return c.sent
}

// drawn counts the frame that follows a message.
func (c *Console) drawn() {
	if c.wire != nil {
		c.sent += c.wire.draw(c.m.View())
	}
}
