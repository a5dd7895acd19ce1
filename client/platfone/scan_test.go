package platfone

import (
	"bytes"
	"encoding/json"
	"testing"
)

// FuzzCut holds the cutting of objects and arrays to what encoding/json makes of them.
func FuzzCut(f *testing.F) {
	for _, seed := range []string{
		`{}`, ` { "a" : 1 , "b":[1,{"c":"}"}], "a\"\\":"\\", "é":-1.5e3 } `, `[]`, ` [1, "],", {"a":[]} ,null] `,
		`{"a":true,"a":false}`, `{"\u0061":1,"a":2}`, `7`, ``, `{"a"`, `{"a":"\ud800"}`, "{\"\xff\":1}",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		var object map[string]json.RawMessage
		fields, err := cutObject(b)
		if isObject := json.Unmarshal(b, &object) == nil && object != nil; isObject != (err == nil) {
			t.Fatalf("%q: object %v, cut %v", b, isObject, err)
		}
		last := map[string]json.RawMessage{}
		for _, f := range fields {
			last[f.key] = f.value
		}
		if len(last) != len(object) {
			t.Fatalf("%q: %d keys, want %d", b, len(last), len(object))
		}
		for key, value := range object {
			if !bytes.Equal(last[key], value) {
				t.Fatalf("%q: %q is %q, want %q", b, key, last[key], value)
			}
		}
		var array []json.RawMessage
		items, err := cutArray(b)
		if isArray := json.Unmarshal(b, &array) == nil && array != nil; isArray != (err == nil) || len(items) != len(array) {
			t.Fatalf("%q: array %v of %d, cut %v of %d", b, isArray, len(array), err, len(items))
		}
		for i, item := range items {
			if !bytes.Equal(item, array[i]) {
				t.Fatalf("%q: item %d is %q, want %q", b, i, item, array[i])
			}
		}
	})
}
