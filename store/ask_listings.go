package store

import (
	"switchboard/client/numbersonline"
	"switchboard/store/filter"
)

// ListingGrammar is what can be asked of the numbers that are listed, wherever they are.
func ListingGrammar() filter.Grammar {
	return WithNotes(filter.Grammar{
		Fields: []filter.Field{
			{Name: "state", Values: StateWords()},
			{Name: "kind", Values: []string{string(numbersonline.Business), string(numbersonline.Personal)}},
			{Name: "band", Values: []string{"low", "medium", "high", "unknown"}},
			{Name: "badge"}, {Name: "name"}, {Name: "number"},
			{Name: "risk", Kind: filter.Count}, {Name: "reports", Kind: filter.Count},
		},
		Is: []string{"changed"},
	})
}

// ListingRows says how listings in memory answer a query of ListingGrammar; noted is what is
// noted of a number.
func ListingRows(noted func(e164 string) Note) filter.Rows[Listing] {
	return Noting(filter.Rows[Listing]{
		Text: func(l Listing) filter.Text {
			return filter.TextOf(string(l.E164), l.Name(), string(l.Kind()), l.StateWord(), l.Grade, l.Website())
		},
		Word: func(l Listing, field string) ([]string, bool) {
			word, ok := map[string]string{"state": l.StateWord(), "kind": string(l.Kind()), "band": string(l.Band()),
				"badge": l.Grade, "name": l.Name(), "number": string(l.E164)}[field]
			return []string{word}, ok
		},
		Amount: func(l Listing, field string) (int64, bool) {
			n := map[string]*int{"risk": l.Score(), "reports": l.Reports30d()}[field]
			if n == nil {
				return 0, false
			}
			return int64(*n), true
		},
		Is: func(l Listing, what string) (is, answered bool) {
			d, known := l.RiskChange()
			return known && d != 0, what == "changed"
		},
	}, func(l Listing) Note { return noted(string(l.E164)) })
}

// Kind is what the number verifies as; of a verified one the badge tells. "" is not known.
func (l Listing) Kind() numbersonline.Kind {
	switch {
	case l.Draft != nil:
		return l.Draft.Profile.Kind
	case l.Grade == "A-":
		return numbersonline.Personal
	case l.Grade == "A" || l.Page != nil && l.Page.Handle != "":
		return numbersonline.Business
	}
	return ""
}

// Website is what its page names, or its draft before there is a page.
func (l Listing) Website() string {
	switch {
	case l.Page != nil:
		return l.Page.Website
	case l.Draft != nil:
		return l.Draft.Profile.Website
	}
	return ""
}

// Score is the live risk, nil while none is known.
func (l Listing) Score() *int {
	if l.Risk == nil {
		return nil
	}
	return l.Risk.Score
}

// Reports30d are the reports of the last thirty days, nil while they are not known.
func (l Listing) Reports30d() *int {
	if l.Risk == nil {
		return nil
	}
	return l.Risk.Reports30d
}
