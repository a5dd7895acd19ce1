package reporting

import (
	"slices"
	"strconv"
	"strings"

	"switchboard/ui/pane"
	"switchboard/ui/style"
	"switchboard/ui/text"
)

// labelW is where values begin, in cells.
const labelW = 9

// View implements pane.Sheet.
func (s *sheet) View(w, h int) string {
	head := s.head(w)
	var body []string
	switch s.at {
	case asking:
		if s.problem == "" {
			body = []string{s.paint(style.Dim, "Asking which reasons the provider takes for this number.", w)}
		}
	case declined:
		body = s.declinedLines(w)
	default:
		body = s.form(w, max(h-len(head)-3, 1))
	}
	if s.problem != "" {
		for _, l := range pane.Wrap(text.Clean("! "+s.problem).String(), w) {
			body = append(body, s.o.kit.Styles.Paint(style.Bad, l))
		}
	}
	if len(head)+1+len(body) > h { // what is asked goes before what it is about
		head = head[:max(min(len(head), h-len(body)), 0)]
	} else {
		body = append([]string{""}, body...)
	}
	lines := append(head, body...)
	if s.at == onReview {
		if len(lines) > h {
			lines = slices.DeleteFunc(lines, func(l string) bool { return l == "" })
		}
		return strings.Join(s.weighed.Draw(lines, w, h), "\n")
	}
	return strings.Join(lines[:min(len(lines), h)], "\n")
}

func (s *sheet) paint(role style.Role, words string, w int) string {
	return s.o.kit.Styles.Paint(role, pane.Cut(words, w))
}

// head says which number it is, what it cost, and the two things to know first.
func (s *sheet) head(w int) []string {
	kit, a := s.o.kit, s.a
	d := pane.NewDetail(kit, w)
	d.Line(style.Heading, text.Join("   ", kit.Phone(a.Phone), text.Join(" · ", text.Clean(a.ServiceID), text.Clean(a.CountryID)),
		text.Own("for ").Append(kit.Name(a.CustomerID))))
	clock := text.Own("the deadline is not known")
	if left := s.left(); left > 0 {
		clock = text.Own("can be reported for ").Append(text.Left(left))
	} else if !s.o.desk.ReportBy(a).IsZero() {
		clock = text.Own("the time to report it is over")
	}
	d.Line(style.Text, text.Join("   ", text.Own("you paid ").Append(text.Clean(a.Price.String())), clock))
	d.Own(style.Dim, "Only one report per number is possible.")
	return d.Lines(3)
}

// form draws what was answered and what is being asked; room is for the
// reasons while they are chosen.
func (s *sheet) form(w, room int) []string {
	if s.at == onReason {
		return s.list(w, room)
	}
	r := s.reason()
	lines := []string{s.label("Reason", false) + s.paint(style.Text, text.Clean(r.Name).String(), w-labelW)}
	lines = append(lines, s.field(s.note, onNote, w)...)
	if s.at >= onFile {
		lines = append(lines, s.fileLine(w))
	}
	if s.at == onReview {
		lines = append(append(lines, ""), s.weighed.Lines(w)...)
	}
	return lines
}

func (s *sheet) label(name string, here bool) string {
	role := style.Dim
	if here {
		role = style.Accent
	}
	return s.o.kit.Styles.Paint(role, text.Clean(name).Pad(labelW).String())
}

// list draws the reasons around the cursor.
func (s *sheet) list(w, room int) []string {
	st := s.o.kit.Styles
	top := max(0, min(s.pick-room/2, len(s.reasons)-room))
	var out []string
	names := 0
	for _, r := range s.reasons {
		names = max(names, text.Width(r.Name))
	}
	names = min(names, w-20)
	for i := top; i < len(s.reasons) && len(out) < room; i++ {
		r := s.reasons[i]
		line := text.Clean(strconv.Itoa(r.ID)).Append(text.Own("  "), text.Clean(r.Name))
		if r.Evidence {
			line = line.Append(text.Clean(strings.Repeat(" ", max(names-text.Width(r.Name), 0))), text.Own("   needs a file"))
		}
		out = append(out, st.Row(st.Paint(style.Text, line.String()), i == s.pick, w))
	}
	return out
}

// field draws the note: what is typed, its counter, and what is wrong with it.
func (s *sheet) field(f *pane.Field, at step, w int) []string {
	hint := f.Hint(f.Value())
	room := max(w-labelW-len(hint)-2, 4)
	value := f.Line(s.o.kit, room)
	if s.at != at && f.Value() == "" {
		value = s.paint(style.Dim, "none", room)
	}
	line := s.label(f.Label, s.at == at) + value
	if s.at == at {
		line += strings.Repeat(" ", max(w-text.Width(line)-len(hint), 1)) + s.o.kit.Styles.Paint(style.Faint, hint)
	}
	out := []string{pane.Cut(line, w)}
	if f.Problem != "" {
		for _, l := range pane.Wrap("! "+f.Problem, w) {
			out = append(out, s.o.kit.Styles.Paint(style.Bad, l))
		}
	}
	return out
}

func (s *sheet) fileLine(w int) string {
	here := s.at == onFile
	switch {
	case s.reading:
		return s.label("File", here) + s.paint(style.Dim, "reading it", w-labelW)
	case !here && s.file.path == "":
		return s.label("File", here) + s.paint(style.Dim, "none", w-labelW)
	case !here:
		size := text.Clean("   " + s.file.kindWords())
		return s.label("File", here) + s.paint(style.Text, text.Clean(s.file.path).CutMiddle(max(w-labelW-size.Width(), 4)).Append(size).String(), w-labelW)
	case s.path.Value() == "" && !s.reason().Evidence:
		return pane.Cut(s.label("File", here)+s.path.Line(s.o.kit, 4)+s.o.kit.Styles.Paint(style.Faint, "  Enter goes on without one"), w)
	case s.path.Value() == "":
		return pane.Cut(s.label("File", here)+s.path.Line(s.o.kit, 4)+s.o.kit.Styles.Paint(style.Faint, "  jpg, png, webp, zip, pdf or mp4, at most 5 MB"), w)
	}
	return s.label("File", here) + s.path.Line(s.o.kit, w-labelW)
}

func (s *sheet) declinedLines(w int) []string {
	out := []string{s.paint(style.Warn, "The provider declined the report. Nothing is refunded.", w)}
	if hint := s.verdict.Hint(); hint != "" {
		out = append(out, s.paint(style.Text, "It suggests: "+hint+".", w))
	}
	return out
}
