package filter

import (
	"strconv"
	"strings"
	"time"
	"unicode"

	"switchboard/client/money"
)

// Parse takes a filter apart. What it cannot use is left out and told in
// Problem: a filter is parsed at every letter, so there is no error. Dates are
// days where now is.
func (g Grammar) Parse(s string, now time.Time) Query {
	p := parser{g: g, where: now.Location()}
	for _, word := range parts(s) {
		if p.word(word) {
			p.f.Chips = append(p.f.Chips, word)
		}
	}
	return p.f
}

// parts splits a filter at white space outside quotes.
func parts(s string) []string {
	var words []string
	quoted := false
	for rest := s; rest != ""; {
		end := strings.IndexFunc(rest, func(r rune) bool {
			if r == '"' {
				quoted = !quoted
			}
			return !quoted && strings.ContainsRune(" \t\r\n\v\f\u00a0\u3000", r)
		})
		if quoted = false; end < 0 {
			end = len(rest)
		}
		if end > 0 {
			words = append(words, rest[:end])
		}
		rest = strings.TrimLeft(rest[end:], " \t\r\n\v\f\u00a0\u3000")
	}
	return words
}

type parser struct {
	g     Grammar
	where *time.Location
	f     Query
}

// word takes one part in and reports whether it counts.
func (p *parser) word(word string) bool {
	bare, not := strings.CutPrefix(word, "-")
	at := strings.IndexAny(bare, `:<>"`)
	if at < 1 || bare[at] == '"' || !p.g.names(strings.ToLower(bare[:at]), bare[at+1:]) {
		return p.term(unquote(bare), not)
	}
	name, op, value := strings.ToLower(bare[:at]), bare[at], bare[at+1:]
	if op != ':' {
		or, _ := strings.CutPrefix(value, "=")
		return p.bound(name, op, or, or != value, not)
	}
	switch name {
	case "has":
		return p.flag(&p.f.Has, name, p.g.Has, value, not)
	case "is":
		return p.flag(&p.f.Is, name, p.g.Is, value, not)
	case "after", "before":
		if p.g.Dates && !not {
			return p.date(name, value)
		}
	}
	return p.values(name, value, not)
}

func (p *parser) term(s string, not bool) bool {
	switch {
	case strings.TrimFunc(s, func(r rune) bool { return unicode.IsSpace(r) || unicode.Is(unicode.Cf, r) }) == "":
		return false // nothing that can be seen
	case not:
		p.f.Not = append(p.f.Not, s)
	default:
		p.f.Terms = append(p.f.Terms, s)
	}
	return true
}

func (p *parser) field(name string) (Field, bool) {
	if f, ok := p.g.field(name); ok {
		return f, true
	}
	p.wrong("there is no " + name + "; " + p.g.near(name) + "there is " + strings.Join(p.g.Names(), " "))
	return Field{}, false
}

func (p *parser) wrong(why string) bool {
	if p.f.Problem == "" {
		p.f.Problem = why
	}
	return false
}

// flag takes has: and is:.
func (p *parser) flag(into *map[string]bool, name string, known []string, value string, not bool) bool {
	value = strings.ToLower(unquote(value))
	for _, k := range known {
		if k == value {
			if *into == nil {
				*into = map[string]bool{}
			}
			(*into)[k] = !not
			return true
		}
	}
	switch {
	case len(known) == 0:
		_, ok := p.field(name)
		return ok
	case value == "":
		return false
	}
	return p.wrong(name + ": one of " + strings.Join(known, ", ") + meant(value, known))
}

// values takes field:a,b.
func (p *parser) values(name, value string, not bool) bool {
	f, ok := p.field(name)
	if !ok || value == "" {
		return false
	}
	if f.Kind != Word {
		return p.equal(f, value, not)
	}
	into := &p.f.In
	if not {
		into = &p.f.Out
	}
	var found []Value
	for _, v := range commas(value) {
		found = append(found, p.known(f, v)...)
	}
	if len(found) == 0 {
		return false
	}
	if *into == nil {
		*into = map[string][]Value{}
	}
	(*into)[f.Name] = append((*into)[f.Name], found...)
	return true
}

// known are the values that a written one stands for.
func (p *parser) known(f Field, v string) (found []Value) {
	exact, whole := strings.CutPrefix(v, "=")
	switch {
	case f.Values != nil:
		for _, known := range f.Values {
			if a, b := Fold(known), Fold(exact); a == b || !whole && strings.HasPrefix(a, b) {
				found = append(found, Value{Text: known, Whole: true})
			}
		}
		if len(found) == 0 {
			p.wrong(f.Name + ": one of " + strings.Join(f.Values, ", ") + meant(v, f.Values))
		}
	case exact != "":
		found = []Value{{Text: exact, Whole: whole}}
	}
	return found
}

// equal takes field:n of a field with an amount.
func (p *parser) equal(f Field, value string, not bool) bool {
	if not {
		return p.wrong(f.Name + ": use " + f.Name + "< or " + f.Name + ">")
	}
	n, ok := p.amount(f, value)
	if ok {
		p.above(f.Name, n-1)
		p.below(f.Name, n+1)
	}
	return ok
}

// bound takes field<n and field>n.
func (p *parser) bound(name string, op byte, value string, orEqual, not bool) bool {
	f, ok := p.field(name)
	switch {
	case !ok || value == "":
		return false
	case f.Kind == Word:
		return p.wrong(f.Name + ": use " + f.Name + ":")
	}
	n, ok := p.amount(f, value)
	if !ok {
		return false
	}
	if not { // not under is at least
		op, orEqual = '<'+'>'-op, !orEqual
	}
	step := int64(0)
	if orEqual {
		step = 1
	}
	if op == '<' {
		p.below(f.Name, n+step)
	} else {
		p.above(f.Name, n-step)
	}
	return true
}

// above and below keep the narrowest of several bounds.
func (p *parser) above(name string, n int64) {
	if p.f.Above == nil {
		p.f.Above = map[string]int64{}
	}
	if was, ok := p.f.Above[name]; !ok || n > was {
		p.f.Above[name] = n
	}
}

func (p *parser) below(name string, n int64) {
	if p.f.Below == nil {
		p.f.Below = map[string]int64{}
	}
	if was, ok := p.f.Below[name]; !ok || n < was {
		p.f.Below[name] = n
	}
}

func (p *parser) amount(f Field, value string) (n int64, ok bool) {
	value = unquote(value)
	switch f.Kind {
	case Money:
		c, err := money.Parse(value)
		if err != nil {
			return 0, p.wrong(f.Name + ": an amount in dollars, such as 5 or 0.40")
		}
		n = int64(c)
	case Count:
		var err error
		if n, err = strconv.ParseInt(value, 10, 32); err != nil {
			return 0, p.wrong(f.Name + ": a whole number")
		}
	default:
		d, ok := span(value)
		if !ok {
			return 0, p.wrong(f.Name + ": a time, such as 30s, 2m, 4h or 3d")
		}
		n = int64(d / time.Second)
	}
	return n, true
}
