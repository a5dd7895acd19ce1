package sms_test

import (
	"bytes"
	"strings"
	"testing"

	"switchboard/client/sandbox"
	"switchboard/store/live/livetest"
	"switchboard/ui/cli"
	"switchboard/ui/cli/house"
	"switchboard/ui/cli/sms"
)

// When the time of a command is over before it is known whether there is such a number, the time is the reason: only
// who has looked for it says that there is none.
func TestTheEndOfTheTimeIsNoMissingNumber(t *testing.T) {
	livetest.Bubble(t, sandbox.Options{NoLimits: true}, func(t *testing.T, r *livetest.Rig) {
		for limit, c := range map[string]struct {
			ends int
			says string
		}{"5s": {cli.NoCode, "within 5s"}, "1m": {cli.NotFound, "no number has the id"}} {
			var out, errs bytes.Buffer
			code := cli.Run(t.Context(), &program{rig: r}, []string{"wait", "0123456789abcdef01234567", "--timeout", limit}, &out, &errs, sms.Commands, house.Commands)
			if code != c.ends || !strings.Contains(errs.String(), c.says) {
				t.Errorf("within %s: exit %d: %s%s", limit, code, &out, &errs)
			}
		}
	})
}

// A number that there is none of keeps back no code: what came to those beside it is told, and the end names the one.
func TestAnUnknownNumberKeepsBackNoCode(t *testing.T) {
	livetest.Bubble(t, sandbox.Options{NoLimits: true}, func(t *testing.T, r *livetest.Rig) {
		run := func(args ...string) (code int, out, errs string) {
			var o, e bytes.Buffer
			code = cli.Run(t.Context(), &program{rig: r}, args, &o, &e, sms.Commands, house.Commands)
			return code, o.String(), e.String()
		}
		_, id, _ := run("order", "--customer", "acme", "--service", "telegram", "--country", "uk", "--yes", "--quiet")
		id = strings.TrimSpace(id)
		if code, out, errs := run("wait", id, "--timeout", "1s", "--json"); code != cli.NoCode || !strings.Contains(out, `"activation_id":"`+id) || !strings.Contains(out, `"e164":"+`) {
			t.Errorf("the end of the time of one: exit %d: %s%s", code, out, errs)
		}
		if code, out, errs := run("wait", id); code != cli.OK {
			t.Fatalf("exit %d: %s%s", code, out, errs)
		}
		const none = "0123456789abcdef01234567"
		for limit, ends := range map[string]int{"5s": cli.NoCode, "1m": cli.NotFound} {
			code, out, errs := run("wait", none, id, "--timeout", limit)
			if code != ends || !strings.HasPrefix(out, id+"\t") || !strings.Contains(errs, none) || strings.Contains(errs, id) {
				t.Errorf("within %s: exit %d: %s%s", limit, code, out, errs)
			}
		}
	})
}
