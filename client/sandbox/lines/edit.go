package lines

import (
	"encoding/json"
	"net/http"
	"strings"
)

// serverKeys are the parts of a document that only the server writes; in a
// request they are ignored, id and used_by among them.
var serverKeys = map[string]bool{"id": true, "used_by": true, "features": true, "features_available": true, "metadata": true, "state": true,
	"created": true, "modified": true, "updated": true, "assigned_to": true}

// replaceNumber is O8. What was sent is the whole public document from then on:
// a key that is left out is gone, and with e911 the emergency service.
func replaceNumber(c *call, n *number) (int, any, error) {
	if n.State == aging {
		return 0, nil, transition(aging, inService)
	}
	body, data, err := c.data()
	if err != nil {
		return 0, nil, err
	}
	return c.put(n, body.AcceptCharges, data, false)
}

// put makes data the number's public document. Its address is verified, unless it is kept as it is.
func (c *call) put(n *number, accepted bool, data map[string]json.RawMessage, kept bool) (int, any, error) {
	if err := check(data); err != nil {
		return 0, nil, err
	}
	next := &number{Public: map[string]json.RawMessage{}, E911: submitted(data["e911"]), Local: n.Local}
	for key, value := range data {
		if !serverKeys[key] && key != "e911" && !strings.HasPrefix(key, "_") && !strings.HasPrefix(key, "pvt_") && string(value) != "null" {
			next.Public[key] = value
		}
	}
	charges := c.newFeatures(n, next)
	if err := c.afford(charges, accepted); err != nil {
		return 0, nil, err
	}
	switch {
	case kept:
	case next.E911 != nil:
		verified, err := c.verify(n, next.E911)
		if err != nil {
			return 0, nil, err
		}
		c.setAddress(n, verified)
	default:
		c.dropAddress(n)
	}
	c.take(charges, c.now.Unix())
	n.Public, n.Modified = next.Public, c.now.Unix()
	return http.StatusOK, c.document(n), nil
}

// newFeatures are the charges for what the number did not have before.
func (c *call) newFeatures(before, after *number) []charge {
	had := map[string]bool{"local": true, "port": true} // these cost nothing
	for _, feature := range before.features() {
		had[feature] = true
	}
	var charges []charge
	for _, feature := range after.features() {
		if !had[feature] {
			charges = append(charges, c.featureCharge(before.E164, feature))
		}
	}
	return charges
}
