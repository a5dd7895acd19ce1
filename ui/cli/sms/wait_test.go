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
