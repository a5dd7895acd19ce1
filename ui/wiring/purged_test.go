package wiring

import (
	"encoding/json"
	"strings"
	"testing"

	"switchboard/ui/cli"
)

// A deletion of all codes leaves those of numbers that run, and says so; what it deleted is null in JSON, marked as deleted, and no sign that
// stands for a code.
func TestADeletionOfAllLeavesWhatRuns(t *testing.T) {
	p := home(t, "")
	if r := sandboxed(t, p, "sync"); r.code != cli.Unknown {
		t.Fatalf("%d %s", r.code, r.errs)
	}
	codes := func() (known, deleted int) {
		t.Helper()
		r := sandboxed(t, p, "history", "--limit", "500", "--ndjson", "--offline")
		for line := range strings.Lines(r.out) {
			var row struct {
				Code   *string `json:"code"`
				Purged bool    `json:"purged"`
			}
			if err := json.Unmarshal([]byte(line), &row); err != nil {
				t.Fatalf("%v: %s", err, line)
			}
			switch {
			case row.Purged && row.Code == nil:
				deleted++
			case row.Purged:
				t.Errorf("a deleted code is %q", *row.Code)
			case row.Code != nil:
				known++
			}
		}
		return known, deleted
	}
	if known, deleted := codes(); known < 10 || deleted != 0 {
		t.Fatalf("before: %d codes, %d deleted", known, deleted)
	}
	before := sandboxed(t, p, "code", "--offline", "--quiet")
	r := sandboxed(t, p, "db", "purge", "--before", "0d", "-y", "--json")
	var done struct{ Purged, Live int }
	if err := json.Unmarshal([]byte(r.out), &done); err != nil || r.code != cli.OK || done.Purged < 10 || done.Live == 0 || !strings.Contains(r.errs, "are still active: they and their codes were left alone") {
		t.Errorf("exit %d, %v: %s%s", r.code, err, r.out, r.errs)
	}
	if known, deleted := codes(); known == 0 || known >= 10 || deleted < 10 {
		t.Errorf("after: %d codes, %d deleted", known, deleted)
	}
	if after := sandboxed(t, p, "code", "--offline", "--quiet"); before.code != cli.OK || after.out != before.out {
		t.Errorf("the newest code was %q, and is %q with exit %d: %s", before.out, after.out, after.code, after.errs)
	}
}
