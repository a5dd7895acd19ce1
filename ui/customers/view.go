package customers

import (
	"strings"
	"time"

	"switchboard/store"
	"switchboard/ui/pane"
	"switchboard/ui/style"
	"switchboard/ui/text"
)

// previewHeight is how many lines a narrow window gives the selected customer.
const previewHeight = 4

// enough is how many customers a narrow window shows before it has room for a
// preview: 80 by 24 cells are all for the list.
const enough = 15

// firstAnswer is how long an empty list is still being asked for.
const firstAnswer = 10 * time.Second

// View implements pane.Pane.
func (p *Pane) View(w, h int) string {
	if pane.ClassOf(w, h) == pane.Pocket {
		return strings.Join(p.pocket(w, h), "\n")
	}
	lines := []string{p.head(w)}
	if len(p.table.Rows()) == 0 {
		lines = append(lines, p.empty(w)...)
		return pane.Stack(h-1, lines) + "\n" + p.foot(w)
	}
	body := ""
	if pane.ClassOf(w, h-2) == pane.Narrow && h-3 < enough+previewHeight+1 {
		body = pane.Stack(h-2, p.table.View(w, h-2))
	} else {
		body = pane.Split{Kit: p.kit, Need: p.table.Need(), PreviewHeight: previewHeight, List: p.table.View, Preview: p.preview, Detail: p.detail}.View(w, h-2)
	}
	return strings.Join(append(lines, body, p.foot(w)), "\n")
}

// head is the views and, once there is one, the filter.
func (p *Pane) head(w int) string {
	if p.box.Capturing() {
		return " " + p.box.Line(w-2, p.count())
	}
	tabs := " " + p.tabs.Line(w-1)
	if !p.box.Shown() {
		return p.kit.Under(tabs, p.size(), w)
	}
	used := text.Width(tabs) + 3
	return tabs + "   " + p.box.Line(max(w-used-1, 0), p.count())
}

// size is how many there are of the view in front.
func (p *Pane) size() text.Safe {
	if !p.facts.counted || p.unread() {
		return text.Safe{}
	}
	return text.Join(", ", text.Count(int64(p.facts.shown), "customer", "customers"), pane.MarkCount(&p.table.List))
}

// count is how many passed, "3 of 48".
func (p *Pane) count() string {
	if !p.facts.counted || p.unread() {
		return ""
	}
	said := text.Sentence("{} of {}", text.Int(int64(p.facts.shown)), text.Int(int64(p.facts.all)))
	return text.Join(", ", said, pane.MarkCount(&p.table.List)).String()
}

// foot says what matters most of all: what is being found out, why nothing
// can be changed, how old things are; else what a column means.
func (p *Pane) foot(w int) string {
	line, role := p.state()
	return " " + p.kit.Styles.Paint(role, line.Cut(w-2).String())
}

func (p *Pane) state() (text.Safe, style.Role) {
	h := p.facts.health
	switch {
	case p.err != nil:
		return text.Clean(sentence(store.Said(p.err))), style.Bad
	case len(p.facts.open) > 0:
		return p.openLine()
	case h.State == store.HealthHold, h.State == store.HealthRefused, h.State == store.HealthOffline:
		stands, _ := h.Standing()
		if stands.Grave() {
			return text.Clean(stands.Sentence), style.Bad
		}
		return text.Clean(stands.Sentence), style.Warn
	case p.noNew() != "":
		return text.Clean(p.noNew()), style.Warn
	case h.State == store.HealthError, h.State == store.HealthLimited:
		return p.retrying(h), style.Warn
	}
	return text.Own("FREE is the balance less what is held for waiting numbers."), style.Faint
}

// retrying is said while reads fail and rows stay as they were.
func (p *Pane) retrying(h store.Health) text.Safe {
	line := text.Clean("SMS " + h.State.Word())
	if h.Message != "" {
		line = line.Append(text.Own(": "), text.Clean(h.Message))
	}
	if wait := h.NextTry.Sub(p.kit.Now()); wait > 0 {
		line = line.Append(text.Own(", tried again in "), text.Age(wait))
	}
	return line.Append(text.Own(". Showing what was saved."))
}

// unread reports whether there are no customers because the list was never read.
func (p *Pane) unread() bool { return p.facts.counted && p.facts.all == 0 && !p.facts.read }

