package importing

import (
	"encoding/csv"
	"strings"
	"testing"

	"switchboard/store/intake"
	"switchboard/testdata/proof"
)

// Hostile text in a file that was taken in: the report has a line for each row, and a terminal draws it.
func TestHostileTextLeavesAsText(t *testing.T) {
	list := proof.Mixtures(t, 500)
	j := &job{}
	for i, s := range list {
		j.rows = append(j.rows, intake.Row{Line: i + 1, Subject: s, State: intake.Wrong, Why: s})
	}
	text := j.report()
	if at := proof.Acts(text); at >= 0 {
		t.Errorf("the report acts at %d: %q", at, text[max(0, at-40):min(at+40, len(text))])
	}
	rows, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	if n := strings.Count(text, "\n"); err != nil || len(rows) != len(list)+1 || n != len(rows) {
		t.Errorf("the report has %d rows in %d lines, %v", len(rows), n, err)
	}
	proof.Figure(t, "hostile rows", len(list))
}
