package wiring_test

import (
	"slices"
	"strings"
	"testing"

	"switchboard/client/sandbox"
	"switchboard/ui/cli"
)

// A dry run ends as its command would, names each of several, and has no bare value.
func TestADryRunEndsAsItsCommandWould(t *testing.T) {
	provided(t)
	world := foundIn(t)
	for _, c := range []struct {
		line  string
		ends  int
		names []string
	}{
		{"customers credit acme larkspur nobody1 +5", cli.NotFound, []string{"acme\twill be booked: +$5.00 for acme, reference: ", "larkspur\twill be booked: +$5.00 for larkspur, reference: ", "nobody1\tnot: there is no customer \"nobody1\"\nneeds\t--yes", "2 of 3 customers can be done: there is no customer"}},
		{"customers credit acme northwind -80", cli.OK, []string{"The balance of acme and northwind falls below zero", "northwind\twill be booked: -$80.00"}},
		{"customers status larkspur disabled", cli.OK, []string{"this customer is disabled already: nothing was sent."}},
		{"customers status larkspur millrace disabled", cli.OK, []string{"larkspur\tnot: this customer is disabled already", "millrace\tnot: this customer is disabled already"}},
		{"customers status larkspur nobody1 disabled", cli.NotFound, []string{"larkspur\tnot: this customer is disabled already", "nobody1\tnot: there is no customer \"nobody1\""}},
		{"customers status nobody1 paused", cli.NotFound, nil},
		{"customers add acme", cli.OK, []string{"there is a customer with this id already: nothing was sent."}},
		{"activations end nosuch1 {code0}", cli.NotFound, []string{"nosuch1\tnot: no number has the id \"nosuch1\""}},
		{"numbers set +12065551422 --carrier Carrier", cli.OK, nil}, {"numbers set +12065551422 --carrier Carrier", cli.OK, []string{"the number has this already"}},
		{"e911 clear +12065551422", cli.OK, []string{"no 911 address is on file: nothing was sent."}},
		{"numbers buy +12065550000 +12065551422 +19995550123", cli.Failure, []string{"+1 206 555 1422 is yours already.", "not for sale: +1 999 555 0123, 1 of 3 numbers"}},
		{"accounts set --name Somebody", cli.OK, nil}, {"accounts set --name Somebody", cli.OK, []string{"the account has this already: nothing was sent."}},
		{"order --customer amberlane --service telegram --country uk --count 3", cli.Guarded, []string{"None of the 3 is ordered; 1 could be: --count 1.", "customer has\t$1.50", "free places\t", "free after\t-$"}},
		{"order --customer sandpiper --service telegram --country uk --count 99", cli.Usage, []string{"None of the 99 is ordered; 14 could be: --count 14."}},
	} {
		words := wordsOf(c.line, world)
		dry, out, errs := ask(t, append(words, "--dry-run")...)
		for _, name := range c.names {
			if !strings.Contains(out+errs, name) {
				t.Errorf("%s --dry-run does not say %q: %s%s", c.line, name, out, errs)
			}
		}
		if strings.Contains(out+errs, "can be done") && strings.Contains(c.line, "--count") {
			t.Errorf("%s --dry-run: all or none are ordered, and it says %s", c.line, errs)
		}
		if quiet, out, _ := ask(t, append(words, "--dry-run", "-q")...); out != "" || quiet != dry {
			t.Errorf("%s --dry-run -q: exit %d, %q", c.line, quiet, out)
		}
		did, _, said := ask(t, append(words, "-y")...)
		if dry != did || did != c.ends {
			t.Errorf("%s: the dry run ends with %d, the command with %d, not %d: %s", c.line, dry, did, c.ends, said)
		}
	}
}

// Where nobody answers a dry run ends as its command does, whether the command reads before it acts or not.
func TestADryRunWhereNobodyAnswersEndsAsItsCommand(t *testing.T) {
	world, _ := served(t, sandbox.Options{Seed: 7, NoLimits: true})
	ask(t, "sync")
	for _, provider := range []string{"sms", "trust"} {
		if err := world.Inject(sandbox.Fault{Provider: provider, Kind: sandbox.Offline, Times: -1}); err != nil {
			t.Fatal(err)
		}
	}
	for _, line := range []string{"customers status acme paused", "customers credit acme +5", "accounts set --name Somebody"} {
		dry, out, errs := ask(t, append(strings.Fields(line), "--dry-run")...)
		if did, _, said := ask(t, append(strings.Fields(line), "-y")...); dry != cli.Failure || did != dry {
			t.Errorf("%s: the dry run ends with %d, the command with %d: %s%s%s", line, dry, did, out, errs, said)
		}
	}
}

// Every command has help of its own, with examples; a group lists what is below it.
func TestEveryCommandHasHelpOfItsOwn(t *testing.T) {
	alone(t)
	var walk func(path ...string)
	walk = func(path ...string) {
		code, out, errs := ask(t, append(path, "--help")...)
		_, same, _ := ask(t, append([]string{"help"}, path...)...)
		usage := "\n  " + strings.Join(append([]string{"switchboard"}, path...), " ")
		below := commandsIn(out)
		if code != cli.OK || errs != "" || out != same || !strings.Contains(out, usage+" ") && !strings.Contains(out, usage+"\n") || len(below) == 0 && !strings.Contains(out, "\nExamples:\n  switchboard "+strings.Join(path, " ")) {
			t.Errorf("%s --help: exit %d, %s%s", strings.Join(path, " "), code, out, errs)
		}
		for _, name := range below {
			walk(append(slices.Clone(path), name)...)
		}
	}
	walk()
}

// commandsIn are the commands that a page of help lists.
func commandsIn(page string) (names []string) {
	_, list, _ := strings.Cut(page, "\nCommands:\n")
	for line := range strings.Lines(list) {
		if !strings.HasPrefix(line, "  ") {
			break
		}
		names = append(names, strings.Fields(line)[0])
	}
	return names
}

// What was probably meant is said wherever a word is none of those that it can be.
func TestWhatWasMeantIsSaidEverywhere(t *testing.T) {
	provided(t)
	ask(t, "sync")
	for line, meant := range map[string]string{
		"customers show acem": "acme", "customers status acme amberlan paused": "amberlane", "customers credit acem acme +1": "acme", "customers statement acme": "switchboard statement",
		"customers status acme pausd": "paused", "customers list --status actve": "active", "customers list --format jsn": "json", "customers list --columns custmer": "customer_id",
		"prices telegram --country unted": "united states", "prices telegrm": "telegram", "history --filter state:cod3": "code", "customers list --filter status:actve": "active",
		"history --filter country:unted": "united states", "activations list --filter service:telegrm": "telegram", "history --filter has:cod": "code", "history --filter contry:uk": "country:",
		"listings prove +14155550167 --by sm": "sms", "export activatons": "activations", "export activations --codes al": "all", "statement acem": "acme", "filters list histor": "history",
		"activations clos": "end", "config shwo": "show", "insights --sinc 3d": "--from", "insights --since 3d": "--from", "--pane hstory --snapshot 80x24": "history", "customers lsit": "list",
		"notes custmer": "customer", "version --time utcc": "utc", "completion bsh": "bash", "help enviroment": "environment", "themes drk": "dark", "customers ledger acem": "acme", "cusomers list": "customers",
	} {
		if _, out, errs := ask(t, strings.Fields(line)...); !strings.Contains(errs, "did you mean "+meant) {
			t.Errorf("%s is not asked for %s: %s%s", line, meant, out, errs)
		}
	}
}
