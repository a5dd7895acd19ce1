package wiring_test

import (
	"encoding/json"
	"strings"
	"testing"

	"switchboard/ui/cli"
)

// rowsIn reads what a command wrote with --json.
func rowsIn(t *testing.T, out string) (rows []map[string]any) {
	t.Helper()
	if err := json.Unmarshal([]byte(out), &rows); err == nil {
		return rows
	}
	var with struct {
		Results []map[string]any `json:"results"`
	}
	if err := json.Unmarshal([]byte(out), &with); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	return with.Results
}

// An act is done to each thing that is named or passes a filter, once.
func TestAnActUponSeveral(t *testing.T) {
	alone(t)
	t.Setenv("SWITCHBOARD_PROFILE", "sandbox")
	code, out, errs := ask(t, "customers", "credit", "acme", "northwind", "acme", "+5", "--yes", "--json")
	rows := rowsIn(t, out)
	if code != cli.OK || len(rows) != 2 || rows[0]["transaction_id"] == rows[1]["transaction_id"] || rows[0]["customer_id"] == rows[1]["customer_id"] {
		t.Errorf("%d %v %s", code, rows, errs)
	}
	for name, c := range map[string]struct {
		code int
		args string
	}{
		"without a yes":           {cli.Guarded, "customers credit acme northwind +5"},
		"a reference too long":    {cli.Usage, "customers credit acme northwind +5 --yes --ref " + strings.Repeat("r", 77)},
		"names and a filter":      {cli.Usage, "customers status acme paused --filter status:active --yes"},
		"a filter of nothing":     {cli.Usage, "customers status paused --filter= --yes"},
		"a field there is not":    {cli.Usage, "customers status paused --filter colour:red --yes"},
		"nobody passes":           {cli.NotFound, "customers status paused --filter nobodyatall --yes"},
		"no name and no filter":   {cli.Usage, "customers status paused"},
		"a dry run":               {cli.OK, "customers credit --filter status:active +5 --dry-run"},
		"some there is not":       {cli.NotFound, "customers credit acme nobodyatall +5 --dry-run"},
		"not what has to be said": {cli.Guarded, "customers status acme northwind markedForDeletion --confirm acme"},
	} {
		if code, out, errs := ask(t, append(strings.Fields(c.args), "--json")...); code != c.code {
			t.Errorf("%s: %d, want %d: %s %s", name, code, c.code, out, errs)
		}
	}
	if _, out, _ := ask(t, strings.Fields("customers credit acme nobodyatall +5 --dry-run --json")...); !strings.Contains(out, `"message":"1 of 2 not: there is no customer \"nobodyatall\""`) || !strings.Contains(out, "1 of 2 customers can be done: ") {
		t.Errorf("of one that is not there it says %s", out)
	}
	_, out, _ = ask(t, "acts", "--json")
	if acts := rowsIn(t, out); len(acts) != 2 {
		t.Errorf("%d acts were done, want the two bookings: %v", len(acts), acts)
	}
	if code, out, errs := ask(t, "customers", "status", "acme", "northwind", "markedForDeletion", "--confirm", "status 2", "--json"); code != cli.OK || len(rowsIn(t, out)) != 2 {
		t.Errorf("%d %s %s", code, out, errs)
	}
	if code, out, errs := ask(t, "customers", "status", "--filter", "status:markedForDeletion", "active", "--yes", "--json"); code != cli.OK || len(rowsIn(t, out)) < 2 {
		t.Errorf("%d %s %s", code, out, errs)
	}
}

// ran runs a command and reads its rows.
func ran(t *testing.T, want int, line string, more ...string) ([]map[string]any, string) {
	t.Helper()
	code, out, errs := ask(t, append(append(strings.Fields(line), more...), "--json")...)
	if code != want {
		t.Errorf("%s: %d, want %d: %s %s", line, code, want, out, errs)
	}
	return rowsIn(t, out), errs
}

