package wiring_test

import (
	"database/sql"
	"path/filepath"
	"strings"
	"testing"

	_ "github.com/mattn/go-sqlite3" // reads the journal beside the program

	"switchboard/store/config"
	"switchboard/ui/cli"
)

// A filter that was saved narrows every list that takes it by its name, in any case of letters.
func TestASavedFilterNarrowsCommands(t *testing.T) {
	alone(t)
	t.Setenv("SWITCHBOARD_PROFILE", "sandbox")
	_, out, errs := ask(t, "customers", "list", "--quiet")
	all := strings.Fields(out)
	if len(all) < 2 {
		t.Fatal(out, errs)
	}
	for _, line := range []string{"filters save customers mine " + all[0], "filters save numbers lost address:missing", "filters save live tele telegram"} {
		if code, out, errs := ask(t, strings.Fields(line)...); code != cli.OK {
			t.Fatal(line, code, out, errs)
		}
	}
	if _, out, errs := ask(t, "customers", "list", "--quiet", "--filter", "@MINE"); strings.TrimSpace(out) != all[0] {
		t.Error(out, errs)
	}
	if _, out, errs := ask(t, "customers", "list", "--quiet", "--filter", "@mine", "--status", "disabled"); strings.Contains(out, all[1]) {
		t.Error(out, errs)
	}
	_, whole, _ := ask(t, "numbers", "list", "--quiet")
	_, some, errs := ask(t, "numbers", "list", "--quiet", "--filter", "@lost")
	_, same, _ := ask(t, "numbers", "list", "--quiet", "--address", "missing")
	if some == "" || some != same || some == whole {
		t.Error(some, same, errs)
	}
	if _, out, errs := ask(t, "activations", "list", "--filter", "@tele", "--json"); !strings.Contains(out, "telegram") || strings.Contains(out, "instagram") {
		t.Error(out, errs)
	}
	for line, says := range map[string]string{
		"customers list --filter @yours":   "@yours is not saved for customers, but @mine",
		"history --filter @mine":           "no filter is saved for history",
		"filters save customers mine acme": "there is a filter of this name already; --replace",
		"filters save customers other x:y": "the filter:",
		"filters rename numbers gone here": "no filter of numbers is called gone",
		"filters remove live nothing":      "no filter of live is called nothing",
	} {
		if code, out, errs := ask(t, strings.Fields(line)...); code == cli.OK || !strings.Contains(errs, says) {
			t.Errorf("%s: %d %s%s", line, code, out, errs)
		}
	}
	for _, line := range []string{"filters save --replace customers mine " + all[1], "filters rename customers mine ours", "filters remove live tele"} {
		if code, out, errs := ask(t, strings.Fields(line)...); code != cli.OK {
			t.Error(line, code, out, errs)
		}
	}
	_, out, _ = ask(t, "filters", "list", "--csv")
	if !strings.Contains(out, "ours,customers,"+all[1]) || strings.Contains(out, "tele") {
		t.Error(out)
	}
	raw, err := sql.Open("sqlite3", filepath.Join(config.FindPaths().Profile("sandbox"), "journal.db"))
	if err != nil {
		t.Fatal(err)
	}
	_, err = raw.Exec("UPDATE filters SET text = 'colour:red' WHERE name = 'ours'") // as by a later Switchboard
	if err != nil || raw.Close() != nil {
		t.Fatal(err)
	}
	if code, _, errs := ask(t, "customers", "list", "--filter", "@ours"); code != cli.Usage || !strings.Contains(errs, "@ours was saved as colour:red: ") {
		t.Error(code, errs)
	}
}
