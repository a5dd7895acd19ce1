package platfone

import (
	"context"
	"net/http"

	"switchboard/client/rest"
)

// Catalogue is one of the provider's lists with the tag of its version.
type Catalogue[T any] struct {
	Items       []T
	ETag        string // send it along the next time
	NotModified bool   // the list is still the one of the tag that was sent; Items is empty
	Skipped     int    // rows without an id
}

// Countries reads the countries; etag is that of the list at hand, empty for none.
func (c *Client) Countries(ctx context.Context, etag string) (Catalogue[Country], error) {
	return readCatalogue[Country](ctx, c, epCountries, countriesPaths, etag)
}

// Services reads the services; etag is that of the list at hand, empty for none.
func (c *Client) Services(ctx context.Context, etag string) (Catalogue[Service], error) {
	return readCatalogue[Service](ctx, c, epServices, servicesPaths, etag)
}

// PopularServices reads the services most asked for; etag is that of the list at hand,
// empty for none.
func (c *Client) PopularServices(ctx context.Context, etag string) (Catalogue[Service], error) {
	return readCatalogue[Service](ctx, c, epPopular, popularPaths, etag)
}

// readCatalogue asks for a list unless it is still the one tagged etag. The tag comes in
// the header X-ETag and goes back in the standard If-None-Match.
func readCatalogue[T any, P decoder[T]](ctx context.Context, c *Client, e endpoint, paths []string, etag string) (Catalogue[T], error) {
	var rows list[T, P]
	answer, err := c.shared(ctx, e, paths, nil, func(call *rest.Call) {
		if etag != "" {
			call.Header = http.Header{"If-None-Match": {etag}}
		}
	}, &rows)
	if err != nil {
		return Catalogue[T]{}, err
	}
	if answer.Status == http.StatusNotModified {
		return Catalogue[T]{ETag: etag, NotModified: true}, nil
	}
	return Catalogue[T]{Items: rows.items, ETag: answer.Header.Get("X-ETag"), Skipped: rows.skipped}, nil
}
