package numbers

import (
	"strconv"
	"strings"

	"charm.land/bubbles/v2/key"

	"switchboard/client/oneuc"
	"switchboard/store"
	"switchboard/ui/pane"
	"switchboard/ui/style"
	"switchboard/ui/text"
)

// picker is the choice among the places that the emergency system knows.
// Differences from what was typed are marked in the text itself, so that they
// survive a screen without colours, and copying.
type picker struct {
	kit   *pane.Kit
	draft store.EmergencyDraft
	typed oneuc.E911 // what was typed, the unit apart from the street
	at    int
	best  int
	diffs [][]oneuc.FieldDiff
	seen  pane.Seen // of these places
}

func (p *picker) set(d store.EmergencyDraft) {
	p.draft, p.typed, p.diffs = d, d.Address.Apart(), nil
	p.seen.Anew()
	p.best = oneuc.Closest(p.typed, d.Candidates)
	p.at = max(p.best, 0)
	for _, c := range d.Candidates {
		p.diffs = append(p.diffs, oneuc.Compare(p.typed, c))
	}
}

func (p *picker) title(shown string) string {
	t := "911 address for " + shown + ": " + strconv.Itoa(len(p.draft.Candidates)) + " possible places"
	if p.draft.Round > 1 {
		t += ", round " + strconv.Itoa(p.draft.Round)
	}
	return t
}

func (p *picker) move(d int) { p.at = min(max(p.at+d, 0), len(p.draft.Candidates)-1) }

// chosen is the address to send: the place under the cursor, with the caller's
// name and the people told of calls that were typed.
func (p *picker) chosen() oneuc.E911 {
	return oneuc.MergeChosen(p.draft.Address, p.draft.Candidates[p.at])
}

// marked writes a field of a candidate with what is new in brackets.
func marked(f oneuc.FieldDiff) string {
	var b strings.Builder
	adding := false
	for _, t := range f.Tokens {
		if t.Mark == oneuc.Removed {
			continue
		}
		if added := t.Mark == oneuc.Added; added != adding {
			if adding {
				b.WriteByte(']')
			}
			if b.Len() > 0 {
				b.WriteByte(' ')
			}
			if added {
				b.WriteByte('[')
			}
			adding = added
		} else if b.Len() > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(t.Text)
	}
	if adding {
		b.WriteByte(']')
	}
	return b.String()
}

// removed are the words of a field that the candidate does not have.
func removed(f oneuc.FieldDiff) string {
	var words []string
	for _, t := range f.Tokens {
		if t.Mark == oneuc.Removed {
			words = append(words, t.Text)
		}
	}
	return strings.Join(words, " ")
}

// cells are street with unit, city, state and zip of a candidate.
func cells(diffs []oneuc.FieldDiff) [4]string {
	street := strings.TrimSpace(marked(diffs[0]) + " " + marked(diffs[1]))
	return [4]string{street, marked(diffs[2]), marked(diffs[3]), marked(diffs[4])}
}

func typedCells(e oneuc.E911) [4]string {
	return [4]string{strings.ToUpper(strings.TrimSpace(e.StreetAddress + " " + e.Extended)), strings.ToUpper(e.Locality), strings.ToUpper(e.Region), strings.ToUpper(e.PostalCode)}
}

// widths are the columns' that show every row whole, as far as there is room.
func (p *picker) widths(w int) [4]int {
	var out [4]int
	grow := func(c [4]string) {
		for i, s := range c {
			out[i] = max(out[i], text.Width(text.Clean(s).String()))
		}
	}
	grow(typedCells(p.typed))
	for _, d := range p.diffs {
		grow(cells(d))
	}
	const least, gaps, tags = 10, 11, 18
	for over := out[0] + out[1] + out[2] + out[3] + gaps + tags - w; over > 0; over-- {
		if out[0] >= out[1] && out[0] > least {
			out[0]--
		} else if out[1] > least {
			out[1]--
		}
	}
	return out
}

func line(c [4]string, w [4]int) string {
	parts := make([]string, len(c))
	for i, s := range c {
		parts[i] = text.Clean(s).Cut(w[i]).Pad(w[i]).String()
	}
	return parts[0] + " " + parts[1] + "  " + parts[2] + "  " + parts[3]
}

// tags say in words how a candidate differs, and which came closest.
func (p *picker) tags(i int) string {
	s := oneuc.Describe(p.diffs[i])
	if i == p.best && len(p.diffs) > 1 {
		s = "closest, " + s
	}
	if p.draft.Same && i+1 == p.draft.Chosen {
		s += ", chosen before"
	}
	return s
}

// keys are those that choose a place, as the footer names them.
func (p *picker) keys() key.Binding {
	n := min(len(p.draft.Candidates), 9)
	return key.NewBinding(key.WithKeys("enter"), key.WithHelp("1-"+strconv.Itoa(n)+" or Enter", "choose"))
}

// whose says where the address on the first line comes from: a place chosen before is no longer what was typed.
func (p *picker) whose() string {
	if p.draft.Round > 1 {
		return "You chose"
	}
	return "You typed"
}

// wide is how many cells the places take beside each other, with what is said of the one under the cursor.
func (p *picker) wide() int {
	return pane.Widest(func(w int) []string {
		cw := p.widths(w)
		lines := append(p.tail(w), "     "+line(typedCells(p.typed), cw))
		for i := range p.diffs {
			lines = append(lines, "  "+p.said(i, cw, w))
		}
		return lines
	})
}

