package platfone

import (
	"context"
	"fmt"
	"net/url"
	"strconv"
	"strings"
	"time"

	"switchboard/client/rest"
)

// The largest pages of the management and of the application lists.
const (
	MaxManagePage = 1000
	MaxPage       = 100
)

// Page is one page of a list. Numbers start at 1 and nothing about the order of the rows is
// documented; pages shift while the list grows.
type Page[T any] struct {
	Items   []T
	Page    int
	Limit   int
	Pages   int
	Total   int
	Skipped int // rows that had no id or were not objects
}

// Last reports whether no page follows. A page without rows is the last one, whatever the
// count of pages says.
func (p Page[T]) Last() bool { return len(p.Items)+p.Skipped == 0 || p.Page >= p.Pages }

// pageOf reads a page whose rows are under key.
type pageOf[T any, P decoder[T]] struct {
	key  string
	page Page[T]
}

func (p *pageOf[T, P]) UnmarshalJSON(b []byte) error {
	o, err := readObject(b)
	if err != nil {
		return fmt.Errorf("reading a page: %w", err)
	}
	var rows list[T, P]
	if err := rows.UnmarshalJSON(o.value(p.key)); err != nil {
		return fmt.Errorf("reading a page: %q: %w", p.key, err)
	}
	p.page = Page[T]{Items: rows.items, Skipped: rows.skipped}
	for key, field := range map[string]*int{
		"page": &p.page.Page, "limit": &p.page.Limit, "pages": &p.page.Pages, "total": &p.page.Total,
	} {
		if n, ok := o.count(key); ok {
			*field = int(n)
		}
	}
	return nil
}

// paging puts the page and its size into q; a limit of 0 asks for the largest page.
func paging(q url.Values, page, limit, largest int) error {
	if limit == 0 {
		limit = largest
	}
	q.Set("page", strconv.Itoa(page))
	q.Set("limit", strconv.Itoa(limit))
	if page < 1 {
		return &FieldError{"page", "pages are numbered from 1"}
	}
	if limit < 1 || limit > largest {
		return &FieldError{"limit", "a page holds 1 to " + strconv.Itoa(largest) + " rows"}
	}
	return nil
}

// between puts the bounds of created_at into q; zero times are left out.
func between(q url.Values, from, to time.Time) {
	if !from.IsZero() {
		q.Set("created_from_timestamp", strconv.FormatInt(from.Unix(), 10))
	}
	if !to.IsZero() {
		q.Set("created_to_timestamp", strconv.FormatInt(to.Unix(), 10))
	}
}

// joined puts words into q with commas between them; none are left out.
func joined[S ~string](q url.Values, key string, words []S) {
	if len(words) == 0 {
		return
	}
	parts := make([]string, len(words))
	for i, w := range words {
		parts[i] = string(w)
	}
	q.Set(key, strings.Join(parts, ","))
}

// setText puts a word into q unless it is empty.
func setText(q url.Values, key, word string) {
	if word != "" {
		q.Set(key, word)
	}
}

// optional checks a field only when it is filled.
func optional(check func(string) error, s string) error {
	if s == "" {
		return nil
	}
	return check(s)
}

// readPage asks for one page of rows that are under key.
func readPage[T any, P decoder[T]](ctx context.Context, c *Client, call rest.Call, q url.Values, key string) (Page[T], error) {
	call.Query = q
	p := pageOf[T, P]{key: key}
	err := c.read(ctx, call, &p)
	return p.page, err
}
