package lines

import (
	"slices"
	"strings"
	"testing"
)

func TestSearch(t *testing.T) {
	s := New(1, Options{NoLimits: true})
	r := want(t, sendAs(t, s, "", "GET", "/v2/phone_numbers?prefix=415&quantity=2", ""), 200)
	fits(t, r, "search.json", nil)
	if list := offered(t, s, "prefix=415"); len(list) != 1 {
		t.Errorf("without a quantity: %q", list)
	}
	whole := offered(t, s, "prefix=415&quantity=30")
	if other := offered(t, s, "prefix=%2B1415&quantity=30"); len(other) != 30 || !strings.HasPrefix(other[0], "+1415") {
		t.Errorf("an E.164 prefix: %q", other)
	}
	var paged []string // the offset counts records, not pages
	for _, offset := range []string{"0", "10", "20"} {
		paged = append(paged, offered(t, s, "prefix=415&quantity=10&offset="+offset)...)
	}
	if !slices.Equal(whole, paged) {
		t.Errorf("pages\n%q\nare not\n%q", paged, whole)
	}
	unique := slices.Compact(slices.Sorted(slices.Values(offered(t, s, "prefix=415&quantity=900"))))
	if len(unique) != maxFound {
		t.Errorf("%d different numbers", len(unique))
	}
	for query, count := range map[string]int{"prefix=212&quantity=50": 7, "prefix=999&quantity=5": 0, "prefix=415512&quantity=500": 500,
		"prefix=4155123&quantity=500": 500, "prefix=415512345&quantity=50": 10, "prefix=4155123456": 1, "prefix=4150&quantity=5": 0, "prefix=%2B44277&quantity=5": 0} {
		if list := offered(t, s, query); len(list) != count {
			t.Errorf("%s: %d numbers", query, len(list))
		}
	}
}

func TestSearchRefusals(t *testing.T) {
	s := New(1, Options{})
	fits(t, want(t, send(t, s, "GET", "/v2/phone_numbers", ""), 400), "kazoo_prefix_required.json", nil)
	for query, rule := range map[string]string{"prefix=41": "prefix/minLength", "prefix=41555501421": "prefix/maxLength", "prefix=+1415": "prefix/pattern", // an unescaped plus is a space
		"prefix=abc": "prefix/pattern", "prefix=415&quantity=0": "quantity/minimum", "prefix=415&quantity=x": "quantity/minimum", "prefix=415&offset=-1": "offset/minimum"} {
		if r := want(t, send(t, s, "GET", "/v2/phone_numbers?"+query, ""), 400); r.at("data/"+rule) == nil {
			t.Errorf("%s: %s", query, r.Body)
		}
	}
	want(t, send(t, s, "GET", "/v2/phone_numbers?prefix=415&country=FR", ""), 404)
}

func TestSearchIsKept(t *testing.T) {
	s := New(1, Options{NoLimits: true})
	first := offered(t, s, "prefix=415&quantity=4")
	want(t, send(t, s, "PUT", one(first[0])+"/activate", ""), 201)
	if later := offered(t, s, "prefix=415&quantity=2&offset=2"); !slices.Equal(later, first[2:]) {
		t.Errorf("the second page shifted: %q, was %q", later, first[2:])
	}
	if again := offered(t, s, "prefix=415&quantity=4"); slices.Contains(again, first[0]) {
		t.Error("a new search offers a number that was bought")
	}
}

func TestInventoryOfTheAccount(t *testing.T) {
	s := New(1, Options{NoLimits: true})
	r := want(t, send(t, s, "GET", "+/phone_numbers?prefix=555&quantity=3&offset=6", ""), 200)
	fits(t, r, "account_search.json", nil)
	rows := r.body["data"].([]any)
	if len(rows) != 3 || rows[0].(map[string]any)["number"] != rows[2].(map[string]any)["number"] {
		t.Errorf("the example repeats its first number: %s", r.Body)
	}
	number := "+14155234712"
	want(t, send(t, s, "DELETE", one(number), ""), 200)
	r = want(t, send(t, s, "GET", "+/phone_numbers?prefix=415523&quantity=2", ""), 200)
	if row := r.body["data"].([]any)[0].(map[string]any); row["number"] != number || row["state"] != available {
		t.Errorf("a released number comes first: %s", r.Body)
	}
	if row := r.body["data"].([]any)[1].(map[string]any); row["state"] != discovery {
		t.Error(r.Body)
	}
	want(t, send(t, s, "PUT", one(number)+"/activate", ""), 201)
}
