package house

import (
	"strings"
	"testing"

	"switchboard/ui/cli"
)

func TestAValueThatDoesNotFitItsOptionIsToldInWords(t *testing.T) {
	house(t, "")
	for _, c := range []struct{ option, want string }{
		{"--seed=-9", "--seed: a whole number, not less than 0"},
		{"--seed=99999999999999999999999", "--seed: a whole number, not less than 0"},
		{"--sms-after=soon", "--sms-after: a time such as 30s or 5m"},
		{"--no-limits=perhaps", "--no-limits: true or false"},
	} {
		code, _, errs := ask(t, &fakeProgram{}, "sandbox", c.option)
		if code != cli.Usage || !strings.Contains(errs, c.want) || strings.Contains(errs, "strconv") {
			t.Errorf("%s: %d %q", c.option, code, errs)
		}
	}
}
