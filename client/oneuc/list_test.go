package oneuc_test

import (
	"errors"
	"net/url"
	"strings"
	"testing"
	"time"

	"switchboard/client/contract"
	"switchboard/client/oneuc"
	"switchboard/client/rest"
)

func TestGregorian(t *testing.T) {
	for g, want := range map[oneuc.Gregorian]string{63628027112: "2016-04-16T11:58:32Z", 63628550806: "2016-04-22T13:26:46Z", 63636963275: "2016-07-28T22:14:35Z"} {
		if got := g.Time().Format(time.RFC3339); got != want {
			t.Errorf("%d is %s, want %s", g, got, want)
		}
		if back := oneuc.GregorianOf(g.Time()); back != g {
			t.Errorf("%d comes back as %d", g, back)
		}
	}
	if !oneuc.Gregorian(0).Time().IsZero() || oneuc.GregorianOf(time.Time{}) != 0 {
		t.Error("nothing is a time")
	}
}

func TestSearch(t *testing.T) {
	c, w := newClient(t, ok(t, "search.json"))
	list, err := c.Search(t.Context(), oneuc.Query{Prefix: "+1415", Quantity: 2, Page: 3})
	if err != nil {
		t.Fatal(err)
	}
	if got := w.uris(); got != "GET /v2/phone_numbers?offset=6&prefix=%2B1415&quantity=2" {
		t.Error(got)
	}
	want := oneuc.Found{E164: numberA, Formatted: "1-415-233-8397", NumberID: "4AA418FB-3409-4340-8210-E7EAFE2AB118",
		RateCenter: oneuc.RateCenter{LATA: "722", Name: "SAN RAFAEL", State: "CA"}, Status: "Available"}
	if len(list) != 2 || list[0] != want {
		t.Errorf("found %+v", list)
	}
}

func TestSearchWithoutAKey(t *testing.T) {
	w := &wire{answers: []answer{ok(t, "search.json")}}
	c, err := oneuc.New(oneuc.Config{Rest: rest.Config{Transport: contract.Watch(t, w)}})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := c.Search(t.Context(), oneuc.Query{Prefix: "415", Quantity: 2}); err != nil || w.last().token != "" || w.uris() != "GET /v2/phone_numbers?prefix=415&quantity=2" {
		t.Errorf("%v %s", err, w.uris())
	}
	if _, err := c.Number(t.Context(), numberA); !failure(t, err).Local {
		t.Error(err)
	}
}

func TestSearchUsesTheSessionThatWillBuy(t *testing.T) {
	c, w := withKey(t, apiKey, signedIn(t, "token-1"), ok(t, "search.json"))
	if _, err := c.Search(t.Context(), oneuc.Query{Prefix: "415", Quantity: 2}); err != nil || w.last().token != "token-1" {
		t.Errorf("%v %+v", err, w.sent)
	}
}

func TestSearchAccountDropsRepeats(t *testing.T) {
	c, w := newClient(t, ok(t, "account_search.json"))
	list, err := c.SearchAccount(t.Context(), oneuc.Query{Prefix: "555", Quantity: 3, Page: 2})
	if err != nil || w.uris() != "GET /phone_numbers?offset=6&prefix=555&quantity=3" {
		t.Fatalf("%v %s", err, w.uris())
	}
	if len(list) != 2 || list[0].State != oneuc.Available || list[1].State != oneuc.Discovery {
		t.Errorf("found %+v", list)
	}
}

func TestSearchIsCheckedFirst(t *testing.T) {
	c, w := newClient(t, answer{500, "{}"})
	for name, q := range map[string]oneuc.Query{
		"two digits": {Prefix: "41", Quantity: 1}, "letters": {Prefix: "41a", Quantity: 1}, "eleven digits": {Prefix: "14152338397", Quantity: 1},
		"none": {Prefix: "415"}, "too many": {Prefix: "415", Quantity: 501}, "page before the first": {Prefix: "415", Quantity: 1, Page: -1},
	} {
		if _, err := c.Search(t.Context(), q); !failure(t, err).Local {
			t.Errorf("%s: %v", name, err)
		}
	}
	if len(w.sent) != 0 {
		t.Error(w.uris())
	}
}

