package cli

import (
	"bytes"
	"encoding/json"
	"strconv"
	"strings"
	"time"
	"unicode"

	"switchboard/client/money"
	"switchboard/client/phone"
	"switchboard/ui/text"
)

// Field is one named value of a record. A value is a string, a bool, an int,
// an int64, a time.Time, a time.Duration, a money.Price, a phone.E164, a
// []string or a []Record. Strings may come from outside.
type Field = struct {
	Name  string
	Value any
}

// Record is one thing a command tells of. Its first field is its id.
type Record []Field

// flat spells the fields out as CSV and JSON have them: money in cents and in
// dollars, times in UTC, spans in seconds.
func (r Record) flat() []Field {
	var out []Field
	for _, f := range r {
		switch v := f.Value.(type) {
		case money.Price:
			cents, usd := any(nil), any(nil)
			if v.Known {
				cents, usd = int64(v.Cents), v.Cents.Plain()
			}
			out = append(out, Field{f.Name + "_cents", cents}, Field{f.Name + "_usd", usd})
		case time.Duration:
			out = append(out, Field{f.Name + "_seconds", int64(v / time.Second)})
		case time.Time:
			when := any(nil)
			if !v.IsZero() {
				when = v.UTC().Format(time.RFC3339)
			}
			out = append(out, Field{f.Name, when})
		case phone.E164:
			out = append(out, Field{f.Name, string(v)})
		default:
			out = append(out, f)
		}
	}
	return out
}

// JSON writes the record as an object in the order of its fields.
func (r Record) JSON() string {
	var b bytes.Buffer
	b.WriteByte('{')
	for i, f := range r.flat() {
		if i > 0 {
			b.WriteByte(',')
		}
		b.WriteString(Encode(f.Name) + ":")
		if list, ok := f.Value.([]Record); ok {
			b.WriteString(listJSON(list))
		} else {
			b.WriteString(Encode(f.Value))
		}
	}
	b.WriteByte('}')
	return b.String()
}

func listJSON(list []Record) string {
	all := make([]string, len(list))
	for i, r := range list {
		all[i] = r.JSON()
	}
	return "[" + strings.Join(all, ",") + "]"
}

func problemJSON(p *Problem, rows []Record) string {
	s := `{"error":` + Encode(p)
	if len(rows) > 0 {
		s += `,"results":` + listJSON(rows)
	}
	return s + "}"
}

// Encode writes a value as JSON in which every character that is not
// printable is spelled, so that nothing on the way has to drop one.
func Encode(v any) string {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		return "null" // records hold nothing that cannot be encoded
	}
	var out strings.Builder
	for _, c := range strings.TrimSuffix(b.String(), "\n") {
		switch {
		case unicode.IsPrint(c) && !unicode.In(c, unicode.M):
			out.WriteRune(c)
		case c <= 0xffff:
			out.WriteString(`\u` + hex4(c))
		default:
			c -= 0x10000
			out.WriteString(`\u` + hex4(0xd800+c>>10) + `\u` + hex4(0xdc00+c&0x3ff))
		}
	}
	return out.String()
}

func hex4(r rune) string {
	s := strconv.FormatInt(int64(r), 16)
	return strings.Repeat("0", 4-len(s)) + s
}

// plain is a field's bare value: what a script would want of it.
func plain(f Field) string {
	switch v := f.Value.(type) {
	case phone.E164:
		return text.Clean(string(v)).String()
	case money.Price:
		if !v.Known {
			return ""
		}
		return v.Cents.Plain()
	case time.Time:
		if v.IsZero() {
			return ""
		}
		return v.UTC().Format(time.RFC3339)
	}
	return shown(f)
}

// shown is a field's value as a person reads it.
func shown(f Field) string {
	switch v := f.Value.(type) {
	case nil:
		return ""
	case string:
		return text.Clean(v).String()
	case bool:
		if v {
			return "yes"
		}
		return "no"
	case int:
		return strconv.Itoa(v)
	case int64:
		return strconv.FormatInt(v, 10)
	case time.Time:
		return text.Stamp(v.Local()).String()
	case time.Duration:
		return text.Left(v).String()
	case money.Price:
		return v.String()
	case phone.E164:
		return text.Clean(v.String()).String()
	case []string:
		return text.Clean(strings.Join(v, ", ")).String()
	case []Record:
		var lines []string
		for _, r := range v {
			var parts []string
			for _, f := range r {
				if s := shown(f); s != "" {
					parts = append(parts, s)
				}
			}
			lines = append(lines, strings.Join(parts, " "))
		}
		return strings.Join(lines, "; ")
	}
	return text.Clean(Encode(f.Value)).String()
}