// Several that are all refused are told each by its own reason, as words and as data; the run ends as the first of what
// keeps most of them.
func TestEachThatIsRefusedIsTold(t *testing.T) {
	alone(t)
	t.Setenv("SWITCHBOARD_PROFILE", "sandbox")
	own := []string{`+1 213 555 0177 cannot be released: it is aging, not yours.`, "+1 999 999 9999: LINES does not know this"}
	for format, kept := range map[string]string{"": "", "--json": `"each":[{`, "--ndjson": `"each":[{`} {
		args := strings.Fields("numbers release +12135550177 +19999999999 --confirm x " + format)
		code, out, errs := ask(t, args...)
		for _, say := range own {
			if !strings.Contains("\n"+errs, "\n"+say) || kept != "" && (!strings.Contains(out, kept) || !strings.Contains(out, say)) {
				t.Errorf("%s does not say %q alone in a line: %s%s", format, say, out, errs)
			}
		}
		if code != cli.NotFound || !strings.Contains(errs, "0 of 2 numbers are done: ") || strings.Contains(errs, "0177: +1") || strings.Contains(errs, " it: ") {
			t.Errorf("%s: %d %s%s", format, code, out, errs)
		}
	}
	_, out, _ := ask(t, strings.Fields("numbers release +12135550177 +19999999999 +12065551422 --confirm x --json")...)
	var with struct {
		Error struct {
			Each []struct{ Subject, Reason string }
		}
	}
	if err := json.Unmarshal([]byte(out), &with); err != nil || len(with.Error.Each) != 2 || with.Error.Each[0].Subject != "+12135550177" || with.Error.Each[1].Reason != "not_found" {
		t.Errorf("%v %+v: %s", err, with, out)
	}
}

// The reference of several bookings begins the id of each: said again, none is booked twice.
func TestSeveralBookingsAreSaidAgain(t *testing.T) {
	alone(t)
	t.Setenv("SWITCHBOARD_PROFILE", "sandbox")
	ran(t, cli.OK, "customers credit acme northwind +5 --ref july --yes")
	rows, _ := ran(t, cli.NotFound, "customers credit acme nobodyatall northwind bluekite +5 --ref july --yes")
	if len(rows) != 3 || rows[0]["transaction_id"] != "julyacme" || rows[0]["booked_before"] != true || rows[1]["booked_before"] != true || rows[2]["booked_before"] != false {
		t.Errorf("%v", rows)
	}
	ran(t, cli.OK, "customers status acme northwind paused --yes")
	rows, errs := ran(t, cli.OK, "customers status acme bluekite northwind paused --yes")
	if len(rows) != 3 || !strings.Contains(errs, "acme: this customer is paused already") {
		t.Errorf("%v %s", rows, errs)
	}
}

// What several of one command had begun is told as done when it is said again, and what there is nothing of keeps no other.
func TestSeveralNumbersAreSaidAgain(t *testing.T) {
	alone(t)
	t.Setenv("SWITCHBOARD_PROFILE", "sandbox")
	ask(t, "sync", "--timeout", "1m")
	list, _ := ran(t, cli.OK, "numbers list --state in_service --address provisioned")
	if len(list) < 3 {
		t.Fatalf("%d numbers", len(list))
	}
	var n []string
	for _, row := range list[:3] {
		n = append(n, row["e164"].(string))
	}
	all := strings.Join(n[:3], " ")
	done := func(op string, want int) {
		t.Helper()
		acts, _ := ran(t, cli.OK, "acts")
		got := 0
		for _, a := range acts {
			if strings.Contains(a["op"].(string), op) {
				got++
			}
		}
		if got != want {
			t.Errorf("%d acts of %s, want %d: %v", got, op, want, acts)
		}
	}
	ran(t, cli.OK, "numbers set "+n[0]+" --carrier Bulk --yes")
	ran(t, cli.OK, "numbers set "+all+" --carrier Bulk --yes")
	ran(t, cli.OK, "numbers set "+n[2]+" --carrier Bulk --yes")
	done("properties", 3)
	ran(t, cli.OK, "e911 clear "+n[0]+" "+n[1], "--confirm", "clear 2")
	ran(t, cli.Usage, "e911 clear "+all+" --accept-charges")
	if rows, _ := ran(t, cli.OK, "e911 clear "+all, "--confirm", "clear 3"); len(rows) != 3 || rows[0]["removed"] != false || rows[2]["removed"] != true {
		t.Errorf("%v", rows)
	}
	done("e911-clear", 3)
	ran(t, cli.OK, "numbers release "+n[0], "--confirm", n[0])
	ran(t, cli.Guarded, "numbers release "+all, "--confirm", "release 4")
	if rows, errs := ran(t, cli.NotFound, "numbers release "+all+" +14155559999", "--confirm", "release 3"); len(rows) != 3 ||
		!strings.Contains(errs, "was released already") || !strings.Contains(errs, "+1 415 555 9999: ") || !strings.Contains(errs, "3 of 4 numbers are done") {
		t.Errorf("%v %s", rows, errs)
	}
	ran(t, cli.OK, "numbers release "+all, "--confirm", "release 3")
	ran(t, cli.NotFound, "numbers release +14155559999", "--confirm", "9999")
	done("release", 3)
}

