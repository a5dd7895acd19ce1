package cli_test

import (
	"bytes"
	"io"
	"strings"
	"testing"

	"switchboard/ui/cli"
)

// A column that a command does not have is refused at every command before a profile is opened, with those it has.
func TestEveryCommandRefusesColumnsItDoesNotHave(t *testing.T) {
	rows := 0
	for _, c := range leaves(tree(t)) {
		var errs bytes.Buffer
		code := cli.Run(t.Context(), untouched{t: t}, append(bare(c, "columns"), "--columns", "no such"), io.Discard, &errs, everything...)
		said := errs.String()
		if code != cli.Usage || !strings.Contains(said, "--columns: ") {
			t.Errorf("%s: exit %d, %s", c.CommandPath(), code, said)
		}
		if strings.Contains(said, `"no such" is none of the columns here, which are `) {
			rows++
		} else if !strings.Contains(said, "writes no rows") && !strings.Contains(said, "has every field always") {
			t.Errorf("%s: %s", c.CommandPath(), said)
		}
	}
	if rows < 60 {
		t.Errorf("only %d commands name their columns", rows)
	}
}
