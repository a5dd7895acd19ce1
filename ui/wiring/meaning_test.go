package wiring_test

import (
	"strings"
	"testing"

	"switchboard/ui/cli"
	"switchboard/ui/keybook"
	"switchboard/ui/text"
	"switchboard/ui/wiring"
)

// Every act of the console is told in one sentence that has room beside its name.
func TestEveryActIsSaidInOneSentence(t *testing.T) {
	alone(t)
	table, _ := wiring.New().Keys(cli.Flags{})
	for _, k := range table {
		_, verb, _ := strings.Cut(k.Action, ".")
		switch verb {
		case "up", "down", "top", "bottom", "page-up", "page-down": // moving about takes one line of the help together
			continue
		}
		m := keybook.MeaningOf(k.Action)
		if w := text.Width(m.Says); w < 10 || w > 60 || !strings.HasSuffix(m.Says, ".") {
			t.Errorf("%s (%s) is said as %q, %d cells", k.Action, k.Does, m.Says, w)
		}
	}
}
