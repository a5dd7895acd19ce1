package cli_test

import (
	"bytes"
	"io"
	"slices"
	"strings"
	"testing"

	"switchboard/ui/cli"
)

// A word of a command that cannot be meant is refused as an option's is, before a profile is opened:
// one that is empty, that is huge, or that is no text.
func TestBadArgumentsOfEveryCommand(t *testing.T) {
	tried := 0
	for _, c := range leaves(tree(t)) {
		line := words(strings.Split(c.Example, "\n")[0])
		_, rest, err := c.Root().Find(line)
		if err != nil {
			t.Fatal(err)
		}
		if err := c.ParseFlags(rest); err != nil {
			t.Fatal(err)
		}
		for _, arg := range c.Flags().Args() {
			for what, value := range map[string]string{"empty": "", "no UTF-8": "a\xff\xfe", "huge": strings.Repeat("9", 40_000)} {
				args := slices.Clone(line)
				at := slices.Index(args, arg)
				if args[at] = value; at < 0 || c.Name() == "completion" {
					continue
				}
				tried++
				var errs bytes.Buffer
				code := cli.Run(t.Context(), untouched{t: t}, args, io.Discard, &errs, everything...)
				if said := errs.String(); code != cli.Usage || said == "" || len(said) > 1000 {
					t.Errorf("%s, %s for %s: exit %d, %.200s", c.CommandPath(), what, arg, code, said)
				}
			}
		}
	}
	if tried < 60 {
		t.Errorf("only %d were tried", tried)
	}
}