// whyUnread is what keeps the list from being read, or who reads it.
func (p *Pane) whyUnread(err error) string {
	if err != nil {
		return sentence(store.Said(err))
	}
	return "R asks for them again."
}

// empty is what stands in place of rows.
func (p *Pane) empty(w int) []string {
	st := p.kit.Styles
	say := func(role style.Role, s string) string { return " " + st.Paint(role, text.Clean(s).Cut(w-2).String()) }
	switch {
	case !p.window.Ready() && p.err == nil:
		return []string{"", say(style.Faint, "..."), say(style.Faint, "..."), say(style.Faint, "...")}
	case p.err != nil:
		return nil
	case p.unread():
		why := p.desk.MayAsk()
		if why == nil && p.kit.Now().Sub(p.began) < firstAnswer {
			return []string{"", say(style.Dim, "Asking for customers...")}
		}
		return []string{"", say(style.Text, "The customers were not read yet."), say(style.Dim, p.whyUnread(why))}
	case !p.box.Filter().Empty():
		return []string{"", say(style.Text, "Nothing matches "+strings.Join(p.box.Filter().Chips, " ")+".   Esc clears")}
	case p.tabs.At() == viewLow:
		return []string{"", say(style.Text, "No customer has less than "+p.set.Low.String()+" left.")}
	case p.tabs.At() == viewPaused:
		return []string{"", say(style.Text, "No customer is paused.")}
	}
	return []string{"", say(style.Text, "No customers yet."), say(style.Dim, "n adds the first; those made elsewhere appear by themselves.")}
}

// pocket draws names and money only.
func (p *Pane) pocket(w, h int) []string {
	if p.box.Capturing() || len(p.table.Rows()) == 0 {
		lines := []string{p.head(w)}
		if len(p.table.Rows()) == 0 {
			lines = append(lines, p.empty(w)[min(1, len(p.empty(w))):]...)
		}
		return append(lines[:min(len(lines), h)], p.table.Body(w, max(h-len(lines), 0))...)
	}
	return p.table.Body(w, h)
}

// preview says what matters of the selected customer in four lines.
func (p *Pane) preview(w, h int) []string {
	c, ok := p.selected()
	if !ok {
		return nil
	}
	d := pane.NewDetail(p.kit, w-2)
	d.Lead(p.kit.Name(c.ID), text.Join("   ", status(c.Status), p.kit.Free(c).Append(text.Own(" free")), text.Own("held ").Append(p.held(c))))
	d.Line(style.Dim, p.month(c))
	d.Line(style.Dim, p.dates(c))
	if why := c.Status.Stops(); why != "" {
		d.Own(style.Warn, sentence(why))
	} else if i, open := p.checking(c.ID); open {
		d.Line(style.Warn, text.Sentence("Sent {} ago, result not known yet: {}.", p.kit.Age(i.SentAt), text.Clean(p.subject(i))))
	}
	lines := d.Lines(h)
	for i, l := range lines {
		lines[i] = " " + l
	}
	return lines
}

// month sums up the last thirty days.
func (p *Pane) month(c store.Customer) text.Safe {
	span := text.Own("30 days: ")
	switch {
	case c.Month.Ordered == 0 && c.Read.Month:
		return text.Own("No orders in 30 days.")
	case c.Month.Ordered == 0:
		return text.Own("The orders of 30 days are not all read yet.")
	case !c.Read.Month:
		span = text.Own("30 days, still loading: ")
	}
	parts := []text.Safe{span.Append(text.Count(c.Month.Ordered, "order", "orders"))}
	if ok := success(c.Month); ok.String() != "-" {
		parts = append(parts, ok.Append(text.Own(" got a code")))
	} else {
		parts = append(parts, text.Sentence("{} got a code", text.Int(c.Month.Received)))
	}
	return text.Join("   ", append(parts, p.kit.Count(active(c)).Append(text.Own(" active")))...)
}

func (p *Pane) dates(c store.Customer) text.Safe {
	var parts []text.Safe
	if !c.CreatedAt.IsZero() {
		parts = append(parts, text.Own("customer since ").Append(p.kit.When(c.CreatedAt, text.FormDate)))
	}
	return text.Join("   ", append(parts, text.Own("read ").Append(p.kit.Age(heard(c)), text.Own(" ago")))...)
}
