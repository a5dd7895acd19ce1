package numbersonline

import (
	"encoding/json"
	"time"

	"switchboard/client/phone"
)

// Reports are what people said about a number, newest first.
type Reports struct {
	E164    phone.E164
	Summary *Risk // nil when left out
	Reports []Report
	Reviews []Review
	Raw     json.RawMessage
}

// Report is one complaint. The service does not say what types its rating and
// body have, so both are kept as text, whatever came.
type Report struct {
	Created    time.Time
	Tags       []string
	Rating     string
	Body       string
	Reporter   string // "" is anonymous
	Lane       string // crowd, accountable
	Provenance string // matched, mismatched, "" when unknown
}

// Anonymous reports whether the reporter was kept back.
func (r Report) Anonymous() bool { return r.Reporter == "" }

// Review is one opinion; its shape is not documented, so Raw keeps all of it.
type Review struct {
	Created  time.Time
	Rating   string
	Body     string
	Reporter string // "" is anonymous
	Raw      json.RawMessage
}
