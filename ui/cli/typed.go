package cli

import (
	"bufio"
	"context"
	"errors"
	"io"
	"os"
	"strings"
	"sync"

	"github.com/muesli/cancelreader"
)

// typed is what a person types, a line at a time. Everybody who asks in one run
// of the program asks the same: a reader of one's own would keep lines that it
// was not asked for.
type typed struct {
	in     io.Reader
	file   *os.File // nil where it is none
	from   cancelreader.CancelReader
	want   chan struct{}
	got    chan entered
	asked  bool // a line is being waited for, of an asker who gave up
	reader sync.WaitGroup
}

// entered is a line as it was typed, without its end.
type entered struct {
	line string
	err  error
}

// typing begins to read from in, when the first line is asked for. Close it.
func typing(in io.Reader) (*typed, error) {
	t := &typed{in: in}
	t.file, _ = in.(*os.File)
	return t, t.begin()
}

// begin has a reader stand ready.
func (t *typed) begin() error {
	from, err := cancelreader.NewReader(t.in)
	if err != nil { // a file on disk cannot be waited for, and need not be
		from, err = cancelreader.NewReader(struct{ io.Reader }{t.in})
	}
	if err != nil {
		return err
	}
	t.from, t.want, t.got, t.asked = from, make(chan struct{}), make(chan entered), false
	want, got := t.want, t.got
	t.reader.Go(func() { read(from, want, got) })
	return nil
}

// read reads a line whenever one is wanted.
func read(from io.Reader, want <-chan struct{}, got chan<- entered) {
	defer close(got)
	lines := bufio.NewReader(from)
	for range want {
		line, err := lines.ReadString('\n')
		got <- entered{strings.TrimRight(line, "\r\n"), err}
		if err != nil {
			return
		}
	}
}

// next waits for a line. What was typed before the last one ended, with io.EOF,
// is a line too. Who gives up loses nothing: the line is the next one's. Only an
// interrupt takes what is typed with it, as it does at a terminal; what had been
// read of it is told beside the error.
func (t *typed) next(ctx context.Context) (string, error) {
	if !t.asked {
		select {
		case t.want <- struct{}{}:
		case <-t.got:
			return "", io.EOF
		}
	}
	t.asked = true
	select {
	case e, open := <-t.got:
		t.asked = false
		if !open {
			return "", io.EOF
		}
		return e.line, e.err
	case <-ctx.Done():
		line, err := t.cut(ctx)
		return line, errors.Join(ctx.Err(), err)
	}
}

// cut is the end of waiting for a line. One that an interrupt met is never the
// next one's: it may have been read in the moment before.
func (t *typed) cut(ctx context.Context) (line string, err error) {
	var s Signal
	if !errors.As(context.Cause(ctx), &s) || !t.from.Cancel() {
		return "", nil
	}
	close(t.want)
	for e := range t.got {
		line = e.line
	}
	return line, errors.Join(t.from.Close(), t.begin())
}

// close ends the reading, also where somebody waits.
func (t *typed) close() error {
	close(t.want)
	if t.asked && t.from.Cancel() {
		for range t.got {
		}
	}
	if !t.asked {
		t.reader.Wait()
	}
	return t.from.Close()
}

// early drops what was typed before a question stood on the screen, so that it
// is no answer to it; it reports whether there was any.
func (t *typed) early() bool {
	if t.file == nil || !Terminal(t.file) {
		return false
	}
	dropped, err := dropTyped(t.file)
	return err == nil && dropped
}

// Answer asks at the terminal; false is that there is none, or that there was no answer.
func (a *App) Answer(ctx context.Context, prompt string) (said string, ok bool) {
	if !Terminal(os.Stdin) || !Terminal(os.Stderr) {
		return "", false
	}
	in := a.within.typed()
	if in == nil {
		own, err := typing(os.Stdin)
		if err != nil {
			return "", false
		}
		defer own.close()
		in = own
	}
	if in.early() {
		a.Out.Say("What you typed before this question was not used.")
	}
	a.Out.prompt(prompt)
	line, err := in.next(ctx)
	if err != nil && !errors.Is(err, io.EOF) {
		a.Out.prompt("\n")
	}
	return strings.TrimSpace(line), err == nil
}
