package platfone

import (
	"net/http"
	"strings"
	"testing"

	"switchboard/client/money"
	"switchboard/client/rest"
)

// at answers the document's example on one path and 404 elsewhere.
func at(t *testing.T, path, name string) func(*http.Request) reply {
	body := example(t, name)
	return func(req *http.Request) reply {
		if req.URL.EscapedPath() == path {
			return reply{status: 200, header: http.Header{"X-Etag": {"2a7d00a6"}, "Etag": {"wrong"}}, body: body}
		}
		return reply{status: 404, body: `{"errorName":"ResourceNotFoundException"}`}
	}
}

func paths(w *wire) string {
	var list []string
	for _, s := range w.sent {
		list = append(list, s.path)
	}
	return strings.Join(list, " ")
}

// TestSharedRoutes holds the order of the candidates and that the one that
// answered is remembered.
func TestSharedRoutes(t *testing.T) {
	pair := PairPrice{ServiceID: "7eleven", CountryID: "uk", Min: money.Known(210), Max: money.Known(510), Suggested: money.Known(310), Quality: 0.3, Rated: true, Count: 143, Counted: true}
	tests := []struct {
		name, answer string
		candidates   []string
		do           func(c *Client) (any, error)
	}{
		{"pair", "p1_price", []string{
			"/api/v1/activation/prices/services/7eleven/countries/uk",
			"/api/v1/retail/a/activation/prices/services/7eleven/countries/uk",
		}, func(c *Client) (any, error) { return c.Price(t.Context(), "7eleven", "uk") }},
		{"by country", "p2_prices_by_country", []string{
			"/api/v1/activation/prices/countries", "/api/v1/retail/a/activation/prices/countries", "/api/v1/retail/m/prices/countries",
		}, func(c *Client) (any, error) { return one(c.PricesByCountry(t.Context(), "uk")) }},
		{"by service", "p3_prices_by_service", []string{
			"/api/v1/activation/prices/services", "/api/v1/retail/a/activation/prices/services",
		}, func(c *Client) (any, error) { return one(c.PricesByService(t.Context(), "7eleven")) }},
		{"countries", "c1_countries", []string{
			"/api/v1/activation/countries", "/api/v1/retail/a/activation/countries", "/api/v1/countries",
		}, func(c *Client) (any, error) { return c.Countries(t.Context(), "") }},
		{"services", "c2_services", []string{
			"/api/v1/activation/services", "/api/v1/retail/a/activation/services", "/api/v1/retail/services",
		}, func(c *Client) (any, error) { return c.Services(t.Context(), "") }},
		{"popular", "c3_popular", []string{
			"/api/v1/activation/services/popular", "/api/v1/retail/a/activation/services/popular",
		}, func(c *Client) (any, error) { return c.PopularServices(t.Context(), "") }},
	}
	for _, tt := range tests {
		for n, path := range tt.candidates {
			c, w := dial(t, at(t, path, tt.answer))
			got, err := tt.do(c)
			if err != nil {
				t.Errorf("%s: %v", tt.name, err)
				continue
			}
			if want := strings.Join(tt.candidates[:n+1], " "); paths(w) != want {
				t.Errorf("%s asked %s, want %s", tt.name, paths(w), want)
			}
			if p, ok := got.(PairPrice); ok && p != pair {
				t.Errorf("%s: %+v", tt.name, p)
			}
			checkCatalogue(t, got)
			w.sent = nil
			if _, err := tt.do(c); err != nil || paths(w) != path {
				t.Errorf("%s again asked %s (%v), want only %s", tt.name, paths(w), err, path)
			}
		}
		c, w := dial(t, always(404, `{}`))
		if _, err := tt.do(c); err == nil || restError(t, err).Kind != rest.NotFound || len(w.sent) != len(tt.candidates) {
			t.Errorf("%s nowhere: %v after %s", tt.name, err, paths(w))
		}
	}
}

