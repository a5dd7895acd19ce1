package numbers

import (
	"strings"

	"switchboard/client/oneuc"
	"switchboard/store"
	"switchboard/ui/pane"
	"switchboard/ui/style"
	"switchboard/ui/text"
)

// pocketW is the width, in cells, under which the other views are not named.
const pocketW = 60

// previewHeight is how many lines a narrow window gives the selected number.
const previewHeight = 2

// View implements pane.Pane.
func (p *Pane) View(w, h int) string {
	head := []string{" " + p.headLine(w-1)}
	if p.tabs.At() == onOwned && p.filter.Shown() && h > 3 {
		count := text.Sentence("{} of {}", text.Int(int64(len(p.owned.Rows()))), text.Int(int64(len(p.all)))).String()
		head = append(head, " "+p.filter.Line(w-2, count))
	}
	return strings.Join(head, "\n") + "\n" + p.body(w, h-len(head))
}

func (p *Pane) body(w, h int) string {
	switch p.tabs.At() {
	case onFind:
		return pane.Stack(h, p.find.view(w, h))
	case onBasket:
		return pane.Stack(h, p.basket.view(w, h))
	}
	if len(p.owned.Rows()) == 0 {
		return pane.Stack(h, p.empty(w))
	}
	return pane.Split{Kit: p.kit, Need: p.owned.Need(), PreviewHeight: previewHeight, List: p.owned.View, Preview: p.preview, Detail: p.detail}.View(w, h)
}

// headLine is the views with their counts, and what is not covered.
func (p *Pane) headLine(w int) string {
	st := p.kit.Styles
	tabs := p.tabs.Line(w)
	if w < pocketW {
		tabs = p.tabs.Line(10) // the view in front alone: what is wrong is to be seen first
	}
	owned := text.Int(int64(len(p.all))).Append(text.Own(" owned"))
	if n, reading := p.desk.Listed(); reading {
		owned = text.Int(int64(n)).Append(text.Own(" so far"))
	}
	facts := owned
	if !p.loaded || len(p.all) == 0 && !p.complete {
		facts = text.Safe{} // how many there are is not known
	}
	if n := len(p.basket.items); n > 0 {
		facts = text.Join(", ", facts, text.Int(int64(n)).Append(text.Own(" in the basket")))
	}
	if p.tabs.At() == onOwned {
		facts = text.Join(", ", facts, pane.MarkCount(&p.owned.List))
	}
	line := tabs + "   " + st.Paint(style.Dim, facts.String())
	if n := p.coverage.Uncovered(); n > 0 {
		say := text.Own(" without active 911")
		if w < pocketW {
			say = text.Own(" without 911")
		}
		line += "   " + st.Paint(style.Bad, text.Int(int64(n)).Append(say).String())
	}
	return pane.Cut(line, w)
}

func (p *Pane) empty(w int) []string {
	st := p.kit.Styles
	say := func(role style.Role, s text.Safe) string { return " " + st.Paint(role, s.Cut(w-1).String()) }
	switch {
	case p.err != nil:
		return []string{"", say(style.Bad, text.Clean(store.Said(p.err)))}
	case !p.loaded:
		return nil
	case len(p.all) > 0:
		return []string{"", say(style.Text, text.Own("Nothing matches the filter.")), say(style.Dim, text.Own("Esc clears it."))}
	}
	why := p.desk.MayAsk()
	switch {
	case p.complete:
		return []string{"", say(style.Text, text.Own("No numbers yet.")), say(style.Dim, text.Own("n finds the first one to buy."))}
	case why != nil:
		return []string{"", say(style.Text, text.Own("The numbers of the account were not read yet.")), say(style.Dim, text.Clean(store.Said(why)))}
	}
	return []string{"", say(style.Dim, text.Own("Asking for the numbers of the account…"))}
}

// preview says what matters of the selected number.
func (p *Pane) preview(w, h int) []string {
	r, ok := p.owned.Selected()
	if !ok {
		return nil
	}
	role, say := p.saying(r)
	st := p.kit.Styles
	number := p.kit.Phone(r.E164).Cut(w - 2)
	lines := []string{" " + st.Paint(style.Heading, number.String()) + "   " + st.Paint(role, say.String())}
	if text.Width(lines[0]) > w-1 { // what it says goes whole below the number
		lines = []string{" " + st.Paint(style.Heading, number.String()), " " + st.Paint(role, say.Cut(w-2).String())}
	}
	if e, has := r.Document.E911(); has {
		lines = append(lines, " "+st.Paint(style.Dim, caller(p.kit, e).Append(text.Own("   "), p.kit.Words(e.Line())).Cut(w-2).String()))
	}
	return lines[:min(len(lines), h)]
}

// saying is the one sentence about a number.
func (p *Pane) saying(r *row) (style.Role, text.Safe) {
	switch {
	case r.open != "":
		return style.Warn, text.Own("No answer yet: reading what is on file.   d: look up the result")
	case r.cover == store.Missing && r.draft:
		return style.Bad, text.Own("No 911 address; a draft is kept.   a goes on with it")
	case r.cover == store.Missing:
		return style.Bad, text.Own("Can place calls, has no 911 address.   a adds one")
	case r.cover == store.Geocoded:
		return style.Warn, text.Own("911: ").Append(text.Clean(oneuc.StatusGeocoded.Amiss()), text.Own("."))
	case r.cover == store.Broken:
		return style.Bad, text.Own("Its 911 address was refused.   a changes it")
	case r.cover == store.Unread:
		return style.Dim, text.Own("Its 911 address is being read.   r reads it now")
	case r.draft:
		return style.Text, text.Own("A 911 draft is kept.   a goes on with it")
	}
	return style.Text, text.Clean(r.E164.Country()).Append(text.Own("   "), text.Clean(r.State.Words()))
}

func (p *Pane) detail(w, h int) []string {
	r, ok := p.owned.Selected()
	if !ok {
		return nil
	}
	d := pane.NewDetail(p.kit, w)
	d.Line(style.Heading, p.kit.Phone(r.E164))
	role, say := p.saying(r)
	d.Prose(role, say)
	d.Gap()
	numberFields(p.kit, d, r.Number, nil)
	p.book.Draw(d, string(r.E164))
	d.Gap().Own(style.Dim, "Enter: what all three services know")
	return d.Lines(h)
}
