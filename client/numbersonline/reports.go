package numbersonline

import (
	"context"
	"encoding/json"
	"net/http"
	"net/url"
	"strconv"
	"time"

	"switchboard/client/phone"
)

const opReports = "read reports"

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

// Reports reads what people said about a number, newest first; limit is 1 to MaxReports.
func (c *Client) Reports(ctx context.Context, n phone.E164, limit int) (Reports, error) {
	if limit < 1 || limit > MaxReports {
		return Reports{}, refused(opReports, "the number of reports must be between 1 and "+strconv.Itoa(MaxReports))
	}
	call, err := onNumber(opReports, http.MethodGet, n, "/reports")
	if err != nil {
		return Reports{}, err
	}
	call.Query = url.Values{"limit": {strconv.Itoa(limit)}}
	answer, err := c.rest.Do(ctx, call)
	if err != nil {
		return Reports{}, err
	}
	r, err := DecodeReports(answer.Body)
	if err != nil {
		return Reports{}, c.malformed(call, answer, err.Error())
	}
	if r.E164 == "" {
		r.E164 = n
	}
	return r, nil
}

// DecodeReports reads the answer of listings/{e164}/reports.
func DecodeReports(body []byte) (Reports, error) {
	var j struct {
		E164    word              `json:"e164"`
		Summary json.RawMessage   `json:"summary"`
		Reports []json.RawMessage `json:"reports"`
		Reviews []json.RawMessage `json:"reviews"`
	}
	if err := json.Unmarshal(body, &j); err != nil {
		return Reports{}, err
	}
	out := Reports{E164: phone.E164(j.E164), Summary: decodeRisk(j.Summary), Raw: body}
	for _, raw := range j.Reports {
		var row reportJSON
		if json.Unmarshal(raw, &row) == nil {
			var tags []word
			lenient(row.Tags, &tags)
			r := Report{Created: row.Created.Time, Rating: string(row.Rating), Body: string(row.Body), Reporter: string(row.Reporter),
				Lane: string(row.Lane), Provenance: string(row.Provenance)}
			for _, t := range tags {
				r.Tags = append(r.Tags, string(t))
			}
			out.Reports = append(out.Reports, r)
		}
	}
	for _, raw := range j.Reviews {
		var row reportJSON
		lenient(raw, &row)
		out.Reviews = append(out.Reviews, Review{Created: row.Created.Time, Rating: string(row.Rating), Body: string(row.Body),
			Reporter: string(row.Reporter), Raw: raw})
	}
	return out, nil
}

type reportJSON struct {
	Created    moment          `json:"created_at"`
	Tags       json.RawMessage `json:"tags"`
	Rating     word            `json:"rating"`
	Body       word            `json:"body"`
	Reporter   word            `json:"reporter"`
	Lane       word            `json:"lane"`
	Provenance word            `json:"provenance"`
}