// view draws the picker in w by h cells.
func (p *picker) view(w, h int) string {
	p.seen.Draw(p.kit)
	if h < 9 || w < 50 {
		return p.small(w, h)
	}
	st := p.kit.Styles
	cw := p.widths(w)
	head := []string{st.Paint(style.Dim, p.whose()), pane.Cut("     "+line(typedCells(p.typed), cw), w), ""}
	tail := p.tail(w)
	if over := len(head) + len(tail) + min(len(p.diffs), 3) - h; over > 0 {
		tail = tail[:max(len(tail)-over, 1)]
	}
	room := max(h-len(head)-len(tail), 1)
	out := append(head, p.rows(cw, w, room)...)
	return strings.Join(append(out, tail...), "\n")
}

// rows draws the candidates around the cursor.
func (p *picker) rows(cw [4]int, w, room int) []string {
	n := len(p.diffs)
	more := n > room
	if more && room > 1 {
		room--
	}
	top := max(0, min(p.at-room/2, n-room))
	var out []string
	for i := top; i < min(top+room, n); i++ {
		out = append(out, p.row(i, cw, w))
	}
	if more && room > 1 {
		say := text.Sentence("     {} to {} of {}; the arrows show the others", text.Int(int64(top+1)), text.Int(int64(min(top+room, n))), text.Int(int64(n)))
		out = append(out, p.kit.Styles.Paint(style.Dim, say.Cut(w).String()))
	}
	return out
}

func (p *picker) row(i int, cw [4]int, w int) string {
	return p.kit.Styles.Row(pane.Cut(p.said(i, cw, w), w), i == p.at, w)
}

// said is a place in its columns, with how it differs.
func (p *picker) said(i int, cw [4]int, w int) string {
	st := p.kit.Styles
	body := pad2(strconv.Itoa(i+1), 3) + line(cells(p.diffs[i]), cw)
	tags := p.tags(i)
	if text.Width(body)+3+text.Width(tags) > w {
		tags = brief.Replace(tags)
	}
	return bold(st, body) + " " + st.Paint(style.Dim, text.Clean(tags).String())
}

// brief leaves out of the tags what the brackets say as well.
var brief = strings.NewReplacer("adds unit", "unit", "drops unit", "unit", " differs", "", " differ", "")

// bold paints what stands in brackets.
func bold(st *style.Styles, s string) string {
	var b strings.Builder
	for {
		before, rest, open := strings.Cut(s, "[")
		b.WriteString(before)
		if !open {
			return b.String()
		}
		inside, after, _ := strings.Cut(rest, "]")
		b.WriteString(st.Paint(style.Accent, "["+inside+"]"))
		s = after
	}
}

func pad2(s string, w int) string { return text.Clean(s).Pad(w).String() }

// tail is what differs in the place under the cursor, and what is kept.
func (p *picker) tail(w int) []string {
	st := p.kit.Styles
	out := []string{"", st.Paint(style.Dim, "Difference in "+strconv.Itoa(p.at+1))}
	same := 0
	for _, f := range p.diffs[p.at] {
		if f.Same() {
			same++
			continue
		}
		out = append(out, p.difference(f, w))
	}
	if same > 0 {
		say := "  all else  the same"
		if same == len(p.diffs[p.at]) {
			say = "  none: same as typed"
		}
		out = append(out, st.Paint(style.Dim, say))
	}
	kept := text.Own("Kept from your form: ").Append(caller(p.kit, p.draft.Address))
	if p.draft.Address.CallerName != "" {
		kept = text.Own("Kept from your form: caller ").Append(caller(p.kit, p.draft.Address))
	}
	if len(p.draft.Address.Notify) > 0 {
		kept = kept.Append(text.Own(", notify "), p.kit.Words(strings.Join(p.draft.Address.Notify, " ")))
	}
	for _, l := range kept.Wrap(w) {
		out = append(out, st.Paint(style.Text, l.String()))
	}
	return append(out, p.advice(w)...)
}

func (p *picker) difference(f oneuc.FieldDiff, w int) string {
	was, now := strings.ToUpper(f.Typed), marked(f)
	if strings.TrimSpace(was) == "" {
		was = "(empty)"
	}
	if now == "" {
		now = "(empty)"
	}
	s := "  " + pad2(f.Field, 9) + " " + text.Clean(was).Pad(max(9, text.Width(was))).String() + " -> " + text.Clean(now).String()
	if gone := removed(f); gone != "" {
		s += "  was " + text.Clean(strings.ToUpper(gone)).String()
	}
	return pane.Cut(bold(p.kit.Styles, text.Clean(s).String()), w)
}

func (p *picker) advice(w int) []string {
	if p.draft.Same {
		return pane.Prose(p.kit, style.Warn, "The service asks the same question again: e changes the address itself.", w)
	}
	return pane.Prose(p.kit, style.Dim, "None of these? e changes the address. Nothing is provisioned yet.", w)
}

// small draws the picker where there is room for little: the places, and the
// whole of the one under the cursor.
func (p *picker) small(w, h int) string {
	st := p.kit.Styles
	c := cells(p.diffs[p.at])
	tail := []string{
		pane.Cut(bold(st, text.Clean(c[1]+"  "+c[2]+"  "+c[3]).String()), w),
		st.Paint(style.Dim, text.Clean(p.tags(p.at)).Cut(w).String()),
	}
	room := max(h-len(tail), 1)
	top := max(0, min(p.at-room/2, len(p.diffs)-room))
	var out []string
	for i := top; i < min(top+room, len(p.diffs)); i++ {
		row := text.Clean(strconv.Itoa(i+1) + " " + cells(p.diffs[i])[0] + ", " + cells(p.diffs[i])[1]).Cut(w - 2)
		out = append(out, st.Row(bold(st, row.String()), i == p.at, w))
	}
	return strings.Join(append(out, tail...)[:min(len(out)+len(tail), h)], "\n")
}
