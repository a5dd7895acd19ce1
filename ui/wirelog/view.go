package wirelog

import (
	"bytes"
	"encoding/json"
	"slices"
	"strconv"
	"strings"

	"switchboard/store"
	"switchboard/ui/pane"
	"switchboard/ui/style"
	"switchboard/ui/text"
)

// previewHeight is how many lines a narrow window gives the selected line.
const previewHeight = 4

// View implements pane.Pane.
func (p *Pane) View(w, h int) string {
	top := []string{p.head(w)}
	if p.box.Shown() {
		top = append(top, " "+p.box.Line(w-1, ""))
	}
	h -= len(top)
	if len(p.table.Rows()) == 0 {
		return strings.Join(append(top, pane.Stack(h, p.empty(w))), "\n")
	}
	return strings.Join(append(top, pane.Split{Kit: p.kit, Need: min(p.table.Need(), w), PreviewHeight: previewHeight, List: p.table.View, Preview: p.preview, Detail: p.detail}.View(w, h)), "\n")
}

// head are the tabs and, where there is room, who reads the providers.
func (p *Pane) head(w int) string {
	tabs, who := p.kit.Under(" "+p.tabs.Line(w-1), p.count(), w), ""
	switch {
	case p.polls.Own:
		who = "this program reads the providers"
	case p.polls.PID != 0:
		who = "process " + strconv.Itoa(p.polls.PID) + " reads the providers: its requests are not listed here"
	}
	gap := w - text.Width(tabs) - text.Width(who) - 1
	if who == "" || gap < 2 {
		return tabs
	}
	return tabs + strings.Repeat(" ", gap) + p.kit.Styles.Paint(style.Dim, who)
}

// count is how many lines there are, as far as they were read.
func (p *Pane) count() text.Safe {
	n := text.Count(int64(len(p.table.Rows())), "line", "lines")
	switch {
	case len(p.table.Rows()) == 0:
		return text.Safe{}
	case p.tabs.At() == tabActs && p.window.Whole():
		return p.sum()
	case !p.window.Whole():
		return text.Own("more than ").Append(n)
	}
	return n
}

func (p *Pane) empty(w int) []string {
	st := p.kit.Styles
	switch {
	case p.err != nil:
		return append([]string{""}, pane.Inset(p.kit, style.Bad, text.Clean(store.Said(p.err)), w)...)
	case !p.window.Ready():
		return nil
	case !p.box.Filter().Empty():
		said := text.Own("Nothing matches ").Append(text.Clean(p.box.Text()), text.Own("."))
		return slices.Concat([]string{""}, pane.Inset(p.kit, style.Text, said, w), []string{" " + st.Paint(style.Dim, "Esc clears the filter.")})
	}
	if p.tabs.At() == tabActs {
		return slices.Concat([]string{""}, pane.Inset(p.kit, style.Text, text.Own("Nothing was done from this machine today."), w),
			pane.Inset(p.kit, style.Dim, text.Own("/ after:2026-11-01 lists earlier days. Right shows what else happened."), w))
	}
	return append([]string{""}, pane.Inset(p.kit, style.Text, text.Own("Nothing has happened yet."), w)...)
}

// preview says what matters of the selected line in four lines.
func (p *Pane) preview(w, h int) []string {
	l, ok := p.table.Selected()
	if !ok {
		return nil
	}
	d := pane.NewDetail(p.kit, w-2)
	d.Lead(text.Clean(l.what), text.Join("   ", p.kit.When(l.at, text.FormStamp), p.who(l)))
	if l.ex != nil {
		d.Line(style.Dim, text.Join(" ", text.Clean(l.ex.Method), text.Clean(l.ex.Route)))
	}
	d.Prose(l.tone, p.resultCell(l).Text)
	lines := d.Lines(h)
	for i := range lines {
		lines[i] = " " + lines[i]
	}
	return lines
}

func (p *Pane) detail(w, h int) []string {
	l, ok := p.table.Selected()
	if !ok {
		return nil
	}
	return p.describe(l, w).Lines(h)
}

func (p *Pane) describe(l line, w int) *pane.Detail {
	d := pane.NewDetail(p.kit, w)
	d.Line(style.Heading, text.Clean(l.what))
	d.Field("when", style.Text, p.kit.When(l.at, text.FormStamp))
	if l.ex == nil {
		d.Field("who", style.Text, p.who(l))
		if l.money.Known {
			d.Field("money", style.Text, p.kit.Money(l.money))
		}
		return d.Gap().Prose(l.tone, text.Clean(l.result))
	}
	x := l.ex
	d.Field("service", style.Text, text.Clean(l.who))
	d.Field("request", style.Text, text.Join(" ", text.Clean(x.Method), text.Clean(x.Route)))
	if x.Status > 0 {
		d.Field("status", l.tone, text.Clean(strconv.Itoa(x.Status)))
	}
	d.Field("took", style.Text, text.Clean(took(x.Took)))
	if !x.Sent {
		d.Own(style.Dim, "Nothing was sent.")
	}
	if x.Err != "" {
		d.Gap().Prose(style.Bad, text.Clean(x.Err))
	}
	p.body(d, "REQUEST", x.Request, w)
	p.body(d, "ANSWER", x.Response, w)
	d.Heading("REPEAT IT   y copies")
	if p.kit.Private { // its address names customers and numbers
		return d.Own(style.Dim, "(hidden)")
	}
	return d.Prose(style.Dim, text.Clean(x.Curl))
}

// mostBody is how many lines of a body are drawn.
const mostBody = 400

// body draws a masked body; JSON is laid out.
func (p *Pane) body(d *pane.Detail, heading, body string, w int) {
	if body == "" {
		return
	}
	d.Heading(heading)
	if p.kit.Private {
		d.Own(style.Dim, "(hidden)")
		return
	}
	var out bytes.Buffer
	if json.Indent(&out, []byte(body), "", "  ") == nil {
		body = out.String()
	}
	lines := strings.Split(body, "\n")
	for i, l := range lines {
		if i == mostBody {
			d.Own(style.Dim, strconv.Itoa(len(lines)-i)+" more lines")
			return
		}
		indent := len(l) - len(strings.TrimLeft(l, " "))
		for j, part := range pane.Wrap(text.Clean(l[indent:]).String(), max(w-indent, 8)) {
			if j > 0 {
				part = "  " + part
			}
			d.Own(style.Dim, strings.Repeat(" ", min(indent, w/2))+part)
		}
	}
}
