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
	from, err := cancelreader.NewReader(in)
	if err != nil {
		return nil, err
	}
	t := &typed{from: from, want: make(chan struct{}), got: make(chan entered)}
	t.file, _ = in.(*os.File)
	t.reader.Go(t.read)
	return t, nil
}

// read reads a line whenever one is wanted.
func (t *typed) read() {
	defer close(t.got)
	lines := bufio.NewReader(t.from)
	for range t.want {
		line, err := lines.ReadString('\n')
		t.got <- entered{strings.TrimRight(line, "\r\n"), err}
		if err != nil {
			return
		}
	}
}

// next waits for a line. What was typed before the last one ended, with io.EOF,
// is a line too. Who gives up loses nothing: the line is the next one's.
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
		return "", ctx.Err()
	}
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
		a.Out.Say("What was typed before this question was dropped.")
	}
	a.Out.prompt(prompt)
	line, err := in.next(ctx)
	if err != nil && !errors.Is(err, io.EOF) {
		a.Out.prompt("\n")
	}
	return strings.TrimSpace(line), err == nil
}