// Several orders of one command are agreed to once and are each an order of its own; where not all
// of them fit, none is made.
func TestSeveralOrdersOfOneCommand(t *testing.T) {
	alone(t)
	t.Setenv("SWITCHBOARD_PROFILE", "sandbox")
	const order = "order --customer acme --service telegram --country uk --max 0.90 --count "
	for name, c := range map[string]struct {
		code int
		args string
		say  string
	}{
		"none":                  {cli.Usage, "0 --yes", "--count"},
		"more than are taken":   {cli.Usage, "1001 --yes", "--count"},
		"more than there fit":   {cli.Usage, "200 --yes", "how many"},
		"one that goes on":      {cli.Usage, "2 --yes --order-id x", "--order-id"},
		"a copy":                {cli.Usage, "2 --yes --copy", "--copy"},
		"made again":            {cli.Usage, "2 --yes --wait --again 2", "--again"},
		"over what may be paid": {cli.Guarded, "2 --yes --max-spend 1.50", "$1.80"},
		"without a yes":         {cli.Guarded, "2", "yes"},
		"a dry run":             {cli.OK, "2 --dry-run", "2 numbers, at most $1.80"},
		"a dry run of too many": {cli.Usage, "200 --dry-run", "how many"},
	} {
		if code, out, errs := ask(t, append(strings.Fields(order+c.args), "--json")...); code != c.code || !strings.Contains(out+errs, c.say) {
			t.Errorf("%s: %d, want %d: %s %s", name, code, c.code, out, errs)
		}
	}
	if acts, _ := ran(t, cli.OK, "acts"); len(acts) != 0 {
		t.Fatalf("%d were ordered: %v", len(acts), acts)
	}
	rows, _ := ran(t, cli.OK, order+"2 --yes")
	if len(rows) != 2 || rows[0]["activation_id"] == rows[1]["activation_id"] || rows[0]["event"] != "ordered" {
		t.Errorf("%v", rows)
	}
	if acts, _ := ran(t, cli.OK, "acts"); len(acts) != 2 {
		t.Errorf("%d were ordered: %v", len(acts), acts)
	}
}

// What is noted is in lists, exports and filters, and goes with a purge.
func TestNotesOnTheCommandLine(t *testing.T) {
	alone(t)
	t.Setenv("SWITCHBOARD_PROFILE", "sandbox")
	if code, out, errs := ask(t, "customers", "list", "--json"); code != cli.OK {
		t.Fatal(out, errs)
	}
	for name, c := range map[string]struct {
		code int
		args []string
	}{
		"nobody":          {cli.NotFound, []string{"note", "customer", "nobodyatall", "x"}},
		"no such kind":    {cli.Usage, []string{"note", "report", "acme", "x"}},
		"a bad tag":       {cli.Usage, []string{"tag", "customer", "acme", "a:b"}},
		"too long a note": {cli.Usage, []string{"note", "customer", "acme", strings.Repeat("x", 1001)}},
	} {
		if code, out, errs := ask(t, append(c.args, "--json")...); code != c.code {
			t.Errorf("%s: %d, want %d: %s %s", name, code, c.code, out, errs)
		}
	}
	ask(t, "note", "customer", "acme", "pays late")
	if code, out, errs := ask(t, "tag", "customer", "acme", "vip", "Late", "--json"); code != cli.OK || !strings.Contains(out, `"tags":["late","vip"]`) {
		t.Errorf("%d %s %s", code, out, errs)
	}
	if _, out, _ := ask(t, "customers", "show", "acme", "--offline", "--json"); !strings.Contains(out, `"note":"pays late"`) {
		t.Errorf("%s", out)
	}
	if code, out, _ := ask(t, "customers", "status", "--filter", "tag:vip", "paused", "--dry-run", "--json"); code != cli.OK || !strings.Contains(out, `"act":"sms.status"`) {
		t.Errorf("%d %s", code, out)
	}
	if code, out, errs := ask(t, "db", "purge", "--customer", "acme", "--yes", "--json"); code != cli.OK || !strings.Contains(out, `"notes":1`) {
		t.Errorf("%d %s %s", code, out, errs)
	}
	if _, out, _ := ask(t, "notes", "--json"); len(rowsIn(t, out)) != 0 {
		t.Errorf("%s", out)
	}
}
