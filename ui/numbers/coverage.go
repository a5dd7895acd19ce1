package numbers

import (
	tea "charm.land/bubbletea/v2"

	"switchboard/client/phone"
	"switchboard/store"
	"switchboard/ui/keybook"
	"switchboard/ui/pane"
	"switchboard/ui/style"
	"switchboard/ui/text"
)

// roleOf is how the word for an emergency address is drawn.
func roleOf(c store.Cover) style.Role {
	switch c {
	case store.Missing, store.Broken:
		return style.Bad
	case store.Geocoded:
		return style.Warn
	case store.Provisioned:
		return style.Text
	}
	return style.Dim
}

// showCoverage opens the list of what is wrong.
func (p *Pane) showCoverage() tea.Cmd {
	var sheet *pane.Reader
	none := func() string {
		if p.coverage.Uncovered() == 0 {
			return "there is none"
		}
		return ""
	}
	show := func() tea.Cmd {
		return tea.Batch(pane.Send(pane.Pop{Sheet: sheet}), p.tabs.Go(onOwned), p.filter.Set("is:uncovered"))
	}
	sheet = pane.NewReader(p.kit, "911 coverage", p.coverageLines, pane.Action{ID: "coverage.show", Key: keybook.Fixed("list those without", "l"), Off: none, Do: show})
	return pane.Send(pane.Push{Sheet: sheet})
}

func (p *Pane) coverageLines(w int) []string {
	c := p.coverage
	d := pane.NewDetail(p.kit, w)
	d.Prose(style.Text, text.Join("   ", text.Count(int64(c.Active), "number", "numbers").Append(text.Own(" provisioned")),
		text.Int(int64(len(c.Missing))).Append(text.Own(" missing")), text.Int(int64(len(c.Geocoded))).Append(text.Own(" geocoded only")),
		text.Int(int64(len(c.Broken))).Append(text.Own(" refused"))))
	if c.Unread > 0 {
		d.Prose(style.Dim, text.Count(int64(c.Unread), "address is", "addresses are").Append(text.Own(" on file and not read yet; they are being read.")))
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
		d.Prose(style.Text, text.Count(int64(len(s.Numbers)), "number", "numbers").Append(text.Own("  "), p.kit.Words(s.Line)))
	}
	p.shares(d, w)
	if c.Uncovered() == 0 && c.Unread == 0 {
		d.Gap().Own(style.Good, "Every number in service has an active 911 address.")
	}
	return d.Lines(1 << 20)
}
