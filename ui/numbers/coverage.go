package numbers

import (
	"slices"
	"sort"
	"strings"

	tea "charm.land/bubbletea/v2"

	"switchboard/client/oneuc"
	"switchboard/client/phone"
	"switchboard/store"
	"switchboard/ui/pane"
	"switchboard/ui/style"
	"switchboard/ui/text"
)

// Cover is how the emergency address of one number stands.
type Cover int

// Only Provisioned means that help finds the caller.
const (
	NotNeeded   Cover = iota // it cannot place calls, and has none
	Elsewhere                // outside the United States and Canada: there is none to have
	Missing                  // in service without one
	Unread                   // one is on file, whose standing was not read yet
	Provisioned              // active
	Geocoded                 // known, not active
	Broken                   // the emergency system does not serve it
)

var coverWords = [...]string{NotNeeded: "-", Elsewhere: "n/a", Missing: "MISSING", Unread: "on file", Provisioned: "provisioned", Geocoded: "geocoded only", Broken: "error"}

// String is the word of the 911 column.
func (c Cover) String() string { return coverWords[c] }

// name is the word a filter takes.
func (c Cover) name() string {
	return map[Cover]string{Missing: "missing", Unread: "unread", Provisioned: "provisioned", Geocoded: "geocoded", Broken: "error"}[c]
}

// Uncovered reports that the number can call and help would not be sure to find the caller.
func (c Cover) Uncovered() bool { return c == Missing || c == Geocoded || c == Broken }

func (c Cover) role() style.Role {
	switch c {
	case Missing, Broken:
		return style.Bad
	case Geocoded:
		return style.Warn
	case Provisioned:
		return style.Text
	}
	return style.Dim
}

// CoverOf tells how a number stands. The list of numbers knows that there is an
// address and not which; only a document that says PROVISIONED is taken for it.
func CoverOf(n store.Number) Cover {
	e, has := n.Document.E911()
	known := n.Document != nil && !(n.Updated.After(n.Document.Modified()) && n.Seen.After(n.Read))
	if !known && slices.Contains(n.Features, "e911") {
		return Unread
	}
	if known && has {
		switch e.Status {
		case oneuc.StatusProvisioned:
			return Provisioned
		case oneuc.StatusGeocoded, "":
			return Geocoded
		}
		return Broken
	}
	switch {
	case n.State != oneuc.InService:
		return NotNeeded
	case !strings.HasPrefix(string(n.E164), "+1"):
		return Elsewhere
	}
	return Missing
}

// Coverage is how the emergency addresses of the account stand.
type Coverage struct {
	Missing  []phone.E164 // in service without one
	Geocoded []phone.E164 // known, not active
	Broken   []phone.E164 // refused by the emergency system
	Unread   int          // on file, not read yet
	Active   int
	Shared   []Shared // one address on several numbers, the most numbers first
}

// Shared is one address on several numbers.
type Shared struct {
	Line    string // the provider's words, untrusted
	Numbers []phone.E164
}

// Uncovered is how many numbers can call without being sure to be found.
func (c Coverage) Uncovered() int { return len(c.Missing) + len(c.Geocoded) + len(c.Broken) }

// CoverageOf counts the numbers in service.
func CoverageOf(list []store.Number) Coverage {
	var c Coverage
	at := map[string][]phone.E164{}
	for _, n := range list {
		if e, ok := n.Document.E911(); ok {
			at[e.Line()] = append(at[e.Line()], n.E164)
		}
		if n.State != oneuc.InService {
			continue
		}
		switch CoverOf(n) {
		case Missing:
			c.Missing = append(c.Missing, n.E164)
		case Geocoded:
			c.Geocoded = append(c.Geocoded, n.E164)
		case Broken:
			c.Broken = append(c.Broken, n.E164)
		case Unread:
			c.Unread++
		case Provisioned:
			c.Active++
		}
	}
	for line, numbers := range at {
		if len(numbers) > 1 {
			c.Shared = append(c.Shared, Shared{line, numbers})
		}
	}
	sort.Slice(c.Shared, func(i, j int) bool {
		a, b := c.Shared[i], c.Shared[j]
		if len(a.Numbers) != len(b.Numbers) {
			return len(a.Numbers) > len(b.Numbers)
		}
		return a.Line < b.Line
	})
	return c
}

// showCoverage opens the list of what is wrong.
func (p *Pane) showCoverage() tea.Cmd {
	return pane.Send(pane.Push{Sheet: pane.NewReader(p.kit, "911 coverage", p.coverageLines)})
}

func (p *Pane) coverageLines(w int) []string {
	c := p.coverage
	d := pane.NewDetail(p.kit, w)
	d.Line(style.Text, text.Join("   ", text.Count(int64(c.Active), "number", "numbers").Append(text.Own(" provisioned")),
		text.Int(int64(len(c.Missing))).Append(text.Own(" missing")), text.Int(int64(len(c.Geocoded))).Append(text.Own(" geocoded only")),
		text.Int(int64(len(c.Broken))).Append(text.Own(" refused"))))
	if c.Unread > 0 {
		d.Line(style.Dim, text.Count(int64(c.Unread), "address is", "addresses are").Append(text.Own(" on file and not read yet; they are being read.")))
	}
	for _, part := range []struct {
		title   string
		role    style.Role
		numbers []phone.E164
	}{
		{"IN SERVICE WITHOUT AN ADDRESS", style.Bad, c.Missing}, {"KNOWN, NOT ACTIVE", style.Warn, c.Geocoded}, {"REFUSED BY THE EMERGENCY SYSTEM", style.Bad, c.Broken},
	} {
		if len(part.numbers) == 0 {
			continue
		}
		d.Heading(part.title)
		for _, n := range part.numbers {
			d.Line(part.role, p.kit.Phone(n))
		}
	}
	if len(c.Shared) > 0 {
		d.Heading("ONE ADDRESS ON SEVERAL NUMBERS")
	}
	for _, s := range c.Shared {
		d.Line(style.Text, text.Count(int64(len(s.Numbers)), "number", "numbers").Append(text.Own("  "), p.kit.Words(s.Line)))
	}
	if c.Uncovered() == 0 && c.Unread == 0 {
		d.Gap().Own(style.Good, "Every number in service has an active 911 address.")
	}
	return d.Lines(1 << 20)
}
