package ordering

import (
	"slices"
	"strings"

	"switchboard/client/platfone"
	"switchboard/store"
	"switchboard/store/act"
	"switchboard/ui/pane"
	"switchboard/ui/style"
	"switchboard/ui/text"
)

const (
	// labelW is where the values of the form begin, in cells.
	labelW = 10
	// wide is from where the fields stand beside each other, in cells, and tall from where all of them are drawn.
	wide, tall = 64, 14
)

// View implements pane.Sheet.
func (s *sheet) View(w, h int) string {
	if s.moved != nil {
		return s.strip(w, h)
	}
	if h < tall || w < wide {
		return s.small(w, h)
	}
	bottom := s.bottom(w)
	var lines []string
	if !s.told() {
		lines = s.stands(w, 3)
	}
	lines = append(lines, s.three(w, min(max(h-9-len(bottom)-len(lines), 2), 6))...)
	lines = append(lines, "", s.fields(w), s.slider(w), "")
	lines = append(lines, bottom...)
	if len(lines) > h && s.at == onOrder { // what is agreed to is never cut
		return s.small(w, h)
	}
	s.shown(len(lines) <= h)
	return strings.Join(lines[:min(len(lines), h)], "\n")
}

// three are the three words, the one that has the keys with its list open.
func (s *sheet) three(w, room int) []string {
	var lines []string
	for i := range s.pickers {
		lines = append(lines, s.word(step(i), w, room)...)
	}
	return lines
}

// stands is what keeps every order from being made, said as soon as the sheet
// opens, in so many lines at most: its word where the sentence has no room.
func (s *sheet) stands(w, most int) []string {
	st, ok := s.grave()
	if !ok {
		return nil
	}
	var lines []string
	for _, words := range []string{st.Sentence, st.Word + ". Esc and ! tell it.", st.Word} {
		if lines = pane.Wrap(text.Clean(words).String(), w); len(lines) <= most {
			break
		}
	}
	lines = lines[:min(len(lines), most)]
	for i, l := range lines {
		lines[i] = s.c.kit.Styles.Paint(style.Bad, l)
	}
	return lines
}

// grave is the worst of what keeps every order from being made; false is that nothing does.
func (s *sheet) grave() (store.Standing, bool) {
	i := slices.IndexFunc(s.facts.stands, func(st store.Standing) bool {
		return st.Grave() && (st.Provider == "" || st.Provider == platfone.Provider)
	})
	if i < 0 {
		return store.Standing{}, false
	}
	return s.facts.stands[i], true
}

// told is that the reasons of the order, which are drawn below it, say what stands.
func (s *sheet) told() bool {
	st, _ := s.grave()
	_, whole := s.wanted()
	v, known := s.weighed.Verdict()
	return whole && known && slices.ContainsFunc(v.Refused, func(r act.Reason) bool { return string(r.Code) == string(st.Code) })
}

// shown notes that the whole verdict is on the screen, while the line that
// says what Enter will do has the keys.
func (s *sheet) shown(all bool) {
	if all && s.at == onOrder {
		s.weighed.Shown()
	}
}

// small draws the field that has the keys, and what it comes to, where there
// is room for no more.
func (s *sheet) small(w, h int) string {
	stands := s.stands(w, 1)
	switch p := s.picker(); {
	case p != nil:
		lines := append(stands, s.word(s.at, w, max(h-1-len(stands)-len(s.trouble(w)), 1))...)
		return strings.Join(append(lines, s.trouble(w)...), "\n")
	case s.at == onQuality:
		return strings.Join(append([]string{s.slider(w)}, s.trouble(w)...), "\n")
	case s.at != onOrder:
		return strings.Join(append([]string{s.field(s.at), s.hint(w)}, s.trouble(w)...), "\n")
	}
	lines := s.orderLine(w)
	if a, ok := s.wanted(); ok {
		lines = append(append(lines, s.said(w, s.sums(a)[:1])...), s.weighed.Reasons(w)...)
	}
	lines = s.scrolled(append(lines, s.trouble(w)...), h)
	return strings.Join(lines, "\n")
}

