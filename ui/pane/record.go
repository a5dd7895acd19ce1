package pane

import (
	"encoding/json"
	"strconv"
	"time"

	"switchboard/client/money"
	"switchboard/ui/text"
)

// Record is one row of an export. Its JSON is what the formats with names
// write; Fields are the same values in the order of the columns.
type Record interface{ Fields() []string }

// UTC is a time as an export has it, nothing while it is not known.
func UTC(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339)
}

// Cents is an amount as an export has it, nil while it is not known.
func Cents(p money.Price) *int64 {
	if !p.Known {
		return nil
	}
	n := int64(p.Cents)
	return &n
}

// Digits writes a whole number for a cell, nothing while it is not known.
func Digits[N int | int64](n *N) string {
	if n == nil {
		return ""
	}
	return strconv.FormatInt(int64(*n), 10)
}

// YesOrNo writes a bool for a cell, nothing while it is not known.
func YesOrNo(b *bool) string {
	if b == nil {
		return ""
	}
	return strconv.FormatBool(*b)
}

// Listed writes a list for a cell, as the commands do.
func Listed(list []string) string {
	if list == nil {
		list = []string{}
	}
	b, err := json.Marshal(list)
	if err != nil {
		return "" // a list of strings can always be written
	}
	return string(b)
}

// Chosen says which rows of a list an export has: those that are marked and shown, or all.
func Chosen(l Marker, one, many, all text.Literal) text.Safe {
	if l.Marks() == 0 {
		return text.Own(all)
	}
	said := text.Count(int64(l.Marks()-l.Hidden()), one, many).Append(text.Own("."))
	return text.Join(" ", append([]text.Safe{said}, Hiding(l)...)...)
}
