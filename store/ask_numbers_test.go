package store

import (
	"testing"
	"time"

	"switchboard/client/oneuc"
	"switchboard/client/phone"
)

// Numbers are found by when they came to the account; one of which that is not known came neither before nor after.
func TestNumbersAreFoundByWhenTheyCame(t *testing.T) {
	now := time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC)
	var list []Number
	for n, at := range map[phone.E164]time.Time{"+14155550101": now.AddDate(-2, 0, 0), "+14155550102": now.AddDate(0, -1, 0), "+14155550103": {}} {
		list = append(list, Number{Number: oneuc.Number{E164: n, Created: at}})
	}
	rows := NumberRows(func(string) Note { return Note{} })
	for asked, want := range map[string]phone.E164{"after:2026-01-01": "+14155550102", "before:2026-01-01": "+14155550101", "after:2024-12-01 before:2026-11-01": "+14155550102"} {
		q := NumberGrammar().Parse(asked, now)
		if got := rows.Only(q, list); q.Problem != "" || len(got) != 1 || got[0].E164 != want {
			t.Errorf("%s: %q %v", asked, q.Problem, got)
		}
	}
}
