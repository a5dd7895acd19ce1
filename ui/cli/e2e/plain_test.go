package e2e

import (
	"bytes"
	"strings"
	"testing"
)

// The plain mode takes the commands as they are: credit, an order and its code,
// a choice among 911 addresses, a mistake, and goes on after each.
func TestPlainMode(t *testing.T) {
	h := newHome(t)
	cmd := h.command("--sandbox", "plain")
	cmd.Stdin = strings.NewReader(`customers credit acme +5 --yes --json
switchboard order --customer acme --service telegram --country uk --max 0.90 --wait --yes --sms-after 1s

cusomers list
e911 set +14155234712 --address "55 Loop, Oakland, CA 94607" --caller 'Michel Mabel' -y
e911 choose +14155234712 1 -y
e911 choose +14155234712 2 -y --json
code --customer acme
"open
plain
code --customer acme --quiet
exit
version
`)
	var out, errs bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errs
	if err := cmd.Run(); err != nil {
		t.Errorf("it ended with %v: %s", err, errs.String())
	}
	for _, want := range []string{`"amount_cents":500`, `"status":"PROVISIONED"`, "55 LOOP"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("%s is not in %s", want, out.String())
		}
	}
	lines := strings.Split(strings.TrimSpace(out.String()), "\n")
	if code := lines[len(lines)-1]; len(code) < 4 || strings.Count(out.String(), code) < 3 {
		t.Errorf("the code is not told three times: %s", out.String())
	}
	for _, want := range []string{"did you mean customers?", "exit 8", "is not closed", "the plain mode already"} {
		if !strings.Contains(errs.String(), want) {
			t.Errorf("%q is not in %s", want, errs.String())
		}
	}
	if strings.Contains(out.String(), "development") {
		t.Error("a line after the end was obeyed")
	}
}
