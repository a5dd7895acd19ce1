package retail

import (
	"net/url"
	"slices"
	"strconv"
	"strings"

	"switchboard/client/sandbox/answer"
)

// query reads a call's parameters; err is one refusal of all that are not what
// the document allows.
type query struct {
	values url.Values
	err    error
}

// within is a span of creation times, both ends included; 0 is open.
type within struct{ from, to int64 }

func (w within) holds(at int64) bool {
	return (w.from == 0 || at >= w.from) && (w.to == 0 || at <= w.to)
}

func (q *query) fail(err error) { q.err = together(q.err, err) }

func (q *query) integer(name string, otherwise, low, high int64) int64 {
	raw := q.values.Get(name)
	if raw == "" {
		return otherwise
	}
	value, err := strconv.ParseInt(raw, 10, 64)
	if err != nil || value < low || value > high {
		q.fail(invalid("%s must be an integer from %d to %d", name, low, high))
	}
	return value
}

func (q *query) flag(name string) bool {
	switch q.values.Get(name) {
	case "", "false", "0":
		return false
	case "true", "1":
		return true
	}
	q.fail(invalid("%s must be true or false", name))
	return false
}

func (q *query) text(name string, t text) string {
	value := q.values.Get(name)
	if value != "" {
		if err := t.check(name, value); err != nil {
			q.fail(err)
		}
	}
	return value
}

// list reads a comma-joined list of allowed words; nil is any. A parameter that is there more than once is one
// list: nothing that was asked for is left out in silence.
func (q *query) list(name string, allowed ...string) []string {
	raw := strings.Join(q.values[name], ",")
	if raw == "" {
		return nil
	}
	words := strings.Split(raw, ",")
	for _, word := range words {
		if !slices.Contains(allowed, word) {
			q.fail(invalid("%s must be some of %s", name, strings.Join(allowed, ", ")))
			break
		}
	}
	return words
}

func (q *query) created() within {
	const far = 1 << 40
	return within{from: q.integer("created_from_timestamp", 0, 0, far), to: q.integer("created_to_timestamp", 0, 0, far)}
}

// page is one page of a list, with how much there is in all.
type page struct{ number, limit int64 }

func (q *query) page(limit, most int64) page {
	return page{number: q.integer("page", 1, 1, 1<<31), limit: q.integer("limit", limit, 1, most)}
}

// listed is the document's shape of a page: the items under their own name
// beside page, limit, pages and total.
func listed[T any](name string, all []T, p page) answer.Fields {
	return listedAs(name, all, p, func(one T) T { return one })
}

// listedAs shows each item of the page as something else.
func listedAs[T, V any](name string, all []T, p page, show func(T) V) answer.Fields {
	total := int64(len(all))
	from := min((p.number-1)*p.limit, total)
	items := []V{}
	for _, one := range all[from:min(from+p.limit, total)] {
		items = append(items, show(one))
	}
	return answer.Pairs(name, items, "page", p.number, "limit", p.limit,
		"pages", (total+p.limit-1)/p.limit, "total", total)
}

// anyOf reports whether value is in words; no words allow everything.
func anyOf(words []string, value string) bool {
	return len(words) == 0 || slices.Contains(words, value)
}
