package oneuc

import (
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"switchboard/client/phone"
)

// Document is a number with everything the server keeps about it. Fields that
// the console does not know belong to somebody: they are kept and sent back.
type Document map[string]json.RawMessage

// CNAM is what a called party sees, and whether callers are looked up.
type CNAM struct {
	DisplayName   string `json:"display_name,omitempty"`
	InboundLookup bool   `json:"inbound_lookup"`
}

// Porting are the facts the losing carrier has on file.
type Porting struct {
	BillingAccountID       string   `json:"billing_account_id,omitempty"`
	BillingExtendedAddress string   `json:"billing_extended_address,omitempty"`
	BillingLocality        string   `json:"billing_locality,omitempty"`
	BillingName            string   `json:"billing_name,omitempty"`
	BillingPostalCode      string   `json:"billing_postal_code,omitempty"`
	BillingRegion          string   `json:"billing_region,omitempty"`
	BillingStreetAddress   string   `json:"billing_street_address,omitempty"`
	BillingTelephone       string   `json:"billing_telephone_number,omitempty"`
	Comments               []string `json:"comments,omitempty"`
	CustomerContact        string   `json:"customer_contact,omitempty"`
	PortID                 string   `json:"port_id,omitempty"`
	RequestedPortDate      string   `json:"requested_port_date,omitempty"`
	ServiceProvider        string   `json:"service_provider,omitempty"`
}

// readOnly is the part of a document the server alone writes.
type readOnly struct {
	Created  flexInt         `json:"created"`
	Modified flexInt         `json:"modified"`
	State    State           `json:"state"`
	Features json.RawMessage `json:"features"` // a list in the document, an object in newer servers
}

// text reads a field that should be a string; anything else is "".
func (d Document) text(key string) string {
	var s flexText
	_ = json.Unmarshal(d[key], &s)
	return string(s)
}

func (d Document) readOnly() (r readOnly) {
	_ = json.Unmarshal(d["_read_only"], &r)
	return r
}

// E164 is the number itself, with its country code whether the server wrote it or not.
func (d Document) E164() phone.E164 { return canonical(d.text("id")) }

// State is where the number stands.
func (d Document) State() State {
	if s := d.text("state"); s != "" {
		return State(s)
	}
	return d.readOnly().State
}

// Created is when the number came to the account.
func (d Document) Created() time.Time { return Gregorian(d.readOnly().Created).Time() }

// Modified is when the server last changed the number.
func (d Document) Modified() time.Time { return Gregorian(d.readOnly().Modified).Time() }

// UsedBy is the application that answers the number.
func (d Document) UsedBy() string { return d.text("used_by") }

// CarrierName is the carrier of the number.
func (d Document) CarrierName() string { return d.text("carrier_name") }

// Features are the number's features, wherever the server put them.
func (d Document) Features() []string {
	var list []string
	if json.Unmarshal(d["features"], &list) == nil && list != nil {
		return list
	}
	return featureList(d.readOnly().Features)
}

// CNAM is the number's caller name; ok is false when it has none.
func (d Document) CNAM() (c CNAM, ok bool) {
	ok = present(d["cnam"]) && json.Unmarshal(d["cnam"], &c) == nil
	return c, ok
}

// Porting is what was filed for moving the number here; ok is false when nothing was.
func (d Document) Porting() (p Porting, ok bool) {
	ok = present(d["porting"]) && json.Unmarshal(d["porting"], &p) == nil
	return p, ok
}

// E911 is the emergency address on file; ok is false when there is none.
func (d Document) E911() (E911, bool) {
	if !present(d["e911"]) { // most numbers: nothing is made for them
		return E911{}, false
	}
	var e E911
	err := json.Unmarshal(d["e911"], &e)
	return e, err == nil
}

// Number is the document as a row of the list.
func (d Document) Number() Number {
	raw, _ := json.Marshal(d)
	return Number{E164: d.E164(), State: d.State(), UsedBy: d.UsedBy(), AssignedTo: d.text("assigned_to"),
		Features: d.Features(), Created: d.Created(), Updated: d.Modified(), Raw: raw}
}

// Clone is a copy that can be edited without touching d.
func (d Document) Clone() Document {
	c := make(Document, len(d))
	for k, v := range d {
		c[k] = append(json.RawMessage(nil), v...)
	}
	return c
}

// documented are the keys the provider's schema names.
var documented = map[string]bool{"_read_only": true, "features": true, "id": true, "state": true, "used_by": true, "carrier_name": true,
	"cnam": true, "e911": true, "porting": true, "create_with_state": true, "metadata": true, "assigned_to": true}

// Custom are the fields the provider's schema does not name: somebody's own data.
func (d Document) Custom() Document {
	c := Document{}
	for k, v := range d {
		if !documented[k] {
			c[k] = v
		}
	}
	return c
}

// String is the document as JSON, "" when there is nothing in it.
func (d Document) String() string {
	if len(d) == 0 {
		return ""
	}
	raw, err := json.Marshal(map[string]json.RawMessage(d))
	if err != nil {
		return ""
	}
	return string(raw)
}

// DecodeDocument reads a number's document, which must be an object.
func DecodeDocument(data json.RawMessage) (Document, error) {
	var d Document
	if err := json.Unmarshal(data, &d); err != nil {
		return nil, fmt.Errorf("read the number: %w", err)
	}
	if d == nil {
		return nil, errors.New("read the number: the answer is empty")
	}
	return d, nil
}
