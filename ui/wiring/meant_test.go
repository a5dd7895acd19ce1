package wiring

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"switchboard/ui/cli"
)

// A command whose time is over before its act was sent says that nothing was; once it was sent, that its result is not known. A read says neither.
func TestOutOfTimeSaysWhetherAnythingWasSent(t *testing.T) {
	p := home(t, "")
	order := []string{"order", "--customer", "acme", "--service", "telegram", "--country", "uk", "-y"}
	slow := func(method string) string {
		return `fault={"provider":"sms","method":"` + method + `","path":"/","kind":"latency","ms":600000,"times":-1}`
	}
	for _, c := range []struct {
		args   []string
		method string
		code   int
		says   string
		sent   bool
	}{
		{order, "GET", cli.NoCode, "; nothing was sent", false},
		{[]string{"customers", "credit", "acme", "+1", "-y"}, "GET", cli.NoCode, "; nothing was sent", false},
		{order, "POST", cli.Unknown, "no answer yet", true},
		{[]string{"customers", "show", "acme"}, "GET", cli.NoCode, "not done within", true},
	} {
		var r ran
		limit := 500 * time.Millisecond
		for try := true; try; limit *= 4 { // longer where the computer is so busy that the command was not begun in that time
			r = sandboxed(t, p, append(c.args, "--timeout", limit.String(), "--sandbox-control", slow(c.method))...)
			try = !strings.Contains(r.errs, c.says) && limit < time.Minute
		}
		if r.code != c.code || !strings.Contains(r.errs, c.says) || c.sent && strings.Contains(r.errs, "nothing was sent") {
			t.Errorf("%v, while %s hangs: exit %d: %s", c.args, c.method, r.code, r.errs)
		}
	}
}

// An import whose time is over while a row is on its way ends as one whose result is not known.
func TestAnImportOutOfTimeTellsWhatIsOpen(t *testing.T) {
	p := home(t, "")
	rows := filepath.Join(t.TempDir(), "rows.csv")
	if err := os.WriteFile(rows, []byte("customer_id\nrow0001\nrow0002\nrow0003\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	slow := `fault={"provider":"sms","method":"POST","path":"/","kind":"latency","ms":600000,"times":-1}`
	var r ran
	for limit := time.Second; limit < time.Minute; limit *= 4 {
		r = sandboxed(t, p, "import", "customers", rows, "-y", "--timeout", limit.String(), "--sandbox-control", slow)
		if sent := sandboxed(t, p, "attempts"); strings.Contains(sent.out, "row0001") {
			break
		}
	}
	if r.code != cli.Unknown || strings.Contains(r.errs, "nothing was sent") {
		t.Errorf("exit %d: %s", r.code, r.errs)
	}
}

// What does not exist is told with what was probably meant, where something is near.
func TestWhatWasProbablyMeant(t *testing.T) {
	p := home(t, "")
	if r := sandboxed(t, p, "sync"); r.code != cli.Unknown { // older orders are missing
		t.Fatalf("%d %s", r.code, r.errs)
	}
	id := strings.TrimSpace(sandboxed(t, p, "history", "--limit", "1", "--quiet").out)
	for args, says := range map[string]string{
		"activations get " + id[:len(id)-2]:                             "did you mean " + id + "?",
		"numbers set +14155550142 --porting bilingname=Acme -y":         "did you mean billing_name?",
		"activations report " + reportable(t, p) + " --reason 77 -y":    "7 (Other reason)",
		"order --customer acme --service telegrm --country uk -y":       `there is no service "telegrm"; did you mean telegram?`,
		"order --customer acme --service telegram --country germny -y":  `there is no country "germny"; did you mean germany?`,
		"order --customer acmee --service telegram --country uk -y":     `there is no customer "acmee"; did you mean acme?`,
		"customers credit acmee +1 -y":                                  `there is no customer "acmee"; did you mean acme?`,
		"order --customer acme --service zzzzzzzzzz --country uk -y":    `there is no service "zzzzzzzzzz"` + "\n",
		"order --custmer acme --service telegram --country germany -y":  "did you mean --customer?",
		"order --customer zzzzzzzzz --service telegram --country uk -y": `there is no customer "zzzzzzzzz"` + "\n",
	} {
		if r := sandboxed(t, p, strings.Fields(args)...); r.code == cli.OK || !strings.Contains(r.errs, says) {
			t.Errorf("%s: exit %d: %s", args, r.code, r.errs)
		}
	}
}

// reportable is a number that the provider takes a report of.
func reportable(t *testing.T, p Program) string {
	t.Helper()
	for _, id := range strings.Fields(sandboxed(t, p, "history", "--filter", "is:reportable", "--quiet").out) {
		if r := sandboxed(t, p, "activations", "report", id, "--quiet"); r.code == cli.OK && r.out != "" {
			return id
		}
	}
	t.Fatal("no number can be reported")
	return ""
}

// A dry run of several is told in text by a line for each thing that is said: no cell of it is JSON.
func TestADryRunOfSeveralIsReadableText(t *testing.T) {
	p := home(t, "")
	for _, args := range []string{"customers credit acme northwind +5 --dry-run", "order --customer acme --service telegram --country uk --count 3 --dry-run"} {
		r := sandboxed(t, p, strings.Fields(args)...)
		if strings.Contains(r.out, `{"`) || !strings.Contains(r.out, "\nneeds\t--yes\n") || strings.Contains(r.out, "before.") || strings.Contains(r.out, "read_at") {
			t.Errorf("%s: exit %d\n%s", args, r.code, r.out)
		}
		if r := sandboxed(t, p, append(strings.Fields(args), "--json")...); !strings.Contains(r.out, `"before":[`) {
			t.Errorf("%s as JSON: exit %d\n%s", args, r.code, r.out)
		}
	}
}
