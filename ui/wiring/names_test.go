package wiring

import (
	"encoding/json"
	"strings"
	"testing"

	"switchboard/ui/cli"
)

// A name that does not exist is bad input wherever something is narrowed by it: an answer of
// zeros would say that nothing was ordered, booked or received.
func TestANameThatDoesNotExistIsNamed(t *testing.T) {
	p := home(t, "")
	if r := sandboxed(t, p, "sync"); r.code != cli.Unknown {
		t.Fatalf("%d %s", r.code, r.errs)
	}
	for _, line := range []string{
		"insights --service nosuch", "insights trend --service nosuch", "insights trend --customer nosuch", "code --customer nosuch", "code --service nosuch",
		"customers ledger nosuch --offline", "statement nosuch", "prices nosuch", "prices telegram --country nosuch", "db purge --customer nosuch -y",
		"listings list --state nosuch", "numbers list --state nosuch", "customers list --status nosuch", "limits clear nosuch", "--pane nosuch --snapshot 80x24",
	} {
		r := sandboxed(t, p, strings.Fields(line)...)
		if r.code != cli.NotFound && r.code != cli.Usage || !strings.Contains(r.errs, "nosuch") && !strings.Contains(r.errs, "one of ") {
			t.Errorf("%s: exit %d, %s%s", line, r.code, r.out, r.errs)
		}
	}
	r := sandboxed(t, p, "prices", "--country", "us", "--ndjson")
	services := map[string]bool{}
	for line := range strings.Lines(r.out) {
		var row struct {
			Service string `json:"service_id"`
			Country string `json:"country_id"`
		}
		if err := json.Unmarshal([]byte(line), &row); err != nil || row.Country != "us" {
			t.Errorf("%v: %s", err, line)
		}
		services[row.Service] = true
	}
	if r.code != cli.OK || len(services) < 3 {
		t.Errorf("of one country: exit %d, %d services: %s", r.code, len(services), r.errs)
	}
	for _, line := range []string{"insights --service Telegram --days 30", "insights trend --customer acme", "code --customer acme"} {
		if r := sandboxed(t, p, strings.Fields(line)...); r.code != cli.OK || r.out == "" {
			t.Errorf("%s: exit %d, %s%s", line, r.code, r.out, r.errs)
		}
	}
}

// What is not saved yet is not known, and not none: a sync reads the last day first.
func TestWhatWasOrderedBeforeIsUnknownUntilItIsSaved(t *testing.T) {
	p := home(t, "")
	sandboxed(t, p, "sync")
	for span, unknown := range map[string]bool{"30d": true, "11h": false} {
		r := sandboxed(t, p, "insights", "customers", "--from", span, "--ndjson")
		if !strings.Contains(r.out, `"ordered_before":`) || strings.Contains(r.out, `"ordered_before":null`) != unknown {
			t.Errorf("of %s: %s%s", span, r.out, r.errs)
		}
	}
}
