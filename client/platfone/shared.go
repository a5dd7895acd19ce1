package platfone

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"net/url"

	"switchboard/client/rest"
)

// The document writes the paths of prices, catalogue and account balance in up to three
// ways. These are the candidates in the order they are tried; a leading "/" is
// the root of the origin, anything else is under the base.
var (
	pairPaths = []string{
		"/api/v1/activation/prices/services/{service_id}/countries/{country_id}",
		"a/activation/prices/services/{service_id}/countries/{country_id}",
	}
	byCountryPaths = []string{
		"/api/v1/activation/prices/countries", "a/activation/prices/countries", "m/prices/countries",
	}
	byServicePaths = []string{"/api/v1/activation/prices/services", "a/activation/prices/services"}
	countriesPaths = []string{"/api/v1/activation/countries", "a/activation/countries", "/api/v1/countries"}
	servicesPaths  = []string{"/api/v1/activation/services", "a/activation/services", "services"}
	popularPaths   = []string{"/api/v1/activation/services/popular", "a/activation/services/popular"}
	accountPaths   = []string{"/api/v1/user/balance", "user/balance"}
)

// catalogued reports whether an operation is on one of the shared routes, which have no
// route of their own in the table of endpoints.
func catalogued(op string) bool {
	for _, e := range endpoints {
		if e.op == op {
			return e.route == ""
		}
	}
	return false
}

// shared reads one of the shared routes. The first candidate that answers is remembered
// for as long as the client lives; until then a route that is not there, or not for this
// key, passes the question on to the next.
func (c *Client) shared(ctx context.Context, e endpoint, paths, ids []string, ask func(*rest.Call), out json.Unmarshaler) (*rest.Answer, error) {
	first, known := c.remembered(e.op)
	for i := first; ; i++ {
		e.route = paths[i]
		call := e.call(ids...)
		if ask != nil {
			ask(&call)
		}
		answer, err := c.rest.JSON(ctx, call, out)
		if err == nil {
			c.remember(e.op, i)
			return answer, nil
		}
		if known || i+1 == len(paths) || !elsewhere(err) {
			return nil, typed(err)
		}
	}
}

// elsewhere reports whether an error says that the route is not here.
func elsewhere(err error) bool {
	var e *rest.Error
	if !errors.As(err, &e) || e.Local {
		return false
	}
	switch e.Status {
	case http.StatusUnauthorized, http.StatusForbidden, http.StatusNotFound:
		return true
	}
	return false
}

func (c *Client) remembered(op string) (int, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	i, ok := c.paths[op]
	return i, ok
}

func (c *Client) remember(op string, i int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.paths[op] = i
}

// query makes the optional question of a shared route.
func query(key, value string) func(*rest.Call) {
	return func(call *rest.Call) {
		call.Query = url.Values{}
		setText(call.Query, key, value)
	}
}
