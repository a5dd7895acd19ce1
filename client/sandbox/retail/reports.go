package retail

import (
	"encoding/json"
	"net/http"
	"slices"
	"time"
	"unicode/utf8"

	"switchboard/client/sandbox/answer"
)

// reportWithin is how long after the order a report may be made; the document
// speaks of a deadline and does not give it.
const reportWithin = 24 * time.Hour

// The decline ids of an immediate refusal.
const (
	tryAnotherNumber = 1
	retrySameNumber  = 2
)

// reason is why an activation may be reported.
type reason struct {
	ID       int    `json:"reason_id"`
	Name     string `json:"reason_name"`
	Evidence bool   `json:"evidence_required"`
	refunds  bool   // what the review will find
	needsSMS bool
}

func allReasons() []reason {
	return []reason{
		{ID: 1, Name: "SMS is not coming", Evidence: true},
		{ID: 2, Name: "Wrong SMS received", refunds: true, needsSMS: true},
		{ID: 3, Name: "Service not accepting the number", Evidence: true, refunds: true, needsSMS: true},
		{ID: 4, Name: "Number has been used before", refunds: true, needsSMS: true},
		{ID: 5, Name: "Blocked after activation", Evidence: true, needsSMS: true},
		{ID: 6, Name: "SMS received too late", refunds: true, needsSMS: true},
		{ID: 7, Name: "Other reason"},
	}
}

// reasonsFor are the reasons that the activation's state allows: before any
// SMS only that none came, after one everything else; none once canceled.
func reasonsFor(a *activation) []reason {
	list := []reason{}
	for _, r := range allReasons() {
		waiting := a.SMS == smsRequested
		if a.Status != canceled && (r.ID == 7 || r.needsSMS != waiting) {
			list = append(list, r)
		}
	}
	return list
}

// reportable finds the activation of a path and refuses it after the deadline.
func (s *Service) reportable(c *call) (*activation, error) {
	a, err := s.activation(c)
	if err != nil {
		return nil, err
	}
	if c.now.Sub(time.Unix(a.Created, 0)) > reportWithin {
		return nil, fault(http.StatusConflict, "ReportCreationDeadlinePassed", "The time to report this activation is over")
	}
	return a, nil
}

func (s *Service) reasons(c *call, a *activation) (any, error) {
	return reasonsFor(a), nil
}

// fileReport accepts a report for review, or declines it at once with a hint
// and keeps nothing. Accepted is not approved: the review comes later.
func (s *Service) fileReport(c *call, a *activation) (any, error) {
	if a.Filed != nil {
		return nil, fault(http.StatusConflict, "ReportAlreadyExistsException", "This activation has been reported; only one report is possible")
	}
	claim, err := readClaim(c.r)
	if err != nil {
		return nil, err
	}
	allowed := reasonsFor(a)
	at := slices.IndexFunc(allowed, func(r reason) bool { return int64(r.ID) == claim.reason })
	switch {
	case at < 0:
		return nil, invalid("reason_id %d is not one of the reasons for this activation", claim.reason)
	case utf8.RuneCountInString(claim.message) > 1000:
		return nil, invalid("message must be at most 1000 characters long")
	case allowed[at].Evidence && claim.evidence == nil:
		return nil, invalid("evidence is required for this reason")
	}
	why := allowed[at]
	switch {
	case why.ID == 1 && a.Status == active:
		return answer.Pairs("status", "declined", "decline_id", tryAnotherNumber), nil
	case why.ID == 2 && a.Status == active && a.Retriable:
		return answer.Pairs("status", "declined", "decline_id", retrySameNumber), nil
	}
	snapshot, err := snapshotOf(a)
	if err != nil {
		return nil, err
	}
	now := c.now.Unix()
	a.Filed = &report{Reason: why.ID, Message: claim.message, Snapshot: snapshot, Evidence: len(claim.evidence), Created: now, Updated: now,
		Decide: now + 60 + int64(s.roll("review", a.Serial)%60), Approve: why.refunds}
	a.Report, a.Updated = inReview, now
	s.reviewing = append(s.reviewing, a)
	s.tellOf(reportUpdated, a)
	return answer.Pairs("status", "accepted", "decline_id", nil), nil
}

// snapshotOf is the activation's state as a string of JSON.
func snapshotOf(a *activation) (string, error) {
	state, err := json.Marshal(struct {
		Status  string  `json:"activation_status"`
		SMS     string  `json:"sms_status"`
		Billing string  `json:"billing_status"`
		Code    *string `json:"sms_code"`
		Text    *string `json:"sms_text"`
		Updated int64   `json:"updated_at"`
	}{a.Status, a.SMS, a.Billing, a.Code, a.Text, a.Updated})
	return string(state), err
}

type reportView struct {
	Reason     int        `json:"reason_id"`
	Name       string     `json:"reason_name"`
	Message    string     `json:"message"`
	Snapshot   string     `json:"activation_state_snapshot"`
	Updated    int64      `json:"updated_at"`
	Created    int64      `json:"created_at"`
	Activation listedView `json:"activation"`
}

func (s *Service) reportView(a *activation) reportView {
	return reportView{a.Filed.Reason, allReasons()[a.Filed.Reason-1].Name, a.Filed.Message, a.Filed.Snapshot,
		a.Filed.Updated, a.Filed.Created, asListed(s.view(a))}
}

func (s *Service) report(c *call, a *activation) (any, error) {
	if a.Filed == nil {
		return nil, missing("Report not found")
	}
	return s.reportView(a), nil
}

// reports lists a customer's, newest first; their activations come without
// "formatted", as in the document.
func (s *Service) reports(c *call, who *customer) (any, error) {
	q := &query{values: c.r.URL.Query()}
	page := q.page(10, 100)
	if q.err != nil {
		return nil, q.err
	}
	var list []reportView
	for _, a := range s.Activations {
		if a.Filed != nil && a.Customer == who.id() {
			view := s.reportView(a)
			view.Activation.Formatted = ""
			list = append(list, view)
		}
	}
	slices.SortStableFunc(list, func(a, b reportView) int { return int(b.Created - a.Created) })
	return listed("reports", list, page), nil
}
