package lines

import (
	"maps"
	"net/url"
	"slices"
	"strconv"
	"testing"
	"testing/synctest"
	"time"
)

func rows(r reply) map[string]any {
	m, _ := r.at("data/numbers").(map[string]any)
	return m
}

func TestListFitsTheDocument(t *testing.T) {
	s := New(1, Options{})
	r := want(t, send(t, s, "GET", "+/phone_numbers?page_size=3&start_key=%2B14152338397", ""), 200)
	fits(t, r, "list.json", []string{"data.numbers"}, "data.numbers.*.used_by")
	if r.text("start_key") != "+14152338397" || r.number("page_size") != 3 || rows(r)["+14152338397"] == nil {
		t.Error(r.Body)
	}
	fits(t, want(t, send(t, s, "GET", one("+14155558920"), ""), 200), "number.json", nil)
}

// walk reads every page and answers how often each number came.
func walk(t *testing.T, s *Service, query string) (seen map[string]int, pages int) {
	t.Helper()
	seen = map[string]int{}
	for start := ""; ; pages++ {
		r := want(t, send(t, s, "GET", "+/phone_numbers?"+query+"&start_key="+url.QueryEscape(start), ""), 200)
		for e164 := range rows(r) {
			seen[e164]++
		}
		next := r.text("next_start_key")
		if next == "" {
			return seen, pages + 1
		}
		if next <= start || rows(r)[next] != nil {
			t.Fatalf("%s is not the first row of the next page", next)
		}
		start = next
	}
}

func TestPages(t *testing.T) {
	s := New(1, Options{NoLimits: true})
	seen, pages := walk(t, s, "page_size=7")
	if len(seen) != 60 || pages != 9 { // 59 numbers, and one that is being ported in
		t.Errorf("%d numbers on %d pages", len(seen), pages)
	}
	for e164, times := range seen {
		if e164 == "+12135550190" {
			if times != pages {
				t.Errorf("the number being ported in came %d times", times)
			}
		} else if times != 1 {
			t.Errorf("%s came %d times", e164, times)
		}
	}
	if r := send(t, s, "GET", "+/phone_numbers", ""); len(rows(r)) != pageSize+1 || r.text("next_start_key") == "" {
		t.Errorf("the usual page has %d rows", len(rows(r)))
	}
	if r := send(t, s, "GET", "+/phone_numbers?paginate=false", ""); len(rows(r)) != 60 || r.body["next_start_key"] != nil {
		t.Errorf("unpaged: %d rows", len(rows(r)))
	}
	want(t, send(t, s, "GET", "+/phone_numbers?page_size=0", ""), 400)
}

func TestTenThousandNumbers(t *testing.T) {
	s := New(1, Options{NoLimits: true})
	control(t, s, "own", `{"count":10000}`)
	seen, pages := walk(t, s, "page_size=1000")
	if len(seen) != 10_060 || pages != 11 {
		t.Errorf("%d numbers on %d pages", len(seen), pages)
	}
}

func TestFilters(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := New(1, Options{NoLimits: true})
		list := offered(t, s, "prefix=415&quantity=2")
		later(time.Hour)
		since := time.Now().Unix() + epoch
		want(t, send(t, s, "PUT", one(list[0])+"/activate", ""), 201)
		g := func(seconds int64) string { return strconv.FormatInt(seconds, 10) }
		for query, count := range map[string]int{"filter_state=aging": 1, "filter_state=port_in": 1, "filter_state=nonsense": 0,
			"created_from=" + g(since): 1, "created_from=" + g(since+1): 0, "created_to=" + g(since-1): 60, "modified_from=" + g(since): 1,
			"modified_to=" + g(since-1) + "&filter_state=aging": 1, "created_from=" + g(time.Now().Unix()): 61} { // unix seconds are long ago
			if r := want(t, send(t, s, "GET", "+/phone_numbers?page_size=100&"+query, ""), 200); len(rows(r)) != count {
				t.Errorf("%s: %d rows, want %d: %v", query, len(rows(r)), count, slices.Sorted(maps.Keys(rows(r))))
			}
		}
		r := want(t, send(t, s, "GET", "+/phone_numbers?page_size=100&filter_used_by=callflow", ""), 200)
		for e164, row := range rows(r) {
			if row.(map[string]any)["state"] == reserved {
				t.Errorf("%s is used by nothing", e164)
			}
		}
		want(t, send(t, s, "GET", "+/phone_numbers?created_from=yesterday", ""), 400)
	})
}

func TestNormalise(t *testing.T) {
	for text, e164 := range map[string]string{"4123456789": "+14123456789", "41234567": "+41234567", "+14155550142": "+14155550142",
		"14155550142": "+14155550142", "(415) 555-0142": "+14155550142", "+4155550142": "+4155550142", "12345": "", "": "", "+0123456789": "", "collection": ""} {
		if got := normalise(text); got != e164 {
			t.Errorf("%q is %q, want %q", text, got, e164)
		}
	}
	s := New(1, Options{})
	for _, path := range []string{"%2B14155234712", "+14155234712", "4155234712", "14155234712"} {
		if r := want(t, send(t, s, "GET", "+/phone_numbers/"+path, ""), 200); r.text("data/id") != "+14155234712" {
			t.Error(r.Body)
		}
	}
	for _, path := range []string{"41234567", "%2B12065550180", "nonsense"} { // nobody's, somebody else's, no number
		fits(t, want(t, send(t, s, "GET", "+/phone_numbers/"+path, ""), 404), "number_not_found.json", nil)
	}
}
