package cli

import (
	"bufio"
	"cmp"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"reflect"
	"strings"
	"time"

	"switchboard/store"
	"switchboard/ui/text"
)

// Output writes a command's data: records to standard output in the format
// asked for, words to standard error. Lists are written as they come, so that
// a list may be longer than memory.
type Output struct {
	Format   Format // "" until the options are understood
	NoHeader bool   // lists in text and CSV begin with their first row

	out    *bufio.Writer
	errs   io.Writer
	person bool // standard output is a terminal
	bar    progress
	clock  clock

	acted func() bool // reports whether something was carried out; nil: nothing can be

	given   reflect.Type // what the command tells, as it is registered
	columns map[reflect.Type][]column
	asked   []string                  // the columns that were asked for; nil is as usual
	told    map[reflect.Type][]column // the columns of a record that are written then
	heads   []string                  // the columns of a list in text, when the command chooses them

	picked   []*column // the columns of the latest list in text
	pickedOf *column   // the first of the record's columns that they were picked from

	many   bool      // the answer is a list, however many records it has
	held   bool      // a list that is kept until its end, to stand beside an error
	live   bool      // every record is to be seen at once
	empty  string    // what to say of a list without any
	wrote  int       // records
	oldest time.Time // when the oldest record was read from its provider; zero where none says
	untold bool      // the records have no place for when they were read
	kept   [][]byte  // records in JSON, of a held list or of one record
	brief  [][]byte  // what names the records of an act that are not known to be written
	table  *table
	line   []byte
	last   time.Time // when the buffer was emptied
}

func newOutput(out, errs io.Writer, person bool) Output {
	return Output{out: bufio.NewWriterSize(text.NewPlain(out, false), 1<<16), errs: text.NewPlain(errs, false), person: person}
}

// readAt is the field of a record that says when it was read from its provider.
const readAt = "read_at"

// List says that the answer is a list, written as it comes; empty is what to
// say when it has no rows.
func (o *Output) List(empty string) { o.many, o.empty = true, empty }

// Held is a List that is short, and that an error may go with: in JSON it is
// written at the end, as "results" beside the error if there is one.
func (o *Output) Held(empty string) { o.many, o.held, o.empty = true, true, empty }

// Live is a List of which each record is to be seen at once.
func (o *Output) Live() { o.many, o.live = true, true }

// Heads chooses the columns of a list in text by their headings.
func (o *Output) Heads(names ...string) { o.heads = names }

// Plain reports whether data is written as text, for a person or bare.
func (o *Output) Plain() bool { return o.Format == Text || o.Format == "" || o.Format == Quiet }

// Chosen reports whether the columns of what is written were asked for: then it is records, whatever is usual.
func (o *Output) Chosen() bool { return len(o.asked) > 0 }

// Row writes one record: a struct, as columnsOf reads it.
func (o *Output) Row(record any) error {
	v := reflect.ValueOf(record)
	columns := o.columnsOf(v.Type())
	o.age(columns, v)
	told := o.chosen(v.Type())
	b := o.line[:0]
	switch o.Format {
	case JSON:
		b = o.array(appendObject(b, columns, v))
	case NDJSON:
		b = append(appendObject(b, columns, v), '\n')
	case CSV:
		if o.wrote == 0 && !o.NoHeader {
			b = appendNames(b, told)
		}
		b = appendCSV(b, told, v)
	case Markdown:
		if o.wrote == 0 {
			b = rule(b, o.shown(told))
		}
		b = markdown(b, o.shown(told), v)
	case Quiet:
		b = o.bare(b, told, v)
	default:
		b = o.text(b, told, v)
	}
	o.wrote++
	o.line = b
	if !o.many || o.held || o.live {
		o.brief = append(o.brief, inBrief(columns, v))
	}
	return o.write(b)
}

// Rows writes a record of each of a list.
func Rows[T, R any](o *Output, all []T, of func(T) R) error {
	for _, v := range all {
		if err := o.Row(of(v)); err != nil {
			return err
		}
	}
	return nil
}

// age notes when a record was read from its provider, where it says so.
func (o *Output) age(columns []column, v reflect.Value) {
	for _, c := range columns {
		if c.name != readAt {
			continue
		}
		if at, ok := v.FieldByIndex(c.index).Interface().(time.Time); ok {
			o.read(at)
		}
	}
}

// Aged notes when something that is written was read from its provider, where its record has no
// place for that.
func (o *Output) Aged(at time.Time) {
	o.untold = true
	o.read(at)
}

func (o *Output) read(at time.Time) {
	if !at.IsZero() && (o.oldest.IsZero() || at.Before(o.oldest)) {
		o.oldest = at
	}
}

// array puts a JSON object among those of a list, or keeps it.
func (o *Output) array(object []byte) []byte {
	if !o.many || o.held {
		o.kept = append(o.kept, append([]byte(nil), object...))
		return object[:0]
	}
	before := ",\n"
	if o.wrote == 0 {
		before = "[\n"
	}
	return append([]byte(before), object...)
}

// text writes a record for a person at a terminal, or for a script.
func (o *Output) text(b []byte, columns []column, v reflect.Value) []byte {
	switch {
	case !o.many && o.person:
		return card(b, columns, v)
	case !o.many:
		return pairs(b, columns, v)
	case !o.person:
		if o.wrote == 0 && !o.NoHeader {
			b = names(b, o.shown(columns))
		}
		return tabs(b, o.shown(columns), v)
	case o.table == nil:
		o.table = newTable(o.shown(columns), o.NoHeader)
	}
	return o.table.add(b, v)
}

