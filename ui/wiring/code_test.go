package wiring

import (
	"strings"
	"testing"

	"switchboard/ui/cli"
)

// The newest code is told of all numbers, and of one that is named by its id or its phone number.
func TestTheCodeOfOneNumber(t *testing.T) {
	p := home(t, "")
	sandboxed(t, p, "sync")
	rows := strings.Split(strings.TrimSpace(sandboxed(t, p, "history", "--filter", "has:code", "--csv", "--columns", "activation_id,e164,code,customer_id").out), "\n")[1:]
	if len(rows) < 2 {
		t.Fatalf("the sandbox has %d numbers with codes", len(rows))
	}
	for _, row := range rows[:2] {
		f := strings.Split(row, ",")
		for _, c := range []struct {
			args []string
			code int
			out  string
		}{
			{[]string{f[0]}, cli.OK, f[2] + "\n"},
			{[]string{f[0], "--customer", f[3]}, cli.OK, f[2] + "\n"},
			{[]string{f[0], "--max-age", "1ns"}, cli.NoCode, ""},
			{[]string{f[0] + "0"}, cli.NotFound, ""},
			{[]string{f[0], f[0]}, cli.Usage, ""},
		} {
			if r := sandboxed(t, p, append([]string{"code", "--quiet"}, c.args...)...); r.code != c.code || r.out != c.out {
				t.Errorf("code %q: exit %d, %q, %s", c.args, r.code, r.out, r.errs)
			}
		}
	}
	if r := sandboxed(t, p, "code", "--quiet", strings.Split(rows[0], ",")[1]); r.code != cli.OK || r.out == "" {
		t.Errorf("by its phone number: exit %d, %q, %s", r.code, r.out, r.errs)
	}
}
