package answer

import (
	"bytes"
	"encoding/json"
	"fmt"
)

// Fields is a JSON object whose fields are written in their order, as the providers' documents
// print them.
type Fields []field

type field struct {
	name  string
	value any
}

// Pairs are fields from names and values in turn.
func Pairs(pairs ...any) Fields {
	f := make(Fields, 0, len(pairs)/2)
	for i := 0; i+1 < len(pairs); i += 2 {
		f = append(f, field{fmt.Sprint(pairs[i]), pairs[i+1]})
	}
	return f
}

// MarshalJSON implements json.Marshaler.
func (f Fields) MarshalJSON() ([]byte, error) {
	out := bytes.NewBufferString("{")
	for i, one := range f {
		if i > 0 {
			out.WriteByte(',')
		}
		for j, part := range []any{one.name, one.value} {
			raw, err := Encode(part)
			if err != nil {
				return nil, fmt.Errorf("field %s: %w", one.name, err)
			}
			if j == 1 {
				out.WriteByte(':')
			}
			out.Write(bytes.TrimSuffix(raw, []byte("\n")))
		}
	}
	out.WriteByte('}')
	return json.RawMessage(out.Bytes()), nil
}
