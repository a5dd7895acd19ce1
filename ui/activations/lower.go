package activations

import "switchboard/ui/text"

// leastToday is how many lines Today needs.
const leastToday = 8

// withToday puts Today under the list, in the lower half where the list leaves it, and leaves room for the card.
func (p *Pane) withToday(lines []string, w, h int) []string {
	begin := max(len(lines)+1, min(h/2, h-leastToday))
	room := h - begin
	if p.set.Card != nil {
		if card := len(p.set.Card.Lines(w-3)) + 1; room-card >= leastToday {
			room -= card
		}
	}
	block := p.today(w, room)
	if len(block) == 0 {
		return lines
	}
	for len(lines) < begin {
		lines = append(lines, "")
	}
	return append(lines, block...)
}

// today draws Today in a room; too small a one takes the cursor out of it.
func (p *Pane) today(w, h int) []string {
	if p.set.Today == nil {
		return nil
	}
	return p.set.Today.Lines(w, h)
}

func (p *Pane) inToday() bool { return p.set.Today != nil && p.set.Today.At() }

// moveToday moves within Today, into it from the last number, and out of it; false when the cursor is and stays with the numbers.
func (p *Pane) moveToday(d int) bool {
	switch {
	case p.inToday():
		if !p.set.Today.Move(d) {
			p.set.Today.Leave()
		}
		return true
	case p.set.Today != nil && d == 1 && p.table.Index() >= len(p.table.Rows())-1:
		return p.set.Today.Move(d)
	}
	return false
}

// leads is what Enter does in Today, "" with the numbers.
func (p *Pane) leads() string {
	if !p.inToday() {
		return ""
	}
	return text.Clean(p.set.Today.Where()).String()
}

func (p *Pane) noOpen() string {
	if p.inToday() {
		return ""
	}
	return p.noRow()
}
