package cli

import (
	"bytes"
	"context"
	"errors"
	"os"
	"strings"
	"syscall"
	"testing"

	"github.com/spf13/cobra"
)

// keyboard is a file whose lines are typed one by one, each until the program has read it.
type keyboard struct {
	*os.File
	to   *os.File
	read chan struct{}
}

func typist(t *testing.T) (*typed, *keyboard) {
	t.Helper()
	from, to, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	k := &keyboard{File: from, to: to, read: make(chan struct{}, 100)}
	in, err := typing(k)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { in.close(); to.Close(); from.Close() })
	if _, err := in.next(givenUp(t)); !errors.Is(err, context.Canceled) { // from here on a line is read as soon as it is typed
		t.Fatal(err)
	}
	return in, k
}

func (k *keyboard) Read(b []byte) (int, error) {
	n, err := k.File.Read(b)
	k.read <- struct{}{}
	return n, err
}

func (k *keyboard) types(line string) {
	k.to.WriteString(line + "\n")
	<-k.read
}

func givenUp(t *testing.T) context.Context {
	ctx, stop := context.WithCancel(t.Context())
	stop()
	return ctx
}

func interrupt(t *testing.T) context.Context {
	ctx, cut := context.WithCancelCause(t.Context())
	cut(Signal{Number: syscall.SIGINT})
	return ctx
}

// A line that was read when Ctrl-C came is never the next one: not by chance either.
func TestAnInterruptedLineIsNotTheNextOne(t *testing.T) {
	for range 20 {
		in, k := typist(t)
		k.types("customers credit acme +5 -y")
		if line, _ := in.next(interrupt(t)); line != "customers credit acme +5 -y" {
			t.Fatalf("what was dropped is told as %q", line)
		}
		if _, err := k.to.WriteString("version\n"); err != nil {
			t.Fatal(err)
		}
		if line, err := in.next(t.Context()); line != "version" || err != nil {
			t.Fatalf("the next line is %q (%v)", line, err)
		}
	}
}

// Who gives up without an interrupt, as a question whose time is over, leaves the line to the next.
func TestAGivenUpLineIsTheNextOne(t *testing.T) {
	in, k := typist(t)
	k.types("version")
	line, err := in.next(givenUp(t))
	if err != nil {
		line, err = in.next(t.Context())
	}
	if line != "version" || err != nil {
		t.Fatalf("%q, %v", line, err)
	}
}

// Ctrl-C between the reading of a line and the start of its command is that command's.
func TestAnInterruptBeforeTheCommandIsNotLost(t *testing.T) {
	for range 20 {
		in, k := typist(t)
		ran := false
		m := &LineMode{in: in, asks: true, name: "sandbox"}
		var said bytes.Buffer
		m.app = &App{within: m, Out: newOutput(&said, writes(func(b []byte) {
			said.Write(b)
			if strings.HasSuffix(string(b), "> ") { // the prompt stands
				k.types("act")
				m.interrupted()
			}
		}), false)}
		m.told.out = &m.app.Out
		m.app.commands = []Commands{func(*App) []*cobra.Command {
			return []*cobra.Command{{Use: "act", Run: func(*cobra.Command, []string) { ran = true }}}
		}}
		if err := m.turn(t.Context()); err != nil || ran || m.last != Interrupted || !strings.Contains(said.String(), "interrupted\nexit 130") {
			t.Fatalf("ended with %d (%v), run: %t\n%s", m.last, err, ran, said.String())
		}
	}
}

type writes func([]byte)

func (w writes) Write(b []byte) (int, error) { w(b); return len(b), nil }
