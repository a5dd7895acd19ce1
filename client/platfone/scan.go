package platfone

import (
	"encoding/json"
	"errors"
)

// Lists run to a thousand rows and price tables to tens of megabytes, so JSON is validated
// once by encoding/json and then only cut up here, without copying.

var (
	errNotJSON   = errors.New("it is not JSON")
	errNotObject = errors.New("it is not a JSON object")
	errNotArray  = errors.New("it is not a JSON array")
)

// field is one member of an object; its parts point into the text.
type field struct {
	key   string
	value json.RawMessage
}

// cutObject takes a JSON object apart, keeping keys that come twice.
func cutObject(b []byte) ([]field, error) {
	if !json.Valid(b) {
		return nil, errNotJSON
	}
	i := blank(b, 0)
	if b[i] != '{' {
		return nil, errNotObject
	}
	fields := make([]field, 0, 20)
	for i = blank(b, i+1); b[i] != '}'; i = blank(b, i) {
		if b[i] == ',' {
			i = blank(b, i+1)
		}
		start := i
		i = past(b, i)
		key := words(b[start:i])
		start = blank(b, blank(b, i)+1) // over the colon
		i = past(b, start)
		fields = append(fields, field{key, b[start:i]})
	}
	return fields, nil
}

// cutArray takes a JSON array apart.
func cutArray(b []byte) ([]json.RawMessage, error) {
	if !json.Valid(b) {
		return nil, errNotJSON
	}
	i := blank(b, 0)
	if b[i] != '[' {
		return nil, errNotArray
	}
	var items []json.RawMessage
	for i = blank(b, i+1); b[i] != ']'; i = blank(b, i) {
		if b[i] == ',' {
			i = blank(b, i+1)
		}
		start := i
		i = past(b, i)
		items = append(items, b[start:i])
	}
	return items, nil
}

// blank is the first index from i on that is not white space.
func blank(b []byte, i int) int {
	for b[i] == ' ' || b[i] == '\t' || b[i] == '\n' || b[i] == '\r' {
		i++
	}
	return i
}

// past is the index after the value that begins at i.
func past(b []byte, i int) int {
	depth := 0
	for ; i < len(b); i++ {
		switch b[i] {
		case '"':
			for i++; b[i] != '"'; i++ {
				if b[i] == '\\' {
					i++
				}
			}
		case '{', '[':
			depth++
			continue
		case '}', ']':
			depth--
		default:
			if depth > 0 || i+1 < len(b) && !ends(b[i+1]) {
				continue
			}
		}
		if depth == 0 {
			return i + 1
		}
	}
	return i
}

// ends reports whether c cannot be part of a number or a word.
func ends(c byte) bool {
	switch c {
	case ',', ':', '}', ']', ' ', '\t', '\n', '\r':
		return true
	}
	return false
}

// words reads a JSON string, quotes included.
func words(b []byte) string {
	for _, c := range b {
		if c == '\\' || c >= 0x80 {
			var s string
			if json.Unmarshal(b, &s) != nil {
				return ""
			}
			return s
		}
	}
	return string(b[1 : len(b)-1])
}
