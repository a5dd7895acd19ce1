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

// strip shows what was asked and what it costs now.
func (s *sheet) strip(w, h int) string {
	st, m := s.c.kit.Styles, s.moved
	now := m.order.Raised(m.to)
	by, percent := m.to.Suggested.Over(m.order.MaxPrice)
	row := func(label string, was, is money.Cents, note string) string {
		line := text.Clean(label).Pad(12).String() + text.Clean(was.String()).Pad(9).String() + " " + text.Clean(is.String()).Pad(9).String() + " " + note
		return text.Clean(line).Cut(w).String()
	}
	before, _ := m.order.Reserve()
	after, exact := now.Reserve()
	p, _ := s.chosenPrice()
	marginBefore, _ := m.order.LeastMargin(p.Min)
	marginAfter, _ := now.LeastMargin(p.Min)
	lines := []string{
		st.Paint(style.Heading, text.Sentence("The price moved while ordering: nothing is ordered yet.").Cut(w).String()),
		st.Paint(style.Dim, text.Clean("").Pad(12).String()+"was       now"),
		row("max price", m.order.MaxPrice, m.to.Suggested, "+"+by.String()+" (+"+strconv.Itoa(percent)+" %)"),
		row(s.c.kit.Name(s.chosen(onCustomer)).Cut(6).String()+" pays", before, after, about(exact)+s.pays.mode.Base()),
		row("you keep", marginBefore, marginAfter, "at least"),
		st.Paint(style.Text, s.sentence(act.Order{Customer: s.chosen(onCustomer), Order: now}).Cut(w).String()),
	}
	lines = append(lines, s.weighed.Reasons(w)...)
	if len(lines) <= h {
		s.weighed.Shown()
		lines = append(lines, st.Paint(style.Dim, text.Clean(s.tokenWords()).Cut(w).String()))
	}
	return strings.Join(s.scrolled(lines, h), "\n")
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
