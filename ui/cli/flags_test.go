package cli_test

import (
	"bytes"
	"context"
	"io"
	"slices"
	"strings"
	"testing"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"switchboard/ui/cli"
	"switchboard/ui/cli/house"
	"switchboard/ui/cli/lines"
	"switchboard/ui/cli/sms"
	"switchboard/ui/cli/trust"
)

// everything are all commands there are.
var everything = []cli.Commands{sms.Commands, trust.Commands, lines.Commands, house.Commands}

// untouched is a program with which nothing may be begun.
type untouched struct {
	cli.Program
	t *testing.T
}

func (u untouched) Session(context.Context, cli.Flags, func(context.Context, *cli.Session) error) error {
	u.t.Error("a profile was opened")
	return context.Canceled
}

func (u untouched) Screen(context.Context, cli.Flags) error {
	u.t.Error("the console was opened")
	return nil
}

func (u untouched) Snapshot(context.Context, cli.Flags, int, int) (string, error) {
	u.t.Error("the console was opened")
	return "", nil
}

func (u untouched) Receive(context.Context, cli.Flags, func(context.Context, cli.Mailroom) error) error {
	u.t.Error("a profile was opened")
	return context.Canceled
}

func (u untouched) Keys(cli.Flags) ([]cli.Key, []string) { return nil, nil }

// tree is the command line as it is built.
func tree(t *testing.T) *cobra.Command {
	t.Helper()
	var root *cobra.Command
	peek := func(a *cli.App) []*cobra.Command {
		return []*cobra.Command{cli.OfAll(&cobra.Command{Use: "peek", RunE: func(cmd *cobra.Command, _ []string) error { root = cmd.Root(); return nil }})}
	}
	if code := cli.Run(t.Context(), untouched{t: t}, []string{"peek"}, io.Discard, io.Discard, append(slices.Clone(everything), peek)...); code != cli.OK {
		t.Fatal("the tree cannot be had")
	}
	root.RemoveCommand(find(root, "peek"))
	return root
}

func find(root *cobra.Command, name string) *cobra.Command {
	c, _, _ := root.Find([]string{name})
	return c
}

// leaves are the commands that do something.
func leaves(c *cobra.Command) []*cobra.Command {
	var out []*cobra.Command
	for _, sub := range c.Commands() {
		if sub.HasSubCommands() {
			out = append(out, leaves(sub)...)
		} else if sub.Name() != "help" {
			out = append(out, sub)
		}
	}
	return out
}

// words takes an example apart as a shell would.
func words(line string) []string {
	var out []string
	var quote rune
	word, begun := "", false
	for _, r := range line {
		switch {
		case quote != 0 && r == quote:
			quote = 0
		case quote == 0 && (r == '\'' || r == '"'):
			quote, begun = r, true
		case quote == 0 && r == ' ':
			if begun {
				out, word, begun = append(out, word), "", false
			}
		default:
			word, begun = word+string(r), true
		}
	}
	if begun {
		out = append(out, word)
	}
	if i := slices.IndexFunc(out, func(w string) bool { return w == ">" || w == "|" }); i >= 0 {
		out = out[:i]
	}
	return out[1:]
}

// Every command has two examples, and what they name is there.
func TestEveryCommandHasExamples(t *testing.T) {
	for _, c := range leaves(tree(t)) {
		examples := strings.Split(c.Example, "\n")
		if len(examples) != 2 {
			t.Errorf("%s has %q", c.CommandPath(), c.Example)
			continue
		}
		for _, line := range examples {
			found, rest, err := c.Root().Find(words(line))
			if err != nil || found.CommandPath() != c.CommandPath() {
				t.Errorf("%s: %v", line, err)
				continue
			}
			if err := found.ParseFlags(rest); err != nil && !strings.Contains(line, " -5 ") {
				t.Errorf("%s: %v", line, err)
			}
		}
	}
}

// free are options that take any text there is.
var free = strings.Fields("message dba legal-name jurisdiction industry address bio name role cnam carrier street unit city zip caller ref gateway filter " +
	"confirm dir evidence profile code order-id sandbox-control website " +
	"service country preset") // these are looked up by name where they are known

// bare is a command's first example without an option, which is then given anew.
func bare(c *cobra.Command, option string) []string {
	var out []string
	list := words(strings.Split(c.Example, "\n")[0])
	for i := 0; i < len(list); i++ {
		if list[i] == "--"+option {
			if c.Flags().Lookup(option).NoOptDefVal == "" {
				i++
			}
			continue
		}
		out = append(out, list[i])
	}
	return out
}

