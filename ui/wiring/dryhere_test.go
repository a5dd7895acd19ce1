package wiring_test

import (
	"os"
	"strings"
	"testing"

	"switchboard/ui/cli"
)

// What changes something on this machine alone has no dry run, and says so: it changes nothing then. A name of a profile
// that cannot be one is refused everywhere.
func TestADryRunChangesNothingHere(t *testing.T) {
	alone(t)
	t.Setenv("SWITCHBOARD_PROFILE", "sandbox")
	ask(t, "customers", "list")
	for line, after := range map[string]string{
		"note customer acme hello": "notes", "tag customer acme vip": "notes", "filters save customers vip tag:vip": "filters list",
		"limits clear": "limits list", "config init": "config path", "db backup": "notes", "filters remove customers vip": "filters list",
	} {
		before, was, _ := ask(t, strings.Fields(after)...)
		code, out, errs := ask(t, append(strings.Fields(line), "--dry-run")...)
		if now, is, _ := ask(t, strings.Fields(after)...); code != cli.Usage || out != "" || !strings.Contains(errs, "has no dry run. Nothing was changed") || now != before || is != was {
			t.Errorf("%s --dry-run: exit %d, %s%s, then %q and not %q", line, code, out, errs, is, was)
		}
	}
	dir := t.TempDir()
	code, _, errs := ask(t, "man", "--dir", dir, "--dry-run")
	if pages, err := os.ReadDir(dir); code != cli.Usage || len(pages) > 0 || err != nil {
		t.Errorf("man --dir --dry-run: exit %d, %s, %d pages, %v", code, errs, len(pages), err)
	}
	for _, line := range []string{"config init", "config path", "customers list", "doctor"} {
		if code, _, errs := ask(t, append(strings.Fields(line), "--profile", "a/b")...); code != cli.Usage || !strings.Contains(errs, "--profile: ") {
			t.Errorf("%s --profile a/b: exit %d, %s", line, code, errs)
		}
	}
}

// A dry run tells what only the provider knows, and asks for no confirmation.
func TestADryRunSaysWhatItCannotKnow(t *testing.T) {
	provided(t)
	ask(t, "sync")
	for _, c := range []struct {
		says  string
		words []string
	}{
		{"the lowest price that is known is $", strings.Fields("order --customer sandpiper --service telegram --country uk --max 0.01")},
		{"the lowest price that is known is $", strings.Fields("order --customer sandpiper --service telegram --country uk --max 0.01 --count 2")},
		{"is known only when it is sent", []string{"e911", "set", "+14155234712", "--address", "1 Market St, San Francisco, CA 94105", "--caller", "Acme Inc"}},
	} {
		if code, out, errs := ask(t, append(c.words, "--dry-run")...); code != cli.OK || !strings.Contains(errs, c.says) {
			t.Errorf("%q --dry-run: exit %d, %s%s", c.words, code, out, errs)
		}
	}
}

// Where none of the numbers that are wanted is for sale the purchase sends nothing, and its dry run ends as it does.
func TestADryRunOfWhatIsNotForSaleEndsAsThePurchase(t *testing.T) {
	alone(t)
	t.Setenv("SWITCHBOARD_PROFILE", "sandbox")
	for line, ends := range map[string]int{"+12065551422": cli.OK, "+19995550123": cli.Failure, "+12065551422 +19995550123": cli.Failure} {
		words := strings.Fields("numbers buy " + line)
		dry, out, errs := ask(t, append(words, "--dry-run")...)
		if did, _, said := ask(t, append(words, "-y")...); dry != ends || did != ends {
			t.Errorf("%s: the dry run ends with %d, the purchase with %d, not %d: %s%s%s", line, dry, did, ends, out, errs, said)
		}
	}
}

// A name that a sentence only begins with the letters of is not taken out of it.
func TestADryRunTakesNoLettersOfASentenceForAName(t *testing.T) {
	alone(t)
	t.Setenv("SWITCHBOARD_PROFILE", "sandbox")
	_, out, _ := ask(t, strings.Fields("customers credit acme t there +5 --dry-run")...)
	for _, line := range []string{"t\tnot: there is no customer \"t\"", "there\tnot: there is no customer \"there\""} {
		if !strings.Contains(out, "\n"+line+"\n") {
			t.Errorf("it does not say %q: %s", line, out)
		}
	}
}
