package contract

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"slices"
)

// field is one name of an object with its value; an object keeps the order of its fields.
type field struct {
	name  string
	value any
}

type object []field

func (o object) find(name string) (any, bool) {
	for _, f := range o {
		if f.name == name {
			return f.value, true
		}
	}
	return nil, false
}

func (o object) names() []string {
	names := make([]string, len(o))
	for i, f := range o {
		names[i] = f.name
	}
	return names
}

// sorted are the fields by their names.
func (o object) sorted() object {
	list := slices.Clone(o)
	slices.SortFunc(list, func(a, b field) int { return bytes.Compare([]byte(a.name), []byte(b.name)) })
	return list
}

// read decodes one JSON value: an object, a []any, a string, a json.Number, a bool or nil.
func read(data []byte) (any, error) {
	d := json.NewDecoder(bytes.NewReader(data))
	d.UseNumber()
	v, err := next(d)
	if err != nil {
		return nil, err
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return nil, errors.New("there is more after the JSON value")
	}
	return v, nil
}

func next(d *json.Decoder) (any, error) {
	token, err := d.Token()
	if err != nil {
		return nil, err
	}
	switch token {
	case json.Delim('{'):
		o := object{}
		for d.More() {
			name, err := d.Token()
			if err != nil {
				return nil, err
			}
			value, err := next(d)
			if err != nil {
				return nil, err
			}
			o = append(o, field{name.(string), value})
		}
		_, err = d.Token()
		return o, err
	case json.Delim('['):
		list := []any{}
		for d.More() {
			value, err := next(d)
			if err != nil {
				return nil, err
			}
			list = append(list, value)
		}
		_, err = d.Token()
		return list, err
	}
	return token, nil
}