// A value that cannot be meant is refused with the name of its option, before
// a profile is opened: so nothing can be sent.
func TestBadValuesOfEveryOption(t *testing.T) {
	root := tree(t)
	for _, c := range leaves(root) {
		try := func(f *pflag.Flag) {
			if f.Name == "help" {
				return
			}
			bad := map[string]string{"no UTF-8": "a\xff\xfe", "huge": strings.Repeat("9", 40_000)}
			isFree := slices.Contains(free, f.Name)
			if !isFree {
				bad["wrong type"] = "no such thing!"
			}
			if f.Annotations["clears"] == nil {
				bad["empty"] = ""
			}
			if kind := f.Value.Type(); kind == "int" || kind == "duration" || kind == "uint64" || slices.Contains([]string{"max", "fixed", "below", "max-spend", "balance", "markup"}, f.Name) {
				bad["negative"] = "-7"
			}
			for what, value := range bad {
				var out, errs bytes.Buffer
				args := append(bare(c, f.Name), "--"+f.Name+"="+value)
				code := cli.Run(t.Context(), untouched{t: t}, args, &out, &errs, everything...)
				if code != cli.Usage || !strings.Contains(errs.String(), "--"+f.Name) {
					t.Errorf("%s --%s, %s: exit %d, %.200s", c.CommandPath(), f.Name, what, code, errs.String())
				}
			}
		}
		c.LocalFlags().VisitAll(try)
	}
	version := find(root, "version")
	root.PersistentFlags().VisitAll(func(f *pflag.Flag) {
		bad := []string{"a\xff\xfe", strings.Repeat("9", 40_000), ""}
		if !slices.Contains(free, f.Name) {
			bad = append(bad, "no such thing!")
		}
		if kind := f.Value.Type(); kind == "duration" || kind == "bool" || f.Name == "max-spend" {
			bad = append(bad, "-7", "-7s")
		}
		for _, value := range bad {
			var errs bytes.Buffer
			code := cli.Run(t.Context(), untouched{t: t}, []string{version.Name(), "--" + f.Name + "=" + value}, io.Discard, &errs, everything...)
			if code != cli.Usage || !strings.Contains(errs.String(), "--"+f.Name) {
				t.Errorf("--%s=%.10q: exit %d, %.200s", f.Name, value, code, errs.String())
			}
		}
	})
}

// What is not there is refused, with what may have been meant.
func TestDidYouMean(t *testing.T) {
	for _, c := range []struct{ args, says string }{
		{"cusomers", "did you mean customers?"}, {"customers lst", "did you mean list?"}, {"help nosuch", "topics are"}, {"help ordr", "did you mean order?"}, {"yes", "--help lists them"},
		{"log", "did you mean acts or export log?"}, {"credit", "did you mean customers credit?"}, {"report", "did you mean activations report?"}, {"activations cancel", "did you mean end?"},
		{"activations show", "did you mean get?"}, {"customers new", "did you mean add?"}, {"numbers order", "did you mean switchboard order?"}, {"buy", "did you mean numbers buy?"}, {"customers import --help", "did you mean switchboard import customers?"}, {"customers export", "did you mean switchboard export customers?"}, {"listings nosuch --help", "has no command"}, {"codes", "did you mean code or export codes?"},
		{"911", "did you mean e911?"}, {"settings", "did you mean config show or config check?"}, {"login", "did you mean help environment?"}, {"y", "--help lists them"},
		{"version x", "takes no arguments"}, {"config show x", "takes no arguments"}, {"keys x", "takes no arguments"}, {"doctor x", "takes no arguments"},
		{"sandbox x", "takes no arguments"}, {"--format json --csv version", "choose one"}, {"--json --csv version", "choose one"},
		{"version --format yaml", "--format: one of"},
	} {
		var errs bytes.Buffer
		code := cli.Run(t.Context(), untouched{t: t}, strings.Fields(c.args), io.Discard, &errs, everything...)
		if code != cli.Usage || !strings.Contains(errs.String(), c.says) {
			t.Errorf("%s: exit %d, %s", c.args, code, errs.String())
		}
	}
	var out bytes.Buffer
	if code := cli.Run(t.Context(), untouched{t: t}, []string{"--version"}, &out, io.Discard, everything...); code != cli.OK || strings.TrimSpace(out.String()) != cli.Version() {
		t.Errorf("--version: %d %q", code, out.String())
	}
}

