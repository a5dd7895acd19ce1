package store

import (
	"time"

	"switchboard/store/filter"
)

// NumberGrammar is what can be asked of the numbers of the account, wherever they are listed.
func NumberGrammar() filter.Grammar {
	return WithNotes(filter.Grammar{
		Fields: []filter.Field{{Name: "state"}, {Name: "cnam"}, {Name: "feature"}, {Name: "owner"},
			{Name: "address", Same: []string{"911", "e911"}, Values: []string{"provisioned", "geocoded", "missing", "error", "unread"}}},
		Has: []string{"911", "cnam"}, Is: []string{"uncovered"}, Dates: true,
	})
}

// NumberRows says how numbers in memory answer a query of NumberGrammar; noted
// is what is noted of a number.
func NumberRows(noted func(e164 string) Note) filter.Rows[Number] {
	return Noting(filter.Rows[Number]{
		Text: func(n Number) filter.Text {
			name, _ := n.Document.CNAM()
			return filter.TextOf(string(n.E164), string(n.State), name.DisplayName, n.Cover().Name(), n.AssignedTo, n.UsedBy)
		},
		Word: func(n Number, field string) ([]string, bool) {
			name, _ := n.Document.CNAM()
			switch field {
			case "state":
				return []string{n.State.Words(), string(n.State)}, true
			case "cnam":
				return []string{name.DisplayName}, true
			case "feature":
				return n.Features, true
			case "owner":
				return []string{n.AssignedTo}, true
			case "address":
				return []string{n.Cover().Name()}, true
			}
			return nil, false
		},
		Has: func(n Number, what string) (has, answered bool) {
			name, _ := n.Document.CNAM()
			has, answered = map[string]bool{"911": n.Cover().Filed(), "cnam": name.DisplayName != ""}[what]
			return has, answered
		},
		Is: func(n Number, what string) (is, answered bool) { return n.Cover().Uncovered(), what == "uncovered" },
		At: func(n Number) time.Time { return n.Created },
	}, func(n Number) Note { return noted(string(n.E164)) })
}
