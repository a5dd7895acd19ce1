// Package contract owns the comparison of a sandbox answer with an example from
// the provider's document: the same fields, with the same kinds of value.
package contract

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
)

// Differences names where got has another shape than example: a field that is
// missing, a field that the example does not have and that extra does not
// allow, or another kind of value. Values themselves are not compared. A null
// on either side fits anything, and so does an empty object or list in the
// example; the first element of a list stands for all of them. Fields are named
// by their path: "data.e911.status"; an object whose keys are data (numbers,
// ids) is one of keyed, by path, and its first value in key order stands for all.
func Differences(example, got []byte, extra, keyed []string) ([]string, error) {
	var want, have any
	if err := json.Unmarshal(example, &want); err != nil {
		return nil, fmt.Errorf("reading the example: %w", err)
	}
	if err := json.Unmarshal(got, &have); err != nil {
		return nil, fmt.Errorf("reading the answer: %w", err)
	}
	c := comparison{extra: set(extra), keyed: set(keyed)}
	c.compare("", want, have)
	return c.found, nil
}

type comparison struct {
	extra, keyed map[string]bool
	found        []string
}

func set(list []string) map[string]bool {
	s := make(map[string]bool, len(list))
	for _, item := range list {
		s[item] = true
	}
	return s
}

func (c *comparison) compare(path string, want, have any) {
	if want == nil || have == nil {
		return
	}
	if kind(want) != kind(have) {
		c.found = append(c.found, fmt.Sprintf("%s is %s, the example has %s", path, kind(have), kind(want)))
		return
	}
	switch want := want.(type) {
	case map[string]any:
		c.objects(path, want, have.(map[string]any))
	case []any:
		if have := have.([]any); len(want) > 0 && len(have) > 0 {
			for _, item := range have {
				c.compare(path+"[]", want[0], item)
			}
		}
	}
}

func (c *comparison) objects(path string, want, have map[string]any) {
	if len(want) == 0 {
		return
	}
	if c.keyed[path] {
		first := want[slices.Sorted(maps.Keys(want))[0]]
		for _, key := range slices.Sorted(maps.Keys(have)) {
			c.compare(join(path, "*"), first, have[key])
		}
		return
	}
	for _, key := range slices.Sorted(maps.Keys(want)) {
		if value, ok := have[key]; ok {
			c.compare(join(path, key), want[key], value)
		} else {
			c.found = append(c.found, join(path, key)+" is missing")
		}
	}
	for _, key := range slices.Sorted(maps.Keys(have)) {
		if _, ok := want[key]; !ok && !c.extra[join(path, key)] {
			c.found = append(c.found, join(path, key)+" is not in the example")
		}
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
	case map[string]any:
		return "an object"
	case []any:
		return "a list"
	case string:
		return "a text"
	case float64:
		return "a number"
	}
	return "true or false"
}
