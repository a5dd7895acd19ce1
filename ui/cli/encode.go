package cli

import (
	"bytes"
	"encoding/json"
	"reflect"
	"strconv"
	"time"
	"unicode/utf8"

	"switchboard/ui/text"
)

// appendObject writes a record as a JSON object in the order of its fields.
func appendObject(b []byte, columns []column, record reflect.Value) []byte {
	b = append(b, '{')
	for i := range columns {
		if i > 0 {
			b = append(b, ',')
		}
		b = append(appendQuoted(b, columns[i].name), ':')
		b = columns[i].appendJSON(b, record)
	}
	return append(b, '}')
}

func (c *column) appendJSON(b []byte, record reflect.Value) []byte {
	v, ok := c.in(record)
	if !ok {
		return append(b, "null"...)
	}
	return c.appendValue(b, v)
}

func (c *column) appendValue(b []byte, v reflect.Value) []byte {
	switch c.kind {
	case words, number:
		return appendQuoted(b, v.String())
	case list:
		return appendList(b, v.Len(), func(b []byte, i int) []byte { return appendQuoted(b, v.Index(i).String()) })
	case literal:
		return append(b, v.Bytes()...)
	case object:
		return appendObject(b, c.of, v)
	case objects:
		return appendList(b, v.Len(), func(b []byte, i int) []byte { return appendObject(b, c.of, v.Index(i)) })
	case moment:
		return append(c.appendBare(append(b, '"'), v), '"')
	}
	return c.appendBare(b, v)
}

func appendList(b []byte, n int, each func(b []byte, i int) []byte) []byte {
	b = append(b, '[')
	for i := range n {
		if i > 0 {
			b = append(b, ',')
		}
		b = each(b, i)
	}
	return append(b, ']')
}

// appendBare writes a value that is known as programs read it outside quotes:
// cents, seconds and times in UTC.
func (c *column) appendBare(b []byte, v reflect.Value) []byte {
	switch c.kind {
	case truth:
		return strconv.AppendBool(b, v.Bool())
	case whole:
		if v.CanUint() {
			return strconv.AppendUint(b, v.Uint(), 10)
		}
		return strconv.AppendInt(b, v.Int(), 10)
	case fraction:
		return strconv.AppendFloat(b, v.Float(), 'f', -1, 64)
	case amount:
		return strconv.AppendInt(b, v.Field(priceCents).Int(), 10)
	case cents:
		return strconv.AppendInt(b, v.Int(), 10)
	case span:
		return strconv.AppendInt(b, v.Int()/int64(time.Second), 10)
	case moment:
		return v.Interface().(time.Time).UTC().AppendFormat(b, time.RFC3339)
	case list:
		for i := range v.Len() {
			if i > 0 {
				b = append(b, ',')
			}
			b = append(b, text.Line(v.Index(i).String())...)
		}
		return b
	case object, objects:
		return c.appendValue(b, v)
	case literal:
		return append(b, text.Line(string(v.Bytes()))...)
	}
	return append(b, text.Line(v.String())...)
}

// Encode writes a value as JSON in which every character that is not
// printable is spelled, so that nothing on the way has to drop one.
func Encode(v any) string {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		return "null" // what is told of a failure holds nothing that cannot be encoded
	}
	return string(text.AppendSpelled(nil, string(bytes.TrimSuffix(b.Bytes(), []byte("\n")))))
}

// appendQuoted writes a string as JSON.
func appendQuoted(b []byte, s string) []byte {
	b = append(b, '"')
	begin := 0
	for i := 0; i < len(s); i++ {
		if c := s[i]; c == '"' || c == '\\' || c < ' ' || c >= 0x7f {
			b = append(b, s[begin:i]...)
			size := 1
			switch {
			case c == '"' || c == '\\':
				b = append(b, '\\', c)
			case c == '\n':
				b = append(b, '\\', 'n')
			case c <= 0x7f:
				b = text.AppendRune(b, rune(c))
			default:
				var r rune
				r, size = utf8.DecodeRuneInString(s[i:])
				b = text.AppendRune(b, r)
			}
			i += size - 1
			begin = i + 1
		}
	}
	return append(append(b, s[begin:]...), '"')
}
