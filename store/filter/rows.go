package filter

import (
	"slices"
	"strings"
	"time"
)

// Text is what the words of a query are looked for in.
type Text struct{ folded, digits string }

// TextOf is made of a row's number, in digits or E.164, and of its other words.
func TextOf(number string, words ...string) Text {
	digits, _ := Digits(number)
	return Text{folded: Fold(number + "\x00" + strings.Join(words, "\x00")), digits: digits}
}

// Has reports whether a term is found.
func (t Text) Has(term string) bool {
	if strings.Contains(t.folded, Fold(term)) {
		return true
	}
	digits, ok := Digits(term)
	return ok && strings.Contains(t.digits, digits)
}

// Rows says how the rows of a list answer a query. What a list's grammar does
// not offer may be nil. What is asked and not answered lets no row through,
// turned round or not: a filter also picks what cannot be undone.
type Rows[R any] struct {
	Text   func(R) Text
	Word   func(r R, field string) (values []string, answered bool)
	Amount func(r R, field string) (amount int64, ok bool) // cents, a count or seconds; false while it is not known
	Has    func(r R, what string) (has, answered bool)
	Is     func(r R, what string) (is, answered bool)
	At     func(R) time.Time // zero while it is not known
}

// Only are the rows that a query lets through, in their order.
func (m Rows[R]) Only(q Query, rows []R) []R {
	if q.Empty() {
		return rows
	}
	var out []R
	for _, r := range rows {
		if m.Pass(q, r) {
			out = append(out, r)
		}
	}
	return out
}

// Pass reports whether a query lets a row through.
func (m Rows[R]) Pass(q Query, r R) bool {
	return m.terms(q, r) && m.values(q, r) && m.bounds(q, r) && m.flags(q, r) && m.dates(q, r)
}

func (m Rows[R]) terms(q Query, r R) bool {
	if len(q.Terms) == 0 && len(q.Not) == 0 {
		return true
	}
	text := m.Text(r)
	for _, t := range q.Terms {
		if !text.Has(t) {
			return false
		}
	}
	return !slices.ContainsFunc(q.Not, text.Has)
}

func (m Rows[R]) values(q Query, r R) bool {
	for name, any := range q.In {
		if have, ok := m.words(r, name); !ok || !among(have, any) {
			return false
		}
	}
	for name, any := range q.Out {
		if have, ok := m.words(r, name); !ok || among(have, any) {
			return false
		}
	}
	return true
}

func (m Rows[R]) words(r R, field string) ([]string, bool) {
	if m.Word == nil {
		return nil, false
	}
	return m.Word(r, field)
}

// among reports whether one of the values of a field is one that was asked for.
func among(have []string, any []Value) bool {
	return slices.ContainsFunc(any, func(v Value) bool {
		return slices.ContainsFunc(have, v.Is)
	})
}

// Is reports whether a field's value is what was asked for.
func (v Value) Is(have string) bool {
	if v.Whole {
		return have == v.Text
	}
	return strings.Contains(Fold(have), Fold(v.Text))
}

func (m Rows[R]) bounds(q Query, r R) bool {
	if m.Amount == nil {
		return len(q.Above)+len(q.Below) == 0
	}
	for name, n := range q.Above {
		if have, ok := m.Amount(r, name); !ok || have <= n {
			return false
		}
	}
	for name, n := range q.Below {
		if have, ok := m.Amount(r, name); !ok || have >= n {
			return false
		}
	}
	return true
}

func (m Rows[R]) flags(q Query, r R) bool {
	return flagged(m.Has, r, q.Has) && flagged(m.Is, r, q.Is)
}

func flagged[R any](answer func(R, string) (bool, bool), r R, asked map[string]bool) bool {
	for what, want := range asked {
		if answer == nil {
			return false
		}
		if is, ok := answer(r, what); !ok || is != want {
			return false
		}
	}
	return true
}

func (m Rows[R]) dates(q Query, r R) bool {
	if q.After.IsZero() && q.Before.IsZero() {
		return true
	}
	if m.At == nil {
		return false
	}
	at := m.At(r)
	return !at.IsZero() && !at.Before(q.After) && (q.Before.IsZero() || at.Before(q.Before))
}
