package listings

import (
	"fmt"
	"strings"

	"switchboard/client/numbersonline"
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
	if !p.filter.Shown() {
		if len(p.all) == 0 {
			return p.body(w, h)
		}
		return p.kit.Head("LISTINGS", p.count(), w) + "\n" + p.body(w, h-1)
	}
	n := fmt.Sprintf("%d of %d", len(p.table.Rows()), len(p.all))
	return " " + p.filter.Line(w-2, n) + "\n" + p.body(w, h-1)
}

// count is how many numbers there are, and how many people complain about.
func (p *Pane) count() text.Safe {
	said, high := text.Count(int64(len(p.all)), "number", "numbers"), 0
	for _, r := range p.all {
		if r.Band() == numbersonline.BandHigh {
			high++
		}
	}
	if high > 0 {
		said = text.Join(", ", said, text.Int(int64(high)).Append(text.Own(" of high risk")))
	}
	return text.Join(", ", said, pane.MarkCount(&p.table.List))
}

func (p *Pane) body(w, h int) string {
	if len(p.table.Rows()) == 0 {
		return pane.Stack(h, p.empty(w))
	}
	return pane.Split{Kit: p.kit, Need: p.table.Need(), PreviewHeight: previewHeight, List: p.table.View, Preview: p.preview, Detail: p.detail}.View(w, h)
}

// empty says why there is no row and what begins.
func (p *Pane) empty(w int) []string {
	st := p.kit.Styles
	line := func(role style.Role, s string) string { return " " + st.Paint(role, text.Clean(s).Cut(w-2).String()) }
	switch {
	case p.err != nil:
		return []string{"", line(style.Bad, store.Said(p.err))}
	case !p.loaded:
		return nil
	case len(p.all) > 0:
		return []string{"", line(style.Text, "Nothing matches "+p.filter.Text()+"."), line(style.Dim, "Esc clears the filter.")}
	case !p.desk.HasKey():
		return []string{"", line(style.Text, "TRUST has no account yet."), line(style.Dim, "n makes one and puts a number online.")}
	case !p.known:
		return []string{"", line(style.Text, "The list of numbers was not read yet."), line(style.Dim, "They are here once the provider answers.")}
	}
	return []string{"", line(style.Text, "No numbers are listed yet."), line(style.Dim, "n puts a number online: proved, with a badge, its risk watched.")}
}

// pocket draws number, state and risk only.
func (p *Pane) pocket(w, h int) []string {
	st := p.kit.Styles
	rows := p.table.Rows()
	if len(rows) == 0 {
		return p.empty(w)
	}
	at := max(p.table.Index(), 0)
	top := max(0, min(at-h/2, len(rows)-h))
	var out []string
	for i := top; i < len(rows) && len(out) < h; i++ {
		r := rows[i]
		mark := " "
		if i == at {
			mark = st.Select
		}
		cell := riskCell(r)
		line := text.Clean(mark+p.table.Sign(r)).Append(p.kit.Phone(r.E164).Pad(17), text.Clean(r.stateWord()).Pad(9), cell.Text).Cut(w)
		drawn := st.Paint(cell.Role, line.String())
		if i == at {
			drawn = style.Here + drawn
		}
		out = append(out, drawn)
	}
	return out
}

// preview says what matters of the selected row in four lines.
func (p *Pane) preview(w, h int) []string {
	r, ok := p.table.Selected()
	if !ok {
		return nil
	}
	d := pane.NewDetail(p.kit, w-2)
	d.Lead(p.kit.Phone(r.E164), text.Join("   ", p.kit.Name(r.Name()), text.Clean(string(r.Kind())), text.Clean(r.stateWord())))
	d.Line(style.Text, text.Sentence("BADGE {}  who owns it     RISK {}  what people report, can change", dash(text.Clean(r.Grade)), text.Clean(bandWords(r))))
	if r.open != nil {
		d.Own(style.Info, store.NoAnswer)
	} else {
		d.Line(style.Dim, text.Join("   ", text.Sentence("{} reports in 30 days", count(r.Reports30d())), text.Sentence("renews {}", renews(r)),
			text.Sentence("read {}", p.age(r.Seen))))
	}
	d.Own(style.Faint, disclaimer)
	lines := d.Lines(h)
	for i := range lines {
		lines[i] = " " + lines[i]
	}
	return lines
}
