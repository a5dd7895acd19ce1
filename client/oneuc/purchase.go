package oneuc

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"net/http"
	"strings"

	"switchboard/client/phone"
	"switchboard/client/rest"
)

// PurchaseState is what is known about one number that was to be bought.
type PurchaseState string

const (
	Bought       PurchaseState = "bought"        // the server says it is in service
	NotInSearch  PurchaseState = "not available" // it was in no earlier search, or is gone
	CarrierFault PurchaseState = "carrier fault"
	Refused      PurchaseState = "refused" // another reason, in Reason
	// Unknown: the answer does not say, or said it in the trial run that goes
	// before a purchase without consent to charges. Read the number before
	// telling anybody anything.
	Unknown PurchaseState = "unknown"
)

// Purchase is the result for one number.
type Purchase struct {
	Number   phone.E164
	State    PurchaseState
	Reason   string   // the server's word for a failure, untrusted
	Document Document // set when bought
}

const (
	opBuy        = "buy a number"
	opBuySeveral = "buy numbers"
)

// Activate buys one number of an earlier search, or puts a reserved one in
// service. Without consent to charges the answer may be a *ChargesError, and
// nothing was done. The server's 500 "missing_provider_url" and "fault by
// carrier" are answers of its business, not of its health: they come back as a
// Purchase without an error (Phone Number API, "Buy a number once searched for").
func (c *Client) Activate(ctx context.Context, n phone.E164, acceptCharges bool) (Purchase, error) {
	number, err := segment(n)
	if err != nil {
		return Purchase{}, refused(opBuy, err.Error())
	}
	call, err := c.owned(ctx, opBuy, http.MethodPut, "/"+number+"/activate")
	if err != nil {
		return Purchase{}, err
	}
	call.Route = "accounts/{account}/phone_numbers/{number}/activate"
	call.Body = request{Data: struct{}{}, AcceptCharges: acceptCharges}
	e, err := c.do(ctx, call)
	if err == nil {
		d, err := c.document(call, e)
		if err != nil {
			return Purchase{}, err
		}
		return bought(n, d), nil
	}
	var failed *rest.Error
	if errors.As(err, &failed) && failed.Kind == rest.Server {
		if p := fault(n, e.Data); p.State == NotInSearch || p.State == CarrierFault {
			return p, nil
		}
	}
	return Purchase{}, err
}

func bought(n phone.E164, d Document) Purchase {
	if d.State() != InService {
		return Purchase{Number: n, State: Unknown, Reason: "the server says it is " + d.State().Words(), Document: d}
	}
	return Purchase{Number: n, State: Bought, Document: d}
}

// fault reads why one number was not bought.
func fault(n phone.E164, raw json.RawMessage) Purchase {
	var f faultJSON
	_ = json.Unmarshal(raw, &f)
	p := Purchase{Number: n, State: Unknown, Reason: string(f.Message)}
	for _, name := range []flexText{f.Message, f.Error} {
		if text := words[string(name)]; text != "" {
			p.Reason = text
			break
		}
	}
	switch {
	case f.Message == "missing_provider_url", f.Error == "not_found", f.Error == "not_reconcilable":
		p.State = NotInSearch
	case f.Message == "fault by carrier":
		p.State = CarrierFault
	case f.Code >= 400 && f.Code < 500:
		p.State = Refused
	}
	return p
}

// ActivateCollection buys several numbers and gives one result for each, in the
// order asked. It is never all or nothing: a 400 can hide purchases and a 2xx
// can hide failures. Numbers in state Unknown have to be read.
func (c *Client) ActivateCollection(ctx context.Context, numbers []phone.E164, acceptCharges bool) ([]Purchase, error) {
	if err := checkBasket(numbers); err != nil {
		return nil, refused(opBuySeveral, err.Error())
	}
	call, err := c.owned(ctx, opBuySeveral, http.MethodPut, "/collection/activate")
	if err != nil {
		return nil, err
	}
	call.Body = request{Data: map[string][]phone.E164{"numbers": numbers}, AcceptCharges: acceptCharges}
	e, err := c.do(ctx, call)
	var charges *ChargesError
	if errors.As(err, &charges) {
		return nil, err
	}
	results, told := decodeCollection(numbers, e.Data, acceptCharges)
	if !told && err != nil {
		return nil, err
	}
	return results, nil
}

func checkBasket(numbers []phone.E164) error {
	if len(numbers) == 0 {
		return errors.New("there is no number to buy")
	}
	seen := map[phone.E164]bool{}
	for _, n := range numbers {
		full, err := phone.Parse(string(n))
		if err != nil {
			return err
		}
		if full != n {
			return fmt.Errorf("write %q as %s", string(n), string(full))
		}
		if seen[n] {
			return errors.New(n.String() + " is in the list twice")
		}
		seen[n] = true
	}
	return nil
}

// underWholeNames files what is said of a number under the number with its country code.
func underWholeNames(of map[string]json.RawMessage) {
	for key, raw := range maps.Clone(of) {
		of[string(canonical(key))] = raw
	}
}

// decodeCollection reads all shapes of a collection's answer: {success, error},
// the failures alone, or a single number's document. told is false when the
// answer speaks of none of the numbers.
func decodeCollection(numbers []phone.E164, data json.RawMessage, consented bool) (results []Purchase, told bool) {
	var object map[string]json.RawMessage
	_ = json.Unmarshal(data, &object)
	success, failures := map[string]json.RawMessage{}, map[string]json.RawMessage{}
	_ = json.Unmarshal(object["success"], &success)
	_ = json.Unmarshal(object["error"], &failures) // an empty list when nothing failed
	for key, raw := range object {
		if n := canonical(key); strings.HasPrefix(string(n), "+") {
			failures[string(n)] = raw
		}
	}
	underWholeNames(success)
	underWholeNames(failures)
	if id := Document(object).E164(); id != "" && len(numbers) == 1 && id == numbers[0] {
		success[string(id)] = data
	}
	anyFailed := len(failures) > 0
	for _, n := range numbers {
		p := Purchase{Number: n, State: Unknown, Reason: "the answer does not name it"}
		if raw, ok := failures[string(n)]; ok {
			p, told = fault(n, raw), true
		} else if raw, ok := success[string(n)]; ok {
			told = true
			d, err := DecodeDocument(raw)
			switch {
			case anyFailed && !consented:
				// The failure may come from the trial run that precedes a
				// purchase without consent; then nothing was bought at all.
				p.Reason = "another number failed first, so this one may not have been bought"
			case err == nil:
				p = bought(n, d)
			}
		}
		results = append(results, p)
	}
	return results, told
}
