package config

import (
	"errors"
	"fmt"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"sync"
)

// change is one value to be written; text is TOML.
type change struct {
	path []string
	text string
}

// edit puts changes into a TOML text and leaves everything else as it is,
// comments and line ends included. It refuses when that cannot be done without
// touching more.
func edit(file, text string, changes []change) (string, error) {
	before, problem := decode(file, text)
	if problem != nil {
		return "", fmt.Errorf("%w: correct it first", *problem)
	}
	out := text
	for _, c := range changes {
		out = put(out, c)
	}
	after, problem := decode(file, out)
	if problem != nil || !onlyChanged(before, after, changes) {
		c := changes[0]
		d := readDocument(text)
		return "", fmt.Errorf("%s:%d: Switchboard cannot change this line; set %s there yourself",
			file, max(1, d.line(c.path...)), strings.Join(c.path, "."))
	}
	return out, nil
}

// put writes one change: in place of the old value, below its table, or in a
// new table at the end.
func put(text string, c change) string {
	d := readDocument(text)
	for _, st := range slices.Backward(d.statements) {
		if !st.header && slices.Equal(st.path, c.path) {
			return text[:st.value[0]] + c.text + text[st.value[1]:]
		}
	}
	name := c.path[len(c.path)-1]
	line := writeKey(name) + " = " + c.text
	table := c.path[:len(c.path)-1]
	if len(table) == 0 {
		return insert(text, d.top(name), line)
	}
	for i, st := range d.statements {
		if st.header && !st.many && slices.Equal(st.path, table) {
			return insert(text, d.place(i, name), line)
		}
	}
	parts := make([]string, len(table))
	for i, p := range table {
		parts[i] = writeKey(p)
	}
	eol := lineEnd(text)
	if text != "" && text != bom {
		text = strings.TrimRight(text, "\r\n") + eol + eol
	}
	return text + "[" + strings.Join(parts, ".") + "]" + eol + line + eol
}

// top is where a new value without a table goes: below its line in a comment,
// else after the last such value, else at the beginning.
func (d document) top(name string) int {
	at, end := 0, len(d.text)
	if strings.HasPrefix(d.text, bom) {
		at = len(bom)
	}
	begin := at
	for _, st := range d.statements {
		if st.header {
			end = st.start
			break
		}
		at = nextLine(d.text, st.end)
	}
	if example := d.example(begin, end, name); example > 0 {
		return example
	}
	return at
}

// place is where a new value of the table of statement i goes: below its line
// in a comment, as the template has it, else after the table's last value.
func (d document) place(i int, name string) int {
	end, last := len(d.text), d.statements[i].end
	for _, st := range d.statements[i+1:] {
		if st.header {
			end = st.start
			break
		}
		last = st.end
	}
	if example := d.example(d.statements[i].end, end, name); example > 0 {
		return example
	}
	return nextLine(d.text, last)
}

// example is the line after the one that shows a value in a comment, 0 when
// none between from and to does.
func (d document) example(from, to int, name string) int {
	shown := regexp.MustCompile(`(?m)^[ \t]*#[ \t]*` + regexp.QuoteMeta(name) + `[ \t]*=.*$`)
	at := shown.FindStringIndex(d.text[from:to])
	if at == nil {
		return 0
	}
	return nextLine(d.text, from+at[1])
}

// nextLine is the beginning of the line after the one at, or the end.
func nextLine(text string, at int) int {
	if n := strings.IndexByte(text[at:], '\n'); n >= 0 {
		return at + n + 1
	}
	return len(text)
}

func insert(text string, at int, line string) string {
	eol := lineEnd(text)
	if at > 0 && text[:at] != bom && text[at-1] != '\n' {
		line = eol + line
	}
	return text[:at] + line + eol + text[at:]
}

// lineEnd is the one the text uses.
func lineEnd(text string) string {
	if strings.Contains(text, "\r\n") {
		return "\r\n"
	}
	return "\n"
}

var bareKey = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^[A-Za-z0-9_-]+$`) })

func writeKey(name string) string {
	if bareKey().MatchString(name) {
		return name
	}
	return quote(name)
}

// onlyChanged holds an edited file to its purpose: the changes are in it, and
// nothing else is different.
func onlyChanged(before, after map[string]any, changes []change) bool {
	for _, c := range changes {
		want, problem := decode("", "v = "+c.text)
		got, ok := lookupPath(after, c.path)
		if problem != nil || !ok || !reflect.DeepEqual(got, want["v"]) {
			return false
		}
	}
	for _, c := range changes {
		drop(before, c.path)
		drop(after, c.path)
	}
	return reflect.DeepEqual(before, after)
}

// drop takes a value out of a decoded file, and tables that are empty then.
func drop(tree map[string]any, path []string) {
	if len(path) == 1 {
		delete(tree, path[0])
		return
	}
	if below, ok := tree[path[0]].(map[string]any); ok {
		drop(below, path[1:])
		if len(below) == 0 {
			delete(tree, path[0])
		}
	}
}

// errNothing says that there is nothing to write.
var errNothing = errors.New("there is nothing to write")

// editFile changes a file in place, making it when there is none.
func editFile(path string, changes []change) error {
	if len(changes) == 0 {
		return errNothing
	}
	text, _, err := readText(path)
	if err != nil && !errors.Is(err, errAbsent) {
		return fmt.Errorf("%s: %w", path, err)
	}
	text, err = edit(path, text, changes)
	if err != nil {
		return err
	}
	return writeText(path, text)
}