func TestNumbers(t *testing.T) {
	c, w := newClient(t, ok(t, "list.json"))
	p, err := c.Numbers(t.Context(), oneuc.Filter{PageSize: 3, StartKey: numberB, State: oneuc.InService, CreatedFrom: time.Unix(1460807912, 0)})
	if err != nil {
		t.Fatal(err)
	}
	if got := w.uris(); got != "GET /phone_numbers?created_from=63628027112&filter_state=in_service&page_size=3&start_key=%2B14152338421" {
		t.Error(got)
	}
	if p.Next != "+14155558921" || len(p.Numbers) != 3 || p.Numbers[0].E164 != numberB || p.Numbers[2].E164 != "+14155558920" {
		t.Errorf("page %+v", p)
	}
	n := p.Numbers[1]
	if n.State != oneuc.InService || n.AssignedTo != account || len(n.Features) != 1 || n.Created.Format(time.RFC3339) != "2016-07-28T22:14:35Z" || n.Updated != n.Created {
		t.Errorf("number %+v", n)
	}
}

func page(next string, numbers ...string) answer {
	rows := make([]string, len(numbers))
	for i, n := range numbers {
		rows[i] = `"` + n + `":{"state":"in_service","features":{"available":["cnam"]}}`
	}
	tail := ""
	if next != "" {
		tail = `,"next_start_key":"` + next + `"`
	}
	return answer{200, `{"data":{"numbers":{` + strings.Join(rows, ",") + `}},"status":"success"` + tail + `}`}
}

func TestAllNumbers(t *testing.T) {
	for name, tc := range map[string]struct {
		answers  []answer
		requests int
		err      error
	}{
		"to the end":              {[]answer{page("k2", numberA), page("k3", numberB), page("", "+14155558920")}, 3, nil},
		"the next key is the key": {[]answer{page("k2", numberA), page("k2", numberB)}, 2, oneuc.ErrListLoops},
		"a longer circle":         {[]answer{page("k2", numberA), page("k3", numberB), page("k2", numberA)}, 3, oneuc.ErrListLoops},
	} {
		c, w := newClient(t, tc.answers...)
		pages := 0
		err := c.AllNumbers(t.Context(), oneuc.Filter{}, func(oneuc.Page) error { pages++; return nil })
		if !errors.Is(err, tc.err) || pages != tc.requests || len(w.sent) != tc.requests {
			t.Errorf("%s: %v, %d pages, %d requests", name, err, pages, len(w.sent))
		}
	}
}

func TestTheLastPageMayNameItself(t *testing.T) {
	c, w := newClient(t, page("k2", numberA, "+14155558920"), page("k2", numberB))
	if err := c.AllNumbers(t.Context(), oneuc.Filter{PageSize: 2}, func(oneuc.Page) error { return nil }); err != nil || len(w.sent) != 2 {
		t.Errorf("%v after %d requests", err, len(w.sent))
	}
}

func TestAListWithoutNewNumbersEnds(t *testing.T) {
	c, w := newClient(t, page("k2", numberA), page("k3", numberA), page("k4", numberA), page("k5", numberA), page("k6", numberA))
	if err := c.AllNumbers(t.Context(), oneuc.Filter{}, func(oneuc.Page) error { return nil }); !errors.Is(err, oneuc.ErrListLoops) || len(w.sent) != 4 {
		t.Errorf("%v after %d requests", err, len(w.sent))
	}
}

func TestAnEmptyAccountIsAList(t *testing.T) {
	for _, none := range []string{`{"numbers":[]}`, `{"numbers": [ ]}`, `{"numbers":{}}`} {
		if p, err := oneuc.DecodePage([]byte(none)); err != nil || len(p.Numbers) != 0 {
			t.Errorf("%s: %+v %v", none, p, err)
		}
	}
}

