package lines

import (
	"encoding/json"
	"net/http"
	"slices"
	"strings"
)

// candidate says whether a number can be put in service, and whether that buys it.
func (c *call) candidate(e164 string) (buys bool, f *fault) {
	n := c.Numbers[e164]
	switch {
	case n != nil && n.Account == c.Account:
		switch n.State {
		case inService, reserved, aging, portIn:
			return false, nil // ours already: nothing is bought twice
		}
		return false, transition(n.State, inService)
	case n != nil && n.Account != "":
		return false, because(http.StatusConflict, "number_exists", "number already exists", e164)
	case !c.Found[e164] && n == nil, strings.HasSuffix(e164, soldEnd):
		return false, because(http.StatusInternalServerError, "unspecified_fault", "missing_provider_url", "")
	case strings.HasSuffix(e164, faultyEnd):
		return false, because(http.StatusInternalServerError, "unspecified_fault", "fault by carrier", e164)
	}
	return true, nil
}

// activateNumber is O2. A number that is in service already is answered as it is
// and costs nothing.
func activateNumber(c *call) (int, any, error) {
	e164 := normalise(c.PathValue("number"))
	if e164 == "" {
		return 0, nil, because(http.StatusNotFound, "not_reconcilable", "number is not reconcilable", c.PathValue("number"))
	}
	body, err := c.envelope()
	if err != nil {
		return 0, nil, err
	}
	buys, f := c.candidate(e164)
	if f != nil {
		return 0, nil, f
	}
	var charges []charge
	if buys {
		charges = append(charges, c.numberCharge(e164))
	}
	if err := c.afford(charges, body.AcceptCharges); err != nil {
		return 0, nil, err
	}
	c.take(charges, c.now.Unix())
	return http.StatusCreated, c.inService(e164), nil
}

// inService puts a number in service, unless it is, and shows it in brief.
func (c *call) inService(e164 string) map[string]any {
	n := c.Numbers[e164]
	if n == nil || n.Account != c.Account || n.State != inService {
		n = c.activate(e164, c.now)
	}
	return brief(n.E164, n.State, n.Created, n.Modified)
}

// activateCollection is O3. Without consent to charges everything is a dry run
// first: one failure means that nothing is bought, although two of the three
// answers list the others under success. With consent the others
// are bought.
func activateCollection(c *call) (int, any, error) {
	body, list, err := c.collection()
	if err != nil {
		return 0, nil, err
	}
	success, failed := map[string]any{}, map[string]any{}
	var charges []charge
	var first *fault
	for _, e164 := range list {
		buys, f := c.candidate(e164)
		switch {
		case f != nil:
			failed[e164] = f.data
			first = f
			continue
		case buys:
			charges = append(charges, c.numberCharge(e164))
		}
		success[e164] = brief(e164, inService, c.now.Unix(), c.now.Unix())
	}
	if len(failed) == 0 || body.AcceptCharges {
		if err := c.afford(charges, body.AcceptCharges); err != nil {
			return 0, nil, err
		}
		c.take(charges, c.now.Unix())
		for e164 := range success {
			success[e164] = c.inService(e164)
		}
	}
	if c.Switches.Shape == "c" && len(list) == 1 { // newer servers answer one number as if it were activated alone
		if first != nil {
			return 0, nil, first
		}
		return http.StatusCreated, success[list[0]], nil
	}
	return c.outcome(success, failed)
}

// outcome words the result of a collection in the shape that is switched on.
func (c *call) outcome(success, failed map[string]any) (int, any, error) {
	refused := func(data any) error { return &fault{http.StatusBadRequest, "client error", data} }
	both := map[string]any{"success": success}
	switch {
	case len(failed) > 0:
		both["error"] = failed
	case c.Switches.Shape == "c":
		both["error"] = []any{} // newer servers write an empty object as a list
	}
	switch {
	case len(failed) == 0 || c.Switches.Shape == "c":
		return http.StatusCreated, both, nil
	case c.Switches.Shape == "b":
		return 0, nil, refused(both)
	}
	return 0, nil, refused(failed)
}

// collection reads the numbers to buy; duplicates are found after they are
// normalised.
func (c *call) collection() (request, []string, error) {
	body, data, err := c.data()
	if err != nil {
		return body, nil, err
	}
	var raw, list []string
	if data["numbers"] == nil {
		return body, nil, missing("numbers")
	}
	if json.Unmarshal(data["numbers"], &raw) != nil {
		return body, nil, invalid("numbers", "type", map[string]any{"message": "Value did not match type(s): array", "target": "array"})
	}
	if len(raw) == 0 {
		return body, nil, invalid("numbers", "minimum", map[string]any{"message": "List of numbers must have at least one item", "target": 1})
	}
	for _, text := range raw {
		e164 := normalise(text)
		switch {
		case e164 == "":
			return body, nil, because(http.StatusNotFound, "not_reconcilable", "number is not reconcilable", text)
		case slices.Contains(list, e164):
			return body, nil, invalid("numbers", "uniqueItems", map[string]any{"message": "List of numbers contains duplicates", "value": text})
		}
		list = append(list, e164)
	}
	return body, list, nil
}
