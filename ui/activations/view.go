package activations

import (
	"strings"

	"switchboard/client/platfone"
	"switchboard/ui/pane"
	"switchboard/ui/style"
	"switchboard/ui/text"
)

// previewHeight is how many lines a narrow window gives the selected row.
const previewHeight = 4

// View implements pane.Pane.
func (p *Pane) View(w, h int) string {
	if pane.ClassOf(w, h) == pane.Pocket {
		p.today(0, 0)
		return strings.Join(p.pocket(w, h), "\n")
	}
	if len(p.all) == 0 && len(p.unsettled()) == 0 {
		return pane.Stack(h, p.withToday(p.empty(w), w, h))
	}
	return pane.Split(p.kit, w, h, previewHeight, p.list, p.preview, p.detail)
}

// list is what is not settled yet, over the table.
func (p *Pane) list(w, h int) []string {
	top := p.notSettled(w)
	if len(top) > h/2 {
		top = top[:h/2]
	}
	if p.filter.Shown() {
		count := text.Sentence("{} of {}", text.Int(int64(len(p.table.Rows()))), text.Int(int64(len(p.all))))
		top = append([]string{" " + p.filter.Line(w-2, count.String())}, top...)
	}
	top = append([]string{p.kit.Head("LIVE", p.count(), w)}, top...)
	p.table.Away = p.inToday()
	lines := append(top, p.table.View(w, h-len(top))...)
	return p.withCard(p.withToday(lines, w, h), w, h)
}

// count is how many numbers run, and how many codes nobody has copied.
func (p *Pane) count() text.Safe {
	active, codes := 0, 0
	for _, r := range p.all {
		if over(r, p.now()) {
			continue
		}
		active++
		if r.uncopied && r.State(p.now()) == platfone.CodeReady {
			codes++
		}
	}
	said := text.Int(int64(active)).Append(text.Own(" active"))
	if codes > 0 {
		said = text.Join(", ", said, text.Count(int64(codes), "code to copy", "codes to copy"))
	}
	return said
}

// withCard puts the card at the bottom of the list, where rows leave it room.
func (p *Pane) withCard(lines []string, w, h int) []string {
	if p.set.Card == nil {
		return lines
	}
	card := p.set.Card.Lines(w - 3)
	if len(lines)+len(card)+1 > h {
		return lines
	}
	for len(lines) < h-len(card) {
		lines = append(lines, "")
	}
	for _, l := range card {
		lines = append(lines, "   "+l)
	}
	return lines
}

func (p *Pane) empty(w int) []string {
	st := p.kit.Styles
	switch {
	case p.err != nil:
		return []string{"", " " + st.Paint(style.Bad, text.Clean(p.err.Error()).Cut(w-2).String())}
	case !p.loaded:
		return nil
	}
	return []string{"", " " + st.Paint(style.Text, "No numbers are waiting."), " " + st.Paint(style.Dim, "n orders one. What ended is kept in History.")}
}

// preview says what matters of the selected row in four lines.
func (p *Pane) preview(w, h int) []string {
	r, ok := p.table.Selected()
	if !ok {
		return nil
	}
	now := p.now()
	head := text.Join("   ", text.Join(" · ", text.Clean(r.ServiceID), text.Clean(r.Phone.Country())),
		text.Own("for ").Append(p.kit.Name(r.CustomerID)))
	d := pane.NewDetail(p.kit, w-2)
	if n := len(r.codes); n > 0 {
		if came := r.Came(r.codes[n-1]); !came.IsZero() {
			head = text.Join("   ", head, text.Own("code ").Append(p.kit.Age(came), text.Own(" ago")))
		}
	}
	d.Lead(p.kit.Phone(r.Phone), head)
	switch {
	case r.Text != "":
		d.Line(style.Text, text.Own("\"").Append(p.kit.Words(r.Text), text.Own("\"")))
	case r.Left(now) > 0 && r.Left(now) < hurry:
		d.Own(style.Warn, "Less than two minutes are left for this number.")
	default:
		d.Own(style.Dim, p.doing(r))
	}
	d.Line(style.Dim, p.money(r))
	return indent(d.Lines(h))
}

// doing says in words what is being waited for.
func (p *Pane) doing(r row) string {
	switch r.State(p.now()) {
	case platfone.Waiting:
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
