package trust

import (
	"cmp"
	"encoding/json"
	"maps"
	"net/http"
	"time"

	"switchboard/client/sandbox/answer"
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
	f, err := c.form()
	if err != nil {
		return 0, nil, err
	}
	next, edits := n.Profile.merge(f, n.state() == verified)
	if err := f.err(); err != nil {
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
	return http.StatusOK, answer.Pairs("ok", true, "state", n.state(), "verification_id", n.Verification,
		"kind", n.Profile.Kind, "profile", n.Profile.view()), nil
}

// merge is the profile with the sent fields in it, and how many of them its
// kind takes. The kind can change until the listing is verified.
func (p profile) merge(f *form, live bool) (next profile, edits int) {
	next = profile{Kind: cmp.Or(p.Kind, "business"), Fields: map[string]string{}, EIN: p.EIN, Marketing: p.Marketing}
	maps.Copy(next.Fields, p.Fields)
	if kind, found := f.text("kind"); found {
		switch {
		case kind != "business" && kind != "personal":
			f.wrong("kind", "must be business or personal")
		case live && kind != next.Kind:
			f.wrong("kind", "is fixed once the number is verified")
		default:
			next.Kind, edits = kind, 1
		}
	}
	edits += next.mergeTexts(f)
	if raw, found := f.fields["marketing_opt_in"]; found {
		if json.Unmarshal(raw, &next.Marketing) != nil {
			f.wrong("marketing_opt_in", "must be true or false")
		}
		edits++
	}
	return next, edits
}

func (p *profile) mergeTexts(f *form) (edits int) {
	for _, field := range editable {
		value, found := f.text(field.name)
		if !found || field.kind != p.Kind {
			continue
		}
		if field.name == "formation_date" && value != "" {
			if _, err := time.Parse(time.DateOnly, value); err != nil {
				f.wrong(field.name, "must be a date such as 2019-04-01")
			}
		}
		p.Fields[field.name] = value
		edits++
	}
	if ein, found := f.text("ein"); found && p.Kind == "business" {
		p.EIN = ein
		edits++
	}
	return edits
}
