// Package faults puts the sandbox's faults into the palette: what a bad day
// at the providers looks like, whenever a person wants to see it.
package faults

import (
	"encoding/json"

	tea "charm.land/bubbletea/v2"

	"switchboard/store"
	"switchboard/ui/keybook"
	"switchboard/ui/pane"
)

// World is the sandbox's control.
type World interface {
	Control(name string, body []byte) (any, error)
	ClearFaults()
}

type fault struct {
	id, label, control string
	body               map[string]any
	said               string
}

// ends says how what goes on by itself is over.
const ends = " : and end all faults ends this."

// faults are the hard cases a person can call up.
var faults = []fault{
	{"lost-answer", "sandbox: lose the answer to the next order", "fault", map[string]any{"provider": "sms", "path": "/activation", "method": "POST", "kind": "lost_answer", "times": 1}, "The next order will be made, and its answer lost. n orders."},
	{"rate-limit", "sandbox: rate limit on SMS", "fault", map[string]any{"provider": "sms", "path": "", "kind": "status", "status": 429, "times": 3}, "The next three SMS calls are refused: too many requests."},
	{"server-error", "sandbox: SMS server errors", "fault", map[string]any{"provider": "sms", "path": "", "kind": "status", "status": 503, "times": 6}, "The next six SMS calls fail: server error 503."},
	{"slow", "sandbox: slow answers from SMS", "fault", map[string]any{"provider": "sms", "path": "", "kind": "latency", "ms": 3000, "times": 10}, "The next ten SMS calls take three seconds."},
	{"offline", "sandbox: every service offline", "fault", map[string]any{"kind": "offline", "times": -1}, "No service can be reached now." + ends},
	{"html", "sandbox: a web page answers instead of the API", "fault", map[string]any{"kind": "html", "times": 6}, "The next six calls get a web page instead of the API."},
	{"bad-key", "sandbox: SMS refuses the key", "key", map[string]any{"provider": "sms", "refuse": true}, "SMS refuses its key from now on." + ends},
	{"block", "sandbox: 24 hour block (success rate)", "block", map[string]any{}, "Ordering is blocked for 24 hours, as if too few orders had got a code." + ends},
	{"risk", "sandbox: raise a listing's risk", "report", map[string]any{"e164": "+14155550142", "count": 6, "every_ms": 1000}, "Six reports about +1 415 555 0142 come in. r on its row in Listings (4) reads its new risk."},
	{"pay", "sandbox: pay every open checkout", "trust/pay", map[string]any{}, "Every open payment page is paid now."},
	{"charges", "sandbox: purchases of numbers cost extra", "charges", map[string]any{"on": true}, "Buying a number costs extra from now on, and asks first." + ends},
}

// Actions are the faults as actions without keys.
func Actions(w World) []pane.Action {
	var out []pane.Action
	for _, f := range faults {
		out = append(out, pane.Action{ID: "sandbox." + f.id, Key: keybook.Fixed(f.label), Hide: true, Do: func() tea.Cmd { return f.do(w) }})
	}
	return append(out, pane.Action{ID: "sandbox.clear", Key: keybook.Fixed("sandbox: end all faults"), Hide: true, Do: func() tea.Cmd { return clear(w) }})
}

func (f fault) do(w World) tea.Cmd {
	return func() tea.Msg {
		body, err := json.Marshal(f.body)
		if err == nil {
			_, err = w.Control(f.control, body)
		}
		if err != nil {
			return pane.Toast{Text: "The sandbox could not do that: " + store.Said(err), Bad: true}
		}
		return pane.Toast{Text: f.said}
	}
}

func clear(w World) tea.Cmd {
	return func() tea.Msg {
		w.ClearFaults()
		for control, body := range map[string]string{"key": `{"provider":"sms","refuse":false}`, "unblock": `{}`, "charges": `{"on":false}`} {
			if _, err := w.Control(control, []byte(body)); err != nil && control != "unblock" {
				return pane.Toast{Text: "The sandbox could not do that: " + store.Said(err), Bad: true}
			}
		}
		return pane.Toast{Text: "All faults of the sandbox have ended."}
	}
}
