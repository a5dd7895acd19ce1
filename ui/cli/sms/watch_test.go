package sms_test

import (
	"bytes"
	"errors"
	"net/http"
	"strings"
	"testing"
	"time"

	"switchboard/client/sandbox"
	"switchboard/store/live/livetest"
	"switchboard/ui/cli"
	"switchboard/ui/cli/house"
	"switchboard/ui/cli/sms"
)

// away is a network that is down for a while.
type away struct {
	http.RoundTripper
	until time.Time
}

func (a *away) RoundTrip(r *http.Request) (*http.Response, error) {
	if time.Now().Before(a.until) {
		return nil, errors.New("network is unreachable")
	}
	return a.RoundTripper.RoundTrip(r)
}

// A watch outlasts a network that is down, and says so once; a key that is refused ends it.
func TestAWatchOutlastsTheNetwork(t *testing.T) {
	livetest.Bubble(t, sandbox.Options{NoLimits: true}, func(t *testing.T, r *livetest.Rig) {
		net := &away{RoundTripper: r.Via}
		r.Via = net
		p := &program{rig: r}
		p.json(t, cli.OK, "prices", "telegram", "--country", "uk")
		watch := func() (int, string, string) {
			var out, errs bytes.Buffer
			code := cli.Run(t.Context(), p, []string{"prices", "telegram", "--country", "uk", "--below", "90", "--watch", "--timeout", "20m"}, &out, &errs, sms.Commands, house.Commands)
			return code, out.String(), errs.String()
		}
		net.until = time.Now().Add(time.Minute)
		back := net.until
		if code, out, errs := watch(); code != cli.OK || out == "" || strings.Count(errs, "It is asked again until it answers.") != 1 || time.Now().Before(back) {
			t.Errorf("exit %d after %v: %s%s", code, time.Since(back), out, errs)
		}
		r.Control("key", `{"provider":"sms","refuse":true}`)
		if code, out, errs := watch(); code != cli.KeyRefused {
			t.Errorf("with a refused key: exit %d: %s%s", code, out, errs)
		}
	})
}