// Arguments are taken as they are.
func TestArgumentsAreTakenAsTheyAre(t *testing.T) {
	var got []string
	take := func(*cli.App) []*cobra.Command {
		cmd := &cobra.Command{Use: "take", RunE: func(cmd *cobra.Command, args []string) error {
			bio, err := cmd.Flags().GetString("bio")
			got = append(args, bio)
			return err
		}}
		cmd.Flags().String("bio", "", "")
		return []*cobra.Command{cli.TakesAmount(cmd)}
	}
	for _, c := range []struct{ args, want []string }{
		{[]string{"take", "acme", "-5", "--bio", "-20 %"}, []string{"acme", "-5", "-20 %"}},
		{[]string{"take", "--bio", "-9", "acme", "-$5.20"}, []string{"acme", "-$5.20", "-9"}},
		{[]string{"take", "acme", "+5", "--bio=-9"}, []string{"acme", "+5", "-9"}},
	} {
		var errs bytes.Buffer
		if code := cli.Run(t.Context(), untouched{t: t}, c.args, io.Discard, &errs, take); code != cli.OK || !slices.Equal(got, c.want) {
			t.Errorf("%q: exit %d, %q, %s", c.args, code, got, errs.String())
		}
	}
}

// Everything that is wrong with one line is told at once, before a profile is opened.
func TestBadOptionsAreToldTogether(t *testing.T) {
	for args, says := range map[string][]string{
		"customers add not-an-id --balance much":                                              {"customer", "--balance"},
		"customers credit acme much --gateway " + strings.Repeat("g", 51):                     {"the amount", "--gateway"},
		"customers ledger not-an-id --since never":                                            {"customer", "--since"},
		"order --customer acme --max much --markup x --quality 101 --again 99 --wait":         {"--service", "--country", "--max", "--markup", "--quality", "--again"},
		"order --quality much --customer a_b --timeout never --max=9 --service s --country k": {"--quality", "--timeout", "--customer"},
		"history --limit -1 --since never --timeout -1s":                                      {"--timeout"},
		"history --limit -1 --since never":                                                    {"--limit", "--since"},
		"acts --since never --until never --customer a_b":                                     {"--customer"},
		"acts --since never --until never":                                                    {"--since", "--until"},
		"insights --days 0 --from never --to never":                                           {"--days", "--from", "--to"},
		"export codes --since never --codes some":                                             {"--since", "--codes"},
		"db purge --before never --number 12":                                                 {"--before", "--number"},
		"sandbox --addr 10.0.0.1:1 --sms-after -1s":                                           {"--addr", "--sms-after"},
		"sandbox fill --activations 0 --customers 0 --until never":                            {"--activations", "--customers", "--until"},
		"numbers find 415 --quantity 0 --page -1":                                             {"--quantity", "--page"},
		"numbers set +14155550142 --porting x --porting y=z --field w":                        {"--porting: x", "--field: w"},
		"listings stage +14155550142 --website x --formation-date y":                          {"--website", "--formation-date"},
		"version --timeout -1s --time never --format yaml":                                    {"--timeout", "--time", "--format"},
	} {
		var errs bytes.Buffer
		code := cli.Run(t.Context(), untouched{t: t}, strings.Fields(args), io.Discard, &errs, everything...)
		for _, want := range says {
			if code != cli.Usage || !strings.Contains(errs.String(), want) {
				t.Errorf("%s: exit %d, without %s: %s", args, code, want, errs.String())
			}
		}
	}
}

// An option that does not exist, or that lacks its value, is told in the words of the help, with where the options are listed.
func TestAnOptionThatDoesNotFitNamesTheWayOut(t *testing.T) {
	for args, said := range map[string]string{
		"order --counts 3":        "switchboard order has no option --counts; did you mean --count?",
		"history --limt=3":        "switchboard history has no option --limt; did you mean --limit?",
		"history --whatever=3":    "switchboard history has no option --whatever; switchboard history --help lists them",
		"order -x":                "switchboard order has no option -x; switchboard order --help lists them",
		"--nope":                  "switchboard has no option --nope; switchboard --help lists them",
		"order --=x":              `"--=x" is no option; switchboard order --help lists them`,
		"order --customer":        "--customer needs a value: who it is for",
		"customers list --filter": "--filter needs a value: ",
	} {
		var errs bytes.Buffer
		code := cli.Run(t.Context(), untouched{t: t}, strings.Fields(args), io.Discard, &errs, everything...)
		if code != cli.Usage || !strings.Contains(errs.String(), said) {
			t.Errorf("%s: exit %d: %s", args, code, errs.String())
		}
	}
}
