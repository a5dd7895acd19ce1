package pane

import (
	"bufio"
	"context"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"switchboard/ui/text"
)

// formats are what an export can be written as.
var formats = []string{"CSV", "JSON", "NDJSON", "Markdown"}

// drawn is the format of a picture, where there is one.
const drawn = "SVG picture"

// file is how an export is written.
type file struct {
	format  string
	heads   []string
	picture string // what is written instead of rows
}

func (f file) extension() string {
	switch f.format {
	case "JSON":
		return "json"
	case "NDJSON":
		return "ndjson"
	case "Markdown":
		return "md"
	case drawn:
		return "svg"
	}
	return "csv"
}

// mostNames is how many files of one day are tried before giving up.
const mostNames = 1000

// save writes a new file in folder; a file that exists is never touched.
func (f file) save(ctx context.Context, folder, name string, next Records) (path string, n int, err error) {
	var to *os.File
	for i := 1; i <= mostNames; i++ {
		path = filepath.Join(folder, name+"."+f.extension())
		if i > 1 {
			path = filepath.Join(folder, name+"-"+strconv.Itoa(i)+"."+f.extension())
		}
		if to, err = os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600); !errors.Is(err, fs.ErrExist) {
			break
		}
	}
	if err != nil {
		return "", 0, fmt.Errorf("the file cannot be made there: %w", err)
	}
	n, err = f.write(ctx, to, next)
	if err = errors.Join(err, to.Close()); err != nil {
		return "", 0, errors.Join(fmt.Errorf("writing the file: %w", err), os.Remove(path))
	}
	return path, n, nil
}

// write writes every row next gives until it gives none, and counts them.
func (f file) write(ctx context.Context, to io.Writer, next Records) (n int, err error) {
	if f.format == drawn {
		_, err := io.WriteString(to, f.picture)
		return 0, err
	}
	w := bufio.NewWriter(to)
	line, end := f.writer(w)
	for {
		list, err := next(ctx)
		if err != nil {
			return n, err
		}
		if len(list) == 0 {
			break
		}
		for _, r := range list {
			if err := line(n, r); err != nil {
				return n, err
			}
			n++
		}
	}
	if err := end(n); err != nil {
		return n, err
	}
	return n, w.Flush()
}

// writer gives what writes the nth row of a format, and what ends a file of n.
func (f file) writer(w *bufio.Writer) (line func(n int, r Record) error, end func(n int) error) {
	switch f.format {
	case "JSON":
		return jsonRow(w), func(n int) error {
			s := "\n]\n"
			if n == 0 {
				s = "[]\n"
			}
			_, err := w.WriteString(s)
			return err
		}
	case "NDJSON":
		encode := json.NewEncoder(w)
		return func(_ int, r Record) error { return encode.Encode(r) }, func(int) error { return nil }
	case "Markdown":
		return f.markdownRow(w), func(int) error { return nil }
	}
	return f.csvRows(w)
}

func (f file) csvRows(w io.Writer) (line func(n int, r Record) error, end func(n int) error) {
	c := csv.NewWriter(w)
	line = func(n int, r Record) error {
		if n == 0 {
			if err := c.Write(f.heads); err != nil {
				return err
			}
		}
		fields := r.Fields()
		for i, s := range fields {
			if fields[i] = s; !bare(f.heads[i]) {
				fields[i] = text.Inert(s)
			}
		}
		return c.Write(fields)
	}
	return line, func(int) error { c.Flush(); return c.Error() }
}

func jsonRow(w *bufio.Writer) func(n int, r Record) error {
	return func(n int, r Record) error {
		before := ",\n"
		if n == 0 {
			before = "[\n"
		}
		b, err := json.Marshal(r)
		if err != nil {
			return err
		}
		_, err = w.WriteString(before + string(b))
		return err
	}
}

func (f file) markdownRow(w *bufio.Writer) func(n int, r Record) error {
	escape := strings.NewReplacer("|", `\|`, `\`, `\\`)
	return func(n int, r Record) error {
		if n == 0 {
			head := "| " + strings.Join(f.heads, " | ") + " |\n|" + strings.Repeat(" --- |", len(f.heads)) + "\n"
			if _, err := w.WriteString(head); err != nil {
				return err
			}
		}
		fields := r.Fields()
		for i, s := range fields {
			fields[i] = escape.Replace(s)
		}
		_, err := w.WriteString("| " + strings.Join(fields, " | ") + " |\n")
		return err
	}
}

// bare reports whether a column holds phone numbers, amounts or times, which
// the program itself has written: nothing else may begin with a sign.
func bare(head string) bool {
	return head == "e164" || strings.HasSuffix(head, "_cents") || strings.HasSuffix(head, "_at")
}
