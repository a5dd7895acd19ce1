// Package contract owns the comparison of a sandbox answer with an example from
// the provider's document: the same fields in the same order, with the same kinds
// of value, written in the same way.
package contract

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
)

// Differences names where got has another shape than example: a field that is
// missing, a field that the example does not have and that extra does not
// allow, fields in another order, another kind of value, or one that is written
// otherwise: a time in other units, an id that is none. What extra names with a "~" after it may be
// null, or written in any way. Values themselves are not
// compared. A null in the example fits anything, and so does an empty object or list;
// a null in the answer fits where another element of the same list has a value. The
// first element of a list stands for all of them. Fields are named by their path:
// "data.e911.status"; an object whose keys are data (numbers, ids) is one of keyed, by
// path, and its first value in key order stands for all.
func Differences(example, got []byte, extra, keyed []string) ([]string, error) {
	want, err := read(example)
	if err != nil {
		return nil, fmt.Errorf("reading the example: %w", err)
	}
	have, err := read(got)
	if err != nil {
		return nil, fmt.Errorf("reading the answer: %w", err)
	}
	c := comparison{extra: set(extra), keyed: set(keyed), valued: map[string]bool{}}
	c.compare("", want, have)
	for _, path := range c.empty {
		if !c.valued[path] && !c.extra[path+"~"] {
			c.say(path + " is null, the example has a value")
		}
	}
	return c.found, nil
}

type comparison struct {
	extra, keyed map[string]bool
	found        []string
	empty        []string        // paths that were null somewhere
	valued       map[string]bool // paths that had a value somewhere
}

func set(list []string) map[string]bool {
	s := make(map[string]bool, len(list))
	for _, item := range list {
		s[item] = true
	}
	return s
}

func (c *comparison) say(what string) {
	if !slices.Contains(c.found, what) {
		c.found = append(c.found, what)
	}
}

func (c *comparison) compare(path string, want, have any) {
	switch {
	case want == nil:
		return
	case have == nil:
		c.empty = append(c.empty, path)
		return
	case kind(want) != kind(have):
		c.say(fmt.Sprintf("%s is %s, the example has %s", path, kind(have), kind(want)))
		return
	}
	c.valued[path] = true
	switch want := want.(type) {
	case object:
		c.objects(path, want, have.(object))
	case []any:
		if have := have.([]any); len(want) > 0 && len(have) > 0 {
			for _, item := range have {
				c.compare(path+"[]", want[0], item)
			}
		}
	case string, json.Number:
		c.scalars(path, want, have)
	}
}

// scalars holds a text or a number to how the example's is written; JSON in a text is compared as such.
func (c *comparison) scalars(path string, want, have any) {
	if text, ok := want.(string); ok && strings.HasPrefix(text, `{"`) {
		inner, err := read([]byte(text))
		answer, wrong := read([]byte(have.(string)))
		if err != nil || wrong != nil {
			c.say(fmt.Sprintf("%s is no JSON in a text: %v", path, wrong))
			return
		}
		c.compare(path+"{}", inner, answer)
		return
	}
	if name, fits := written(want); !fits(have) && !c.extra[path+"~"] {
		c.say(fmt.Sprintf("%s is %q, the example has %s", path, scalar(have), name))
	}
}

func (c *comparison) objects(path string, want, have object) {
	if len(want) == 0 {
		return
	}
	if c.keyed[path] {
		first := want.sorted()[0].value
		for _, f := range have.sorted() {
			c.compare(join(path, "*"), first, f.value)
		}
		return
	}
	for _, f := range want {
		if value, ok := have.find(f.name); ok {
			c.compare(join(path, f.name), f.value, value)
		} else {
			c.say(join(path, f.name) + " is missing")
		}
	}
	for _, f := range have {
		if _, ok := want.find(f.name); !ok && !c.extra[join(path, f.name)] {
			c.say(join(path, f.name) + " is not in the example")
		}
	}
	in := func(o object) func(string) bool {
		return func(name string) bool { _, ok := o.find(name); return !ok }
	}
	if a, b := slices.DeleteFunc(want.names(), in(have)), slices.DeleteFunc(have.names(), in(want)); !slices.Equal(a, b) {
		c.say(fmt.Sprintf("the fields of %q are %s, in the example %s", path, strings.Join(b, " "), strings.Join(a, " ")))
	}
}

func join(path, key string) string {
	if path == "" {
		return key
	}
	return path + "." + key
}

func kind(v any) string {
	switch v.(type) {
	case object:
		return "an object"
	case []any:
		return "a list"
	case string:
		return "a text"
	case json.Number:
		return "a number"
	}
	return "true or false"
}
