package platfone

import (
	"encoding/json"
	"fmt"
	"time"
)

// ReportReason is one reason the provider accepts for an activation at the moment of asking.
type ReportReason struct {
	ID       int
	Name     string
	Evidence bool // a file must be sent along
}

// UnmarshalJSON reads a row of the reasons' list; only reason_id is required.
func (r *ReportReason) UnmarshalJSON(b []byte) error {
	o, err := readObject(b)
	if err != nil {
		return fmt.Errorf("reading a report reason: %w", err)
	}
	id, _ := o.integer("reason_id", 1, 1<<31-1)
	*r = ReportReason{ID: int(id), Name: o.text("reason_name"), Evidence: o.flag("evidence_required")}
	if r.ID == 0 {
		return fmt.Errorf("reading a report reason: %w", errNoID)
	}
	return nil
}

// Report is a problem reported about an activation.
type Report struct {
	ReasonID    int
	ReasonName  string
	Message     string
	EvidenceURL string     // where the sent file is, when the provider says so
	Snapshot    string     // JSON text: the activation's statuses when it was reported
	Activation  Activation // ID is empty when the report came without it
	UpdatedAt   time.Time
	CreatedAt   time.Time
	Raw         json.RawMessage // the object as received
}

// UnmarshalJSON reads a report; nothing is required. An activation inside that cannot be
// read is left out.
func (r *Report) UnmarshalJSON(b []byte) error {
	o, err := readObject(b)
	if err != nil {
		return fmt.Errorf("reading a report: %w", err)
	}
	reason, _ := o.integer("reason_id", 1, 1<<31-1)
	*r = Report{
		ReasonID:    int(reason),
		ReasonName:  o.text("reason_name"),
		Message:     o.text("message"),
		EvidenceURL: o.text("evidence_url"),
		Snapshot:    o.text("activation_state_snapshot"),
		UpdatedAt:   o.time("updated_at"),
		CreatedAt:   o.time("created_at"),
		Raw:         append(json.RawMessage(nil), b...),
	}
	if inner := o.value("activation"); len(inner) > 0 && r.Activation.UnmarshalJSON(inner) != nil {
		r.Activation = Activation{}
	}
	return nil
}

// Verdict is the immediate answer to a new report.
type Verdict struct {
	Accepted  bool   // it is in review now, not yet refunded
	Status    string // the provider's own word
	DeclineID int    // 0 when accepted or not stated
}

// UnmarshalJSON reads {"status","decline_id"}; status is required.
func (v *Verdict) UnmarshalJSON(b []byte) error {
	o, err := readObject(b)
	if err != nil {
		return fmt.Errorf("reading the answer to a report: %w", err)
	}
	id, _ := o.integer("decline_id", 1, 1<<31-1)
	*v = Verdict{Status: o.text("status"), DeclineID: int(id)}
	v.Accepted = v.Status == "accepted"
	if v.Status == "" {
		return fmt.Errorf("reading the answer to a report: it has no status")
	}
	return nil
}

// Hint says what the provider suggests after declining;
// empty when it suggests nothing.
func (v Verdict) Hint() string {
	switch v.DeclineID {
	case 1:
		return "Try another number"
	case 2:
		return "Retry using the same number"
	}
	return ""
}
