package history

import (
	"strings"

	"switchboard/store"
	"switchboard/ui/pane"
	"switchboard/ui/style"
	"switchboard/ui/text"
)

// previewHeight is how many lines a narrow window gives the selected row.
const previewHeight = 4

// View implements pane.Pane.
func (p *Pane) View(w, h int) string {
	if pane.ClassOf(w, h) == pane.Pocket {
		return strings.Join(p.pocket(w, h), "\n")
	}
	top := p.top(w)
	h -= len(top)
	body := pane.Stack(h, p.empty(w))
	switch {
	case p.tabs.At() == tabCustomers && len(p.people.Rows()) > 0:
		body = pane.Stack(h, p.people.View(w, h))
	case p.list() != nil && len(p.list().Rows()) > 0:
		body = pane.Split{Kit: p.kit, Need: p.list().Need(), PreviewHeight: previewHeight, List: p.list().View, Preview: p.preview, Detail: p.detail}.View(w, h)
	}
	return strings.Join(append(top, body), "\n")
}

// top is the line of the views, the filter's, and what can still be claimed.
func (p *Pane) top(w int) []string {
	right := p.progress()
	tabs := " " + p.tabs.Line(w-1)
	if with := p.kit.Under(tabs, text.Clean(p.said()), w); !p.box.Shown() && text.Width(with)+right.Width()+2 < w { // how far it is loaded comes first
		tabs = with
	}
	if gap := w - text.Width(tabs) - right.Width() - 1; gap > 1 {
		tabs += strings.Repeat(" ", gap) + p.kit.Styles.Paint(style.Dim, right.String())
	}
	lines := []string{tabs}
	if p.box.Shown() {
		lines = append(lines, " "+p.box.Line(w-1, p.said()))
	}
	if p.tabs.At() == tabReportable {
		lines = append(lines, p.claim(w))
	}
	return lines
}

// claim says what can still be claimed.
func (p *Pane) claim(w int) string {
	n, total, first := p.sum()
	if n == 0 {
		return ""
	}
	sum := text.Clean(total.String())
	if p.kit.Private {
		sum = text.Count(int64(n), "number", "numbers")
	}
	return " " + p.kit.Styles.Paint(style.Warn, text.Sentence("{} can still be claimed, first ends in {}", sum, text.Left(first)).Cut(w-2).String())
}

// progress is how far the past is filled in, while it is not. How many orders that are is not said: what is counted
// beside it has others among it, such as those that run.
func (p *Pane) progress() text.Safe {
	const loading = "older orders are loading"
	switch {
	case !p.fill.read || p.fill.holes == 0:
		return text.Safe{}
	case p.fill.done > 0 && p.fill.total > p.fill.done:
		return text.Own(loading + ": ").Append(text.Percent(p.fill.done, p.fill.total))
	}
	return text.Own(loading)
}

// loading reports whether orders of the last thirty days are still to be read.
func (p *Pane) loading() bool { return p.fill.read && !p.fill.month }

// empty says why there is nothing to list.
func (p *Pane) empty(w int) []string {
	say := func(role style.Role, lines ...text.Safe) []string {
		out := []string{""}
		for i, l := range lines {
			if i > 0 {
				role = style.Dim
			}
			out = append(out, pane.Inset(p.kit, role, l, w)...)
		}
		return out
	}
	switch {
	case p.err != nil:
		return say(style.Bad, text.Clean(store.Said(p.err)))
	case p.tabs.At() == tabCustomers && !p.readPeople.Busy():
		if p.loading() {
			return say(style.Text, text.Own("The orders of the last 30 days are not all read yet."))
		}
		return say(style.Text, text.Own("No customer ordered anything in the last 30 days."))
	case p.tabs.At() == tabCustomers, p.tabs.At() == tabReportable && p.readClaims.Busy(), p.tabs.At() != tabReportable && !p.window.Ready():
		return nil
	case p.tabs.At() != tabReportable && p.window.Looking():
		return say(style.Dim, text.Own("Looking…"))
	case !p.box.Filter().Empty():
		return say(style.Text, text.Own("Nothing matches ").Append(text.Clean(p.box.Text()), text.Own(".")), text.Own("Esc clears the filter."))
	case p.loading() && p.tabs.At() == tabReportable:
		return say(style.Text, text.Own("Nothing can be claimed of what is read so far."), text.Own("The orders of the last 30 days are not all read yet."))
	case p.loading() && p.tabs.At() == tabReported:
		return say(style.Text, text.Own("Nothing was reported of what is read so far."), text.Own("The orders of the last 30 days are not all read yet."))
	case p.tabs.At() == tabReportable:
		return say(style.Text, text.Own("Nothing can be claimed just now."), text.Own("What was paid for can be reported for a while after its end."))
	case p.tabs.At() == tabReported:
		return say(style.Text, text.Own("Nothing was reported yet."), text.Own("f reports a number that was paid for."))
	}
	return say(style.Text, text.Own("No numbers were ordered yet."), text.Own("n in Live orders one. Everything that ended is kept here."))
}

