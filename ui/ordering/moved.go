package ordering

import (
	"strconv"
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

// moved is an attempt that failed because the price rose. It goes on only
// when the person says so; nothing is raised by itself.
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
	on := s.weighed.Action("order.continue", "order for "+s.moved.to.Suggested.String(), nil)
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
	for _, l := range text.Own("The price moved while ordering: nothing is ordered yet.").Wrap(w) {
		lines = append(lines, st.Paint(style.Heading, l.String()))
	}
	if w < wide {
		lines = append(lines, s.said(w, s.rose(inWords))...)
	} else {
		lines = append(lines, st.Paint(style.Dim, text.Own("").Pad(s.payerPays().Width()+2).String()+"was       now"))
		lines = append(lines, s.said(w, s.rose(aligned))...)
	}
	lines = append(lines, s.said(w, []text.Safe{s.sentence(act.Order{Customer: s.chosen(onCustomer), Order: m.order.Raised(m.to)})})...)
	lines = append(lines, s.weighed.Reasons(w)...)
	fits := len(lines) <= h
	if fits {
		for _, l := range text.Clean(s.tokenWords()).Wrap(w) {
			lines = append(lines, st.Paint(style.Dim, l.String()))
		}
		lines = lines[:min(len(lines), h)]
	}
	lines = s.scrolled(lines, h)
	if fits || !s.more {
		s.weighed.Shown()
	}
	return strings.Join(lines, "\n")
}

// rose are what is paid at most, what the customer pays and what is kept: as
// it was, as it is, and what is to be said of it.
func (s *sheet) rose(form text.Literal) []text.Safe {
	m := s.moved
	now := m.order.Raised(m.to)
	by, percent := m.to.Suggested.Over(m.order.MaxPrice)
	before, _ := m.order.Reserve()
	after, exact := now.Reserve()
	p, _ := s.chosenPrice()
	marginBefore, _ := m.order.LeastMargin(p.Min)
	marginAfter, _ := now.LeastMargin(p.Min)
	row := func(label text.Safe, was, is money.Cents, note string) text.Safe {
		a, b := text.Clean(was.String()), text.Clean(is.String())
		if form == aligned {
			label, a, b = label.Pad(s.payerPays().Width()+1), a.Pad(9), b.Pad(9)
		}
		return label.Append(text.Own(" "), text.Sentence(form, a, b, text.Clean(note)))
	}
	return []text.Safe{
		row(text.Own("max price"), m.order.MaxPrice, m.to.Suggested, "+"+by.String()+" (+"+strconv.Itoa(percent)+" %)"),
		row(s.payerPays(), before, after, about(exact)+s.pays.mode.Base()),
		row(text.Own("you keep"), marginBefore, marginAfter, "at least"),
	}
}

// payerPays names who pays, and so the widest of the rows.
func (s *sheet) payerPays() text.Safe {
	said := s.c.kit.Name(s.chosen(onCustomer)).CutMiddle(20).Append(text.Own(" pays"))
	return said.Pad(max(said.Width(), len("max price")))
}

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
