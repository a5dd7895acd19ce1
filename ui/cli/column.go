package cli

import (
	"encoding/json"
	"reflect"
	"strings"
	"time"

	"switchboard/client/money"
	"switchboard/client/phone"
	"switchboard/ui/text"
)

// What a command tells is a struct. Each of its fields has its name in JSON and
// CSV (json:"price_cents"), perhaps a heading in tables for people (col:"price"),
// and what it says (about:"..."). A value is a string, a bool, a whole number, a
// float64, a time, a span, an amount, a phone number, a list of strings, another
// struct or a list of those; a pointer is for what may be unknown, and
// nearly:"Field" names what people are shown as an estimate then. Strings may
// come from outside.

// column is one field of such a struct.
type column struct {
	name    string // in JSON and CSV
	heading string // in tables for people; "" keeps it out of them
	about   string
	kind    kind
	pointer bool
	null    bool
	index   []int
	nearly  []int      // of the amount that people are shown as an estimate, while this one is not known
	of      []column   // of a struct, or of each in a list
	times   text.Times // how moments are shown to a person
	asked   text.Times // the same, where it was asked for: then scripts get it too
}

// kind is what a column holds.
type kind int

const (
	words kind = iota
	truth
	whole
	fraction
	amount // money.Price
	cents  // money.Cents
	moment
	span // in seconds
	number
	list
	object
	objects
	literal // json.RawMessage
)

// types are the kinds by the types that have their own.
var types = map[reflect.Type]kind{
	reflect.TypeFor[money.Price](): amount, reflect.TypeFor[money.Cents](): cents, reflect.TypeFor[time.Time](): moment,
	reflect.TypeFor[time.Duration](): span, reflect.TypeFor[phone.E164](): number, reflect.TypeFor[json.RawMessage](): literal,
}

// columnsOf are the fields of a struct, those of embedded structs among them.
func columnsOf(t reflect.Type) []column {
	var out []column
	for _, f := range reflect.VisibleFields(t) {
		name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		if f.Anonymous || name == "" || name == "-" {
			continue
		}
		c := column{name: name, heading: f.Tag.Get("col"), about: f.Tag.Get("about"), index: f.Index}
		if near, ok := t.FieldByName(f.Tag.Get("nearly")); ok {
			c.nearly = near.Index
		}
		of := f.Type
		if of.Kind() == reflect.Pointer {
			c.pointer, c.null, of = true, true, of.Elem()
		}
		c.kind = kindOf(of)
		switch c.kind {
		case words, amount, moment, number:
			c.null = true
		case object:
			c.of = columnsOf(of)
		case objects:
			c.of = columnsOf(of.Elem())
		}
		out = append(out, c)
	}
	return out
}

func kindOf(t reflect.Type) kind {
	if k, ok := types[t]; ok {
		return k
	}
	switch t.Kind() {
	case reflect.Bool:
		return truth
	case reflect.Int, reflect.Int64, reflect.Uint64:
		return whole
	case reflect.Float64:
		return fraction
	case reflect.Struct:
		return object
	case reflect.Slice:
		if t.Elem().Kind() == reflect.Struct {
			return objects
		}
		return list
	}
	return words
}

// in is the value of a column in a record; ok is false for what is not known.
func (c *column) in(record reflect.Value) (v reflect.Value, ok bool) {
	v = record.FieldByIndex(c.index)
	if c.pointer {
		if v.IsNil() {
			return v, false
		}
		v = v.Elem()
	}
	switch c.kind {
	case words, number:
		return v, c.pointer || v.Len() > 0
	case amount:
		return v, v.Field(priceKnown).Bool()
	case moment:
		return v, !v.Interface().(time.Time).IsZero()
	}
	return v, true
}

// priceCents and priceKnown are where a price has its amount, and whether it is known.
const priceCents, priceKnown = 0, 1

// right says whether a column is aligned to the right.
func (c *column) right() bool {
	switch c.kind {
	case whole, fraction, amount, cents:
		return true
	}
	return false
}

// schema is what JSON calls the column's type.
func (c *column) schema() string {
	name := map[kind]string{
		words: "string", truth: "boolean", whole: "integer", fraction: "number", amount: "integer", cents: "integer", moment: "string, RFC 3339 in UTC",
		span: "integer", number: "string, E.164", list: "list of strings", literal: "any", object: "object", objects: "list of objects",
	}[c.kind]
	if c.null {
		name += " or null"
	}
	return name
}
