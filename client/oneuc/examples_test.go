package oneuc_test

import (
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"testing"

	"switchboard/client/contract"
	"switchboard/client/oneuc"
	"switchboard/client/phone"
	"switchboard/client/rest"
)

// exampled are the document's examples of an answer, and the call that each of them answers last.
var exampled = []struct {
	file   string
	status int
	before []string // what is answered first
	do     func(t *testing.T, c *oneuc.Client) (any, error)
}{
	{"search.json", 200, nil, func(t *testing.T, c *oneuc.Client) (any, error) {
		return c.Search(t.Context(), oneuc.Query{Prefix: "415", Quantity: 2})
	}},
	{"account_search.json", 200, nil, func(t *testing.T, c *oneuc.Client) (any, error) {
		return c.SearchAccount(t.Context(), oneuc.Query{Prefix: "555", Quantity: 3})
	}},
	{"list.json", 200, nil, func(t *testing.T, c *oneuc.Client) (any, error) {
		return c.Numbers(t.Context(), oneuc.Filter{PageSize: 3})
	}},
	{"number.json", 200, nil, func(t *testing.T, c *oneuc.Client) (any, error) { return c.Number(t.Context(), numberA) }},
	{"release.json", 200, nil, func(t *testing.T, c *oneuc.Client) (any, error) { return c.Release(t.Context(), numberA) }},
	{"number_not_found.json", 404, nil, func(t *testing.T, c *oneuc.Client) (any, error) { return c.Release(t.Context(), numberA) }},
	{"activate.json", 201, nil, func(t *testing.T, c *oneuc.Client) (any, error) { return c.Activate(t.Context(), numberA, false) }},
	{"activate_not_in_search.json", 500, nil, func(t *testing.T, c *oneuc.Client) (any, error) { return c.Activate(t.Context(), numberA, false) }},
	{"activate_carrier_fault.json", 500, nil, func(t *testing.T, c *oneuc.Client) (any, error) { return c.Activate(t.Context(), numberA, false) }},
	{"collection.json", 201, nil, both}, {"collection_error.json", 400, nil, both},
	{"e911_provisioned.json", 200, []string{"number.json"}, address}, {"e911_multiple_choice.json", 400, []string{"number.json"}, address}, {"e911_invalid.json", 400, []string{"number.json"}, address},
}

func both(t *testing.T, c *oneuc.Client) (any, error) {
	return c.ActivateCollection(t.Context(), []phone.E164{numberA, numberB}, false)
}

func address(t *testing.T, c *oneuc.Client) (any, error) {
	return c.SetE911(t.Context(), numberA, natoma, false)
}

// again are the fields that say again what another says, or nothing to who asked: the token and the
// names of the request, the status of HTTP, the codes beside a failure's words and the number it is
// about, a found number in other writings, what was asked for, and how many numbers sub-accounts have.
var again = strings.Fields(`auth_token request_id revision error status message data.code data.error data.cause
	data.+14152338421.code data.+14152338421.error data[].e164 data[].npa_nxx data[].ten_digit page_size start_key data.cascade_quantity`)

// Every field of every example of an answer reaches the caller: as a value, in the number's
// document, which is kept whole, or in the words of a failure.
func TestEveryFieldOfTheExamplesIsRead(t *testing.T) {
	for _, tc := range exampled {
		unread, err := contract.Unread([]byte(example(t, tc.file)), func(body []byte) (any, error) {
			var answers []answer
			for _, name := range tc.before {
				answers = append(answers, ok(t, name))
			}
			c, _ := newClient(t, append(answers, answer{tc.status, string(body)})...)
			got, err := tc.do(t, c)
			var said *rest.Error
			if errors.As(err, &said) {
				return []any{said.Kind, said.Name, said.Message}, nil
			}
			return []any{got, documents(got)}, err
		})
		if err != nil {
			t.Errorf("%s: %v", tc.file, err)
		}
		for _, path := range unread {
			if !slices.Contains(again, path) {
				t.Errorf("%s of %s is not read", path, tc.file)
			}
		}
	}
}

// documents are the numbers' documents of an answer, as they would be sent back.
func documents(got any) (list []string) {
	keep := func(d oneuc.Document) {
		raw, _ := json.Marshal(d) // it came as JSON
		list = append(list, string(raw))
	}
	switch got := got.(type) {
	case oneuc.Document:
		keep(got)
	case oneuc.Purchase:
		keep(got.Document)
	case []oneuc.Purchase:
		for _, p := range got {
			keep(p.Document)
		}
	case oneuc.Provisioned:
		keep(got.Document)
	}
	return list
}
