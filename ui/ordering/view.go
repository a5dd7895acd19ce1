package ordering

import (
	"strconv"
	"strings"

	"switchboard/client/platfone"
	"switchboard/ui/pane"
	"switchboard/ui/style"
	"switchboard/ui/text"
)

// labelW is where the values of the form begin, in cells.
const labelW = 11

// View implements pane.Sheet.
func (s *sheet) View(w, h int) string {
	if s.moved != nil {
		return s.strip(w)
	}
	bottom := s.bottom(w)
	if h < 12 {
		return s.small(w, h, bottom)
	}
	lines := s.stands(w)
	room := min(max(h-10-len(bottom)-len(lines), 2), 6)
	for i, p := range []*pane.Picker{s.customer, s.service, s.country} {
		lines = append(lines, s.pick(p, step(i), w, room)...)
	}
	lines = append(lines, "", s.prefer(w), s.field("Ceiling", s.ceiling, onCeiling, w, s.ceilingHint()), s.field("Price", s.price, onPrice, w, s.modes()), "")
	lines = append(lines, bottom...)
	return strings.Join(lines[:min(len(lines), h)], "\n")
}

// stands is what keeps every order from being made, said as soon as the sheet
// opens.
func (s *sheet) stands(w int) []string {
	for _, st := range s.facts.stands {
		if !st.Grave() || st.Provider != "" && st.Provider != platfone.Provider {
			continue
		}
		lines := pane.Wrap(text.Clean(st.Sentence).String(), w)
		for i, l := range lines {
			lines[i] = s.c.kit.Styles.Paint(style.Bad, l)
		}
		return lines[:min(len(lines), 2)]
	}
	return nil
}

// small draws the field that has the keys, and the sums, where there is room for no more.
func (s *sheet) small(w, h int, bottom []string) string {
	lines := s.stands(w)
	lines = lines[:min(len(lines), 1)]
	switch p := s.picker(); {
	case p != nil:
		lines = append(lines, s.pick(p, s.at, w, max(h-1-len(lines)-min(len(bottom), 1), 1))...)
	case s.at == onPrefer:
		lines = append(lines, s.prefer(w))
	case s.at == onCeiling:
		lines = append(lines, s.field("Ceiling", s.ceiling, onCeiling, w, s.ceilingHint()))
	default:
		lines = append(lines, s.field("Price", s.price, onPrice, w, ""), s.modes())
	}
	lines = append(lines, bottom...)
	return strings.Join(lines[:min(len(lines), h)], "\n")
}

// pick draws a picker: open with its options while it has the keys, else one line with the choice.
func (s *sheet) pick(p *pane.Picker, at step, w, room int) []string {
	st := s.c.kit.Styles
	label := text.Clean(p.Field().Label).Pad(labelW).String()
	o, chosen := p.Choice()
	if s.at != at {
		value, note := st.Paint(style.Dim, "not chosen"), ""
		if chosen {
			value, note = text.Clean(o.Name).Cut(30).Pad(26).String(), st.Paint(style.Dim, whole(s.note(at, o), w-labelW-28).String())
		}
		return []string{st.Paint(style.Dim, label) + value + " " + note}
	}
	lines := []string{st.Paint(style.Accent, label) + p.Field().Line(s.c.kit, w-labelW)}
	for _, l := range p.Lines(s.c.kit, w-2, room) {
		lines = append(lines, "  "+l)
	}
	return lines
}

// whole is as many of the parts of a note as have room.
func whole(note text.Safe, w int) text.Safe {
	for note.Width() > w {
		parts := strings.Split(note.String(), "  ")
		if len(parts) < 2 {
			return note.Cut(w)
		}
		note = text.Clean(strings.TrimRight(strings.Join(parts[:len(parts)-1], "  "), " "))
	}
	return note
}

// note is what is said beside a choice that is made.
func (s *sheet) note(at step, o pane.Option) text.Safe {
	if at != onCustomer {
		return o.Note
	}
	c, ok := s.chosenCustomer()
	if !ok || s.c.kit.Private {
		return text.Safe{}
	}
	left, exact := c.Free()
	if !exact {
		return text.Sentence("≈ {}", text.Clean(left.String()))
	}
	return text.Sentence("{} free of {}", text.Clean(left.String()), text.Clean(c.Held.Total.String()))
}

func (s *sheet) prefer(w int) string {
	st := s.c.kit.Styles
	role := style.Dim
	if s.at == onPrefer {
		role = style.Accent
	}
	const cells = 21
	at := s.quality * (cells - 1) / platfone.MaxQuality
	bar := strings.Repeat(st.Rule, at) + "|" + strings.Repeat(st.Rule, cells-1-at)
	line := st.Paint(role, text.Clean("Prefer").Pad(labelW).String()) + "cheap " + st.Paint(role, bar) + " good   " + strconv.Itoa(s.quality)
	return pane.Cut(line, w)
}

func (s *sheet) field(label string, f *pane.Field, at step, w int, hint string) string {
	st := s.c.kit.Styles
	role := style.Dim
	if s.at == at {
		role = style.Accent
	}
	unit := "$"
	if at == onPrice && s.mode != platfone.FixedPrice {
		unit = ""
	}
	value := unit + f.Line(s.c.kit, 10)
	if at == onPrice && s.mode != platfone.FixedPrice {
		value += " %"
	}
	pad := max(15-text.Width(value), 1)
	return pane.Cut(st.Paint(role, text.Clean(label).Pad(labelW).String())+value+strings.Repeat(" ", pad)+hint, w)
}

func (s *sheet) ceilingHint() string {
	p, ok := s.chosenPrice()
	if !ok {
		return ""
	}
	hint := text.Sentence("suggested {}, from {} to {}", text.Clean(p.Suggested.String()), text.Clean(p.Min.String()), text.Clean(p.Max.String()))
	if age := s.c.kit.Now().Sub(p.Seen); age > fresh {
		hint = hint.Append(text.Own(", "), text.Age(age), text.Own(" old"))
	}
	return s.c.kit.Styles.Paint(style.Dim, hint.String())
}

// modes names the three ways to charge a customer; the letter chooses.
func (s *sheet) modes() string {
	st := s.c.kit.Styles
	var parts []string
	for _, m := range []struct {
		mode platfone.PriceMode
		name string
	}{{platfone.FixedPrice, "f fixed"}, {platfone.FixedMarkup, "m markup"}, {platfone.Dynamic, "d dynamic"}} {
		if m.mode == s.mode {
			parts = append(parts, st.Paint(style.Accent, "["+m.name+"]"))
		} else {
			parts = append(parts, st.Paint(style.Dim, " "+m.name+" "))
		}
	}
	return strings.Join(parts, " ")
}
