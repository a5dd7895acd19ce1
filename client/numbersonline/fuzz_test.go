package numbersonline_test

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"switchboard/client/numbersonline"
)

func FuzzDecodeListing(f *testing.F) {
	f.Add([]byte(example(f, "listing.json")))
	f.Add([]byte(`{"state":"draft","draft":{"profile":{"ein":"12-3456789"}},"risk":{"score":1e400}}`))
	f.Add([]byte(`{"state":"draft","EI\u004e":"12-3456789"}`))
	f.Fuzz(func(t *testing.T, body []byte) {
		l, err := numbersonline.DecodeListing(body)
		if err != nil {
			return
		}
		if l.State == "" {
			t.Error("a listing without a state")
		}
		var v any
		if dec := json.NewDecoder(bytes.NewReader(l.Raw)); l.Raw != nil {
			dec.UseNumber()
			if dec.Decode(&v) != nil {
				t.Errorf("raw is not JSON: %q", l.Raw)
			}
		}
		if holdsTaxID(v) {
			t.Errorf("raw holds a tax id: %s", l.Raw)
		}
	})
}

func FuzzDecodeReports(f *testing.F) {
	f.Add([]byte(example(f, "reports.json")))
	f.Add([]byte(`{"reports":[null,7,{"tags":"x","rating":{}}],"reviews":[null]}`))
	f.Fuzz(func(_ *testing.T, body []byte) { _, _ = numbersonline.DecodeReports(body) })
}

func holdsTaxID(v any) bool {
	switch v := v.(type) {
	case map[string]any:
		for k, inner := range v {
			if strings.EqualFold(k, "ein") || holdsTaxID(inner) {
				return true
			}
		}
	case []any:
		for _, inner := range v {
			if holdsTaxID(inner) {
				return true
			}
		}
	}
	return false
}
