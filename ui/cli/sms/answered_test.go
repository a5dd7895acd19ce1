package sms_test

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"testing"

	"switchboard/client/sandbox"
	"switchboard/store"
	"switchboard/store/live"
	"switchboard/store/live/livetest"
	desk "switchboard/store/live/sms"
	"switchboard/ui/cli"
	"switchboard/ui/cli/house"
	"switchboard/ui/cli/sms"
)

// bent answers every act with something that leaves open what became of it, after the world has
// done it or without.
type bent struct {
	http.RoundTripper
	status         int
	kind, body, to string // to is where a redirect leads
	done, straight bool   // whether the world does the act; whether answers are as they are again
}

func (b *bent) RoundTrip(r *http.Request) (*http.Response, error) {
	if r.Method == http.MethodGet || b.straight {
		return b.RoundTripper.RoundTrip(r)
	}
	if b.done {
		if answer, err := b.RoundTripper.RoundTrip(r); err != nil || answer.StatusCode/100 != 2 {
			return answer, err
		}
	}
	h := http.Header{"Content-Type": {b.kind}}
	if b.to != "" {
		h.Set("Location", b.to)
	}
	return &http.Response{StatusCode: b.status, Header: h, Body: io.NopCloser(strings.NewReader(b.body)), Request: r}, nil
}

// program opens a profile whose SMS provider is a sandbox behind something.
type program struct {
	cli.Program
	rig *livetest.Rig
}

func (p *program) Session(ctx context.Context, f cli.Flags, do func(context.Context, *cli.Session) error) error {
	r := p.rig.Beside()
	engine := r.Make(live.Config{Offline: f.Offline, ReadOnly: f.ReadOnly})
	defer r.Stop()
	d := desk.New(engine, desk.Config{API: r.Platfone()})
	r.Run(0)
	return do(ctx, &cli.Session{DB: r.DB, Engine: engine, Desks: []cli.Desk{{Provider: "sms", Look: d.RefreshActive, Whole: d, Asks: d, Lists: []cli.Reading{{Name: "customers", Ask: d.RefreshCustomers}}}}})
}

// json runs a command with --json and --yes and gives its answer.
func (p *program) json(t *testing.T, want int, args ...string) string {
	t.Helper()
	var out, errs bytes.Buffer
	if code := cli.Run(t.Context(), p, append(args, "--json", "--yes"), &out, &errs, sms.Commands, house.Commands); code != want || !json.Valid(out.Bytes()) {
		t.Fatalf("%v: exit %d, want %d, %q %q", args, code, want, out.String(), errs.String())
	}
	return out.String()
}

// What SMS answers is told, although it leaves open what became of an act; whether it was done is
// read, and an act that was done is done once.
func TestWhatWasAnsweredIsToldAndReadingSettlesIt(t *testing.T) {
	for name, c := range map[string]struct {
		over bent
		says string
	}{
		"500": {bent{status: 500, kind: "application/json", body: `{"success":false,"statusCode":500,"errorMessage":"the ledger is away"}`}, "SMS answered 500: the ledger is away"},
		"502": {bent{status: 502, kind: "text/html", body: "<html>bad gateway</html>"}, "SMS answered 502: a web page"},
		"cut": {bent{status: 200, kind: "application/json", body: `{"activation_id":"a1`}, "SMS answered 200: it is not complete JSON"},
		"302": {bent{status: 302, kind: "text/plain", to: "https://elsewhere.example/x"}, "SMS answered 302 with a redirect to elsewhere.example"},
	} {
		for _, done := range []bool{true, false} {
			if done && name != "500" {
				continue // what was done is found in one way
			}
			t.Run(name, func(t *testing.T) {
				livetest.Bubble(t, sandbox.Options{NoLimits: true}, func(t *testing.T, r *livetest.Rig) {
					over := c.over
					over.RoundTripper, over.done = r.Via, done
					r.Via = &over
					p := &program{rig: r}
					over.straight = true
					p.json(t, cli.OK, "customers", "list")
					over.straight = false
					for _, args := range [][]string{
						{"order", "--customer", "acme", "--service", "telegram", "--country", "uk", "--max", "1.00"},
						{"customers", "credit", "acme", "+7.77"},
						{"customers", "add", "newcomer"},
						{"customers", "status", "bluekite", "markedForDeletion", "--confirm", "bluekite"},
					} {
						if said := p.json(t, cli.Unknown, args...); !strings.Contains(said, c.says) || !strings.Contains(said, "Checking what became of it") {
							t.Errorf("%v: %s", args, said)
						}
					}
					if over.straight = true; name == "500" {
						found := cli.OK
						if done {
							found = cli.Unknown // of the history, which nobody had to read to its end
						}
						p.json(t, found, "sync")
						settled(t, r, done)
					}
				})
			})
		}
	}
}

// settled holds the attempts of a profile to what became of them.
func settled(t *testing.T, r *livetest.Rig, done bool) {
	t.Helper()
	db := r.Store()
	defer db.Close()
	want := store.StateAbsent
	if done {
		want = store.StateConfirmed
	}
	list, err := db.Intents(t.Context(), 10)
	if err != nil || len(list) != 4 {
		t.Fatalf("%d attempts, %v", len(list), err)
	}
	for _, in := range list {
		if in.State != want {
			t.Errorf("%s is %s, want %s: %s", in.Op, in.State, want, in.Reason)
		}
	}
}

// A list that was narrowed to nothing does not say that there is nothing.
func TestAListNarrowedToNothingSaysSo(t *testing.T) {
	livetest.Bubble(t, sandbox.Options{NoLimits: true}, func(t *testing.T, r *livetest.Rig) {
		for want, args := range map[string][]string{
			"No customer passes the filter.\n":      {"customers", "list", "--filter", "zzz"},
			"No active number passes the filter.\n": {"activations", "list", "--filter", "customer:zzz"},
		} {
			var out, errs bytes.Buffer
			if code := cli.Run(t.Context(), &program{rig: r}, args, &out, &errs, sms.Commands, house.Commands); code != cli.OK || errs.String() != want {
				t.Errorf("%v: exit %d, %q %q", args, code, out.String(), errs.String())
			}
		}
	})
}
