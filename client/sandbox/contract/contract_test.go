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
		{name: "null fits", example: `{"a":null,"b":[{"c":1}]}`, got: `{"a":"x","b":[{"c":null},{"c":2}]}`},
		{name: "null alone", example: `{"a":1,"b":[{"c":1}],"d":"x"}`, got: `{"a":null,"b":[{"c":null}],"d":null}`, extra: []string{"d~"},
			want: []string{"a is null, the example has a value", "b[].c is null, the example has a value"}},
		{name: "order", example: `{"a":1,"b":{"d":1,"c":2}}`, got: `{"a":1,"b":{"c":1,"d":2}}`, want: []string{`the fields of "b" are c d, in the example d c`}},
		{name: "written", example: `{"id":"64a1c0e8d2a1f9b7e45d3b8e","at":1632400000,"phone":"14155552671","free":"64a1c0e8d2a1f9b7e45d3b8e"}`,
			got: `{"id":"7","at":1632400000000,"phone":"+14155552671","free":"7"}`, extra: []string{"free~"}, want: []string{`id is "7", the example has 24 hex digits`,
				`at is "1632400000000", the example has unix seconds`, `phone is "+14155552671", the example has ten digits or more`}},
		{name: "in a text", example: `{"a":"{\"b\":1}"}`, got: `{"a":"{\"c\":1}"}`, want: []string{"a{}.b is missing", "a{}.c is not in the example"}},
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
