package platfone

import (
	"encoding/json"
	"fmt"
	"strconv"
	"time"

	"switchboard/client/money"
)

// Amounts outside these bounds are not believed: the dearest customer price the rules allow
// is 10000 cents with a markup of 10000 %; balances get a far wider one.
const (
	dearest  = 1_010_000
	richest  = 1_000_000_000_000
	lastUnix = 253_402_300_799 // the end of the year 9999
)

// object is one JSON object by exact key. encoding/json alone would match keys without
// regard to case and let the last of two equal keys win, which money must not.
type object []field

// readObject takes an object apart. Its parts point into b.
func readObject(b []byte) (object, error) { return cutObject(b) }

// readRecord takes an object apart that something must be able to refer to: take fills in from
// it and gives its id. what names it in the error.
func readRecord(b []byte, what string, take func(object) (id string)) error {
	o, err := readObject(b)
	if err == nil && take(o) == "" {
		err = errNoID
	}
	if err != nil {
		return fmt.Errorf("reading %s: %w", what, err)
	}
	return nil
}

// get is the last value under key and how often the key is there.
func (o object) get(key string) (value json.RawMessage, times int) {
	for _, f := range o {
		if f.key == key {
			value = f.value
			times++
		}
	}
	return value, times
}

// value is the last value under key, nil when there is none.
func (o object) value(key string) json.RawMessage {
	v, _ := o.get(key)
	return v
}

// text reads a string; a number or a boolean is kept as it was written, null is empty.
func (o object) text(key string) string { return text(o.value(key)) }

func text(b json.RawMessage) string {
	switch {
	case len(b) == 0 || string(b) == "null" || b[0] == '{' || b[0] == '[':
		return ""
	case b[0] == '"':
		return words(b)
	}
	return string(b)
}

// flag reads a boolean; anything else is false.
func (o object) flag(key string) bool { return string(o.value(key)) == "true" }

// integer reads a whole number between low and high, written plainly and only once.
func (o object) integer(key string, low, high int64) (int64, bool) {
	b, times := o.get(key)
	if times != 1 {
		return 0, false
	}
	n, err := strconv.ParseInt(string(b), 10, 64)
	return n, err == nil && n >= low && n <= high
}

// price reads what something costs; unknown when missing, odd or out of bounds.
func (o object) price(key string) money.Price { return o.amount(key, 0, dearest) }

// balance reads an amount that may be negative.
func (o object) balance(key string) money.Price { return o.amount(key, -richest, richest) }

func (o object) amount(key string, low, high int64) money.Price {
	n, ok := o.integer(key, low, high)
	if !ok {
		return money.Price{}
	}
	return money.Known(money.Cents(n))
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
	b := o.value(key)
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
	list, err := cutArray(o.value(key))
	if err != nil {
		return nil
	}
	entries := make([]string, 0, len(list))
	for _, b := range list {
		entries = append(entries, text(b))
	}
	return entries
}