// Value writes one record of which a person, or a script that asked for no
// format, wants a single value.
func (o *Output) Value(v string, record any) error { return o.Cells(record, v) }

// Cells is Value for a record whose text is a few values on a line, with tabs between.
func (o *Output) Cells(record any, values ...string) error {
	if o.Plain() && !o.Chosen() {
		o.wrote++
		if r := reflect.ValueOf(record); r.IsValid() { // a line of the plain mode has no record
			o.brief = append(o.brief, inBrief(o.columnsOf(r.Type()), r))
		}
		for i, v := range values {
			values[i] = text.Line(v)
		}
		return o.Line(strings.Join(values, "\t"))
	}
	return o.Row(record)
}

// Say writes words for a person.
func (o *Output) Say(format string, args ...any) {
	if o.Format != Quiet {
		o.aside()
		for i, arg := range args {
			if err, ok := arg.(error); ok {
				args[i] = store.Said(err)
			}
		}
		fmt.Fprintln(o.errs, text.Clean(fmt.Sprintf(format, args...)))
	}
}

// Empty reports whether no record was written.
func (o *Output) Empty() bool { return o.wrote == 0 }

// Line writes a line of a command's own.
func (o *Output) Line(s string) error { return o.write(append(append(o.line[:0], s...), '\n')) }

// Write takes what is no record, such as a page of help, and holds none of it back.
func (o *Output) Write(p []byte) (int, error) {
	n, err := o.out.Write(p)
	if err = cmp.Or(err, o.out.Flush()); err != nil {
		return n, lost(err)
	}
	return n, nil
}

// latest is how long a record may wait in the buffer while others come.
const latest = 50 * time.Millisecond

// write writes a part of the answer. Where it cannot be written after something was carried out, the
// command goes on (to the other acts, to the code that is waited for) and finish tells of it.
func (o *Output) write(b []byte) error {
	err := o.put(b)
	if err != nil && o.acted != nil && o.acted() {
		return nil
	}
	return err
}

func (o *Output) put(b []byte) error {
	if _, err := o.out.Write(b); err != nil {
		return lost(err)
	}
	if now := time.Now(); o.live || !o.many || o.wrote == 1 || now.Sub(o.last) > latest {
		o.last = now
		return o.flush()
	}
	return nil
}

func (o *Output) flush() error {
	if o.person {
		o.aside()
	}
	if err := o.out.Flush(); err != nil {
		return lost(err)
	}
	if len(o.kept) == 0 {
		o.brief = nil
	}
	return nil
}

// lost is an answer that could not be written. Where it was to go is standard
// output, also where the system has another name for it.
func lost(err error) error {
	var at *fs.PathError
	if errors.As(err, &at) {
		err = at.Err
	}
	return fmt.Errorf("writing the answer to standard output: %w", err)
}

// finish writes what was kept, and the problem where the format has a place for it.
func (o *Output) finish(p *Problem) error {
	b := o.line[:0]
	switch {
	case o.Format == JSON:
		b = o.finishJSON(b, p)
	case o.Format == NDJSON && p != nil:
		b = appendProblem(b, p)
	case o.Format == CSV && o.many && o.wrote == 0 && o.given != nil && p == nil && !o.NoHeader:
		b = appendNames(b, o.chosen(o.given))
	case o.table != nil:
		b = o.table.end(b)
	}
	if p == nil && o.many && o.wrote == 0 && o.empty != "" {
		o.Say("%s", o.empty)
	}
	o.aside()
	_, err := o.out.Write(b)
	if err = cmp.Or(err, o.out.Flush()); err != nil {
		return lost(err)
	}
	o.brief = nil
	return nil
}

func (o *Output) finishJSON(b []byte, p *Problem) []byte {
	kept := o.kept
	o.kept = nil
	switch streamed := o.many && !o.held && o.wrote > 0; {
	case streamed && p != nil:
		return append(appendProblem(append(b, ",\n"...), p), "]\n"...)
	case streamed:
		return append(b, "\n]\n"...)
	case p != nil && len(kept) > 0:
		b = append(append(append(b, `{"error":`...), Encode(p)...), `,"results":`...)
		return append(o.listed(b, kept), "}\n"...)
	case p != nil:
		return appendProblem(b, p)
	case o.many:
		return append(o.listed(b, kept), '\n')
	}
	for _, object := range kept {
		b = append(append(b, object...), '\n')
	}
	return b
}

func (o *Output) listed(b []byte, kept [][]byte) []byte {
	return appendList(b, len(kept), func(b []byte, i int) []byte { return append(b, kept[i]...) })
}

func appendProblem(b []byte, p *Problem) []byte {
	return append(append(append(b, `{"error":`...), Encode(p)...), "}\n"...)
}

func (o *Output) columnsOf(t reflect.Type) []column {
	if o.columns == nil {
		o.columns = map[reflect.Type][]column{}
	}
	columns, known := o.columns[t]
	if !known {
		columns = columnsOf(t)
		o.clock.tell(columns)
		o.columns[t] = columns
	}
	return columns
}
