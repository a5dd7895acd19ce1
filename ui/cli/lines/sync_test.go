package lines_test

import (
	"strings"
	"testing"

	"switchboard/ui/cli"
)

// A profile that has a key for the numbers alone is synced, and says what has none.
func TestSyncOfOneServiceAlone(t *testing.T) {
	withLines(t, func(t *testing.T, p *linesProgram) {
		got := p.json(t, cli.OK, "sync")
		if at(t, got, "numbers") != 60.0 || at(t, got, "unknown") != 0.0 {
			t.Errorf("%v", got)
		}
		if said := p.text(t, cli.OK, "sync"); !strings.Contains(said, "there is no key: SMS") {
			t.Errorf("%q", said)
		}
	})
}
