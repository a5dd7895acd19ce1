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
	picture string      // what is written instead of rows
	wrote   func(n int) // told how many rows are written, now and then; nil is nobody
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

// save writes a new file in folder; a file that exists is never touched. What is not
// whole never has the name: while it is written, and after a kill, it is a hidden file that ends in .part.
func (f file) save(ctx context.Context, folder, name string, next Records) (path string, n int, err error) {
	to, err := os.CreateTemp(folder, "."+name+"-*.part") // for its owner alone
	if err != nil {
		return "", 0, fmt.Errorf("the file cannot be made there: %w", err)
	}
	n, err = f.write(ctx, to, next)
	if err = errors.Join(err, to.Close(), ctx.Err()); err == nil {
		path, err = f.named(folder, name)
	}
	if err == nil {
		if err = os.Rename(to.Name(), path); err != nil {
			err = errors.Join(err, os.Remove(path))
		}
	}
	if err != nil {
		return "", 0, errors.Join(fmt.Errorf("writing the file: %w", err), os.Remove(to.Name()))
	}
	return path, n, nil
}

// named makes an empty file of a name that is free.
func (f file) named(folder, name string) (path string, err error) {
	for i := 1; i <= mostNames; i++ {
		path = filepath.Join(folder, name+"."+f.extension())
		if i > 1 {
			path = filepath.Join(folder, name+"-"+strconv.Itoa(i)+"."+f.extension())
		}
		to, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
		if err == nil {
			return path, to.Close()
		}
		if !errors.Is(err, fs.ErrExist) {
			return "", err
		}
	}
	return "", fs.ErrExist
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
		if f.wrote != nil {
			f.wrote(n)
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
		return jsonRow(w, "[\n", ",\n", ""), func(n int) error {
			s := "\n]\n"
			if n == 0 {
				s = "[]\n"
			}
			_, err := w.WriteString(s)
			return err
		}
	case "NDJSON":
		return jsonRow(w, "", "", "\n"), func(int) error { return nil }
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
			if fields[i] = text.Line(s); !bare(f.heads[i]) {
				fields[i] = text.Inert(s)
			}
		}
		return c.Write(fields)
	}
	return line, func(int) error { c.Flush(); return c.Error() }
}

// jsonRow writes a row as JSON, with what stands before the first, before each other, and after each.
func jsonRow(w *bufio.Writer, first, next, after string) func(n int, r Record) error {
	return func(n int, r Record) error {
		before := next
		if n == 0 {
			before = first
		}
		b, err := json.Marshal(r)
		if err != nil {
			return err
		}
		_, err = w.Write(append(text.AppendSpelled([]byte(before), string(b)), after...))
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
			fields[i] = escape.Replace(text.Line(s))
		}
		_, err := w.WriteString("| " + strings.Join(fields, " | ") + " |\n")
		return err
	}
}

// bare reports whether a column holds phone numbers, amounts, changes or times,
// which the program itself has written: nothing else may begin with a sign.
func bare(head string) bool {
	return head == "e164" || strings.HasSuffix(head, "_change") || strings.HasSuffix(head, "_cents") || strings.HasSuffix(head, "_at")
}
