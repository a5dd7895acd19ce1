package contract

import (
	"encoding/json"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Unread names the fields of an example that make no difference to what a client reads in it: each
// value is replaced in its turn by another of its kind, after which read must find something else, or
// refuse the whole. Fields are named by their path, "reports[].activation.price", where one that is read
// counts for all; a null is no value.
// What the client keeps as it came, as a json.RawMessage, is not looked at.
func Unread(example []byte, read func(body []byte) (any, error)) (unread []string, err error) {
	var whole any
	if err := json.Unmarshal(example, &whole); err != nil {
		return nil, fmt.Errorf("reading the example: %w", err)
	}
	found, err := read(example)
	if err != nil {
		return nil, fmt.Errorf("the client refuses the example: %w", err)
	}
	usual := seen(found)
	u := reading{whole: whole, read: map[string]bool{}, differs: func(body []byte) bool {
		found, err := read(body)
		return err != nil || seen(found) != usual
	}}
	if err := u.walk("", whole, func(v any) { u.whole = v }); err != nil {
		return nil, err
	}
	for _, path := range slices.Sorted(maps.Keys(u.read)) {
		if !u.read[path] {
			unread = append(unread, path)
		}
	}
	return unread, nil
}

type reading struct {
	whole   any
	differs func(body []byte) bool
	read    map[string]bool // by path: whether some value there makes a difference
}

// walk tries every value below one; put sets it in the whole.
func (u *reading) walk(path string, v any, put func(any)) error {
	switch v := v.(type) {
	case nil:
		return nil
	case map[string]any:
		for name, inner := range v {
			if err := u.walk(strings.TrimPrefix(path+"."+name, "."), inner, func(n any) { v[name] = n }); err != nil {
				return err
			}
		}
		return nil
	case []any:
		for i, inner := range v {
			if err := u.walk(path+"[]", inner, func(n any) { v[i] = n }); err != nil {
				return err
			}
		}
		return nil
	}
	put(other(v))
	body, err := json.Marshal(u.whole)
	put(v)
	if err != nil {
		return fmt.Errorf("writing another %s: %w", path, err)
	}
	u.read[path] = u.read[path] || u.differs(body)
	return nil
}

// other is another value of the same kind, written in the same way.
func other(v any) any {
	switch v := v.(type) {
	case bool:
		return !v
	case float64:
		return v + 1
	case string:
		at := strings.LastIndexAny(v, "0123456789abcdefghijklmnopqrstuvwxyABCDEFGHIJKLMNOPQRSTUVWXY")
		if at < 0 {
			return v + "x"
		}
		next := v[at] + 1
		if v[at] == '9' {
			next = '3'
		}
		return v[:at] + string(next) + v[at+1:]
	}
	return v
}

// seen is everything of a value that a caller can read.
func seen(v any) string {
	var b strings.Builder
	look(&b, reflect.ValueOf(v))
	return b.String()
}

func look(b *strings.Builder, v reflect.Value) {
	if !v.IsValid() {
		return
	}
	if v.CanInterface() {
		switch one := v.Interface().(type) {
		case json.RawMessage:
			return
		case time.Time:
			b.WriteString(strconv.FormatInt(one.UnixNano(), 10) + ";")
			return
		case interface{ Reveal() string }:
			b.WriteString(one.Reveal() + ";")
			return
		}
	}
	switch v.Kind() {
	case reflect.Pointer, reflect.Interface:
		look(b, v.Elem())
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				look(b, v.Field(i))
			}
		}
	case reflect.Slice, reflect.Array:
		for i := range v.Len() {
			look(b, v.Index(i))
		}
	case reflect.Map:
		keys := v.MapKeys()
		slices.SortFunc(keys, func(x, y reflect.Value) int { return strings.Compare(fmt.Sprint(x), fmt.Sprint(y)) })
		for _, key := range keys {
			fmt.Fprint(b, key, ":")
			look(b, v.MapIndex(key))
		}
	default:
		fmt.Fprint(b, v, ";")
	}
}
