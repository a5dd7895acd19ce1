package ordering

import (
	"strconv"
	"strings"
	"time"

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
	order platfone.NewOrder
	to    *platfone.PriceMoved
	at    time.Time
}

func (s *sheet) movedActions() []pane.Action {
	price := s.moved.to.Suggested.String()
	return []pane.Action{
		s.goOn("continue at " + price),
		{ID: "order.ceiling", Key: keybook.Fixed("change ceiling", "e"), Do: func() tea.Cmd { return s.leaveStrip(onCeiling) }},
		{ID: "order.elsewhere", Key: keybook.Fixed("another country", "p"), Do: func() tea.Cmd { return s.leaveStrip(onCountry) }},
		{ID: "order.stop", Key: keybook.Fixed("stop", "esc"), Do: func() tea.Cmd {
			s.token, s.rises = "", 0
			return s.leaveStrip(onPrice)
		}},
	}
}

// goOn continues the same attempt at the price the provider named, once that
// was seen.
func (s *sheet) goOn(verb string) pane.Action {
	o := s.moved.order.Raised(s.moved.to)
	return s.weighed.Action("order.continue", verb, func(out act.Outcome, err error) tea.Msg {
		a, _ := out.(platfone.Activation)
		return answered{s, o, a, err}
	})
}

// went takes an attempt in that went on at a dearer price.
func (s *sheet) went(o platfone.NewOrder) {
	if s.moved == nil {
		return
	}
	by, _ := s.moved.to.Suggested.Over(s.moved.order.MaxPrice)
	s.rises += by
	s.token = o.OrderID
	s.ceiling.SetValue(o.MaxPrice.Plain())
	s.moved = nil
}

// leaveStrip goes back to the form; the attempt's token is kept unless the country changes.
func (s *sheet) leaveStrip(to step) tea.Cmd {
	if to == onCountry {
		s.token, s.rises = "", 0
	} else if s.moved.to.OrderID != "" && to == onCeiling {
		s.token = s.moved.to.OrderID
		s.ceiling.SetValue(s.moved.to.Suggested.Plain())
		s.ownCeiling()
	}
	s.moved = nil
	s.focus(to)
	return nil
}

// strip shows what was asked and what it costs now.
func (s *sheet) strip(w int) string {
	st, m := s.c.kit.Styles, s.moved
	now := m.order.Raised(m.to)
	by, percent := m.to.Suggested.Over(m.order.MaxPrice)
	row := func(label string, was, is money.Cents, note string) string {
		line := text.Clean(label).Pad(12).String() + text.Clean(was.String()).Pad(11).String() + " " + text.Clean(is.String()).Pad(9).String() + " " + note
		return text.Clean(line).Cut(w).String()
	}
	before, _ := m.order.Reserve()
	after, exact := now.Reserve()
	p, _ := s.chosenPrice()
	marginBefore, _ := m.order.LeastMargin(p.Min)
	marginAfter, _ := now.LeastMargin(p.Min)
	lines := []string{
		st.Paint(style.Text, "The price moved while ordering."), "",
		st.Paint(style.Dim, text.Clean("").Pad(12).String()+"was         now"),
		row("ceiling", m.order.MaxPrice, m.to.Suggested, "+"+by.String()+" (+"+strconv.Itoa(percent)+" %)"),
		row(s.c.kit.Name(s.draft().Customer).Cut(8).String()+" pays", before, after, about(exact)+modeName(now.Mode)),
		row("margin", marginBefore, marginAfter, "at least"), "",
		st.Paint(style.Dim, s.tokenWords()),
	}
	s.weighed.Shown()
	return strings.Join(append(lines, s.weighed.Reasons(w)...), "\n")
}

func (s *sheet) tokenWords() string {
	age := text.Age(s.c.kit.Now().Sub(s.moved.at)).String()
	line := "Same attempt continues (token kept, " + age + " old)."
	if s.moved.to.OrderID == "" {
		line = "The provider gave no token: continuing begins a new attempt."
	}
	if s.rises > 0 {
		line += " Rises so far: +" + s.rises.String() + "."
	}
	return line
}

func modeName(m platfone.PriceMode) string {
	switch m {
	case platfone.FixedPrice:
		return "fixed"
	case platfone.FixedMarkup:
		return "markup on the ceiling"
	}
	return "dynamic: at most"
}
