package cli

import (
	"reflect"
	"strings"

	"switchboard/ui/text"
)

// appendCSV writes a record as a line of comma-separated values. What is not
// known is an empty cell; a list or a record within it is JSON in its cell.
func appendCSV(b []byte, columns []column, record reflect.Value) []byte {
	for i := range columns {
		if i > 0 {
			b = append(b, ',')
		}
		c := &columns[i]
		v, ok := c.in(record)
		switch {
		case !ok:
		case c.kind == words:
			b = appendCell(b, text.Inert(v.String()))
		case c.kind == list || c.kind == object || c.kind == objects || c.kind == literal:
			b = appendCell(b, string(c.appendValue(nil, v)))
		default:
			b = c.appendBare(b, v)
		}
	}
	return append(b, '\n')
}

// appendNames writes the heading of such lines.
func appendNames(b []byte, columns []column) []byte {
	for i := range columns {
		if i > 0 {
			b = append(b, ',')
		}
		b = append(b, columns[i].name...)
	}
	return append(b, '\n')
}

// appendCell quotes a cell where it has to be quoted.
func appendCell(b []byte, s string) []byte {
	if unquoted(s) {
		return append(b, s...)
	}
	b = append(b, '"')
	b = append(b, strings.ReplaceAll(s, `"`, `""`)...)
	return append(b, '"')
}

// unquoted reports whether a cell may stand as it is.
func unquoted(s string) bool {
	for i := range len(s) {
		switch s[i] {
		case '"', ',', '\r', '\n':
			return false
		}
	}
	return s == "" || s[0] != ' '
}
