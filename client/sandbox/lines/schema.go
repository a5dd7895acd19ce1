package lines

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"
)

// rule is one line of the schema that opens the Phone Number API page.
type rule struct {
	path     string
	kind     string // string, boolean, object, array (of strings)
	min, max int    // characters; 0 is no limit
	required bool   // when its parent is there
	enum     []string
}

var schema = []rule{
	{path: "carrier_name", kind: "string", min: 1, max: 30},
	{path: "cnam", kind: "object"},
	{path: "cnam.display_name", kind: "string", min: 1, max: 15},
	{path: "cnam.inbound_lookup", kind: "boolean"},
	{path: "create_with_state", kind: "string", enum: []string{aging, available, deleted, discovery, inService, portIn, portOut, released, reserved}},
	{path: "e911", kind: "object"},
	{path: "e911.caller_name", kind: "string", min: 3},
	{path: "e911.extended_address", kind: "string"},
	{path: "e911.locality", kind: "string", required: true},
	{path: "e911.notification_contact_emails", kind: "array"},
	{path: "e911.postal_code", kind: "string", required: true},
	{path: "e911.region", kind: "string", min: 2, max: 2, required: true},
	{path: "e911.street_address", kind: "string", required: true},
	{path: "porting", kind: "object"},
	{path: "porting.billing_account_id", kind: "string"},
	{path: "porting.billing_extended_address", kind: "string"},
	{path: "porting.billing_locality", kind: "string"},
	{path: "porting.billing_name", kind: "string"},
	{path: "porting.billing_postal_code", kind: "string"},
	{path: "porting.billing_region", kind: "string"},
	{path: "porting.billing_street_address", kind: "string"},
	{path: "porting.billing_telephone_number", kind: "string"},
	{path: "porting.comments", kind: "array"},
	{path: "porting.customer_contact", kind: "string"},
	{path: "porting.port_id", kind: "string"},
	{path: "porting.requested_port_date", kind: "string"},
	{path: "porting.service_provider", kind: "string"},
}

// check holds a public document to the schema. Every fault is told, under the
// field's flat dotted path.
func check(document map[string]json.RawMessage) error {
	found := map[string]any{}
	for _, r := range schema {
		fields, name, nested := document, r.path, strings.Contains(r.path, ".")
		if nested {
			parent, child, _ := strings.Cut(r.path, ".")
			fields, name = nil, child
			if json.Unmarshal(document[parent], &fields) != nil || len(fields) == 0 {
				continue // absent, empty, or told already as being of another type
			}
		}
		if raw, ok := fields[name]; ok && string(raw) != "null" {
			if key, detail := r.broken(raw); key != "" {
				found[r.path] = map[string]any{key: detail}
			}
		} else if r.required {
			found[r.path] = map[string]any{"required": map[string]any{"message": "Field is required but missing"}}
		}
	}
	if len(found) > 0 {
		return &fault{400, "invalid data", found}
	}
	return nil
}

// broken names the rule that a value breaks, "" for none.
func (r rule) broken(raw json.RawMessage) (key string, detail map[string]any) {
	var value any
	_ = json.Unmarshal(raw, &value) // part of a document that was decoded
	ok := false
	switch value := value.(type) {
	case string:
		ok = r.kind == "string"
		if n := utf8.RuneCountInString(value); ok {
			switch {
			case r.max > 0 && n > r.max:
				return "maxLength", map[string]any{"message": fmt.Sprintf("String must not be more than %d characters", r.max), "target": r.max, "value": value}
			case n < r.min:
				return "minLength", map[string]any{"message": fmt.Sprintf("String must be at least %d characters", r.min), "target": r.min, "value": value}
			case r.enum != nil && !slices.Contains(r.enum, value):
				return "enum", map[string]any{"message": "Value not found in enumerated list of values", "target": r.enum, "value": value}
			}
		}
	case bool:
		ok = r.kind == "boolean"
	case map[string]any:
		ok = r.kind == "object"
	case []any:
		ok = r.kind == "array"
		for _, item := range value {
			_, isText := item.(string)
			ok = ok && isText
		}
	}
	if !ok {
		return "type", map[string]any{"message": "Value did not match type(s): " + r.kind, "target": r.kind, "value": value}
	}
	return "", nil
}
