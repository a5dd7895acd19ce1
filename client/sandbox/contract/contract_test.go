package contract

import (
	"slices"
	"testing"
)

func TestDifferences(t *testing.T) {
	for _, tc := range []struct {
		name, example, got string
		extra, keyed       []string
		want               []string
	}{
		{name: "same shape, other values", example: `{"a":1,"b":[{"c":"x"}],"d":{}}`, got: `{"a":2,"b":[{"c":"y"},{"c":"z"}],"d":{"e":1}}`},
		{name: "null fits", example: `{"a":null,"b":1}`, got: `{"a":"x","b":null}`},
		{name: "missing", example: `{"a":{"b":1}}`, got: `{"a":{}}`, want: []string{"a.b is missing"}},
		{name: "unknown", example: `{"a":1}`, got: `{"a":1,"b":1}`, want: []string{"b is not in the example"}},
		{name: "allowed", example: `{"a":{"c":1}}`, got: `{"a":{"c":1,"b":1}}`, extra: []string{"a.b"}},
		{name: "other kind", example: `{"a":"400"}`, got: `{"a":400}`, want: []string{"a is a number, the example has a text"}},
		{name: "in a list", example: `[{"a":1}]`, got: `[{"a":1},{"a":true}]`, want: []string{"[].a is true or false, the example has a number"}},
		{name: "keys are data", example: `{"n":{"{N1}":{"a":1}}}`, got: `{"n":{"+1":{"a":1},"+2":{}}}`, keyed: []string{"n"}, want: []string{"n.*.a is missing"}},
	} {
		got, err := Differences([]byte(tc.example), []byte(tc.got), tc.extra, tc.keyed)
		if err != nil || !slices.Equal(got, tc.want) {
			t.Errorf("%s: got %q, %v, want %q", tc.name, got, err, tc.want)
		}
	}
	for _, pair := range [][2]string{{"{", "{}"}, {"{}", "{"}} {
		if _, err := Differences([]byte(pair[0]), []byte(pair[1]), nil, nil); err == nil {
			t.Errorf("%q was compared", pair)
		}
	}
}
