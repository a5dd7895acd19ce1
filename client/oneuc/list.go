package oneuc

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"switchboard/client/phone"
)

// Numbers reads one page of the account's list.
func (c *Client) Numbers(ctx context.Context, f Filter) (Page, error) {
	call, err := c.owned(ctx, "list numbers", http.MethodGet, "")
	if err != nil {
		return Page{}, err
	}
	call.Query, call.Always = f.values(), true
	e, err := c.do(ctx, call)
	if err != nil {
		return Page{}, err
	}
	p, err := DecodePage(e.Data)
	if err != nil {
		return Page{}, c.malformed(call, e, err)
	}
	p.Next = string(e.NextStartKey)
	return p, nil
}

func (f Filter) values() url.Values {
	v := url.Values{}
	if f.PageSize > 0 {
		v.Set("page_size", strconv.Itoa(f.PageSize))
	}
	if f.StartKey != "" {
		v.Set("start_key", f.StartKey)
	}
	if f.State != "" {
		v.Set("filter_state", string(f.State))
	}
	if !f.CreatedFrom.IsZero() {
		v.Set("created_from", strconv.FormatInt(int64(GregorianOf(f.CreatedFrom)), 10))
	}
	return v
}

// ErrListLoops says that the list of numbers began to repeat itself: the pages
// so far are good, and there may be more numbers than they hold.
var ErrListLoops = errors.New("the list of numbers repeats itself, so it may be incomplete")

// maxStale is how many pages in a row may bring nothing new: numbers that are
// being moved here are repeated on every page.
const maxStale = 3

// AllNumbers reads every page in turn and hands each over. A page that names
// itself as the next one and is not full is the last. A list that otherwise leads back to a page already read, or goes on
// without a new number, ends with ErrListLoops.
func (c *Client) AllNumbers(ctx context.Context, f Filter, each func(Page) error) error {
	keys, numbers, stale := map[string]bool{f.StartKey: true}, map[phone.E164]bool{}, 0
	for {
		p, err := c.Numbers(ctx, f)
		if err != nil {
			return err
		}
		before := len(numbers)
		for _, n := range p.Numbers {
			numbers[n.E164] = true
		}
		if err := each(p); err != nil {
			return err
		}
		if stale++; len(numbers) > before {
			stale = 0
		}
		switch {
		case p.Next == "":
			return nil
		case p.Next == f.StartKey && len(p.Numbers) < f.PageSize:
			return nil
		case keys[p.Next], stale >= maxStale:
			return ErrListLoops
		}
		keys[p.Next] = true
		f.StartKey = p.Next
	}
}

// DecodePage reads the data of the account's list, an object by number, and
// sorts it. Rows that cannot be read are left out and counted.
func DecodePage(data json.RawMessage) (Page, error) {
	var j *struct {
		Numbers json.RawMessage `json:"numbers"`
	}
	if err := json.Unmarshal(data, &j); err != nil {
		return Page{}, err
	}
	if j == nil || j.Numbers == nil {
		return Page{}, errors.New("the list of numbers is missing")
	}
	var rows map[string]json.RawMessage
	if !emptyList(j.Numbers) {
		if err := json.Unmarshal(j.Numbers, &rows); err != nil {
			return Page{}, err
		}
	}
	p := Page{Numbers: make([]Number, 0, len(rows))}
	for number, raw := range rows {
		n := canonical(number)
		if _, twice := rows[string(n)]; twice && string(n) != number {
			continue // the same number, also listed under its whole name
		}
		var row struct {
			AssignedTo flexText        `json:"assigned_to"`
			UsedBy     flexText        `json:"used_by"`
			State      flexText        `json:"state"`
			Created    flexInt         `json:"created"`
			Updated    flexInt         `json:"updated"`
			Features   json.RawMessage `json:"features"`
		}
		if json.Unmarshal(raw, &row) != nil {
			p.Unreadable++
			continue
		}
		p.Numbers = append(p.Numbers, Number{E164: n, State: State(row.State), AssignedTo: string(row.AssignedTo),
			UsedBy: string(row.UsedBy), Features: featureList(row.Features), Created: Gregorian(row.Created).Time(),
			Updated: Gregorian(row.Updated).Time(), Raw: raw})
	}
	slices.SortFunc(p.Numbers, func(a, b Number) int { return strings.Compare(string(a.E164), string(b.E164)) })
	p.Numbers = slices.CompactFunc(p.Numbers, func(a, b Number) bool { return a.E164 == b.E164 })
	return p, nil
}

// emptyList reports the list of an account without numbers, which Erlang
// writes as an empty array where an object belongs.
func emptyList(raw json.RawMessage) bool {
	return string(bytes.Join(bytes.Fields(raw), nil)) == "[]"
}
