package faces

import (
	"errors"
	"strings"
	"testing"
	"time"

	"switchboard/store/act"
	"switchboard/ui/cli"
)

// gone is a terminal that is not there any more.
type gone struct{}

func (gone) Write([]byte) (int, error) { return 0, errors.New("input/output error") }

// Of every act there is: when the answer cannot be written, and closing the store fails, its command
// ends with what came of the act, and standard error tells what was done.
func TestWhatFollowsAnActChangesNoStatus(t *testing.T) {
	t.Parallel()
	nothing := map[string]string{ // acts that are not carried out here, and why
		"renew": "its command waits until the number has ended, which is told by its own tests", "prove": "the code is not the right one", "sign up": "the profile has an account",
	}
	inState(t, nil, nil, func(d *desk) {
		for _, r := range rows() {
			why := nothing[r.name]
			if r.args == nil || r.name == "renew" {
				continue
			}
			d.Sleep(time.Minute)
			args := append(r.args(d), "--json", "--yes")
			if v, err := d.Engine.Weigh(d.Ctx, r.act(d)); err == nil && v.Consent.Sureness() == act.ByTyping {
				args = append(args, "--confirm", v.Consent.What())
			}
			before := d.Session.Acted()
			status, errs := d.RunTo(gone{}, errors.New("emptying the log: deadline exceeded"), args...)
			switch acted := d.Session.Acted() > before; {
			case acted != (why == ""):
				t.Errorf("%s: carried out %v, and it is said that it is not: %q; exit %d, %s", r.name, acted, why, status, errs)
			case acted && (status != cli.OK || !strings.Contains(errs, "input/output error")):
				t.Errorf("%s: exit %d, %s", r.name, status, errs)
			}
		}
	})
}
