package rest

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"reflect"
	"strings"
)

// Strict decodes what money depends on (reliability.md rule 9). It refuses
// bytes after the value, a key given twice, a key that differs from the wanted
// one only in case, and whatever does not fit the field (1.5 or "1" for an
// integer). A field to be told from zero when it is missing is a pointer. Keys
// that out does not name are allowed.
func Strict(body []byte, out any) error {
	dec := json.NewDecoder(bytes.NewReader(body))
	dec.UseNumber()
	if err := strictValue(dec, reflect.TypeOf(out)); err != nil {
		return err
	}
	if _, err := dec.Token(); !errors.Is(err, io.EOF) {
		return errors.New("there are bytes after the value")
	}
	if err := json.Unmarshal(body, out); err != nil {
		return fmt.Errorf("decoding: %w", err)
	}
	return nil
}

// strictValue walks one value beside the type it will be decoded into; t is
// nil where the type has no fields of its own.
func strictValue(dec *json.Decoder, t reflect.Type) error {
	token, err := next(dec)
	if err != nil {
		return err
	}
	for t != nil && t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	switch token {
	case json.Delim('['):
		for dec.More() {
			if err := strictValue(dec, element(t)); err != nil {
				return err
			}
		}
		_, err = next(dec)
	case json.Delim('{'):
		err = strictObject(dec, t)
	}
	return err
}

func strictObject(dec *json.Decoder, t reflect.Type) error {
	fields := map[string]reflect.Type{}
	collect(t, fields)
	seen := map[string]bool{}
	for dec.More() {
		token, err := next(dec)
		if err != nil {
			return err
		}
		key, _ := token.(string)
		if seen[key] {
			return fmt.Errorf("%q is given twice", key)
		}
		seen[key] = true
		field, known := fields[key]
		if !known {
			for name := range fields {
				if strings.EqualFold(name, key) {
					return fmt.Errorf("%q is given where %q is meant", key, name)
				}
			}
			field = element(t)
		}
		if err := strictValue(dec, field); err != nil {
			return err
		}
	}
	_, err := next(dec)
	return err
}

func next(dec *json.Decoder) (json.Token, error) {
	token, err := dec.Token()
	if err != nil {
		return nil, fmt.Errorf("reading: %w", err)
	}
	return token, nil
}

// element is the type of a list's or a map's values.
func element(t reflect.Type) reflect.Type {
	if t == nil {
		return nil
	}
	switch t.Kind() {
	case reflect.Slice, reflect.Array, reflect.Map:
		return t.Elem()
	}
	return nil
}

// collect lists the JSON names of a struct's fields, those of embedded structs
// included.
func collect(t reflect.Type, into map[string]reflect.Type) {
	if t == nil || t.Kind() != reflect.Struct {
		return
	}
	for i := range t.NumField() {
		f := t.Field(i)
		name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		switch {
		case name == "-":
		case f.Anonymous && name == "":
			inner := f.Type
			if inner.Kind() == reflect.Pointer {
				inner = inner.Elem()
			}
			collect(inner, into)
		case f.IsExported():
			into[or(name, f.Name)] = f.Type
		}
	}
}
