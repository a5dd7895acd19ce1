package cli

import (
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"time"

	"switchboard/client/money"
	"switchboard/ui/text"
)

// appendPlain writes a value as a script reads it in text: an amount in
// dollars, a time in UTC, no blank that is not its own.
func (c *column) appendPlain(b []byte, record reflect.Value) []byte {
	v, ok := c.in(record)
	switch {
	case !ok:
		return b
	case c.kind == amount:
		return append(b, v.Interface().(money.Price).Cents.Plain()...)
	case c.kind == cents:
		return append(b, v.Interface().(money.Cents).Plain()...)
	case c.asked != "":
		return append(b, c.at(v.Interface().(time.Time)).String()...)
	}
	return c.appendBare(b, v)
}

// card writes one record for a person, a field a line; of a record within it
// the fields stand under its name.
func card(b []byte, columns []column, record reflect.Value) []byte {
	return cardUnder(b, "", columns, record)
}

func cardUnder(b []byte, indent string, columns []column, record reflect.Value) []byte {
	width := 0
	for i := range columns {
		width = max(width, columns[i].label().Width())
	}
	for i := range columns {
		c := &columns[i]
		if of, ok := c.in(record); ok && c.kind == object {
			b = append(append(append(b, indent...), c.label().String()...), '\n')
			b = cardUnder(b, indent+"  ", c.of, of)
			continue
		}
		if s := c.shown(record); !s.Empty() {
			b = append(append(b, indent...), c.label().Pad(width+2).String()...)
			b = append(append(b, s.String()...), '\n')
		}
	}
	return b
}

// label names a field in a card.
func (c *column) label() text.Safe {
	return text.Clean(strings.ReplaceAll(strings.TrimSuffix(c.key(), "_at"), "_", " ") + c.zone())
}

// pair is a word about something and what is said of it.
type pair struct {
	name  string
	value any
}

// lines writes lines of a command's own as a record is written: for a person one below the other, for a script with a
// tab between.
func (o *Output) lines(all []pair) error {
	width := 0
	for _, l := range all {
		width = max(width, text.Clean(l.name).Width())
	}
	b := o.line[:0]
	for _, l := range all {
		name, value := text.Clean(l.name), text.Clean(fmt.Sprint(l.value))
		yes, truth := l.value.(bool)
		if !o.person {
			b = append(append(append(b, name.String()...), '\t'), value.String()...)
			b = append(b, '\n')
			continue
		}
		if truth {
			value = text.Clean(yesNo(yes))
		}
		b = append(append(append(b, name.Pad(width+2).String()...), value.String()...), '\n')
	}
	o.wrote++
	return o.write(b)
}

// yesNo is a truth as a person reads it.
func yesNo(v bool) string {
	if v {
		return "yes"
	}
	return "no"
}

// pairs writes one record for a script, a name and a value a line. A field of a
// record within it is named "staged.kind", one of the second of a list "codes.2.text".
func pairs(b []byte, columns []column, record reflect.Value) []byte {
	return pairsUnder(b, "", columns, record)
}

func pairsUnder(b []byte, under string, columns []column, record reflect.Value) []byte {
	for i := range columns {
		c := &columns[i]
		of, known := c.in(record)
		switch {
		case known && c.kind == object:
			b = pairsUnder(b, under+c.key()+".", c.of, of)
		case known && c.kind == objects && of.Len() > 0:
			for n := range of.Len() {
				b = pairsUnder(b, under+c.key()+"."+strconv.Itoa(n+1)+".", c.of, of.Index(n))
			}
		default:
			b = append(append(append(b, under...), c.key()...), '\t')
			b = append(c.appendPlain(b, record), '\n')
		}
	}
	return b
}

// named is how many of its columns, the first, name a record.
const named = 8

// inBrief names a record in one line, for whoever lost the answer: what it is about, without what
// came to a number.
func inBrief(columns []column, record reflect.Value) []byte {
	var b []byte
	for i := range columns[:min(len(columns), named)] {
		c := &columns[i]
		if _, known := c.in(record); !known || c.name == "code" || c.name == "text" {
			continue
		}
		switch c.kind {
		case words, number, amount, cents, moment:
			if len(b) > 0 {
				b = append(b, ", "...)
			}
			b = c.appendPlain(append(append(b, c.key()...), ' '), record)
		}
	}
	return b
}

// bare writes the value that a record is known by, or those that were asked for.
func (o *Output) bare(b []byte, columns []column, record reflect.Value) []byte {
	if !o.wanted(columns) {
		columns = columns[:1]
	}
	for i := range columns {
		if i > 0 {
			b = append(b, '\t')
		}
		b = columns[i].appendPlain(b, record)
	}
	return append(b, '\n')
}

// tabs writes a row for a script, one value a cell.
func tabs(b []byte, columns []*column, record reflect.Value) []byte {
	for i, c := range columns {
		if i > 0 {
			b = append(b, '\t')
		}
		b = c.appendPlain(b, record)
	}
	return append(b, '\n')
}

// names writes the heading of such rows.
func names(b []byte, columns []*column) []byte {
	for i, c := range columns {
		if i > 0 {
			b = append(b, '\t')
		}
		b = append(b, c.key()...)
	}
	return append(b, '\n')
}

// markdown writes a row of a table in Markdown.
func markdown(b []byte, columns []*column, record reflect.Value) []byte {
	b = append(b, '|')
	for _, c := range columns {
		s := strings.ReplaceAll(strings.ReplaceAll(string(c.appendPlain(nil, record)), `\`, `\\`), "|", `\|`)
		b = append(append(append(b, ' '), s...), " |"...)
	}
	return append(b, '\n')
}

// rule writes the heading of such a table.
func rule(b []byte, columns []*column) []byte {
	b = append(b, '|')
	for _, c := range columns {
		b = append(append(append(b, ' '), c.key()...), " |"...)
	}
	b = append(b, "\n|"...)
	for range columns {
		b = append(b, " --- |"...)
	}
	return append(b, '\n')
}

// shown are the columns of a list in text: those the command chose, those
// with a heading, or all.
func (o *Output) shown(columns []column) []*column {
	if len(o.picked) > 0 && o.pickedOf == &columns[0] {
		return o.picked
	}
	o.picked, o.pickedOf = o.pick(columns), &columns[0]
	return o.picked
}

func (o *Output) pick(columns []column) []*column {
	var out []*column
	wanted := o.wanted(columns)
	for i := range columns {
		c := &columns[i]
		if wanted || len(o.heads) > 0 && slices.Contains(o.heads, c.heading) || len(o.heads) == 0 && c.heading != "" {
			out = append(out, c)
		}
	}
	if len(out) == 0 {
		for i := range columns {
			out = append(out, &columns[i])
		}
	}
	return out
}
