package activations

import (
	"switchboard/client/platfone"
	"switchboard/store"
	"switchboard/ui/pane"
	"switchboard/ui/style"
	"switchboard/ui/text"
)

// leastAbout is how many lines a small window needs to say what the selected number is for.
const leastAbout = 3

// pocket draws codes, numbers and countdowns, and beneath them what the selected number is for.
func (p *Pane) pocket(w, h int) []string {
	if len(p.table.Rows()) == 0 {
		say := text.Own("No numbers waiting. n orders one.")
		if p.loaded && !p.known {
			say = text.Own("The numbers were not read yet.")
		}
		return []string{p.kit.Styles.Paint(style.Dim, say.Cut(w).String())}
	}
	sel, _ := p.table.Selected()
	room := h
	if h >= leastAbout {
		room--
	}
	var out []string
	for _, r := range p.inSight(room) {
		out = append(out, p.pocketRow(r, r.ID == sel.ID, w))
	}
	if h >= leastAbout {
		about, role := text.Join("  ", text.Clean(sel.ServiceID), p.kit.Name(sel.CustomerID), p.kit.Money(sel.Price)), style.Dim
		if e := p.pending[sel.ID]; e != nil {
			about, role = text.Sentence("{} in {}. u = undo", e.verb(), text.Left(e.due.Sub(p.now()))), style.Warn
		}
		out = append(out, "  "+p.kit.Styles.Paint(role, about.Cut(w-2).String()))
	}
	if digits, _ := p.kit.Digits(p.kit.Code(sel.Code), w-2); digits != nil && w >= digitsW && h-len(out) > len(digits) {
		out = append(append(out, ""), indent(digits)...)
	}
	return out
}

// The columns of a small window, in cells: a code and a number are whole in it.
const (
	pocketCode   = 10
	pocketNumber = 18
	pocketLeft   = 6
)

func (p *Pane) pocketRow(r row, selected bool, w int) string {
	st, code := p.kit.Styles, p.pocketCode(r)
	left := p.leftCell(r)
	if e := p.pending[r.ID]; e != nil {
		left.Text = text.Left(e.due.Sub(p.now()))
	}
	paint := func(role style.Role, s text.Safe) string {
		if role == style.Text || selected && (role == style.Dim || role == style.Faint) {
			return s.String()
		}
		return st.Paint(role, s.String())
	}
	line := paint(code.Role, code.Text.Cut(pocketCode).Pad(pocketCode)) + " " + p.kit.Phone(r.Phone).Pad(pocketNumber).String() + " " +
		paint(left.Role, left.Text.PadLeft(pocketLeft))
	return st.RowWith(p.table.Sign(r), line, selected, w)
}

// pocketCode is the code of a row, or in its place why there is none.
func (p *Pane) pocketCode(r row) pane.Cell {
	e := p.pending[r.ID]
	switch state := r.State(p.now()); {
	case e != nil && r.Code == "":
		return pane.Cell{Text: text.Own("closing"), Role: style.Warn}
	case state == platfone.Again, r.Code == "" && r.Text == "" && !state.Free():
		return pane.Cell{Text: text.Own(store.WordWaiting), Role: style.Dim}
	case r.Code != "":
		return pane.Cell{Text: p.kit.Code(r.Code), Role: stateRole(state, r)}
	case r.Text != "":
		return pane.Cell{Text: text.Own("text: v"), Role: stateRole(state, r)}
	}
	return pane.Cell{Text: text.Own("no code"), Role: style.Dim}
}

// inSight are the h rows around the cursor.
func (p *Pane) inSight(h int) []row {
	rows := p.table.Rows()
	top := max(0, min(p.table.Index()-h/2, len(rows)-h))
	return rows[top:min(top+h, len(rows))]
}
