package ordering

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"switchboard/client/money"
	"switchboard/client/platfone"
	"switchboard/store/act"
	"switchboard/ui/keybook"
	"switchboard/ui/pane"
	"switchboard/ui/style"
	"switchboard/ui/text"
)

// moved is an attempt that found no number for its max price. It goes on at a
// higher one only when the person says so; nothing is raised by itself.
type moved struct {
	order   platfone.NewOrder
	to      *platfone.PriceMoved
	of, got int // how many were wanted together, and how many there are
}

// The forms of a line of what rose: beside each other, or in columns.
const (
	inWords text.Literal = "{} -> {} {}"
	aligned text.Literal = "{} {} {}"
)

func (s *sheet) movedActions() []pane.Action {
	on := s.weighed.Action("order.continue", "pay at most "+s.moved.to.Suggested.String(), nil)
	on.Off, on.Early, on.Do = nil, s.againWords(), s.send
	return []pane.Action{
		on,
		{ID: "order.max", Key: keybook.Fixed("change the max price", "tab"), Do: func() tea.Cmd { return s.leaveStrip(onMax) }},
		{ID: "order.elsewhere", Key: keybook.Fixed("another country", "shift+tab"), Do: func() tea.Cmd { return s.leaveStrip(onCountry) }},
		{ID: "order.stop", Key: keybook.Fixed("do not order", "esc"), Do: func() tea.Cmd {
			s.token, s.rises = "", 0
			return s.leaveStrip(onOrder)
		}},
		{ID: "order.rest", Key: keybook.Fixed("more", "down"), Hide: true, Do: func() tea.Cmd { s.scrolls(1); return nil }},
		{ID: "order.beginning", Key: keybook.Fixed("back", "up"), Hide: true, Do: func() tea.Cmd { s.scrolls(-1); return nil }},
	}
}

// went takes an attempt in that went on at a dearer price.
func (s *sheet) went(o platfone.NewOrder) {
	if s.moved == nil {
		return
	}
	by, _ := s.moved.to.Suggested.Over(s.moved.order.MaxPrice)
	s.rises += by
	s.token = o.OrderID
	s.max.SetValue(o.MaxPrice.Plain())
	s.holdMax()
	s.moved = nil
}

// leaveStrip goes back to the form; the attempt's token is kept unless the country changes.
func (s *sheet) leaveStrip(to step) tea.Cmd {
	if to == onCountry {
		s.token, s.rises = "", 0
	} else if s.moved.to.OrderID != "" && to == onMax {
		s.token = s.moved.to.OrderID
		s.max.SetValue(s.moved.to.Suggested.Plain())
		s.holdMax()
	}
	s.moved = nil
	s.focus(to)
	return nil
}

// strip shows what was asked and what it costs now. It can be agreed to once
// its last line was on the screen.
func (s *sheet) strip(w, h int) string {
	st, m := s.c.kit.Styles, s.moved
	var lines []string
	lines = append(lines, s.unordered(w)...)
	if w < wide {
		lines = append(lines, s.said(w, s.rose(inWords))...)
	} else {
		lines = append(lines, st.Paint(style.Dim, text.Own("").Pad(s.rowNames()+1).String()+"was       now"))
		lines = append(lines, s.said(w, s.rose(aligned))...)
	}
	lines = append(lines, s.said(w, []text.Safe{s.sentence(act.Order{Customer: s.chosen(onCustomer), Order: m.order.Raised(m.to)})})...)
	lines = append(lines, s.weighed.Reasons(w)...)
	if len(lines) <= h {
		for _, l := range text.Clean(s.tokenWords()).Wrap(w) {
			lines = append(lines, st.Paint(style.Dim, l.String()))
		}
		lines = lines[:min(len(lines), h)]
	}
	return strings.Join(s.scrolled(lines, h), "\n")
}

// unordered says why nothing is ordered yet; in a pocket the rows below say the rest.
func (s *sheet) unordered(w int) []string {
	why := text.Clean(text.Capital(s.moved.to.Error()))
	if w < wide {
		why = text.Sentence("No numbers left under {}", text.Money(s.moved.order.MaxPrice))
	}
	const yet = "Nothing is ordered yet."
	if first := why.String() + "."; text.Width(first)+1+len(yet) > w { // a sentence to a line
		return append(pane.Prose(s.c.kit, style.Heading, first, w), pane.Prose(s.c.kit, style.Heading, yet, w)...)
	}
	return pane.Prose(s.c.kit, style.Heading, why.String()+". "+yet, w)
}

// rose are what is paid at most, what the customer pays and what is kept: as
// it was, as it is, and what is to be said of it.
func (s *sheet) rose(form text.Literal) []text.Safe {
	m := s.moved
	now := m.order.Raised(m.to)
	by, tenths := m.to.Suggested.Over(m.order.MaxPrice)
	before, _ := m.order.Reserve()
	after, exact := now.Reserve()
	p, _ := s.chosenPrice()
	marginBefore, _ := m.order.LeastMargin(p.Min)
	marginAfter, _ := now.LeastMargin(p.Min)
	row := func(label text.Safe, was, is money.Cents, note string) text.Safe {
		a, b := text.Clean(was.String()), text.Clean(is.String())
		if form == aligned {
			label, a, b = label.Pad(s.rowNames()), a.Pad(9), b.Pad(9)
		}
		return label.Append(text.Own(" "), text.Sentence(form, a, b, text.Clean(note)))
	}
	more := "+" + by.String() + " (+" + text.Tenths(tenths).String() + ")"
	if form == inWords {
		return []text.Safe{
			row(text.Own("at most"), m.order.MaxPrice, m.to.Suggested, more),
			row(s.payerPays(), before, after, about(exact)+s.pays.mode.Base()),
			row(text.Own("you keep"), marginBefore, marginAfter, "at least"),
		}
	}
	return []text.Safe{
		row(text.Own(youPay), m.order.MaxPrice, m.to.Suggested, more),
		row(s.payerPays(), before, after, about(exact)+s.charged()),
		row(text.Own(youKeep), marginBefore, marginAfter, ""),
	}
}

// What rises, as the form of the order says it.
const (
	youPay  text.Literal = "you pay at most"
	youKeep text.Literal = "you keep at least"
)

func (s *sheet) payerPays() text.Safe {
	return s.c.kit.Name(s.chosen(onCustomer)).CutMiddle(20).Append(text.Own(" pays"))
}

// charged is what the customer's price is made of, in words.
func (s *sheet) charged() string {
	c, err := s.charge()
	if err != nil {
		return s.pays.mode.Base()
	}
	return c.String()
}

// rowNames is how wide the names of what rises are, in cells, with what parts them from the amounts.
func (s *sheet) rowNames() int { return max(s.payerPays().Width(), len(youKeep)) + 1 }

func (s *sheet) tokenWords() string {
	line := "Same order: you cannot be charged twice."
	if s.moved.to.OrderID == "" {
		line = "The provider does not hold the order: this begins a new one."
	}
	if s.rises > 0 {
		line += " Rises so far: +" + s.rises.String() + "."
	}
	return line
}
