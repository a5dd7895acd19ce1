package intake

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"
)

// file is a file of comma-separated values, read row by row.
type file struct {
	rows  *csv.Reader
	known []Column
	at    map[string]int // where each of them stands
	Other []string       // the columns that mean nothing here, as they are written
	width int            // how many columns are named
	shift int            // lines before the names of the columns
	count int
}

// open reads the names of the columns. The separator is the one by which most
// of them are known: a comma, a semicolon or a tab.
func open(r io.Reader, columns []Column) (*file, error) {
	in := bufio.NewReaderSize(&bounded{r: r, left: MaxBytes}, 1<<16)
	start, _ := in.Peek(3)
	switch {
	case bytes.HasPrefix(start, []byte("\xff\xfe")), bytes.HasPrefix(start, []byte("\xfe\xff")):
		return nil, errUTF16
	case bytes.Equal(start, []byte("\xef\xbb\xbf")):
		_, _ = in.Discard(3) // it was just peeked at
	}
	f := &file{known: columns}
	line, err := in.ReadString('\n')
	for err == nil && (strings.TrimSpace(line) == "" || strings.HasPrefix(strings.ToLower(line), "sep=")) {
		f.shift++
		line, err = in.ReadString('\n')
	}
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, err
	}
	if strings.TrimSpace(line) == "" {
		return nil, errEmpty
	}
	var comma rune
	if comma, err = f.heading(line, columns); err != nil {
		return nil, err
	}
	f.shift++
	f.rows = csv.NewReader(in)
	f.rows.Comma, f.rows.FieldsPerRecord, f.rows.ReuseRecord = comma, -1, true
	return f, nil
}

// heading finds the columns in the first line, and what stands between them.
func (f *file) heading(line string, columns []Column) (comma rune, err error) {
	var names []string
	for _, c := range ",;\t" {
		parts, err := split(line, c)
		if err != nil {
			continue
		}
		at, other, twice := match(parts, columns)
		if comma == 0 || len(at) > len(f.at) || len(at) == len(f.at) && len(parts) > len(names) {
			comma, f.at, f.Other, names = c, at, other, parts
			if twice != "" {
				err = fmt.Errorf("two columns mean %q: leave one of them out", twice)
			}
		}
		if err != nil {
			return comma, err
		}
	}
	f.width = len(names)
	var missing []string
	for _, c := range columns {
		if _, ok := f.at[c.Name]; c.Needed && !ok {
			missing = append(missing, c.Name)
		}
	}
	if comma == 0 {
		return 0, errors.New("the names of the columns cannot be read: a quote in line 1 does not close")
	}
	if len(missing) > 0 {
		return 0, fmt.Errorf("the column %s is missing: the first line says %s. The columns are %s",
			strings.Join(missing, ", the column "), strings.Join(names, ", "), Names(columns))
	}
	return comma, nil
}

func split(line string, comma rune) ([]string, error) {
	r := csv.NewReader(strings.NewReader(line))
	r.Comma = comma
	return r.Read()
}

// match finds the known columns among names; twice is one that stands there more than once.
func match(names []string, columns []Column) (at map[string]int, other []string, twice string) {
	at = map[string]int{}
	for i, name := range names {
		c, known := columnOf(columns, name)
		if !known {
			if strings.TrimSpace(name) != "" {
				other = append(other, strings.TrimSpace(name))
			}
			continue
		}
		if _, again := at[c.Name]; again {
			twice = c.Name
		}
		at[c.Name] = i
	}
	return at, other, twice
}

// next reads a row: its line in the file and its cells by the columns' names.
// A problem is about this row alone, an error about the file.
func (f *file) next() (line int, cells map[string]string, problem string, err error) {
	record, err := f.rows.Read()
	var bad *csv.ParseError
	if errors.As(err, &bad) {
		if errors.Is(bad.Err, errLarge) {
			return 0, nil, "", errLarge
		}
		return 0, nil, "", fmt.Errorf("line %d: a quote does not close, or stands where none may be; what follows cannot be read", bad.StartLine+f.shift)
	}
	if err != nil {
		return 0, nil, "", err
	}
	if f.count++; f.count > MaxRows {
		return 0, nil, "", errRows
	}
	line, _ = f.rows.FieldPos(0)
	line += f.shift
	cells = make(map[string]string, len(f.at))
	for _, c := range f.known { // in their order, so that of two problems the same is told each time
		i, there := f.at[c.Name]
		switch {
		case !there:
		case i < len(record):
			v, why := Cell(record[i])
			if why != "" && problem == "" {
				problem = c.Name + ": " + why
			}
			cells[c.Name] = v
		case problem == "":
			problem = short(len(record), c.Name)
		}
	}
	if n := len(record); problem == "" && n > f.width && strings.TrimSpace(strings.Join(record[f.width:], "")) != "" {
		problem = fmt.Sprintf("the row has %d cells and the first line %d: put quotes around a cell with the separator in it", n, f.width)
	}
	return line, cells, problem, nil
}

// short says that a row ends before a column.
func short(cells int, column string) string {
	if cells == 1 {
		return "the row has 1 cell and no " + column
	}
	return fmt.Sprintf("the row has %d cells and no %s", cells, column)
}

// Cell is a cell as a person meant it: without the apostrophe by which a text
// is kept from being a formula. why says what a cell cannot be.
func Cell(s string) (v, why string) {
	v = strings.TrimSpace(s)
	text, held := strings.CutPrefix(v, "'")
	begins := strings.TrimLeft(text, " \u00a0")
	formula := begins != "" && (strings.ContainsRune("=@", rune(begins[0])) || strings.ContainsRune("+-", rune(begins[0])) && !amount(begins[1:]))
	switch {
	case len(v) > maxCell:
		return strings.ToValidUTF8(v[:maxCell], ""), fmt.Sprintf("it is longer than %d bytes", maxCell)
	case !utf8.ValidString(v):
		return strings.ToValidUTF8(v, "?"), "it is not UTF-8: save the file as CSV in UTF-8"
	case strings.ContainsAny(v, "\r\n"):
		return v, "it goes over more than one line: a quote may be missing"
	case held && (formula || begins != "" && strings.ContainsRune("+-", rune(begins[0]))):
		return text, ""
	case formula:
		return v, fmt.Sprintf("it begins with %c as a formula does: put an apostrophe before it if it is meant as text", begins[0])
	}
	return v, ""
}

// amount reports whether what follows a sign is a number of some kind: a phone
// number or an amount begins with + and - too.
func amount(s string) bool {
	return s != "" && strings.Trim(s, "0123456789 ().-,$/\u00a0") == ""
}

// bounded reads no more than it may, and says so.
type bounded struct {
	r    io.Reader
	left int
}

// Read implements io.Reader.
func (b *bounded) Read(p []byte) (int, error) {
	if b.left <= 0 {
		var one [1]byte
		if n, err := b.r.Read(one[:]); n == 0 {
			return 0, err
		}
		return 0, errLarge
	}
	n, err := b.r.Read(p[:min(len(p), b.left)])
	b.left -= n
	return n, err
}