func TestOneNumberIsOneHoweverItIsWritten(t *testing.T) {
	p, err := oneuc.DecodePage([]byte(`{"numbers":{"4152338397":{"state":"aging"},"14152338397":{"state":"aging"},"+14152338397":{"state":"in_service"},
		"4152338421":{"state":"reserved"},"+4930123456":{"state":"in_service"}}}`))
	if err != nil || len(p.Numbers) != 3 || p.Numbers[0].E164 != numberA || p.Numbers[0].State != oneuc.InService || p.Numbers[1].E164 != numberB || p.Numbers[2].E164 != "+4930123456" {
		t.Errorf("%+v %v", p, err)
	}
	d, err := oneuc.DecodeDocument([]byte(`{"id":"4152338397"}`))
	if err != nil || d.E164() != numberA {
		t.Errorf("the document is of %q, %v", string(d.E164()), err)
	}
	if found, err := oneuc.DecodeFound([]byte(`[{"number":"4152338397"},{"e164":"+14152338397"}]`)); err != nil || len(found) != 1 || found[0].E164 != numberA {
		t.Errorf("%+v %v", found, err)
	}
}

func TestASearchBeginsWithTenCharactersAtMost(t *testing.T) {
	for prefix, want := range map[string]string{"+14157578423": "4157578423", "+1415": "+1415", "+14157578": "+14157578", "+141575784": "+141575784",
		"+1415757842": "415757842", "415": "415", "4157578423": "4157578423", "+44207946": "+44207946"} {
		if got := (oneuc.Query{Prefix: prefix, Quantity: 1}); got.Check() != nil {
			t.Errorf("%s: %v", prefix, got.Check())
		}
		c, w := newClient(t, ok(t, "search.json"))
		if _, err := c.Search(t.Context(), oneuc.Query{Prefix: prefix, Quantity: 1}); err != nil || w.uris() != "GET /v2/phone_numbers?prefix="+url.QueryEscape(want)+"&quantity=1" {
			t.Errorf("%s: %v %s", prefix, err, w.uris())
		}
	}
	for _, bad := range []string{"+442079460958", "+141575784234", "41", "41575784231", "+", "415x"} {
		if (oneuc.Query{Prefix: bad, Quantity: 1}).Check() == nil {
			t.Errorf("%s passes", bad)
		}
	}
}

func TestUnreadableRowsAreCounted(t *testing.T) {
	p, err := oneuc.DecodePage([]byte(`{"numbers":{"+14152338397":7,"+14152338421":{"state":"moon","created":"63628027112","features":null}}}`))
	if err != nil || p.Unreadable != 1 || len(p.Numbers) != 1 || p.Numbers[0].State != "moon" || p.Numbers[0].Created.Year() != 2016 {
		t.Errorf("%+v %v", p, err)
	}
	for _, bad := range []string{`[]`, `{}`, `null`, `"x"`, `{"numbers":[1]}`, `{"numbers":"x"}`} {
		if _, err := oneuc.DecodePage([]byte(bad)); err == nil {
			t.Errorf("%s passes for a list", bad)
		}
	}
}

func TestWhatStatesAllow(t *testing.T) {
	for state, can := range map[oneuc.State]struct{ release, edit bool }{
		oneuc.InService: {true, true}, oneuc.Reserved: {true, true}, oneuc.PortIn: {true, true}, oneuc.PortOut: {},
		oneuc.Available: {}, oneuc.Discovery: {}, oneuc.Aging: {},
		oneuc.Released: {}, oneuc.Deleted: {}, "": {}, "moon": {},
	} {
		if (state.CanRelease() == "") != can.release || (state.CanEdit() == "") != can.edit {
			t.Errorf("%q: %q %q", state, state.CanRelease(), state.CanEdit())
		}
	}
	if oneuc.InService.Words() != "in service" || oneuc.State("moon").Words() != "moon" || oneuc.State("").Words() != "unknown" {
		t.Error("words")
	}
}

// A search for another country is held to ten characters, the plus included.
func TestALongPrefixAbroadIsRefused(t *testing.T) {
	for prefix, fits := range map[string]bool{"+442071838": true, "+4420718387": false, "+1415555014": true, "+14155550142": true, "+44207183875": false} {
		if err := (oneuc.Query{Prefix: prefix, Quantity: 1}).Check(); (err == nil) != fits {
			t.Errorf("%s: %v", prefix, err)
		}
	}
}
