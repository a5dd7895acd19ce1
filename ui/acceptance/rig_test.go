package acceptance

import (
	"encoding/json"
	"strings"
	"testing"
	"testing/synctest"

	"switchboard/ui/acceptance/whole"
	"switchboard/ui/cli"
	"switchboard/ui/wiring"
)

func TestMain(m *testing.M) { whole.Main(m) }

// desk is the whole console of the sandbox's profile.
type desk struct{ *whole.Desk }

// panes are the digits of the panes there are, found by pressing them.
func (d *desk) panes() []string {
	var out []string
	title := d.front()
	for _, digit := range strings.Split("1234567", "") {
		d.Press(digit)
		if now := d.front(); now == title && len(out) > 0 {
			break
		} else {
			title = now
		}
		out = append(out, digit)
	}
	d.Press("1")
	return out
}

// front is what the first line of the frame is when it names one pane only.
func (d *desk) front() string {
	d.Resize(70, 24)
	first, _, _ := strings.Cut(d.Frame(), "\n")
	return first
}

// open shows the console of the sandbox, inside the bubble of t.
func open(t *testing.T, p wiring.Program, f cli.Flags, do func(*desk)) {
	t.Helper()
	f.Sandbox = true
	whole.Open(t, p, f, func(d *whole.Desk) { do(&desk{d}) })
}

// inBubble is open in a bubble and a folder of its own.
func inBubble(t *testing.T, f cli.Flags, do func(*desk)) {
	t.Helper()
	p := program(t)
	synctest.Test(t, func(t *testing.T) {
		open(t, p, f, do)
		synctest.Wait()
	})
}

// program is the program with its things in a folder of the test.
func program(t *testing.T) wiring.Program { return wiring.At(whole.Places(t)) }

// lines is what LINES was paid, and what it has released and provisioned, as JSON. That an address
// which was sent before has come into force is the provider's doing, and left out.
func (d *desk) lines() string {
	d.T.Helper()
	raw, err := json.Marshal(d.World.Ledger()["lines"])
	if err != nil {
		d.T.Fatal(err)
	}
	type event struct{ Number, Action, Street string }
	var ledger struct {
		Credit    int64
		Releases  []any
		Emergency []event
	}
	if err := json.Unmarshal(raw, &ledger); err != nil {
		d.T.Fatal(err)
	}
	sent, last := []event{}, map[string]event{}
	for _, e := range ledger.Emergency {
		if e != (event{e.Number, "PROVISIONED", last[e.Number].Street}) || last[e.Number].Action != "GEOCODED" {
			sent = append(sent, e)
		}
		last[e.Number] = e
	}
	if raw, err = json.Marshal([]any{ledger.Credit, ledger.Releases, sent}); err != nil {
		d.T.Fatal(err)
	}
	return string(raw)
}
