package wiring_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"switchboard/ui/cli"
)

// takenRow is a row of the report.
type takenRow struct {
	Line   int    `json:"line"`
	Result string `json:"result"`
	Why    string `json:"why"`
}

// importing writes a file, takes it in and gives the report.
// namedTwice is a line about a number that names it, and names it again.
var namedTwice = regexp.MustCompile(`(?m)^.*\+1 ?[0-9 ]+: \+1 .*$`)

func importing(t *testing.T, want int, kind, text string, more ...string) []takenRow {
	t.Helper()
	name := filepath.Join(t.TempDir(), kind+".csv")
	if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	code, out, errs := ask(t, append([]string{"import", kind, name, "--ndjson"}, more...)...)
	if code != want {
		t.Errorf("import %s %v: exit %d, want %d: %s%s", kind, more, code, want, out, errs)
	}
	if twice := namedTwice.FindString(errs); twice != "" {
		t.Errorf("import %s %v names a number twice: %s", kind, more, twice)
	}
	var rows []takenRow
	for line := range strings.Lines(out) {
		var r takenRow
		if err := json.Unmarshal([]byte(line), &r); err != nil {
			t.Fatalf("%q: %v", line, err)
		}
		if r.Line > 0 {
			rows = append(rows, r)
		}
	}
	return rows
}

func results(rows []takenRow) string {
	var all []string
	for _, r := range rows {
		all = append(all, r.Result)
	}
	return strings.Join(all, " ")
}

const addresses = "number,caller,address\n" +
	"+14155234712,Michel Mabel,\"1 Market St, San Francisco, CA 94105\"\n" + // nothing on file
	"+12065551422,Michel Mabel,\"55 Loop St, Oakland, CA 94607\"\n" + // a choice, and then another one
	"+12135552014,Michel Mabel,\"4 Nowhere Ln, San Francisco, CA 94105\"\n" + // not found
	"+12065550180,Michel Mabel,\"1 Market St, San Francisco, CA 94105\"\n" + // somebody else's
	"+14152338397,Michel Mabel,\"1 Market St, San Francisco, CA 94105\"\n" // replaces what is on file

// A file of addresses is told before anything is sent, and carried out once
// however often it is taken in; what a person has to choose waits for that.
func TestImportOfAddresses(t *testing.T) {
	sent := provided(t)
	if got := results(importing(t, cli.Failure, "e911", addresses, "--dry-run")); got != "ready ready ready wrong replaces" || len(sent()) != 0 {
		t.Errorf("a dry run told %s and sent %q", got, sent())
	}
	importing(t, cli.Guarded, "e911", addresses)
	importing(t, cli.Guarded, "e911", addresses, "--yes")
	importing(t, cli.Guarded, "e911", addresses, "--yes", "--confirm", "2")
	importing(t, cli.Guarded, "e911", addresses, "--yes", "--confirm", "1", "--read-only")
	importing(t, cli.Guarded, "e911", addresses, "--yes", "--confirm", "1", "--offline")
	if len(sent()) != 0 {
		t.Fatalf("without consent it sent %q", sent())
	}
	rows := importing(t, cli.Failure, "e911", addresses, "--confirm", "1")
	if got := results(rows); got != "done choice refused wrong done" || len(sent()) != 4 {
		t.Errorf("it came to %s and sent %q", got, sent())
	}
	if why := rows[3].Why; !strings.Contains(why, "is not a number of the account") {
		t.Errorf("about a number that is not ours it says %q", why)
	}
	if got := results(importing(t, cli.Failure, "e911", addresses, "--confirm", "1")); got != "already choice refused wrong already" || len(sent()) != 4 {
		t.Errorf("the same file again came to %s and sent %q", got, sent())
	}
	if _, out, _ := ask(t, "e911", "queue", "--quiet"); out != "+12065551422\n" {
		t.Errorf("in the queue is %q", out)
	}
	for _, which := range []string{"1", "2"} {
		ask(t, "e911", "choose", "+12065551422", which, "--yes", "--quiet")
	}
	if _, out, _ := ask(t, "e911", "queue", "--quiet"); out != "" {
		t.Errorf("after the choice %q is in the queue", out)
	}
	before := len(sent())
	if rows := importing(t, cli.Failure, "e911", addresses, "--confirm", "1"); results(rows) != "already already refused wrong already" || len(sent()) != before {
		t.Errorf("after the choice it came to %v and sent %q", rows, sent()[before:])
	}
}

