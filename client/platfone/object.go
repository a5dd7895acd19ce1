package platfone

import (
	"bytes"
	"encoding/json"
	"errors"
	"strconv"
	"time"
)

// Amounts outside these bounds are not believed: the dearest customer price the rules allow
// is 10000 cents with a markup of 10000 % (api.md 1.6); balances get a far wider one.
const (
	dearest  = 1_010_000
	richest  = 1_000_000_000_000
	lastUnix = 253_402_300_799 // the end of the year 9999
)

// errNotObject is what readObject says of JSON that is something else.
var errNotObject = errors.New("it is not a JSON object")

// object is one JSON object by exact key. Keys that came twice are remembered, because an
// amount stated twice is not known.
type object struct {
	fields map[string]json.RawMessage
	twice  map[string]bool
}

// readObject splits b into its fields. encoding/json alone would match keys without regard
// to case and let the last of two equal keys win, which money must not.
func readObject(b []byte) (object, error) {
	dec := json.NewDecoder(bytes.NewReader(b))
	if t, err := dec.Token(); err != nil {
		return object{}, err
	} else if t != json.Delim('{') {
		return object{}, errNotObject
	}
	o := object{fields: make(map[string]json.RawMessage, 20)}
	for dec.More() {
		t, err := dec.Token()
		if err != nil {
			return object{}, err
		}
		key, _ := t.(string)
		var value json.RawMessage
		if err := dec.Decode(&value); err != nil {
			return object{}, err
		}
		if _, ok := o.fields[key]; ok {
			if o.twice == nil {
				o.twice = map[string]bool{}
			}
			o.twice[key] = true
		}
		o.fields[key] = value
	}
	_, err := dec.Token()
	return o, err
}

// text reads a string; a number or a boolean is kept as it was written, null is empty.
func (o object) text(key string) string {
	b := o.fields[key]
	if len(b) == 0 || string(b) == "null" || b[0] == '{' || b[0] == '[' {
		return ""
	}
	if b[0] != '"' {
		return string(b)
	}
	var s string
	if json.Unmarshal(b, &s) != nil {
		return ""
	}
	return s
}

// flag reads a boolean; anything else is false.
func (o object) flag(key string) bool { return string(o.fields[key]) == "true" }

// integer reads a whole number between low and high, written plainly and only once.
func (o object) integer(key string, low, high int64) (int64, bool) {
	b := o.fields[key]
	if len(b) == 0 || o.twice[key] {
		return 0, false
	}
	n, err := strconv.ParseInt(string(b), 10, 64)
	return n, err == nil && n >= low && n <= high
}

// price reads what something costs; unknown when missing, odd or out of bounds.
func (o object) price(key string) Price { return o.amount(key, 0, dearest) }

// balance reads an amount that may be negative.
func (o object) balance(key string) Price { return o.amount(key, -richest, richest) }

func (o object) amount(key string, low, high int64) Price {
	n, ok := o.integer(key, low, high)
	if !ok {
		return Price{}
	}
	return Known(Cents(n))
}

// time reads Unix seconds, also from a string; the zero time when there are none.
func (o object) time(key string) time.Time {
	n, err := strconv.ParseInt(o.text(key), 10, 64)
	if err != nil || n <= 0 || n > lastUnix {
		return time.Time{}
	}
	return time.Unix(n, 0)
}

// count reads a number of things; ok is false when it is missing or odd.
func (o object) count(key string) (n int64, ok bool) { return o.integer(key, 0, 1<<53) }

// real reads a plain number; ok is false when it is missing or odd.
func (o object) real(key string) (f float64, ok bool) {
	b := o.fields[key]
	if len(b) == 0 || b[0] == '"' {
		return 0, false
	}
	f, err := strconv.ParseFloat(string(b), 64)
	return f, err == nil
}

// orNull makes JSON null of an empty string.
func orNull(s string) any {
	if s == "" {
		return nil
	}
	return s
}

// seconds makes Unix seconds of a time, null of the zero time.
func seconds(t time.Time) any {
	if t.IsZero() {
		return nil
	}
	return t.Unix()
}

// texts reads a list of strings; entries of another kind are kept as they were written.
func (o object) texts(key string) []string {
	var list []json.RawMessage
	if json.Unmarshal(o.fields[key], &list) != nil {
		return nil
	}
	entries := make([]string, 0, len(list))
	for _, b := range list {
		entries = append(entries, object{fields: map[string]json.RawMessage{"": b}}.text(""))
	}
	return entries
}
