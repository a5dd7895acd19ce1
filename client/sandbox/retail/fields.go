package retail

import (
	"encoding/json"
	"net/http"
	"regexp"
	"sync"
	"unicode/utf8"

	"switchboard/client/sandbox/answer"
)

// The patterns of the document's identifiers. A transaction's id may contain
// "_" when it is listed, not when it is posted.
var (
	customerPattern = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^[a-zA-Z0-9]+$`) })
	listedPattern   = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^[a-zA-Z0-9_]+$`) })
	countryPattern  = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^[a-zA-Z0-9]+([-_]*[a-zA-Z0-9]+)*$`) })
)

// text is the bounds of a string field, in characters.
type text struct {
	required bool
	min, max int
	pattern  func() *regexp.Regexp
}

var customerText = text{required: true, min: 1, max: 80, pattern: customerPattern}

func (t text) check(name, value string) error {
	if n := utf8.RuneCountInString(value); n < t.min || n > t.max {
		return invalid("%s must be %d to %d characters long", name, t.min, t.max)
	}
	if t.pattern != nil && !t.pattern().MatchString(value) {
		return invalid("%s must match %s", name, t.pattern())
	}
	return nil
}

// fields is a JSON body whose fields are read one by one; err is one refusal of
// all that are not what the document allows.
type fields struct {
	raw map[string]json.RawMessage
	err error
}

func readFields(r *http.Request) *fields {
	raw, err := answer.Object(r)
	return &fields{raw: raw, err: err}
}

// has reports whether a field is there and not null.
func (f *fields) has(name string) bool {
	return len(f.raw[name]) > 0 && string(f.raw[name]) != "null"
}

func (f *fields) text(name string, t text) string {
	var value string
	if !f.decode(name, t.required, "a string", &value) {
		return ""
	}
	if err := t.check(name, value); err != nil {
		f.fail(err)
	}
	return value
}

func (f *fields) integer(name string, required bool, low, high int64) int64 {
	var value int64
	if f.decode(name, required, "an integer", &value) && (value < low || value > high) {
		f.fail(invalid("%s must be an integer from %d to %d", name, low, high))
	}
	return value
}

func (f *fields) number(name string, low, high, otherwise float64) float64 {
	value := otherwise
	if f.decode(name, false, "a number", &value) && (value < low || value > high) {
		f.fail(invalid("%s must be a number from %g to %g", name, low, high))
	}
	return value
}

func (f *fields) decode(name string, required bool, kind string, out any) bool {
	if f.raw == nil { // the body is no object, which err tells
		return false
	}
	if !f.has(name) {
		if required {
			f.fail(invalid("%s is required", name))
		}
		return false
	}
	if err := json.Unmarshal(f.raw[name], out); err != nil {
		f.fail(invalid("%s must be %s", name, kind))
		return false
	}
	return true
}

func (f *fields) fail(err error) { f.err = together(f.err, err) }
