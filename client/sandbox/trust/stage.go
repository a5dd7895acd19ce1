package trust

import (
	"encoding/json"
	"net/http"
	"time"
)

// editable are the text fields of a profile and the kind each belongs to
// (onboarding document, "Personal vs. business").
var editable = []struct{ name, kind string }{
	{"dba", "business"}, {"legal_name", "business"}, {"jurisdiction", "business"}, {"formation_date", "business"},
	{"industry", "business"}, {"address", "business"}, {"website", "business"}, {"bio", "business"},
	{"name", "personal"}, {"role", "personal"},
}

// stageListing is N8: the fields that were sent are merged into the profile. An
// empty text clears a field. A verified listing is edited in place.
func stageListing(c *call, n *number) (int, any, error) {
	if n.Claimed {
		return 0, nil, refuse(http.StatusForbidden, "this listing was claimed on the website and is managed there")
	}
	fields, err := c.object()
	if err != nil {
		return 0, nil, err
	}
	next, edits, err := n.Profile.merge(fields, n.state() == verified)
	if err != nil {
		return 0, nil, err
	}
	if edits == 0 {
		return 0, nil, refuse(http.StatusBadRequest, "no editable fields: a "+next.Kind+" listing takes none of what was sent")
	}
	n.Profile = next
	if next.Kind == "personal" {
		n.Logo = ""
	}
	if n.Verification == "" {
		n.Verification = "ver_" + c.Mint("verification", 24)
	}
	return http.StatusOK, map[string]any{"ok": true, "state": n.state(), "verification_id": n.Verification,
		"kind": n.Profile.Kind, "profile": n.Profile.view()}, nil
}

// merge is the profile with the sent fields in it, and how many of them its
// kind takes. The kind can change until the listing is verified.
func (p profile) merge(fields map[string]json.RawMessage, live bool) (profile, int, error) {
	next := profile{Kind: p.Kind, Fields: map[string]string{}, EIN: p.EIN, Marketing: p.Marketing}
	for name, value := range p.Fields {
		next.Fields[name] = value
	}
	if next.Kind == "" {
		next.Kind = "business"
	}
	edits := 0
	kind, found, err := text(fields, "kind")
	switch {
	case err != nil:
		return next, 0, err
	case found && kind != "business" && kind != "personal":
		return next, 0, refuse(http.StatusBadRequest, "kind must be business or personal")
	case found && live && kind != next.Kind:
		return next, 0, refuse(http.StatusBadRequest, "kind is fixed once the number is verified")
	case found:
		next.Kind, edits = kind, 1
	}
	count, err := next.mergeTexts(fields)
	if err != nil {
		return next, 0, err
	}
	edits += count
	if raw, found := fields["marketing_opt_in"]; found {
		if json.Unmarshal(raw, &next.Marketing) != nil {
			return next, 0, refuse(http.StatusBadRequest, "marketing_opt_in must be true or false")
		}
		edits++
	}
	return next, edits, nil
}

func (p *profile) mergeTexts(fields map[string]json.RawMessage) (edits int, err error) {
	for _, field := range editable {
		value, found, err := text(fields, field.name)
		if err != nil {
			return 0, err
		}
		if !found || field.kind != p.Kind {
			continue
		}
		if field.name == "formation_date" && value != "" {
			if _, err := time.Parse(time.DateOnly, value); err != nil {
				return 0, refuse(http.StatusBadRequest, "formation_date must be a date such as 2019-04-01")
			}
		}
		p.Fields[field.name] = value
		edits++
	}
	ein, found, err := text(fields, "ein")
	if err != nil {
		return 0, err
	}
	if found && p.Kind == "business" {
		p.EIN = ein
		edits++
	}
	return edits, nil
}
