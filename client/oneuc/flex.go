package oneuc

import (
	"bytes"
	"encoding/json"
	"sort"
	"strconv"
	"strings"
)

// flexText is a string that may arrive as a number: OneUC writes 400 and "400"
// for the same thing. Anything else reads as "".
type flexText string

func (t *flexText) UnmarshalJSON(b []byte) error {
	*t = ""
	switch b = bytes.TrimSpace(b); {
	case len(b) == 0:
	case b[0] == '"':
		var s string
		if err := json.Unmarshal(b, &s); err != nil {
			return err
		}
		*t = flexText(s)
	case b[0] == '-' || b[0] >= '0' && b[0] <= '9':
		*t = flexText(b)
	}
	return nil
}

// flexInt is a whole number that may arrive as a string. Anything else reads as 0.
type flexInt int64

func (n *flexInt) UnmarshalJSON(b []byte) error {
	var t flexText
	if err := t.UnmarshalJSON(b); err != nil {
		return err
	}
	v, err := strconv.ParseInt(strings.TrimSpace(string(t)), 10, 64)
	if err != nil {
		v = 0
	}
	*n = flexInt(v)
	return nil
}

// present reports whether a field has a value: not absent, not null, not an
// empty object or list.
func present(raw json.RawMessage) bool {
	switch string(bytes.Join(bytes.Fields(raw), nil)) {
	case "", "null", "{}", "[]", `""`:
		return false
	}
	return true
}

// featureList reads features in both shapes: a list, or an object that holds one.
func featureList(raw json.RawMessage) []string {
	var list []string
	if json.Unmarshal(raw, &list) == nil {
		return list
	}
	var object map[string]json.RawMessage
	if json.Unmarshal(raw, &object) != nil {
		return nil
	}
	if available, ok := object["available"]; ok {
		_ = json.Unmarshal(available, &list)
		return list
	}
	for name := range object {
		list = append(list, name)
	}
	sort.Strings(list)
	return list
}