// word draws one of the three words: open with its list while it has the
// keys, else one line with the choice.
func (s *sheet) word(at step, w, room int) []string {
	st, p := s.c.kit.Styles, s.pickers[at]
	label := text.Clean(p.Field().Label).Pad(labelW).String()
	o, chosen := p.Choice()
	if s.at != at {
		value, note := st.Paint(style.Dim, "not chosen"), ""
		switch {
		case p.Field().Value() != "":
			value = st.Paint(style.Dim, text.Clean(p.Field().Value()).Cut(w-labelW).String())
		case chosen:
			beside := s.beside(at, o)
			name := text.Clean(s.named(at)).CutMiddle(max(w-labelW-2-first(beside), 8))
			room := w - labelW - name.Width() - 2
			value, note = name.String(), st.Paint(style.Dim, pane.Parts(beside, room).String())
			if gap := room - text.Width(note); note != "" && gap > 0 {
				note = strings.Repeat(" ", min(gap, max(24-name.Width(), 0))) + note
			}
		}
		return []string{st.Paint(style.Dim, label) + value + "  " + note}
	}
	lines := []string{st.Paint(style.Accent, label) + st.Paint(style.Accent, st.Cursor) + " " + p.Field().Line(s.c.kit, w-labelW-2)}
	if s.known && !p.Empty() {
		return append(lines, p.Lines(s.c.kit, w, room)...)
	}
	words := "The list is on its way. What you type is kept."
	if why := s.standing.Barred(act.Order{}); s.known && why != "" {
		words = "Nothing is known yet: " + why
	}
	return append(lines, "  "+st.Paint(style.Dim, text.Clean(words).Cut(w-2).String()))
}

// first is how wide the first part of a note is, in cells: money, which is never cut.
func first(note text.Safe) int {
	part, _, _ := strings.Cut(strings.TrimLeft(note.String(), " "), "  ")
	return text.Width(part)
}

// beside is what is said beside a choice that is made.
func (s *sheet) beside(at step, o pane.Option) text.Safe {
	if at != onCustomer {
		return o.Note
	}
	c, ok := s.payer()
	if !ok || s.c.kit.Private {
		return text.Safe{}
	}
	return s.c.kit.Free(c).Append(text.Own(" free"))
}

// fields are the numbers beside each other.
func (s *sheet) fields(w int) string {
	parts := []string{s.field(onCount), s.field(onMax), s.field(onPays)}
	gap := strings.Repeat(" ", 4)
	return pane.Cut(strings.Join(parts, gap), w)
}

// field draws one of the numbers, with its label.
func (s *sheet) field(at step) string {
	st, role := s.c.kit.Styles, style.Dim
	if s.at == at {
		role = style.Accent
	}
	switch at {
	case onCount:
		return st.Paint(role, "How many  ") + s.choice(at, s.count.Line(s.c.kit, 4))
	case onMax:
		value := st.Paint(style.Dim, "-")
		if s.max.Value() != "" || s.at == onMax {
			value = "$" + s.max.Line(s.c.kit, 9)
		}
		return st.Paint(role, "Max price  ") + value
	}
	figure := s.pays.figure.Line(s.c.kit, 9)
	said := s.pays.mode.Base() + " + " + figure + " %"
	if s.pays.mode == platfone.FixedPrice {
		said = s.pays.mode.Base() + " $" + figure
	}
	return st.Paint(role, "Customer pays  ") + s.choice(at, said)
}

// choice marks what Left and Right change while it has the keys.
func (s *sheet) choice(at step, value string) string {
	if s.at != at {
		return value
	}
	st := s.c.kit.Styles
	return st.Paint(style.Accent, "< ") + value + st.Paint(style.Accent, " >")
}

