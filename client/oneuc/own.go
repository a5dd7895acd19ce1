package oneuc

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"

	"switchboard/client/legible"
)

// MaxFieldName is the longest name of a field of one's own that is taken here; the document has no bound.
const MaxFieldName = 128

// CheckField allows a name for a field of one's own: none that the schema has, and none of the server's.
func CheckField(name string) error {
	switch {
	case name == "" || len(name) > MaxFieldName:
		return fmt.Errorf("the name of a field of your own must have 1 to %d characters", MaxFieldName)
	case documented[name]:
		return fmt.Errorf("%s is a field of the provider's", name)
	case strings.HasPrefix(name, "_"), strings.HasPrefix(name, "pvt_"):
		return errors.New("the name of a field of your own must not begin with _ or pvt_")
	}
	return legible.Line("the name of a field", name)
}

// PortingFacts are the names that ParsePorting takes.
func PortingFacts() []string { return slices.Clone(portingKeys) }

// ParsePorting sets one of the porting facts by its name on the wire, "billing_name"; "" removes it. Of "comments" a value is
// one more, and "" removes them all.
func (p *Porting) ParsePorting(name, value string) error {
	switch {
	case !slices.Contains(portingKeys, name):
		return fmt.Errorf("%s is none of %s", name, strings.Join(portingKeys, ", "))
	case name == "comments" && value == "":
		p.Comments = nil
		return nil
	}
	if err := legible.Line(name, value); err != nil {
		return err
	}
	if name == "comments" {
		p.Comments = append(slices.Clone(p.Comments), value)
		return nil
	}
	raw, err := json.Marshal(map[string]string{name: value})
	if err != nil {
		return err
	}
	return json.Unmarshal(raw, p)
}

// ParseOwn reads the fields of one's own, an object as JSON, as the change that makes them of those
// there are: what is not in it any more is removed.
func ParseOwn(was Document, text string) (map[string]json.RawMessage, error) {
	next := map[string]json.RawMessage{}
	if strings.TrimSpace(text) != "" {
		if err := json.Unmarshal([]byte(text), &next); err != nil || next == nil {
			return nil, errors.New(`must be one JSON object, like {"crm": "C-1042"}`)
		}
	}
	change := map[string]json.RawMessage{}
	for name := range was {
		if _, kept := next[name]; !kept {
			change[name] = json.RawMessage("null")
		}
	}
	for name, value := range next {
		if err := CheckField(name); err != nil {
			return nil, err
		}
		if !sameValue(was[name], value) {
			change[name] = value
		}
	}
	if len(change) == 0 {
		return nil, nil
	}
	return change, nil
}

// sameValue compares two values as JSON; a missing one is null.
func sameValue(a, b json.RawMessage) bool {
	var x, y any
	if len(a) > 0 && json.Unmarshal(a, &x) != nil || len(b) > 0 && json.Unmarshal(b, &y) != nil {
		return false
	}
	return reflect.DeepEqual(x, y)
}

// Has reports whether fields of one's own are on file as they were sent.
func (d Document) Has(own map[string]json.RawMessage) bool {
	for name, value := range own {
		if !sameValue(d[name], value) {
			return false
		}
	}
	return true
}

// Change is a part of a document as it is and as it will be; "" is nothing.
type Change struct{ Field, Was, Will string }

// Words name the field to a person: the document's own fields in words, one's
// own fields as they are.
func (c Change) Words() string {
	switch c.Field {
	case "cnam.display_name":
		return "caller name"
	case "cnam.inbound_lookup":
		return "caller-name lookup"
	case "carrier_name":
		return "carrier"
	}
	if fact, ok := strings.CutPrefix(c.Field, "porting."); ok {
		return strings.ReplaceAll(fact, "_", " ")
	}
	return c.Field
}

// Changes are what the properties change of a document, by field.
func (p Properties) Changes(d Document) ([]Change, error) {
	next := d.Clone()
	if err := p.apply(next); err != nil {
		return nil, err
	}
	before, after := leaves(d), leaves(next)
	names := map[string]bool{}
	for name := range before {
		names[name] = true
	}
	for name := range after {
		names[name] = true
	}
	var list []Change
	for _, name := range slices.Sorted(maps.Keys(names)) {
		if before[name] != after[name] {
			list = append(list, Change{name, before[name], after[name]})
		}
	}
	return list, nil
}

// leaves are the parts of a document that properties may change: those of objects by their dotted
// names, a field of one's own as a whole.
func leaves(d Document) map[string]string {
	out := map[string]string{}
	for name, raw := range d {
		var object map[string]json.RawMessage
		switch {
		case name == "cnam" || name == "porting":
			_ = json.Unmarshal(raw, &object) // another shape has no parts to name
			for key, value := range object {
				if shown := asText(value); shown != "" && shown != "false" {
					out[name+"."+key] = shown
				}
			}
		case name == "carrier_name" || !documented[name]:
			out[name] = asText(raw)
		}
	}
	return out
}

// asText is a text without its quotes, and any other value as it is written.
func asText(raw json.RawMessage) string {
	var s string
	if json.Unmarshal(raw, &s) == nil {
		return s
	}
	return string(raw)
}
