package today

import (
	"switchboard/client/numbersonline"
	"switchboard/store"
	"switchboard/ui/pane"
	"switchboard/ui/style"
	"switchboard/ui/text"
)

// notices are what waits for somebody, what costs most first.
func (t *Today) notices(w int) []line {
	var out []line
	add := func(name string, role style.Role, said text.Safe, to pane.Goto, where string) {
		if said.String() == "" {
			return
		}
		head := t.kit.Styles.Paint(role, text.Clean(name).Pad(8).String())
		out = append(out, line{head + said.Cut(w-8).String(), to, where})
	}
	add("SUCCESS", style.Bad, t.badDay(), pane.Goto{Pane: "insights", Key: "routes 24 h"}, "the routes of the last 24 hours")
	add("CLAIM", style.Warn, t.claim(), pane.Goto{Pane: "history", Key: "filter:is:reportable bill:billed"}, "what can be claimed")
	low := pane.Goto{Pane: "customers", Key: "is:low"}
	if t.day.LowCount == 1 {
		low.Key = t.day.Low[0].ID
	}
	add("LOW", style.Warn, t.low(), low, "customers with little left")
	for _, l := range t.day.Risen {
		add("RISK", style.Warn, t.risk(l), pane.Goto{Pane: "listings", Key: string(l.E164)}, "this listing")
	}
	add("911", style.Bad, t.uncovered(), pane.Goto{Pane: "numbers", Key: "filter:is:uncovered"}, "these numbers")
	return out
}

// badDay says that hardly any order got its code, "" on a day that goes well.
func (t *Today) badDay() text.Safe {
	sum, before := t.day.Sum, t.day.Yesterday
	if !sum.Poor() {
		return text.Safe{}
	}
	said := text.Sentence("{} of {} orders got a code today ({})", text.Int(sum.Received), text.Int(sum.Ordered), text.Percent(sum.Received, sum.Ordered))
	if percent, enough := before.Success().Rate(); enough {
		said = said.Append(text.Sentence(", yesterday {}", text.Percents(percent)))
	}
	return said
}

func (t *Today) claim() text.Safe {
	c := t.day.Claim
	if c.N == 0 {
		return text.Safe{}
	}
	said := text.Sentence("{} can still be claimed: {}", t.kit.Cents(c.Sum), text.Count(int64(c.N), "number", "numbers"))
	if c.Until.IsZero() {
		return said
	}
	return said.Append(text.Sentence(", the first until {}", t.kit.Until(c.Until, text.FormClock)))
}

func (t *Today) low() text.Safe {
	var parts []text.Safe
	for _, c := range t.day.Low {
		parts = append(parts, t.kit.Name(c.ID).CutMiddle(16).Append(text.Own(" "), t.kit.Free(c)))
	}
	if more := t.day.LowCount - len(t.day.Low); more > 0 {
		parts = append(parts, text.Sentence("{} more", text.Int(int64(more))))
	}
	return text.Join("   ", parts...)
}

func (t *Today) risk(l store.Listing) text.Safe {
	if l.Risk == nil || l.Risk.Score == nil || l.LookedScore == nil {
		return text.Safe{}
	}
	who := t.kit.Phone(l.E164)
	if l.Page != nil && l.Page.Name != "" {
		who = t.kit.Name(l.Page.Name)
	}
	said := text.Sentence("{} {} {}, was {}", who, text.Int(int64(*l.Risk.Score)), text.Clean(string(numbersonline.BandOf(l.Risk.Score))), text.Int(int64(*l.LookedScore)))
	if !l.LookedAt.IsZero() {
		said = said.Append(text.Own(" "), t.kit.On(l.LookedAt, text.FormDay))
	}
	return said
}

func (t *Today) uncovered() text.Safe {
	n := t.cover.Uncovered()
	if n == 0 {
		return text.Safe{}
	}
	return text.Count(int64(n), "number in service", "numbers in service").Append(text.Own(" without an active address"))
}
