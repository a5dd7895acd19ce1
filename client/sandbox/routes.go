package sandbox

import (
	"encoding/json"
	"fmt"
	"time"

	"switchboard/client/sandbox/answer"
	"switchboard/client/sandbox/clock"
)

// own are the control routes of the world itself.
var own = []answer.Route{
	{Method: "GET", Path: "/_sandbox/", Does: "lists the control routes"},
	{Method: "GET", Path: "/_sandbox/endpoints", Does: "tells the addresses and keys, as the line that the command prints"},
	{Method: "GET", Path: "/_sandbox/requests", Does: "lists the requests that came and the deliveries that were made, oldest first"},
	{Method: "GET", Path: "/_sandbox/ledger", Does: "tells what each provider holds to be true"},
	{Method: "GET", Path: "/_sandbox/clock", Does: "tells the world's time and how far it is ahead"},
	{Method: "POST", Path: "/_sandbox/clock", Body: `{"forward": seconds}`, Does: "puts the whole world's time forward; what becomes due by that happens"},
	{Method: "GET", Path: "/_sandbox/fault", Does: "lists the faults in force"},
	{Method: "POST", Path: "/_sandbox/fault", Body: `{"provider": "sms|trust|lines", "path": "part of a path", "kind": "latency|reset|lost_answer|status|malformed|huge|html|offline", "times": n, "ms": n, "status": n}`, Does: "adds a fault"},
	{Method: "DELETE", Path: "/_sandbox/fault", Does: "ends every fault"},
	{Method: "POST", Path: "/_sandbox/key", Body: `{"provider": "sms|trust|lines", "refuse": true}`, Does: "has a provider refuse every key, or takes that back"},
	{Method: "POST", Path: "/_sandbox/hook", Body: `{"url": "http://127.0.0.1:8099/", "secret": "at least 16 characters", "scheme": {"signed": "timestamp.body|id.timestamp.body|body", "base64": false, "prefix": ""}}`, Does: "sends the events of the SMS provider there, signed"},
	{Method: "DELETE", Path: "/_sandbox/hook", Does: "sends no more events"},
}

// controlled is a provider that tells its control routes.
type controlled interface{ Controls() []answer.Route }

// routes lists every control route of the world and its providers.
func (w *World) routes() []answer.Route {
	list := own
	for _, m := range w.members {
		if c, ok := m.Service.(controlled); ok {
			list = append(list[:len(list):len(list)], c.Controls()...)
		}
	}
	return list
}

// moment is the world's time in unix seconds, and how many of them it is ahead of the computer.
type moment struct {
	Now   int64 `json:"now"`
	Ahead int64 `json:"ahead"`
}

func (w *World) time() moment {
	return moment{w.clock.Now().Unix(), int64(w.clock.Ahead() / time.Second)}
}

// forward puts the world's time forward and has every provider do what became due.
func (w *World) forward(data []byte) (any, error) {
	var order struct {
		Forward *int64 `json:"forward"`
	}
	if err := json.Unmarshal(data, &order); err != nil || order.Forward == nil {
		return nil, fmt.Errorf(`clock takes {"forward": seconds}, a whole number`)
	}
	if *order.Forward < 0 || *order.Forward > int64(clock.Farthest/time.Second) {
		return nil, fmt.Errorf("forward must be 0 to %d seconds", int64(clock.Farthest/time.Second))
	}
	err := w.change(func() error {
		if err := w.clock.Forward(time.Duration(*order.Forward) * time.Second); err != nil {
			return err
		}
		for _, m := range w.members {
			_ = m.Ledger() // looking is what brings a provider up to its time
		}
		return nil
	}, w.members...)
	if err != nil {
		return nil, err
	}
	w.nudge()
	return w.time(), nil
}
