package oneuc

import (
	"context"
	"encoding/json"
	"net/http"
	"net/url"
	"strconv"

	"switchboard/client/phone"
	"switchboard/client/rest"
)

// Search looks for numbers to buy. The first page asks the carriers anew; later
// ones read what that search found. It works without a key where the server
// allows it. Only numbers from a recent search can be bought.
func (c *Client) Search(ctx context.Context, q Query) ([]Found, error) {
	const op = "search for numbers"
	if err := q.Check(); err != nil {
		return nil, refused(op, err.Error())
	}
	if token := c.session.token(); token.Empty() && c.session.canSignIn() {
		// What a search found is kept for its session: buying needs the same one.
		if _, err := c.signIn(ctx, token); err != nil {
			return nil, err
		}
	}
	call := rest.Call{Op: op, Path: "phone_numbers", Route: "phone_numbers", Query: q.values(), Budget: Budget, NoKey: c.session.token().Empty(), Always: true}
	return c.found(ctx, call)
}

// SearchAccount looks through the numbers held for the account. Their states
// are those of an inventory, not only numbers in service.
func (c *Client) SearchAccount(ctx context.Context, q Query) ([]Found, error) {
	const op = "search the account's numbers"
	if err := q.Check(); err != nil {
		return nil, refused(op, err.Error())
	}
	call, err := c.owned(ctx, op, http.MethodGet, "")
	if err != nil {
		return nil, err
	}
	call.Query, call.Always = q.values(), true
	return c.found(ctx, call)
}

// values writes the search. The server skips records, so a page becomes an
// offset; its document calls it a page number and its example does not.
func (q Query) values() url.Values {
	v := url.Values{"prefix": {q.prefix()}, "quantity": {strconv.Itoa(q.Quantity)}}
	if q.Page > 0 {
		v.Set("offset", strconv.Itoa(q.Page*q.Quantity))
	}
	return v
}

func (c *Client) found(ctx context.Context, call rest.Call) ([]Found, error) {
	e, err := c.do(ctx, call)
	if err != nil {
		return nil, err
	}
	list, err := DecodeFound(e.Data)
	if err != nil {
		return nil, c.malformed(call, e, err)
	}
	return list, nil
}

// DecodeFound reads the data of a search; a number that is named twice counts once.
func DecodeFound(data json.RawMessage) ([]Found, error) {
	var rows []json.RawMessage
	if err := json.Unmarshal(data, &rows); err != nil {
		return nil, err
	}
	list, seen := make([]Found, 0, len(rows)), map[phone.E164]bool{}
	for _, raw := range rows {
		var j struct {
			Number     flexText        `json:"number"`
			E164       flexText        `json:"e164"`
			Formatted  flexText        `json:"formatted_number"`
			NumberID   flexText        `json:"number_id"`
			RateCenter json.RawMessage `json:"rate_center"`
			Status     flexText        `json:"status"`
			State      flexText        `json:"state"`
		}
		_ = json.Unmarshal(raw, &j)
		n := canonical(string(j.Number))
		if n == "" {
			n = canonical(string(j.E164))
		}
		if n == "" || seen[n] {
			continue
		}
		seen[n] = true
		f := Found{E164: n, Formatted: string(j.Formatted), NumberID: string(j.NumberID), Status: string(j.Status), State: State(j.State)}
		var center RateCenter
		if json.Unmarshal(j.RateCenter, &center) == nil {
			f.RateCenter = center
		}
		list = append(list, f)
	}
	return list, nil
}