// A row that sends a number back to an address it had before is sent, though
// another address was filed since, after a choice or after a removal.
func TestImportOfAnEarlierAddress(t *testing.T) {
	sent := provided(t)
	const number = "+14155234712"
	market := "number,caller,address\n" + number + ",Michel Mabel,\"1 Market St, San Francisco, CA 94105\"\n"
	loop := "number,caller,address\n" + number + ",Michel Mabel,\"55 Loop St, Oakland, CA 94607\"\n"
	importing(t, cli.OK, "e911", market, "--yes")
	importing(t, cli.Choice, "e911", loop, "--yes", "--confirm", "1")
	for _, which := range []string{"1", "2"} {
		ask(t, "e911", "choose", number, which, "--yes", "--confirm", "4712", "--quiet")
	}
	if got := results(importing(t, cli.OK, "e911", loop, "--yes")); got != "already" {
		t.Errorf("the address that the choice came of is %s", got)
	}
	before := len(sent())
	if got := results(importing(t, cli.OK, "e911", market, "--yes", "--confirm", "1")); got != "done" || len(sent()) != before+1 {
		t.Errorf("back to the first address: %s, %q", got, sent()[before:])
	}
	if _, out, _ := ask(t, "e911", "show", number, "--json"); !strings.Contains(strings.ToUpper(out), "MARKET") {
		t.Errorf("on file is %s", out)
	}
	if got := results(importing(t, cli.OK, "e911", loop, "--yes", "--confirm", "1", "--dry-run")); got != "replaces" {
		t.Errorf("the address that was chosen once, after another: %s", got)
	}
}

// A choice that is open for another address keeps a corrected row from nothing.
func TestImportOfACorrectedAddress(t *testing.T) {
	provided(t)
	const head = "number,caller,address\n+14155234712,Michel Mabel,"
	loop := head + "\"55 Loop St, Oakland, CA 94607\"\n"
	importing(t, cli.Choice, "e911", loop, "--yes")
	importing(t, cli.Choice, "e911", loop, "--yes")
	ask(t, "e911", "choose", "+14155234712", "1", "--yes", "--quiet")
	importing(t, cli.Choice, "e911", loop, "--yes") // in the second round too
	if got := results(importing(t, cli.OK, "e911", head+"\"1 Market St, San Francisco, CA 94105\"\n", "--yes")); got != "done" {
		t.Errorf("the corrected row is %s", got)
	}
	if _, out, _ := ask(t, "e911", "queue", "--quiet"); out != "" {
		t.Errorf("in the queue is still %q", out)
	}
}

// An opening balance is booked once, under whatever reference and however
// often a corrected file is taken in.
func TestImportBooksNoSecondOpeningBalance(t *testing.T) {
	sent := provided(t)
	ask(t, "customers", "add", "dupone", "--balance", "25", "--yes")
	importing(t, cli.OK, "customers", "customer,balance\nfresha,25.00\n", "--yes")
	ask(t, "customers", "add", "noopening", "--yes")
	before := len(sent())
	rows := importing(t, cli.Failure, "customers", "customer,balance\ndupone,25.00\nfresha,30.00\nnoopening,7.00\n", "--yes")
	if got := results(rows); got != "already wrong done" || len(sent()) != before+1 {
		t.Errorf("it came to %s and sent %q: %+v", got, sent()[before:], rows)
	}
	if why := rows[1].Why; !strings.Contains(why, "+$25.00 for fresha was booked") || !strings.Contains(why, "customers credit books the difference") {
		t.Errorf("of the other balance it says %q", why)
	}
	for customer, cents := range map[string]string{"dupone": "2500", "fresha": "2500", "noopening": "700"} {
		if _, out, _ := ask(t, "customers", "show", customer, "--json"); !strings.Contains(out, cents) {
			t.Errorf("%s has %s", customer, out)
		}
	}
}