// slider is the preference between cheaper and better numbers.
func (s *sheet) slider(w int) string {
	st, role := s.c.kit.Styles, style.Dim
	if s.at == onQuality {
		role = style.Accent
	}
	const cells = 21
	at := min(max(number(s.quality), 0), platfone.MaxQuality) * (cells - 1) / platfone.MaxQuality
	bar := strings.Repeat(st.Rule, at) + "|" + strings.Repeat(st.Rule, cells-1-at)
	line := st.Paint(role, text.Clean("Quality").Pad(labelW).String()) + "cheaper " + st.Paint(role, bar) + " better   " + s.quality.Line(s.c.kit, 5)
	if hint := s.hint(w - 50); hint != "" && s.at != onQuality {
		line += "   " + hint
	}
	return pane.Cut(line, w)
}

// hint is what is known of the price, while that is written.
func (s *sheet) hint(w int) string {
	p, ok := s.chosenPrice()
	if s.at != onMax || !ok || w < 10 {
		return ""
	}
	hint := text.Sentence("suggested {}", text.Clean(p.Suggested.String()))
	if age := s.c.kit.Now().Sub(p.Seen); age > fresh {
		hint = hint.Append(text.Own(", "), text.Age(age), text.Own(" old"))
	}
	return s.c.kit.Styles.Paint(style.Dim, hint.Cut(w).String())
}

// bottom draws what the order comes to, the verdict, what is wrong, and the line Order.
func (s *sheet) bottom(w int) []string {
	a, ok := s.wanted()
	if !ok {
		return append(s.trouble(w), s.orderLine(w)...)
	}
	out := s.said(w, s.sums(a))
	if own := s.ownWords(); own != "" {
		out = append(out, pane.Prose(s.c.kit, style.Dim, own, w)...)
	}
	out = append(append(out, s.weighed.Reasons(w)...), s.trouble(w)...)
	return append(out, s.orderLine(w)...)
}

// said draws sentences.
func (s *sheet) said(w int, list []text.Safe) []string {
	var out []string
	for _, l := range list {
		for _, part := range l.Wrap(w) {
			out = append(out, s.c.kit.Styles.Paint(style.Text, part.String()))
		}
	}
	return out
}

// ownWords says that a customer pays otherwise than most.
func (s *sheet) ownWords() string {
	customer := s.chosen(onCustomer)
	if c, own := s.facts.charges[customer]; own && !s.pays.own {
		return s.c.kit.Name(customer).String() + " has a price of its own: " + c.String() + "."
	}
	return ""
}

// trouble is what is wrong, and what is held because of it.
func (s *sheet) trouble(w int) []string {
	var out []string
	say := func(role style.Role, line string) {
		for _, l := range text.Clean(line).Wrap(w) {
			out = append(out, s.c.kit.Styles.Paint(role, l.String()))
		}
	}
	if s.problem != "" {
		say(style.Bad, "! "+s.problem)
	}
	switch kept := s.kept(); {
	case kept == "":
	case s.ahead.stuck:
		say(style.Warn, "Held until this is right: "+kept+". Esc drops it.")
	default:
		say(style.Dim, "Kept for when the list is here: "+kept)
	}
	return out
}

// orderLine says in full what Enter will do, or what is missing.
func (s *sheet) orderLine(w int) []string {
	st, role, mark := s.c.kit.Styles, style.Dim, "  "
	if s.at == onOrder {
		role, mark = style.Accent, style.Here+st.Cursor+" "
	}
	line := text.Clean("Order: " + s.missing())
	a, ok := s.wanted()
	v, known := s.weighed.Verdict()
	switch _, at, why := s.order(); {
	case s.batch != nil && s.batch.act.Of > 1:
		line = text.Sentence("{} of {} ordered", text.Int(int64(len(s.batch.got))), text.Int(int64(s.batch.act.Of)))
	case ok && known && !v.Stands():
		line, role = text.Own("This cannot be ordered: see above."), style.Faint
	case ok:
		line = s.sentence(act.Order{Customer: a.Customer, Order: a.Order, Of: a.Of})
	case at > onCountry:
		line = text.Clean(why)
	}
	var out []string
	for i, l := range line.Wrap(max(w-2, 1)) {
		if i > 0 {
			mark = "  "
		}
		out = append(out, st.Paint(role, mark+l.String()))
	}
	return out
}
