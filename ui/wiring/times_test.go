package wiring_test

import (
	"strings"
	"testing"

	"switchboard/store/config"
	"switchboard/ui/cli"
	"switchboard/ui/text"
)

// The setting has the words that times are written by, and so has the option: what it cannot be is refused with them,
// and so is asking it of data for programs.
func TestTheOptionForTimes(t *testing.T) {
	alone(t)
	for _, v := range config.FindPaths().Variables() {
		if v.Setting == "time" && v.Allowed != "one of "+strings.Join(text.AllTimes(), ", ") {
			t.Error(v)
		}
	}
	for line, says := range map[string]string{
		"history --time ago --json": "json has times in UTC always", "history --time noon": "--time: one of " + strings.Join(text.AllTimes(), ", "),
	} {
		if code, _, errs := ask(t, append([]string{"--sandbox"}, strings.Fields(line)...)...); code != cli.Usage || !strings.Contains(errs, says) {
			t.Errorf("%s: %d %s", line, code, errs)
		}
	}
	_, id, _ := ask(t, "--sandbox", "activations", "list", "--quiet")
	for option, want := range map[string]string{"ago": " ago\n", "utc": "created_at\t20"} {
		if code, out, errs := ask(t, "--sandbox", "activations", "get", strings.Fields(id)[0], "--time", option); code != cli.OK || !strings.Contains(out, want) {
			t.Error(option, code, out, errs)
		}
	}
}