// Callers' names and customers are taken in as each would be by itself.
func TestImportOfNamesAndCustomers(t *testing.T) {
	sent := provided(t)
	names := "number;cnam\n+14152338397;NEW NAME\n+14155234712;OTHER NAME\n+12065550180;NAME\n"
	if got := results(importing(t, cli.Failure, "cnam", names, "--yes")); got != "done done wrong" {
		t.Error(got)
	}
	if _, out, _ := ask(t, "numbers", "show", "+14152338397", "--json"); !strings.Contains(out, `"cnam":"NEW NAME"`) || !strings.Contains(out, `"inbound_lookup":true`) || !strings.Contains(out, `"PROVISIONED"`) {
		t.Errorf("after its name the number is %s", out)
	}
	before := len(sent())
	if got := results(importing(t, cli.Failure, "cnam", names, "--yes")); got != "already already wrong" || len(sent()) != before {
		t.Errorf("the same names again: %s, %q", got, sent()[before:])
	}
	list := "customer,balance\nacme,5\nfresh1,25.00\nfresh2,\n"
	if got := results(importing(t, cli.OK, "customers", list, "--yes")); got != "already done done" {
		t.Error(got)
	}
	before = len(sent())
	if got := results(importing(t, cli.OK, "customers", list, "--yes")); got != "already already already" || len(sent()) != before {
		t.Errorf("the same customers again: %s, %q", got, sent()[before:])
	}
	if _, out, _ := ask(t, "customers", "show", "fresh1", "--json"); !strings.Contains(out, "2500") {
		t.Errorf("the customer has %s", out)
	}
}

// Drafts of listings are kept for the sheet that puts a number online, and take the place of none that is there.
func TestImportOfListings(t *testing.T) {
	sent := provided(t)
	rows := "number,kind,legal_name,website,name,ein\n+12135550188,business,Northwind,https://northwind.example,,\n+12135550189,personal,,,Ada,\n" +
		"+12135550190,personal,Northwind,,,\n+12135550191,business,Northwind,ftp://x,,\n+12135550192,business,Northwind,,,12-3456789\n+12135550193,firm,Northwind,,,\n"
	if got := results(importing(t, cli.Failure, "listings", rows, "--yes")); got != "done done wrong wrong wrong wrong" {
		t.Error(got)
	}
	if got := results(importing(t, cli.Failure, "listings", rows, "--yes")); got != "already already wrong wrong wrong wrong" {
		t.Error(got)
	}
	if got := results(importing(t, cli.Failure, "listings", "number,kind,legal_name\n+12135550188,business,Another\n", "--yes")); got != "wrong" {
		t.Errorf("over a draft that was begun: %s", got)
	}
	if len(sent()) != 0 {
		t.Errorf("it sent %q", sent())
	}
}

// A number that is not the account's is told by its row, and keeps no other row from being done. (A profile may be drafted before its number is proved.)
func TestImportOfANumberThatIsNotOurs(t *testing.T) {
	sent := provided(t)
	for kind, text := range map[string]string{
		"e911": "number,caller,address\n+12065550180,Michel Mabel,\"1 Market St, San Francisco, CA 94105\"\n+14155234712,Michel Mabel,\"1 Market St, San Francisco, CA 94105\"\n",
		"cnam": "number,cnam\n+12065550180,ACME INC\n+14155234712,ACME INC\n",
	} {
		before := len(sent())
		rows := importing(t, cli.Failure, kind, text, "--yes")
		if got := results(rows); got != "wrong done" || rows[0].Line != 2 || rows[0].Why == "" {
			t.Errorf("%s: %s, %+v", kind, got, rows)
		}
		if n := len(sent()) - before; n != 1 {
			t.Errorf("%s: %d requests changed something: %q", kind, n, sent()[before:])
		}
	}
}

// A file may come through a pipe; one that cannot be read opens no profile.
func TestImportOfWhatCannotBeRead(t *testing.T) {
	sent := provided(t)
	for kind, text := range map[string]string{"e911": "number,caller\n", "cnam": "number,cnam\n+14152338397,\"OPEN\n", "customers": ""} {
		importing(t, cli.Usage, kind, text, "--yes")
	}
	if code, _, errs := ask(t, "import", "e911", "no-such-file.csv", "--yes"); code != cli.Usage || !strings.Contains(errs, "no-such-file.csv") {
		t.Errorf("a file that is not there: %d %s", code, errs)
	}
	if len(sent()) != 0 {
		t.Errorf("it sent %q", sent())
	}
}

// rowsFor writes a file of each kind, and notes where.
func rowsFor(t *testing.T, dir string, at map[string]string) {
	t.Helper()
	for mark, rows := range map[string]string{"ADDRESSES": "number,caller,address\n+14152338397,Acme Inc,\"1 Market St, San Francisco, CA 94105\"\n",
		"NAMES": "number,cnam\n+14152338397,ACME INC\n", "CUSTOMERS": "customer,balance\nimported1,25\n",
		"PROFILES": "number,kind,legal_name\n+12135550188,business,Northwind\n"} {
		at[mark] = filepath.Join(dir, mark+".csv")
		if err := os.WriteFile(at[mark], []byte(rows), 0o600); err != nil {
			t.Fatal(err)
		}
	}
}
