package text

import (
	"fmt"
	"io"
	"sync"
)

// Gate is the only way to the terminal. Bubble Tea writes its frames through it, and it drops every sequence the renderer has no use for,
// whatever a text, a title or a panic value may have carried in. The clipboard, notices and the bell are not in that stream at all: they are
// sent as Signals. It is safe for use by several goroutines and never keeps more than one unfinished sequence.
type Gate struct {
	mu  sync.Mutex
	w   io.Writer
	f   filter
	buf []byte

	shown writes
}

// NewGate guards a terminal.
func NewGate(w io.Writer) *Gate { return &Gate{w: w, f: filter{allow: screen}} }

// NewPlain guards output that is not a screen: standard error and what commands print. Letters, line ends and tabs pass, colours if asked for.
func NewPlain(w io.Writer, colours bool) *Gate {
	if colours {
		return &Gate{w: w, f: filter{allow: coloured, whole: true}}
	}
	return &Gate{w: w, f: filter{allow: lined, whole: true}}
}

// Write passes on what is allowed of p, in one write. An error is the terminal's own.
func (g *Gate) Write(p []byte) (int, error) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.buf = g.f.pass(g.buf[:0], p)
	if len(g.buf) > 0 {
		g.shown.begin()
		defer g.shown.end()
		if _, err := g.w.Write(g.buf); err != nil {
			return 0, fmt.Errorf("writing to the terminal: %w", err)
		}
	}
	return len(p), nil
}

// Send writes a signal, between two frames or inside one: the terminal is never in the middle of a sequence.
func (g *Gate) Send(s Signal) error {
	if s.seq == "" {
		return nil
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	if _, err := io.WriteString(g.w, s.seq); err != nil {
		return fmt.Errorf("writing to the terminal: %w", err)
	}
	return nil
}

// Fd is the terminal's file descriptor, which Bubble Tea asks for the size; of anything but a file it is one that names no file.
func (g *Gate) Fd() uintptr {
	if f, ok := g.w.(interface{ Fd() uintptr }); ok {
		return f.Fd()
	}
	return ^uintptr(0)
}

// Read is there because Bubble Tea takes only a whole file for a terminal; nothing is ever read from its output.
func (g *Gate) Read([]byte) (int, error) { return 0, io.EOF }

// Close leaves the terminal open: the gate does not own it.
func (g *Gate) Close() error { return nil }
