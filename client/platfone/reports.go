package platfone

import (
	"context"
	"encoding/base64"
	"net/url"
)

// ReportReasons reads the reasons that may be given for an activation now. They change with
// its state: ask each time.
func (c *Client) ReportReasons(ctx context.Context, customer, id string) ([]ReportReason, error) {
	e := epReasons
	if err := checked(e, CheckCustomerID(customer), CheckActivationID(id)); err != nil {
		return nil, err
	}
	var rows wholeList[ReportReason, *ReportReason]
	err := c.read(ctx, e.call(customer, id), &rows)
	return rows.items, err
}

// NewReport is a problem to be reported. Only one report can be made per activation.
type NewReport struct {
	ReasonID int
	Message  string // at most 1000 characters; may be empty
	Evidence []byte // a file; nil for none
}

// Check holds the report to the documented limits and to what the reason asks for.
func (r NewReport) Check(reason ReportReason) error {
	if reason.Evidence && len(r.Evidence) == 0 {
		return &FieldError{"evidence", "this reason needs a file: " + evidenceTypes}
	}
	return r.check()
}

func (r NewReport) check() error {
	if r.ReasonID < 1 {
		return &FieldError{"reason_id", "one of the reasons offered for this activation"}
	}
	if err := CheckMessage(r.Message); err != nil || len(r.Evidence) == 0 {
		return err
	}
	_, err := EvidenceType(r.Evidence)
	return err
}

// CreateReport reports a problem. The evidence travels as a data URL inside the JSON: the
// document calls it both base64 and a binary upload, and this is what the provider's own
// client sends.
func (c *Client) CreateReport(ctx context.Context, customer, id string, r NewReport) (Verdict, error) {
	e := epCreateReport
	if err := checked(e, CheckCustomerID(customer), CheckActivationID(id), r.check()); err != nil {
		return Verdict{}, err
	}
	body := struct {
		ReasonID int    `json:"reason_id"`
		Message  string `json:"message,omitempty"`
		Evidence string `json:"evidence,omitempty"`
	}{ReasonID: r.ReasonID, Message: r.Message}
	if len(r.Evidence) > 0 {
		kind, err := EvidenceType(r.Evidence)
		if err != nil {
			return Verdict{}, refused(e, err)
		}
		body.Evidence = "data:" + kind + ";base64," + base64.StdEncoding.EncodeToString(r.Evidence)
	}
	call := e.call(customer, id)
	call.Body = body
	var v Verdict
	err := c.read(ctx, call, &v)
	return v, err
}

// Report reads the report made about an activation.
func (c *Client) Report(ctx context.Context, customer, id string) (Report, error) {
	return readOne[Report](ctx, c, epReport, []string{customer, id}, CheckCustomerID(customer), CheckActivationID(id))
}

// Reports reads one page of a customer's reports; a limit of 0 asks for 100.
func (c *Client) Reports(ctx context.Context, customer string, page, limit int) (Page[Report], error) {
	e := epReports
	q := url.Values{}
	if err := checked(e, CheckCustomerID(customer), paging(q, page, limit, MaxPage)); err != nil {
		return Page[Report]{}, err
	}
	return readPage[Report](ctx, c, e.call(customer), q, "reports")
}
