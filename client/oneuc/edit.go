package oneuc

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"maps"
	"net/http"
	"slices"
	"time"

	"switchboard/client/phone"
	"switchboard/client/rest"
)

const opEdit = "change a number"

// RejectedError says which fields the server did not take; nothing was changed.
type RejectedError struct {
	Fields FieldErrors
	Err    *rest.Error
}

func (e *RejectedError) Error() string { return "nothing was changed: " + e.Fields.Error() }
func (e *RejectedError) Unwrap() error { return e.Err }

// serverKeys are what the server writes itself: the document goes back without
// them, and a new emergency address goes out without serverE911Keys.
var (
	serverKeys     = []string{"_read_only", "features", "metadata", "state"}
	serverE911Keys = []string{"latitude", "longitude", "location_id", "plus_four", "status", "activated_time", "legacy_data"}
)

// UpdateNumber reads a number's document, lets edit change it and writes it back
// whole. Writing replaces the document: whatever is not sent is erased, and a
// document without an emergency address cancels the one on file. So everything
// that was read goes back, but for what the server alone computes.
func (c *Client) UpdateNumber(ctx context.Context, n phone.E164, edit func(Document) error, acceptCharges bool) (Document, error) {
	e, call, err := c.replace(ctx, opEdit, n, 0, edit, acceptCharges)
	if err == nil {
		return c.document(call, e)
	}
	var failed *rest.Error
	if errors.As(err, &failed) && failed.Kind == rest.Invalid && !failed.Local {
		if fields := fieldErrors(e.Data); fields != nil {
			return nil, &RejectedError{Fields: fields, Err: failed}
		}
	}
	return nil, err
}

// replace is the read, the edit and the write.
func (c *Client) replace(ctx context.Context, op string, n phone.E164, wait time.Duration, edit func(Document) error, consent bool) (envelope, rest.Call, error) {
	current, err := c.Number(ctx, n)
	if err != nil {
		return envelope{}, rest.Call{}, err
	}
	next := current.Clone()
	if err := edit(next); err != nil {
		return envelope{}, rest.Call{}, err
	}
	next.tidy(n, current["e911"])
	call, err := c.onNumber(ctx, op, http.MethodPost, n)
	if err != nil {
		return envelope{}, rest.Call{}, err
	}
	call.Body, call.Timeout = next.body(consent), wait
	e, err := c.do(ctx, call)
	return e, call, err
}

// body writes the document for the wire with every field as it was received:
// an encoder would write the provider's spaces and signs anew, and an emergency
// address that differs from the one on file is validated again.
func (d Document) body(consent bool) json.RawMessage {
	b := []byte(`{"data":{`)
	for i, key := range slices.Sorted(maps.Keys(d)) {
		if i > 0 {
			b = append(b, ',')
		}
		name, _ := json.Marshal(key)
		b = append(append(append(b, name...), ':'), d[key]...)
	}
	b = append(b, '}')
	if consent {
		b = append(b, `,"accept_charges":true`...)
	}
	return append(b, '}')
}

// tidy takes out what the server computes and makes sure that the number names
// itself. An emergency address that the edit has not touched goes back as it
// was read, what the server computed of it included.
func (d Document) tidy(n phone.E164, read json.RawMessage) {
	for _, key := range serverKeys {
		delete(d, key)
	}
	if d.E164() == "" {
		d["id"], _ = json.Marshal(string(n))
	}
	if bytes.Equal(d["e911"], read) {
		return
	}
	var e911 map[string]json.RawMessage
	if json.Unmarshal(d["e911"], &e911) == nil && e911 != nil {
		for _, key := range serverE911Keys {
			delete(e911, key)
		}
		d["e911"], _ = json.Marshal(e911)
	}
}

// Properties are the parts of a number a person edits; nil leaves one alone.
type Properties struct {
	CNAM        *CNAM
	CarrierName *string // "" removes it
	Porting     *Porting
	Own         map[string]json.RawMessage // fields that the schema does not name; null removes one
}

// Empty reports whether nothing is to be changed.
func (p Properties) Empty() bool {
	return p.CNAM == nil && p.CarrierName == nil && p.Porting == nil && len(p.Own) == 0
}

// SetProperties changes the caller name, the carrier's name, the porting facts,
// fields of one's own, or several of them, and keeps everything else of the number.
func (c *Client) SetProperties(ctx context.Context, n phone.E164, p Properties, acceptCharges bool) (Document, error) {
	if problems := p.Check(); len(problems) > 0 {
		return nil, refused(opEdit, problems.Error())
	}
	return c.UpdateNumber(ctx, n, func(d Document) error { return p.apply(d) }, acceptCharges)
}

func (p Properties) apply(d Document) error {
	if p.CNAM != nil {
		if err := d.merge("cnam", cnamKeys, p.CNAM); err != nil {
			return err
		}
	}
	if p.Porting != nil {
		if err := d.merge("porting", portingKeys, p.Porting); err != nil {
			return err
		}
	}
	for name, value := range p.Own {
		if delete(d, name); string(value) != "null" {
			d[name] = value
		}
	}
	if p.CarrierName != nil {
		delete(d, "carrier_name")
		if *p.CarrierName != "" {
			raw, err := json.Marshal(*p.CarrierName)
			if err != nil {
				return err
			}
			d["carrier_name"] = raw
		}
	}
	return nil
}

var (
	cnamKeys    = []string{"display_name", "inbound_lookup"}
	portingKeys = []string{"billing_account_id", "billing_extended_address", "billing_locality", "billing_name", "billing_postal_code",
		"billing_region", "billing_street_address", "billing_telephone_number", "comments", "customer_contact", "port_id",
		"requested_port_date", "service_provider"}
)

// merge writes value over the keys it owns of an object, and keeps the object's
// other keys: somebody else may have put them there.
func (d Document) merge(key string, owned []string, value any) error {
	raw, err := json.Marshal(value)
	if err != nil {
		return err
	}
	var object, next map[string]json.RawMessage
	_ = json.Unmarshal(d[key], &object)
	if err := json.Unmarshal(raw, &next); err != nil {
		return err
	}
	if object == nil {
		object = map[string]json.RawMessage{}
	}
	for _, k := range owned {
		delete(object, k)
	}
	for k, v := range next {
		object[k] = v
	}
	d[key], err = json.Marshal(object)
	return err
}
