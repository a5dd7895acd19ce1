package lines

import (
	"bytes"
	"encoding/json"
	"net/http"
	"strings"
	"time"

	"switchboard/client/sandbox/answer"
)

// What the emergency system says of an address.
const (
	provisioned = "PROVISIONED"
	geocoded    = "GEOCODED"
)

// becomesActive is how long a geocoded address takes to be provisioned.
const becomesActive = 90 * time.Second

// address is an emergency address, in the order of the document's example. The server writes
// Latitude to PlusFour, Status, Legacy and Activated; what a client sends there is ignored.
type address struct {
	Street    string   `json:"street_address"`
	Unit      string   `json:"extended_address,omitempty"`
	Caller    string   `json:"caller_name,omitempty"`
	City      string   `json:"locality"`
	Latitude  string   `json:"latitude,omitempty"`
	Longitude string   `json:"longitude,omitempty"`
	Location  string   `json:"location_id"`
	PlusFour  string   `json:"plus_four,omitempty"`
	Zip       string   `json:"postal_code"`
	State     string   `json:"region"`
	Status    string   `json:"status"`
	Legacy    legacy   `json:"legacy_data"`
	Emails    []string `json:"notification_contact_emails,omitempty"`
	Activated string   `json:"activated_time,omitempty"`
}

// legacy is the address as older emergency centres split it.
type legacy struct {
	House     string `json:"house_number,omitempty"`
	Direction string `json:"predirectional,omitempty"`
	Street    string `json:"streetname,omitempty"`
	Suite     string `json:"suite,omitempty"`
}

// event is something that happened to a number's emergency address. Its action
// is PROVISIONED, GEOCODED or REMOVED.
type event struct {
	Number string `json:"number"`
	At     int64  `json:"at"`
	Action string `json:"action"`
	Street string `json:"street"`
}

func (a *address) copy() *address {
	c := *a
	c.Emails = append([]string(nil), a.Emails...)
	return &c
}

// written are the five fields that both kinds of refusal send back as their cause.
func (a *address) written() answer.Fields {
	return answer.Pairs("postal_code", a.Zip, "street_address", a.Street, "extended_address", a.Unit, "locality", a.City, "region", a.State)
}

// submitted reads the address of a document; nil when it has none. An empty
// object is none: that removes the service.
func submitted(raw json.RawMessage) *address {
	if empty(raw) {
		return nil
	}
	var a address
	_ = json.Unmarshal(raw, &a) // the schema has been checked
	return &address{Caller: a.Caller, Street: a.Street, Unit: a.Unit, City: a.City, State: a.State, Zip: a.Zip, Emails: a.Emails}
}

// empty reports whether a part of a document says nothing.
func empty(raw json.RawMessage) bool {
	compact := strings.Join(strings.Fields(string(raw)), "")
	return compact == "" || compact == "null" || compact == "{}"
}

// verify is what the emergency system makes of an address: one that is on file,
// in its own writing; several to choose from; or none.
func (c *call) verify(n *number, sent *address) (*address, error) {
	if !strings.HasPrefix(n.E164, "+1") {
		return nil, invalid("e911", "unavailable", map[string]any{"message": "Emergency service is offered in the United States and Canada only"})
	}
	if n.State == portIn {
		return nil, because(http.StatusBadRequest, "number_is_porting", "number is porting", n.E164)
	}
	if n.E911 != nil && n.E911.Status == provisioned && n.E911.sameAs(sent) {
		kept := n.E911.copy()
		kept.Caller, kept.Emails = sent.Caller, sent.Emails
		return kept, nil
	}
	candidates, exact := find(sent)
	switch {
	case exact:
		return candidates[0].address(sent), nil
	case len(candidates) == 0:
		return nil, c.notGeocoded(sent)
	}
	details := []answer.Fields{}
	for _, p := range candidates {
		details = append(details, (&address{Street: p.street, Unit: p.unit, City: p.city, State: p.state, Zip: p.zip}).written())
	}
	return nil, &fault{http.StatusBadRequest, "multiple_choice", map[string]any{"multiple_choice": map[string]any{"e911": map[string]any{
		"cause": sent.written(), "details": details, "message": "more than one address found"}}}}
}

// notGeocoded is the refusal of an address that nobody knows, as the document
// has it or as newer servers do.
func (c *call) notGeocoded(sent *address) error {
	const message = "Location is not geocoded"
	cause := append(answer.Pairs("caller_name", sent.Caller), sent.written()...)
	if c.Switches.Invalid == "kazoo" {
		return &fault{http.StatusBadRequest, "invalid", map[string]any{"code": http.StatusBadRequest, "error": "invalid", "message": message, "cause": cause}}
	}
	return &fault{http.StatusBadRequest, "invalid data", map[string]any{"address": map[string]any{"invalid": map[string]any{"cause": cause, "message": message}}}}
}

// sameAs compares the parts that say where it is, however they are written.
func (a *address) sameAs(b *address) bool {
	return clean(a) == clean(b)
}

// setAddress writes a verified address and books what happened.
func (c *call) setAddress(n *number, a *address) {
	before, _ := json.Marshal(n.E911)
	after, _ := json.Marshal(a)
	if bytes.Equal(before, after) {
		return
	}
	n.E911 = a
	delete(c.Activating, n.E164)
	if a.Status == geocoded {
		c.Activating[n.E164] = c.now.Add(becomesActive).Unix()
	}
	c.Emergency = append(c.Emergency, event{Number: n.E164, At: c.now.Unix(), Action: a.Status, Street: a.Street})
}

// dropAddress takes a number's emergency service away.
func (c *call) dropAddress(n *number) {
	if n.E911 == nil {
		return
	}
	c.Emergency = append(c.Emergency, event{Number: n.E164, At: c.now.Unix(), Action: "REMOVED", Street: n.E911.Street})
	delete(c.Activating, n.E164)
	n.E911 = nil
}
