package cli

import (
	"bytes"
	"reflect"
	"strconv"
	"strings"
	"time"

	"switchboard/client/money"
	"switchboard/client/phone"
	"switchboard/ui/text"
)

// settled is after how many rows the widths of a table's columns stand.
const settled = 200

// table writes rows under headings for a person, numbers to the right. The
// first rows are kept to find the widths; those after them are written at once.
type table struct {
	columns []*column
	widths  []int
	early   [][]text.Safe // nil once the widths stand
	begun   bool
	bare    bool // no heading
}

func newTable(columns []*column, bare bool) *table {
	t := &table{columns: columns, widths: make([]int, len(columns)), bare: bare}
	if !bare {
		for i, c := range columns {
			t.widths[i] = c.title().Width()
		}
	}
	return t
}

// add takes a row and gives what is to be written now.
func (t *table) add(b []byte, record reflect.Value) []byte {
	cells := make([]text.Safe, len(t.columns))
	for i, c := range t.columns {
		cells[i] = c.shown(record)
	}
	if t.begun {
		return t.line(b, cells)
	}
	for i, cell := range cells {
		t.widths[i] = max(t.widths[i], cell.Width())
	}
	t.early = append(t.early, cells)
	if len(t.early) < settled {
		return b
	}
	return t.end(b)
}

// end gives what was kept.
func (t *table) end(b []byte) []byte {
	if !t.begun && len(t.early) > 0 && !t.bare {
		heads := make([]text.Safe, len(t.columns))
		for i, c := range t.columns {
			heads[i] = c.title()
		}
		b = t.line(b, heads)
	}
	for _, cells := range t.early {
		b = t.line(b, cells)
	}
	t.begun, t.early = true, nil
	return b
}

func (t *table) line(b []byte, cells []text.Safe) []byte {
	for i, cell := range cells {
		switch {
		case t.columns[i].right():
			b = append(b, cell.PadLeft(t.widths[i]).String()...)
		case i+1 < len(cells):
			b = append(b, cell.Pad(t.widths[i]).String()...)
		default:
			b = append(b, cell.String()...)
		}
		if i+1 < len(cells) {
			b = append(b, "  "...)
		}
	}
	return append(bytes.TrimRight(b, " "), '\n')
}

// title is a column's heading. The times under it are of this zone.
func (c *column) title() text.Safe {
	s := c.heading
	if s == "" {
		s = strings.ReplaceAll(strings.TrimSuffix(c.key(), "_at"), "_", " ")
	}
	return text.Clean(strings.ToUpper(s + c.zone()))
}

// key is a column's name where amounts are in dollars.
func (c *column) key() string { return strings.TrimSuffix(c.name, "_cents") }

// shown is a value as a person reads it.
func (c *column) shown(record reflect.Value) text.Safe {
	v, ok := c.in(record)
	if !ok && c.nearly != nil {
		if p, is := record.FieldByIndex(c.nearly).Interface().(money.Price); is && p.Known {
			return text.Clean("≈ " + p.String())
		}
	}
	if !ok {
		return text.Safe{}
	}
	switch c.kind {
	case truth:
		return text.Clean(yesNo(v.Bool()))
	case fraction:
		return text.Clean(strconv.FormatFloat(v.Float(), 'f', 1, 64))
	case amount:
		return text.Clean(v.Interface().(money.Price).String())
	case cents:
		return text.Clean(v.Interface().(money.Cents).String())
	case moment:
		return c.at(v.Interface().(time.Time))
	case span:
		return text.Left(v.Interface().(time.Duration))
	case number:
		return text.Clean(v.Interface().(phone.E164).String())
	case list:
		return text.Clean(strings.ReplaceAll(string(c.appendBare(nil, v)), ",", ", "))
	case object:
		return c.inside(v)
	case objects:
		var all []string
		for i := range v.Len() {
			all = append(all, c.inside(v.Index(i)).String())
		}
		return text.Clean(strings.Join(all, "; "))
	}
	return text.Clean(string(c.appendBare(nil, v)))
}

// inside tells of a struct within a record in one line.
func (c *column) inside(record reflect.Value) text.Safe {
	var parts []string
	for i := range c.of {
		if s := c.of[i].shown(record); !s.Empty() {
			parts = append(parts, s.String())
		}
	}
	return text.Clean(strings.Join(parts, " "))
}
