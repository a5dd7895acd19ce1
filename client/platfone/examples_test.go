package platfone

import (
	"context"
	"slices"
	"testing"

	"switchboard/client/contract"
)

// notTold are the fields of the examples that say nothing to a caller who asked for one page: what
// of a page comes back is what was asked.
var notTold = []string{"limit", "page"}

// Every field of every example of an answer reaches the caller.
func TestEveryFieldOfTheExamplesIsRead(t *testing.T) {
	calls := slices.Concat(manageCalls(), activationCalls(), customerCalls(), sharedCalls())
	for _, tt := range calls {
		t.Run(tt.name, func(t *testing.T) {
			unread, err := contract.Unread([]byte(example(t, tt.answer)), func(body []byte) (any, error) {
				c, _ := dial(t, always(200, string(body)))
				return tt.do(t.Context(), c)
			})
			if err != nil {
				t.Fatal(err)
			}
			for _, path := range unread {
				if !slices.Contains(notTold, path) {
					t.Errorf("%s of %s is not read", path, tt.answer)
				}
			}
		})
	}
}

// sharedCalls are the reads of prices and of the catalogue. The list of ids alone is not among them:
// the client asks for the running numbers with what is known of them.
func sharedCalls() []wireCall {
	return []wireCall{
		{name: "P1", answer: "p1_price", do: func(ctx context.Context, c *Client) (any, error) { return c.Price(ctx, "7eleven", "uk") }},
		{name: "P2", answer: "p2_prices_by_country", do: func(ctx context.Context, c *Client) (any, error) { return c.PricesByCountry(ctx, "uk") }},
		{name: "P3", answer: "p3_prices_by_service", do: func(ctx context.Context, c *Client) (any, error) { return c.PricesByService(ctx, "7eleven") }},
		{name: "C1", answer: "c1_countries", do: func(ctx context.Context, c *Client) (any, error) { return c.Countries(ctx, "") }},
		{name: "C2", answer: "c2_services", do: func(ctx context.Context, c *Client) (any, error) { return c.Services(ctx, "") }},
		{name: "C3", answer: "c3_popular", do: func(ctx context.Context, c *Client) (any, error) { return c.PopularServices(ctx, "") }},
	}
}
