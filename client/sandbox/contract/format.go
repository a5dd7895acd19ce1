package contract

import (
	"encoding/json"
	"regexp"
)

// formats are the ways of writing that a document's example shows by its value: where the example
// is written in one, the answer has to be.
var formats = []struct {
	name string
	text *regexp.Regexp
}{
	{"24 hex digits", regexp.MustCompile(`^[0-9a-f]{24}$`)},
	{"a number of E.164", regexp.MustCompile(`^\+[0-9]{7,15}$`)},
	{"a number in groups", regexp.MustCompile(`^\+[0-9]+( [0-9-]+)+$`)},
	{"a number in groups after 1-", regexp.MustCompile(`^1-[0-9]{3}-[0-9]{3}-[0-9]{4}$`)},
	{"ten digits or more", regexp.MustCompile(`^[0-9]{10,}$`)},
	{"a decimal fraction", regexp.MustCompile(`^-?[0-9]+\.[0-9]+$`)},
	{"a time", regexp.MustCompile(`^[0-9]{4}-[0-9]{2}-[0-9]{2}T`)},
	{"an address of the web", regexp.MustCompile(`^https?://`)},
	{"a path", regexp.MustCompile(`^/[a-z]`)},
	{"a UUID in capitals", regexp.MustCompile(`^[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}$`)},
	{"two capitals", regexp.MustCompile(`^[A-Z]{2}$`)},
	{"capitals", regexp.MustCompile(`^[A-Z0-9 ]*[A-Z][A-Z0-9 ]*$`)},
	{"alternatives between bars", regexp.MustCompile(`^[^|]+(\|[^|]+)+$`)},
}

// numbers are those of amounts of time, by their digits.
var numbers = []struct {
	name string
	text *regexp.Regexp
}{
	{"unix seconds", regexp.MustCompile(`^[0-9]{9,10}$`)},
	{"seconds of the Gregorian calendar", regexp.MustCompile(`^6[0-9]{10}$`)},
	{"a whole number", regexp.MustCompile(`^-?[0-9]+$`)},
}

// written names how a text or a number is written; "" is any way, and so is a place to fill in.
// An example is told by the first format that it has, and fits is whether another has it too.
func written(example any) (name string, fits func(any) bool) {
	list := formats
	if _, ok := example.(json.Number); ok {
		list = numbers
	}
	said := scalar(example)
	for _, f := range list {
		if f.text.MatchString(said) {
			return f.name, func(v any) bool { return f.text.MatchString(scalar(v)) }
		}
	}
	return "", func(any) bool { return true }
}

func scalar(v any) string {
	switch v := v.(type) {
	case string:
		return v
	case json.Number:
		return v.String()
	}
	return ""
}
