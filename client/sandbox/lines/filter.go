package lines

import (
	"encoding/json"
	"fmt"
	"maps"
	"net/url"
	"slices"
	"strconv"
	"strings"
)

// filters reads what a list is narrowed by, all of it at once: created_from, created_to,
// modified_from and modified_to (Gregorian seconds), filter_<field> and filter_not_<field> (a value,
// or a JSON list of values), has_key, key_missing and has_value (a field). Fields are those of the
// list's row and of the number's document, nested ones with dots.
func filters(query url.Values) (func(*number) bool, error) {
	var tests []func(*number) bool
	var wrong error
	for _, name := range slices.Sorted(maps.Keys(query)) {
		value := query.Get(name)
		if test := fieldTest(name, value); test != nil {
			tests = append(tests, test)
			continue
		}
		test, err := timeTest(name, value)
		wrong = together(wrong, err)
		if test != nil {
			tests = append(tests, test)
		}
	}
	return func(n *number) bool {
		for _, test := range tests {
			if !test(n) {
				return false
			}
		}
		return true
	}, wrong
}

// fieldTest is what a parameter asks of a field; nil when it asks nothing of one.
func fieldTest(name, value string) func(*number) bool {
	if field, ok := strings.CutPrefix(name, "filter_not_"); ok {
		wanted := values(value)
		return func(n *number) bool { return !n.field(field).among(wanted) }
	}
	if field, ok := strings.CutPrefix(name, "filter_"); ok {
		wanted := values(value)
		return func(n *number) bool { return n.field(field).among(wanted) }
	}
	switch name {
	case "has_key":
		return func(n *number) bool { return n.field(value).there }
	case "key_missing":
		return func(n *number) bool { return !n.field(value).there }
	case "has_value":
		return func(n *number) bool { f := n.field(value); return f.there && !f.empty() }
	}
	return nil
}

// timeTest is what a parameter asks of the time a number was made or changed; nil for nothing.
func timeTest(name, value string) (func(*number) bool, error) {
	field, bound, _ := strings.Cut(name, "_")
	if (field != "created" && field != "modified") || (bound != "from" && bound != "to") {
		return nil, nil
	}
	limit, err := strconv.ParseInt(value, 10, 64)
	if err != nil {
		return nil, invalid(name, "type", map[string]any{"message": "Value did not match type(s): integer", "target": "integer", "value": value})
	}
	return func(n *number) bool {
		at := n.Created + epoch
		if field == "modified" {
			at = n.Modified + epoch
		}
		return bound == "from" && at >= limit || bound == "to" && at <= limit
	}, nil
}

// values are the values of a filter: one, or those of a JSON list.
func values(text string) []string {
	var list []any
	if !strings.HasPrefix(text, "[") || json.Unmarshal([]byte(text), &list) != nil {
		return []string{text}
	}
	out := make([]string, len(list))
	for i, v := range list {
		out[i] = fmt.Sprint(v)
	}
	return out
}

// field is a part of what is known of a number.
type field struct {
	value any
	there bool
}

// field finds a part of the number by its path.
func (n *number) field(path string) field {
	if value, ok := n.row()[path]; ok {
		return field{value, true}
	}
	raw, err := json.Marshal(n.document())
	var value any
	if err != nil || json.Unmarshal(raw, &value) != nil {
		return field{}
	}
	for key := range strings.SplitSeq(path, ".") {
		object, _ := value.(map[string]any)
		inner, ok := object[key]
		if !ok {
			return field{}
		}
		value = inner
	}
	return field{value, true}
}

// among reports whether the field is one of the values; a list is when one of its own is.
func (f field) among(values []string) bool {
	if !f.there {
		return false
	}
	switch list := f.value.(type) {
	case []string:
		return slices.ContainsFunc(list, func(one string) bool { return slices.Contains(values, one) })
	case []any:
		return slices.ContainsFunc(list, func(one any) bool { return slices.Contains(values, fmt.Sprint(one)) })
	}
	return slices.Contains(values, fmt.Sprint(f.value))
}

func (f field) empty() bool {
	switch value := f.value.(type) {
	case nil:
		return true
	case string:
		return value == ""
	case []string:
		return len(value) == 0
	case []any:
		return len(value) == 0
	case map[string]any:
		return len(value) == 0
	}
	return false
}
