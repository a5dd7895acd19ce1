package oneuc

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"net/url"
	"sort"
	"strconv"

	"switchboard/client/phone"
)

// Numbers reads one page of the account's list.
func (c *Client) Numbers(ctx context.Context, f Filter) (Page, error) {
	call, err := c.owned(ctx, "list numbers", http.MethodGet, "")
	if err != nil {
		return Page{}, err
	}
	call.Query = f.values()
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

// AllNumbers reads every page in turn and hands each over. A list that leads
// back to a page already read ends with ErrListLoops.
func (c *Client) AllNumbers(ctx context.Context, f Filter, each func(Page) error) error {
	seen := map[string]bool{f.StartKey: true}
	for {
		p, err := c.Numbers(ctx, f)
		if err != nil {
			return err
		}
		if err := each(p); err != nil {
			return err
		}
		if p.Next == "" {
			return nil
		}
		if seen[p.Next] {
			return ErrListLoops
		}
		seen[p.Next] = true
		f.StartKey = p.Next
	}
}

// DecodePage reads the data of the account's list, an object by number, and
// sorts it. Rows that cannot be read are left out and counted.
func DecodePage(data json.RawMessage) (Page, error) {
	var j *struct {
		Numbers map[string]json.RawMessage `json:"numbers"`
	}
	if err := json.Unmarshal(data, &j); err != nil {
		return Page{}, err
	}
	if j == nil || j.Numbers == nil {
		return Page{}, errors.New("the list of numbers is missing")
	}
	p := Page{Numbers: make([]Number, 0, len(j.Numbers))}
	for number, raw := range j.Numbers {
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
		p.Numbers = append(p.Numbers, Number{E164: phone.E164(number), State: State(row.State), AssignedTo: string(row.AssignedTo),
			UsedBy: string(row.UsedBy), Features: featureList(row.Features), Created: Gregorian(row.Created).Time(),
			Updated: Gregorian(row.Updated).Time(), Raw: raw})
	}
	sort.Slice(p.Numbers, func(i, j int) bool { return p.Numbers[i].E164 < p.Numbers[j].E164 })
	return p, nil
}