// pocket draws codes and states only.
func (p *Pane) pocket(w, h int) []string {
	st := p.kit.Styles
	if p.box.Shown() {
		return append([]string{p.box.Line(w, p.said())}, p.pocketRows(w, h-1)...)
	}
	if p.tabs.At() != tabAll {
		return append([]string{p.tabs.Line(w)}, p.pocketRows(w, h-1)...)
	}
	lines := p.pocketRows(w, h)
	if len(lines) == 0 {
		return []string{st.Paint(style.Dim, text.Own("No numbers.").Cut(w).String())}
	}
	return lines
}

func (p *Pane) pocketRows(w, h int) []string {
	if p.tabs.At() == tabCustomers {
		return p.people.Body(w, h)
	}
	st := p.kit.Styles
	rows, at := p.list().Rows(), p.list().Index()
	top := max(0, min(at-h/2, len(rows)-h))
	var out []string
	for i := top; i < len(rows) && len(out) < max(h, 0); i++ {
		r := rows[i]
		mark := " "
		if i == at {
			mark = st.Select
		}
		state := p.stateCell(r)
		middle := p.codeCell(r).Text.Pad(9).Append(text.Clean(r.ServiceID).Pad(10))
		if r.ID == "" {
			middle = p.numberCell(r).Text
		}
		line := mark + p.list().Sign(r) + state.Text.Pad(9).String() + " " + middle.String() + " " + p.when(r).String()
		drawn := st.Paint(state.Role, text.Clean(line).Cut(w).String())
		if i == at {
			drawn = style.Here + drawn
		}
		out = append(out, drawn)
	}
	return out
}

// preview says what matters of the selected row in four lines.
func (p *Pane) preview(w, h int) []string {
	r, ok := p.list().Selected()
	if !ok {
		return nil
	}
	d := pane.NewDetail(p.kit, w-2)
	if r.ID == "" {
		p.missing(d, r)
		return indent(d.Lines(h))
	}
	d.Lead(p.kit.Phone(r.Phone), text.Join("   ", text.Join(" · ", text.Clean(r.ServiceID), text.Clean(r.CountryID)),
		text.Own("for ").Append(p.kit.Name(r.CustomerID))))
	parts := make([]text.Safe, 0, 6)
	for _, e := range p.events(r.Activation) {
		parts = append(parts, e.short())
	}
	d.Line(style.Text, text.Join(" > ", parts...))
	if r.Text != "" {
		d.Line(style.Dim, text.Own("\"").Append(p.kit.Words(r.Text), text.Own("\"")))
	}
	d.Line(style.Dim, p.reportLine(r.Activation))
	return indent(d.Lines(h))
}

// missing says what a hole is and how it is filled.
func (p *Pane) missing(d *pane.Detail, r row) {
	if r.older {
		d.Prose(style.Text, text.Own("Older orders are loading."))
	} else {
		d.Prose(style.Text, text.Own("Orders of this time are still loading: ").Append(p.span(r.hole), text.Own(".")))
	}
	if p.fill.done > 0 && p.fill.total > p.fill.done {
		d.Prose(style.Dim, text.Sentence("{} of {} ended orders are read.", text.Int(p.fill.done), text.Int(p.fill.total)))
	}
	d.Prose(style.Dim, text.Own("At most 6 pages a minute: everything else goes first."))
	d.Prose(style.Dim, text.Own("Enter loads the next page now."))
}

// reportLine says whether a number can be reported.
func (p *Pane) reportLine(r store.Activation) text.Safe {
	if why := p.canReport(r); why != "" {
		return text.Own("report: ").Append(text.Clean(why))
	}
	by := p.desk.ReportBy(r.Activation)
	if by.IsZero() {
		return text.Own("report: possible")
	}
	return text.Own("report: possible for ").Append(text.Left(by.Sub(p.desk.Now())))
}

func indent(lines []string) []string {
	for i, l := range lines {
		lines[i] = " " + l
	}
	return lines
}

// said counts rows for the filter's line.
func (p *Pane) said() string {
	var shown text.Safe
	switch {
	case p.count == 0 && p.fill.holes > 0:
		shown = text.Own("none so far")
	case p.count >= mostCounted:
		shown = text.Own("more than ").Append(text.Int(mostCounted))
	case p.count >= 0:
		shown = text.Count(int64(p.count), "number", "numbers")
	}
	return text.Join(", ", shown, p.far.Said()).String()
}