// one gives the only pair of a price table, which must be the document's.
func one(list []PairPrice, err error) (any, error) {
	if err != nil || len(list) != 1 {
		return list, err
	}
	return list[0], nil
}

func checkCatalogue(t *testing.T, got any) {
	t.Helper()
	switch got := got.(type) {
	case Catalogue[Country]:
		c := got.Items[0]
		if got.ETag != "2a7d00a6" || c.ID != "uk" || c.Name != "United Kingdom" || len(c.Alt) != 5 || c.Alt[3] != "франция" || c.Codes[1] != "1876" || c.Virtual() {
			t.Errorf("countries = %+v", got)
		}
	case Catalogue[Service]:
		s := got.Items[0]
		if got.ETag != "2a7d00a6" || s.ID != "7eleven" || s.Name != "7-Eleven" || !s.HasDescription || s.HasWarning || s.Prohibited {
			t.Errorf("services = %+v", got)
		}
	}
}

// TestETag: the tag comes in X-ETag and goes back in If-None-Match.
func TestETag(t *testing.T) {
	c, w := dial(t, func(req *http.Request) reply {
		if req.Header.Get("If-None-Match") == "2a7d00a6" {
			return reply{status: 304}
		}
		return reply{status: 200, header: http.Header{"X-Etag": {"2a7d00a6"}}, body: example(t, "c1_countries")}
	})
	first, err := c.Countries(t.Context(), "")
	if err != nil || first.NotModified || len(first.Items) != 1 || first.ETag != "2a7d00a6" {
		t.Fatalf("first: %+v, %v", first, err)
	}
	again, err := c.Countries(t.Context(), first.ETag)
	if err != nil || !again.NotModified || again.ETag != first.ETag || len(again.Items) != 0 {
		t.Fatalf("again: %+v, %v", again, err)
	}
	if _, ok := w.sent[0].header["If-None-Match"]; ok {
		t.Error("the first request names a tag")
	}
}

// TestCatalogueRefusalStopsNothing: a 401 on a shared route asks the next candidate and
// leaves the key in use for everything else.
func TestCatalogueRefusalStopsNothing(t *testing.T) {
	c, w := dial(t, func(req *http.Request) reply {
		if strings.HasPrefix(req.URL.Path, "/api/v1/activation/") {
			return reply{status: 401, body: `{"errorName":"UnauthorizedException","errorMessage":"Invalid API key"}`}
		}
		return at(t, "/api/v1/retail/a/activation/countries", "c1_countries")(req)
	})
	if list, err := c.Countries(t.Context(), ""); err != nil || len(list.Items) != 1 {
		t.Fatalf("countries: %+v, %v", list, err)
	}
	if _, err := c.Customers(t.Context(), CustomerFilter{}, 1, 0); restError(t, err).Local {
		t.Errorf("another call was refused here: %v", err)
	}
	if len(w.sent) != 3 {
		t.Errorf("asked %s", paths(w))
	}
}

// TestPriceTableKeepsWhatItCan: pairs with parts missing are kept, those without ids are not.
func TestPriceTableKeepsWhatItCan(t *testing.T) {
	c, _ := dial(t, always(200, `[{"country_id":"uk","services":[{"service_id":"a"},{"price":{"min":1}},{"service_id":"b","count":0,"price":{"suggested":"9","min":2}}]},
		{"services":[{"service_id":"c"}]},{"country_id":"pl","services":null},7]`))
	list, err := c.PricesByCountry(t.Context(), "")
	if err != nil || len(list) != 2 {
		t.Fatalf("%+v, %v", list, err)
	}
	a, b := list[0], list[1]
	if a.ServiceID != "a" || a.CountryID != "uk" || a.Suggested.Known || a.Counted || a.Rated || a.SoldOut() {
		t.Errorf("a = %+v", a)
	}
	if b.Suggested.Known || b.Min != money.Known(2) || !b.SoldOut() {
		t.Errorf("b = %+v", b)
	}
}
