package faces

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"switchboard/store/act"
	"switchboard/store/act/acttest"
)

// Within one act, by its command or where it has none by the engine, nothing is read twice from a provider before something was sent, nor after it, but
// the number whose whole record LINES replaces: that is read for the verdict, and once more when the act has the leave to send.
func TestNoReadIsRepeatedWithinAnAct(t *testing.T) {
	t.Parallel()
	inState(t, nil, nil, func(d *desk) {
		sent := map[string]bool{}
		for _, r := range rows() {
			d.Sleep(time.Minute)
			before := len(d.World.Requests())
			d.carries(r)
			read := map[string]int{}
			for _, q := range d.World.Requests()[before:] {
				if q.Method != http.MethodGet { // from here on the same question has another answer
					read, sent[r.name] = map[string]int{}, true
					continue
				}
				read[q.Path]++
				most := 1
				if strings.Contains(q.Path, "/phone_numbers/") {
					most = 2
				}
				if read[q.Path] > most {
					t.Errorf("%s: %s was read %d times", r.name, q.Path, read[q.Path])
				}
			}
		}
		for _, r := range rows() {
			if !sent[r.name] && r.name != "sign up" && r.name != "renew" { // the profile has an account, and an order to come is sent when it comes
				t.Errorf("%s: nothing was sent, so nothing is shown", r.name)
			}
		}
	})
}

// carries has the act of a row carried out.
func (d *desk) carries(r row) {
	a := r.act(d)
	if r.args == nil || r.name == "renew" { // its command waits until the number has ended
		_ = acttest.Perform(d.Ctx, d.Engine, a)
		return
	}
	args := append(r.args(d), "--json", "--yes")
	if v, err := d.Engine.Weigh(d.Ctx, a); err == nil && v.Consent.Sureness() == act.ByTyping {
		args = append(args, "--confirm", v.Consent.What())
	}
	d.Run(args...)
}
