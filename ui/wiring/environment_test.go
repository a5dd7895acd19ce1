package wiring_test

import (
	"encoding/json"
	"regexp"
	"strings"
	"testing"

	"switchboard/ui/cli"
)

// The page about the environment lists every setting but those that the file alone may hold: where a
// key is looked for, and whether http may be used.
func TestThePageOfTheEnvironmentListsEverySetting(t *testing.T) {
	alone(t)
	code, page, errs := ask(t, "help", "environment")
	if code != cli.OK {
		t.Fatal(errs)
	}
	inFile := regexp.MustCompile(`\.((key|secret)_(env|cmd|file)|keyring|allow_insecure_http)$`)
	_, shown, _ := ask(t, "config", "show", "--ndjson")
	listed := 0
	for line := range strings.Lines(shown) {
		var row struct{ Setting string }
		if err := json.Unmarshal([]byte(line), &row); err != nil || row.Setting == "" {
			t.Fatalf("%s: %v", line, err)
		}
		name := strings.TrimPrefix(row.Setting, "profiles.default.")
		variable := "\n  SWITCHBOARD_" + strings.ToUpper(strings.ReplaceAll(name, ".", "_")) + " "
		if strings.Contains(page, variable) == inFile.MatchString(name) {
			t.Errorf("%s: listed %v", row.Setting, !inFile.MatchString(name))
		}
		listed++
	}
	if listed < 60 {
		t.Errorf("only %d settings: %s", listed, shown)
	}
	for _, key := range []string{"SMS_KEY", "TRUST_KEY", "LINES_KEY", "WEBHOOK_SECRET", "FORMAT", "PLAIN"} {
		if !strings.Contains(page, "\n  SWITCHBOARD_"+key+" ") {
			t.Errorf("%s is not on the page", key)
		}
	}
}
