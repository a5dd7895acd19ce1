package activations

import (
	"slices"
	"strings"

	"switchboard/store"
	"switchboard/ui/pane"
	"switchboard/ui/style"
	"switchboard/ui/text"
)

// View implements pane.Pane.
func (p *Pane) View(w, h int) string {
	if pane.ClassOf(w, h) == pane.Pocket {
		p.today(0, 0)
		return strings.Join(p.pocket(w, h), "\n")
	}
	if len(p.all) == 0 && len(p.unsettled()) == 0 {
		return pane.Stack(h, p.withToday(p.empty(w), w, h))
	}
	return pane.Split{Kit: p.kit, Need: p.table.Need(), PreviewHeight: p.previewHeight(w, h), List: p.list, Preview: p.preview, Detail: p.detail}.View(w, h)
}

// list is what is not settled yet, over the table.
func (p *Pane) list(w, h int) []string {
	top := p.top(w, h)
	p.table.Away = p.inToday()
	room := h - len(top)
	if p.invites() { // the next thing to try stays in sight, however many rows there are
		room--
	}
	lines := append(top, p.table.View(w, room)...)
	return p.withCard(p.withToday(lines, w, h), w, h)
}

// top is what stands over the table.
func (p *Pane) top(w, h int) []string {
	top := p.notSettled(w)
	if len(top) > h/2 {
		top = top[:h/2]
	}
	if p.filter.Shown() {
		count := text.Sentence("{} of {}", text.Int(int64(len(p.table.Rows()))), text.Int(int64(len(p.all))))
		top = append([]string{" " + p.filter.Line(w-2, count.String())}, top...)
	}
	return append([]string{p.kit.Head("LIVE", p.count(), w)}, top...)
}

// count is how many numbers run, and how many codes nobody has copied: as many as the tab says, also of numbers that have ended.
func (p *Pane) count() text.Safe {
	active, codes := 0, p.Badge()
	for _, r := range p.all {
		if !over(r, p.now()) {
			active++
		}
	}
	said := p.kit.Count(store.Count{N: active, Known: p.known}).Append(text.Own(" active"))
	if codes > 0 {
		said = text.Join(", ", said, text.Count(int64(codes), "code to copy", "codes to copy"))
	}
	return text.Join(", ", said, pane.MarkCount(&p.table.List))
}

// invites reports whether something of the card is left to try.
func (p *Pane) invites() bool { return p.set.Card != nil && !p.set.Card.Over() }

// Margin implements pane.Marginal: a small window says what to try next in the line that it leaves empty.
func (p *Pane) Margin(w int) string {
	if !p.invites() {
		return ""
	}
	return p.set.Card.Line(w)
}

// withCard puts the card at the bottom of the list, where rows leave it room.
func (p *Pane) withCard(lines []string, w, h int) []string {
	if p.set.Card == nil {
		return lines
	}
	card := p.set.Card.Lines(w - 3)
	if len(lines)+len(card)+1 > h {
		if card = []string{p.set.Card.Line(w - 3)}; len(lines)+1 > h {
			return lines
		}
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
	switch {
	case p.err != nil:
		return append([]string{""}, pane.Inset(p.kit, style.Bad, text.Clean(store.Said(p.err)), w)...)
	case !p.loaded:
		return nil
	}
	say, more := text.Own("No numbers are waiting."), text.Own("n orders one. What ended is kept in History.")
	if !p.known {
		say, more = text.Own("The active numbers were not read yet."), text.Own("They are here once the provider answers.")
		if err := p.desk.MayAsk(); err != nil {
			more = text.Clean(store.Said(err))
		}
	}
	return slices.Concat([]string{""}, pane.Inset(p.kit, style.Text, say, w), pane.Inset(p.kit, style.Dim, more, w))
}
