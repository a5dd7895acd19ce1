package oneuc

import (
	"context"
	"encoding/json"
	"errors"
	"time"

	"switchboard/client/phone"
	"switchboard/client/rest"
)

const (
	opE911      = "set a 911 address"
	opClearE911 = "remove a 911 address"
	// The emergency system behind the server takes up to three minutes.
	e911Timeout = 180 * time.Second
)

// SetE911 sends an emergency address for a number, keeping everything else the
// number has. Only Provisioned means that help will find the caller. Fields that
// break a rule come back as FieldErrors without a request. When the error is
// unknown, read the number: the old address or the new one is on file.
func (c *Client) SetE911(ctx context.Context, n phone.E164, address E911, acceptCharges bool) (Outcome, error) {
	if problems := address.Check(); len(problems) > 0 {
		return problems, nil
	}
	e, call, err := c.replace(ctx, opE911, n, e911Timeout, func(d Document) error { return d.setE911(address) }, acceptCharges)
	return c.outcome(call, e, err)
}

// ClearE911 removes a number's emergency address; calls from it to 911 then
// carry no place.
func (c *Client) ClearE911(ctx context.Context, n phone.E164, acceptCharges bool) (Document, error) {
	e, call, err := c.replace(ctx, opClearE911, n, e911Timeout, func(d Document) error {
		delete(d, "e911")
		return nil
	}, acceptCharges)
	if err != nil {
		return nil, err
	}
	return c.document(call, e)
}

// setE911 writes the parts a person gives over what is on file. A nil Notify
// keeps the addresses on file; an empty one removes them.
func (d Document) setE911(a E911) error {
	var object map[string]json.RawMessage
	_ = json.Unmarshal(d["e911"], &object)
	if object == nil {
		object = map[string]json.RawMessage{}
	}
	for key, value := range map[string]string{"caller_name": a.CallerName, "street_address": a.StreetAddress, "extended_address": a.Extended,
		"locality": a.Locality, "region": a.Region, "postal_code": a.PostalCode} {
		delete(object, key)
		if value != "" {
			object[key], _ = json.Marshal(value)
		}
	}
	if a.Notify != nil {
		object["notification_contact_emails"], _ = json.Marshal(a.Notify)
	}
	raw, err := json.Marshal(object)
	d["e911"] = raw
	return err
}

// outcome tells the answers apart: taken, a question about charges, a refusal that may offer places, and what is an error after all.
func (c *Client) outcome(call rest.Call, e envelope, err error) (Outcome, error) {
	if err == nil {
		d, err := c.document(call, e)
		if err != nil {
			return nil, err
		}
		return accepted(d), nil
	}
	var charges *ChargesError
	if errors.As(err, &charges) {
		return Charges{Quote: charges.Quote}, nil
	}
	var failed *rest.Error
	if errors.As(err, &failed) && !failed.Local && failed.Kind == rest.Invalid {
		if o := DecodeRefusal(e.Data); o != nil {
			return o, nil
		}
	}
	return nil, err
}

func accepted(d Document) Outcome {
	a, _ := d.E911()
	switch a.Status {
	case StatusProvisioned:
		return Provisioned{Address: a, Document: d}
	case StatusInvalid, StatusError, StatusRemoved:
		return Failed{Status: a.Status, Address: a, Document: d}
	}
	return Geocoded{Address: a, Document: d}
}

// DecodeRefusal reads the data of a 400 to an emergency address: Choices,
// InvalidAddress or FieldErrors, nil when it is none of them.
func DecodeRefusal(data json.RawMessage) Outcome {
	// Each part is read by itself: one of another shape must not hide the others.
	var parts map[string]json.RawMessage
	if json.Unmarshal(data, &parts) != nil {
		return nil
	}
	var multiple struct {
		E911 struct {
			Cause   json.RawMessage   `json:"cause"`
			Details []json.RawMessage `json:"details"`
			Message flexText          `json:"message"`
		} `json:"e911"`
	}
	var place struct {
		Invalid *faultJSON `json:"invalid"`
	}
	_ = json.Unmarshal(parts["multiple_choice"], &multiple)
	_ = json.Unmarshal(parts["address"], &place)
	choices := Choices{Cause: address(multiple.E911.Cause), Message: string(multiple.E911.Message)}
	for _, raw := range multiple.E911.Details {
		if a := address(raw); a.Line() != "" {
			choices.Candidates = append(choices.Candidates, a)
		}
	}
	if len(choices.Candidates) > 0 {
		return choices
	}
	if invalid := place.Invalid; invalid != nil {
		return InvalidAddress{Cause: address(invalid.Cause), Message: string(invalid.Message)}
	}
	var f faultJSON
	_ = json.Unmarshal(data, &f)
	if f.Error == "invalid" && f.Code == 400 {
		return InvalidAddress{Cause: address(f.Cause), Message: string(f.Message)}
	}
	if fields := fieldErrors(data); fields != nil {
		return fields
	}
	return nil
}

func address(raw json.RawMessage) (a E911) {
	_ = json.Unmarshal(raw, &a)
	return a
}

// MergeChosen is the address to send after a choice: the place is the
// candidate's, whole; the caller's name and the people told are those that were
// submitted, because a candidate has neither.
func MergeChosen(submitted, chosen E911) E911 {
	pick := func(a, b string) string {
		if a != "" {
			return a
		}
		return b
	}
	return E911{CallerName: submitted.CallerName, Notify: submitted.Notify, Extended: chosen.Extended,
		StreetAddress: pick(chosen.StreetAddress, submitted.StreetAddress), Locality: pick(chosen.Locality, submitted.Locality),
		Region: pick(chosen.Region, submitted.Region), PostalCode: pick(chosen.PostalCode, submitted.PostalCode)}
}
