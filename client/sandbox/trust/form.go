package trust

import (
	"encoding/json"
	"net/http"
	"slices"
)

// form is a body's fields, read one by one.
type form struct {
	fields  map[string]json.RawMessage
	refused []string // the fields that are not allowed, each once
	said    string
}

// form reads the body as one JSON object; an empty body has no fields.
func (c *call) form() (*form, error) {
	f := &form{fields: map[string]json.RawMessage{}}
	if len(c.body) == 0 {
		return f, nil
	}
	if err := json.Unmarshal(c.body, &f.fields); err != nil || f.fields == nil {
		return nil, refuse(http.StatusBadRequest, "the body must be one JSON object")
	}
	return f, nil
}

// text reads a string field; found is false when it is absent, null or none.
func (f *form) text(name string) (value string, found bool) {
	raw, found := f.fields[name]
	if !found || string(raw) == "null" {
		return "", false
	}
	if err := json.Unmarshal(raw, &value); err != nil {
		f.wrong(name, "must be a text")
		return "", false
	}
	return value, true
}

// wrong keeps why a field is not allowed, of each field the first reason.
func (f *form) wrong(name, why string) {
	if slices.Contains(f.refused, name) {
		return
	}
	if f.refused = append(f.refused, name); f.said != "" {
		f.said += "; "
	}
	f.said += name + " " + why
}

// err is one refusal of every field that is not allowed, nil when all are.
func (f *form) err() error {
	if f.said == "" {
		return nil
	}
	return refuse(http.StatusBadRequest, f.said)
}
