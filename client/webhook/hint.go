package webhook

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"
)

// The types the retail document and its event table name. Any other type is
// accepted and hints at nothing.
const (
	ActivationUpdated     = "customer.activation.updated"
	ReportUpdated         = "activation_report.updated"
	CustomerReportUpdated = "customer.activation_report.updated"
	CustomerUpdated       = "customer.updated"
	CustomerLowBalance    = "customer.low_balance"
	AccountLowBalance     = "account.low_balance"
)

// Hint says what to look at. Only the fields its type owns are filled: the
// document's samples carry the fields of every type at once, contradicting
// each other.
type Hint struct {
	ID           string // of the event: the same event has the same one
	WebhookID    string
	Type         string
	CustomerID   string
	ActivationID string
	At           time.Time // when it was signed
}

// Known says that the type hints at something to look at.
func (h Hint) Known() bool {
	switch h.Type {
	case ActivationUpdated, ReportUpdated, CustomerReportUpdated:
		return h.CustomerID != "" && h.ActivationID != ""
	case CustomerUpdated, CustomerLowBalance:
		return h.CustomerID != ""
	case AccountLowBalance:
		return true
	}
	return false
}

// Decode reads a genuine delivery. It refuses what has no id or no type.
func Decode(d Delivery) (Hint, error) {
	var body struct {
		ID   string          `json:"id"`
		Type string          `json:"type"`
		Data json.RawMessage `json:"data"`
	}
	if err := json.Unmarshal(d.Body, &body); err != nil {
		return Hint{}, fmt.Errorf("reading the delivery: %w", err)
	}
	if err := named("id", body.ID); err != nil {
		return Hint{}, err
	}
	if err := named("type", body.Type); err != nil {
		return Hint{}, err
	}
	h := Hint{ID: body.ID, WebhookID: d.WebhookID, Type: body.Type, At: d.At}
	var data struct {
		Customer   any `json:"customer_id"`
		Activation any `json:"activation_id"`
	}
	if json.Unmarshal(body.Data, &data) != nil {
		return h, nil // a hint without an object is still one that came
	}
	switch h.Type {
	case ActivationUpdated, ReportUpdated, CustomerReportUpdated:
		h.CustomerID, h.ActivationID = identifier(data.Customer), identifier(data.Activation)
	case CustomerUpdated, CustomerLowBalance:
		h.CustomerID = identifier(data.Customer)
	}
	return h, nil
}

func named(field, value string) error {
	if value == "" || len(value) > 200 || strings.ContainsFunc(value, func(r rune) bool { return r < ' ' || r == 0x7f }) {
		return errors.New("the delivery's " + field + " is missing or is not a name")
	}
	return nil
}

// identifier keeps only what may stand in a path: the hint ends up in one.
func identifier(v any) string {
	s, _ := v.(string)
	if len(s) > 80 || strings.ContainsFunc(s, func(r rune) bool {
		return (r < '0' || r > '9') && (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') && r != '_' && r != '-'
	}) {
		return ""
	}
	return s
}
