package platfone

import (
	"context"
	"encoding/json"
	"fmt"
	"sync"
	"time"

	"switchboard/client/rest"
)

// Client makes the calls of one account. It is safe for concurrent use. Every error holds
// a *rest.Error; the refusals in errors.go say more.
type Client struct {
	rest *rest.Client

	mu    sync.Mutex
	paths map[string]int // which candidate path a shared route answered on
}

// New makes the calls through r, which should be configured with Explain.
func New(r *rest.Client) *Client { return &Client{rest: r, paths: map[string]int{}} }

// Now is the provider's time, by which its expiries and blocks are meant.
func (c *Client) Now() time.Time { return time.Now().Add(c.rest.ClockSkew()) }

// ClockSkew is the provider's clock minus ours.
func (c *Client) ClockSkew() time.Duration { return c.rest.ClockSkew() }

// Pardon lets a key that was refused be tried once more, as a person asks.
func (c *Client) Pardon() { c.rest.Pardon() }

// done is the answer of an act that returns nothing else.
type done struct{}

// UnmarshalJSON accepts {"result":"success"}. Anything else leaves it open whether the act
// happened, so it must not pass for success.
func (*done) UnmarshalJSON(b []byte) error {
	o, err := readObject(b)
	if err != nil {
		return fmt.Errorf("reading the result: %w", err)
	}
	if result := o.text("result"); result != "success" {
		return fmt.Errorf("reading the result: it is %q, not \"success\"", result)
	}
	return nil
}

// act makes a call that returns only {"result":"success"}.
func (c *Client) act(ctx context.Context, call rest.Call) error {
	_, err := c.rest.JSON(ctx, call, new(done))
	return typed(err)
}

// read makes a call and decodes its answer into out.
func (c *Client) read(ctx context.Context, call rest.Call, out json.Unmarshaler) error {
	_, err := c.rest.JSON(ctx, call, out)
	return typed(err)
}

// checked returns the problems as one error of a call that was not sent.
func checked(e endpoint, problems ...error) error {
	if problem := Together(problems...); problem != nil {
		return refused(e, problem)
	}
	return nil
}

// readOne makes a read that asks nothing beside the ids in its route, unless there is a problem with them.
func readOne[T any, P decoder[T]](ctx context.Context, c *Client, e endpoint, ids []string, problems ...error) (T, error) {
	var out T
	if err := checked(e, problems...); err != nil {
		return out, err
	}
	err := c.read(ctx, e.call(ids...), P(&out))
	return out, err
}

// decoder is a pointer to T that can read its own JSON.
type decoder[T any] interface {
	*T
	json.Unmarshaler
}

// list reads a JSON array row by row; rows that cannot be read are counted, not kept.
type list[T any, P decoder[T]] struct {
	items   []T
	skipped int
}

func (l *list[T, P]) UnmarshalJSON(b []byte) error {
	rows, err := cutArray(b)
	if err != nil {
		return fmt.Errorf("reading a list: %w", err)
	}
	l.items, l.skipped = make([]T, 0, len(rows)), 0
	for _, row := range rows {
		var item T
		if P(&item).UnmarshalJSON(row) != nil {
			l.skipped++
			continue
		}
		l.items = append(l.items, item)
	}
	return nil
}

// wholeList is a list in which every row must be readable: its callers take what is missing
// from it as proof.
type wholeList[T any, P decoder[T]] struct{ list[T, P] }

func (l *wholeList[T, P]) UnmarshalJSON(b []byte) error {
	if err := l.list.UnmarshalJSON(b); err != nil {
		return err
	}
	if l.skipped > 0 {
		return fmt.Errorf("reading a list: %d of its rows cannot be read", l.skipped)
	}
	return nil
}
