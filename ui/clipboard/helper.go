package clipboard

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"
	"unicode/utf16"

	"switchboard/ui/text"
)

var errAbsent = errors.New("is not installed")

// native tries the library and then the helpers of this desktop until one has taken the text; the error is the first installed helper's.
func (b *Clipboard) native(ctx context.Context, s string) Result {
	if r, done := b.library(ctx, s); done {
		return r
	}
	var names []string
	var failed error
	for _, t := range b.tools() {
		r := b.helper(ctx, encode(t.name, s), t.name, t.args...)
		if r.Err == nil {
			return r
		}
		if names = append(names, t.name); failed == nil && !errors.Is(r.Err, errAbsent) {
			failed = r.Err
		}
	}
	if failed == nil {
		failed = fmt.Errorf("no clipboard program is installed (%s)", strings.Join(names, ", "))
	}
	return Result{Err: failed}
}

// encode gives clip.exe the only encoding of letters beyond ASCII that it reads the same on every machine.
func encode(name, s string) string {
	if name != "clip.exe" || strings.IndexFunc(s, func(r rune) bool { return r > '~' }) < 0 {
		return s
	}
	var out []byte
	for _, u := range utf16.Encode([]rune(s)) {
		out = binary.LittleEndian.AppendUint16(out, u)
	}
	return string(out)
}

// helper runs a program with s on its standard input. A program that has not come back within the limit is killed, with what it started.
func (b *Clipboard) helper(ctx context.Context, s, name string, args ...string) Result {
	short := filepath.Base(name)
	r := Result{Route: short}
	path, err := b.find(name)
	if err != nil {
		r.Err = fmt.Errorf("%s %w", short, errAbsent)
		return r
	}
	ctx, stop := context.WithTimeout(ctx, b.c.Limit)
	defer stop()
	said, err := run(ctx, path, args, b.c.Environ, s)
	switch {
	case err == nil:
		r.Known = true
	case errors.Is(ctx.Err(), context.DeadlineExceeded):
		r.Err = fmt.Errorf("%s did not answer within %s", short, limit(b.c.Limit))
	case ctx.Err() != nil:
		r.Err = fmt.Errorf("%s was stopped: %w", short, ctx.Err())
	case said != "":
		r.Err = fmt.Errorf("%s: %s", short, said)
	default:
		r.Err = fmt.Errorf("%s failed without saying why (%w)", short, err)
	}
	return r
}

func limit(d time.Duration) string {
	if d%time.Second == 0 {
		return text.Count(int64(d/time.Second), "second", "seconds").String()
	}
	return d.String()
}

// run returns the last line the program wrote to standard error when it failed. Helpers that stay behind to serve the clipboard keep their
// standard error open, so it is read only after a failure and only for as long as something is there.
func run(ctx context.Context, path string, args, environ []string, input string) (string, error) {
	out, in, err := os.Pipe()
	if err != nil {
		return "", fmt.Errorf("opening a pipe: %w", err)
	}
	defer out.Close()
	cmd := exec.CommandContext(ctx, path, args...)
	cmd.Env, cmd.Stdin, cmd.Stderr = environ, strings.NewReader(input), in
	cmd.WaitDelay = 100 * time.Millisecond
	alone(cmd)
	err = cmd.Run()
	if closed := in.Close(); err == nil {
		err = closed
	}
	if err == nil || ctx.Err() != nil {
		return "", err
	}
	if out.SetReadDeadline(time.Now().Add(50*time.Millisecond)) != nil {
		return "", err
	}
	said := make([]byte, 4096)
	n, readErr := out.Read(said)
	if readErr != nil {
		n = 0
	}
	return lastLine(string(said[:n])), err
}

func lastLine(s string) string {
	lines := strings.FieldsFunc(s, func(r rune) bool { return r == '\n' || r == '\r' })
	if len(lines) == 0 {
		return ""
	}
	line := text.Clean(strings.TrimSpace(lines[len(lines)-1])).Cut(120).String()
	return strings.TrimRight(strings.TrimPrefix(line, "Error: "), ".")
}

// find looks for a program on the PATH of the environment given, or takes a path as it is.
func (b *Clipboard) find(name string) (string, error) {
	if strings.ContainsRune(name, filepath.Separator) {
		return name, runnable(name)
	}
	for _, dir := range filepath.SplitList(b.getenv("PATH")) {
		if dir == "" || !filepath.IsAbs(dir) {
			continue
		}
		if p := filepath.Join(dir, name); runnable(p) == nil {
			return p, nil
		}
	}
	return "", exec.ErrNotFound
}

func runnable(path string) error {
	info, err := os.Stat(path)
	if err != nil {
		return fmt.Errorf("looking for %s: %w", path, err)
	}
	if info.IsDir() || info.Mode()&0o111 == 0 {
		return fmt.Errorf("looking for %s: %w", path, os.ErrPermission)
	}
	return nil
}
