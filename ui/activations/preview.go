package activations

import (
	"strconv"
	"strings"

	"switchboard/client/platfone"
	"switchboard/ui/pane"
	"switchboard/ui/style"
	"switchboard/ui/text"
)

// How many lines a narrow window gives the selected row: with its code in block digits beside what is said of it, or
// under that, only where every number keeps its line.
const (
	plainPreview  = 4
	besidePreview = pane.BlockHeight + 1
	underPreview  = plainPreview + 1 + pane.BlockHeight
)

// leastSaid is how many cells of a preview what is said needs beside block digits, and digitsW how many those take.
const (
	leastSaid = 34
	digitsW   = 40
)

func (p *Pane) previewHeight(w, h int) int {
	rows := p.table.Rows()
	used := len(p.top(w, h)) + 1 + len(rows) + 1 // the headings, the rows and the rule
	if n := len(rows); n > 0 && over(rows[n-1], p.now()) {
		used += 2
	}
	switch room := h - used; {
	case w >= leastSaid+digitsW && room >= besidePreview:
		return besidePreview
	case w < leastSaid+digitsW && room >= underPreview:
		return underPreview
	}
	return plainPreview
}

// preview says what matters of the selected row.
func (p *Pane) preview(w, h int) []string {
	r, ok := p.table.Selected()
	if !ok {
		return nil
	}
	digits, wide := p.kit.Digits(p.kit.Code(r.Code), digitsW)
	switch {
	case digits == nil || h < besidePreview:
		return indent(p.said(r, w-2).Lines(h))
	case h >= underPreview:
		return indent(append(p.said(r, w-2).Gap().Lines(h-len(digits)), digits...))
	}
	left := w - 2 - wide - 3
	said := p.saidBeside(r, left).Lines(h)
	for i, l := range digits {
		for len(said) <= i {
			said = append(said, "")
		}
		said[i] += strings.Repeat(" ", max(left+3-text.Width(said[i]), 0)) + l
	}
	return indent(said)
}

// said is the preview in lines as long as the window.
func (p *Pane) said(r row, w int) *pane.Detail {
	head := text.Join("   ", text.Join(" · ", text.Clean(r.ServiceID), text.Clean(r.Phone.Country())),
		text.Own("for ").Append(p.kit.Name(r.CustomerID)))
	d := pane.NewDetail(p.kit, w)
	d.Lead(p.kit.Phone(r.Phone), text.Join("   ", head, p.codeAge(r)))
	if r.Text != "" {
		d.Line(style.Text, text.Own("\"").Append(p.kit.Words(r.Text), text.Own("\"")))
	} else {
		p.stage(d, r)
	}
	return d.Prose(style.Dim, p.money(r))
}

// saidBeside is the same in the shorter lines beside block digits.
func (p *Pane) saidBeside(r row, w int) *pane.Detail {
	d := pane.NewDetail(p.kit, w)
	d.Lead(p.kit.Phone(r.Phone), p.codeAge(r))
	d.Prose(style.Text, text.Join(" · ", text.Clean(r.ServiceID), text.Clean(r.Phone.Country()), p.kit.Name(r.CustomerID)))
	if r.Text != "" {
		d.Prose(style.Text, text.Own("\"").Append(p.kit.Words(r.Text), text.Own("\"")))
	} else {
		p.stage(d, r)
	}
	return d.Prose(style.Dim, p.money(r))
}

// codeAge is how long ago the last code came, nothing where that is not known.
func (p *Pane) codeAge(r row) text.Safe {
	if n := len(r.codes); n > 0 {
		if came := r.Came(r.codes[n-1]); !came.IsZero() {
			return text.Own("code ").Append(p.kit.Age(came), text.Own(" ago"))
		}
	}
	return text.Safe{}
}

// stage is what is being waited for, or how little time is left for it.
func (p *Pane) stage(d *pane.Detail, r row) {
	if left := r.Left(p.now()); left > 0 && left < hurry {
		d.Own(style.Warn, "Less than two minutes are left for this number.")
		return
	}
	d.Own(style.Dim, p.doing(r))
}

// doing says in words what is being waited for.
func (p *Pane) doing(r row) string {
	switch r.State(p.now()) {
	case platfone.Waiting:
		if at, on := p.desk.Renewal(r.ID); on {
			return "Waiting for the first SMS. It is ordered again when it expires, " + strconv.Itoa(at.Made) + " of " + strconv.Itoa(at.Times) + "."
		}
		return "Waiting for the first SMS."
	case platfone.Again:
		return "Waiting for another SMS; the earlier code is kept."
	case platfone.Closing:
		return "Its time is over. It is checked one last time."
	case platfone.Odd:
		return "The provider says: " + r.RawWords()
	}
	return ""
}

// money is what a row costs and earns; beside it, what can be done for free.
func (p *Pane) money(r row) text.Safe {
	parts := []text.Safe{text.Own("cost ").Append(p.kit.Money(r.Price)), text.Own("customer pays ").Append(p.kit.Money(r.CustomerPrice))}
	if r.Price.Known && r.CustomerPrice.Known {
		parts = append(parts, text.Own("you keep ").Append(p.kit.Cents(r.CustomerPrice.Cents-r.Price.Cents)))
	}
	if r.State(p.now()) == platfone.Waiting {
		end := text.Own("cancel: yes, free")
		if why := r.CanCancel(p.now()); why != "" {
			end = text.Own("cancel: ").Append(text.Clean(why))
		}
		return text.Join("   ", append(parts, end)...)
	}
	if over(r, p.now()) || r.State(p.now()) == platfone.Again { // the latter is said already
		return text.Join("   ", parts...)
	}
	again := text.Own("another SMS: yes, free")
	if why := r.CanRetry(p.now()); why != "" {
		again = text.Own("another SMS: ").Append(text.Clean(why))
	}
	return text.Join("   ", append(parts, again)...)
}

func indent(lines []string) []string {
	for i, l := range lines {
		lines[i] = " " + l
	}
	return lines
}
