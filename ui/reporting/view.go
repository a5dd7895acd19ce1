package reporting

import (
	"slices"
	"strconv"
	"strings"

	"switchboard/client/platfone"
	"switchboard/ui/pane"
	"switchboard/ui/style"
	"switchboard/ui/text"
)

// labelW is where values begin, in cells.
const labelW = 9

// Wide implements pane.Wide.
func (s *sheet) Wide() int {
	return pane.WidestForm(func(w int) []string {
		body := s.body(w, 1<<10)
		if s.at == onReason {
			body = s.kinds() // what is chosen among is drawn over the whole width
		}
		return append(s.head(w), body...)
	})
}

// View implements pane.Sheet.
func (s *sheet) View(w, h int) string {
	head := s.head(w)
	body := s.body(w, max(h-len(head)-3, 1))
	if len(head)+1+len(body) > h && s.at != onReview { // what is asked goes before what it is about
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

// body is what is asked, or what came of it; room is for the reasons while they are chosen.
func (s *sheet) body(w, room int) []string {
	var body []string
	switch s.at {
	case asking:
		if s.problem == "" {
			body = pane.Prose(s.o.kit, style.Dim, "Asking which reasons the provider takes for this number.", w)
		}
	case declined:
		body = s.declinedLines(w)
	default:
		body = s.form(w, room)
	}
	if s.problem != "" {
		for _, l := range pane.Wrap(text.Clean("! "+s.problem).String(), w) {
			body = append(body, s.o.kit.Styles.Paint(style.Bad, l))
		}
	}
	return body
}

func (s *sheet) paint(role style.Role, words string, w int) string {
	return s.o.kit.Styles.Paint(role, pane.Cut(words, w))
}

// head says which number it is, what it cost, and the two things to know first.
func (s *sheet) head(w int) []string {
	kit, a := s.o.kit, s.a
	d := pane.NewDetail(kit, w)
	d.Prose(style.Heading, text.Join("   ", kit.Phone(a.Phone), text.Join(" · ", text.Clean(a.ServiceID), text.Clean(a.CountryID)),
		text.Own("for ").Append(kit.Name(a.CustomerID))))
	clock := text.Own("the deadline is not known")
	if left := s.left(); left > 0 {
		clock = text.Own("can be reported for ").Append(text.Left(left))
	} else if !s.o.desk.ReportBy(a).IsZero() {
		clock = text.Own("the time to report it is over")
	}
	if s.at != onReview { // there the verdict says so, as it is then
		d.Prose(style.Text, text.Join("   ", text.Own("you paid ").Append(text.Clean(a.Price.String())), clock))
	}
	d.Own(style.Dim, "Only one report per number is possible.")
	return d.Lines(5)
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
		lines = append(lines, s.fileLines(w)...)
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
	for i := top; i < len(s.reasons) && len(out) < room; i++ {
		out = append(out, st.Row(st.Paint(style.Text, s.kind(s.reasons[i], w)), i == s.pick, w))
	}
	return out
}

// kinds are the reasons as wide as they are.
func (s *sheet) kinds() []string {
	var out []string
	for _, r := range s.reasons {
		out = append(out, "  "+s.kind(r, 1<<10))
	}
	return out
}

// kind is a reason, with whether it needs a file.
func (s *sheet) kind(r platfone.ReportReason, w int) string {
	names := 0
	for _, r := range s.reasons {
		names = max(names, text.Width(r.Name))
	}
	line := text.Clean(strconv.Itoa(r.ID)).Append(text.Own("  "), text.Clean(r.Name))
	if r.Evidence {
		line = line.Append(text.Clean(strings.Repeat(" ", max(min(names, w-20)-text.Width(r.Name), 0))), text.Own("   needs a file"))
	}
	return line.String()
}

// field draws the note: what is typed, its counter, and what is wrong with it.
func (s *sheet) field(f *pane.Field, at step, w int) []string {
	hint, room := "", w-labelW
	if s.at == at {
		hint = f.Hint(f.Value())
		room = max(room-len(hint)-2, 4)
	}
	value := f.Line(s.o.kit, room)
	if s.at != at && f.Value() == "" {
		value = s.paint(style.Dim, "none", room)
	}
	out := []string{pane.Cut(s.label(f.Label, s.at == at)+value, w)}
	if hint != "" {
		out = pane.Hinted(s.o.kit, out[0], style.Faint, hint, labelW, w)
	}
	if f.Problem != "" {
		for _, l := range pane.Wrap("! "+f.Problem, w) {
			out = append(out, s.o.kit.Styles.Paint(style.Bad, l))
		}
	}
	return out
}

func (s *sheet) fileLines(w int) []string {
	here := s.at == onFile
	switch {
	case s.reading:
		return []string{s.label("File", here) + s.paint(style.Dim, "reading it", w-labelW)}
	case !here && s.file.path == "":
		return []string{s.label("File", here) + s.paint(style.Dim, "none", w-labelW)}
	case !here:
		size := text.Clean("   " + s.file.kindWords())
		return []string{s.label("File", here) + s.paint(style.Text, text.Clean(s.file.path).CutMiddle(max(w-labelW-size.Width(), 4)).Append(size).String(), w-labelW)}
	case s.path.Value() == "":
		words := "jpg, png, webp, zip, pdf or mp4, at most 5 MB"
		if !s.reason().Evidence {
			words = "Enter goes on without one"
		}
		return pane.Hinted(s.o.kit, s.label("File", here)+s.path.Line(s.o.kit, 4), style.Faint, words, labelW, w)
	}
	return []string{s.label("File", here) + s.path.Line(s.o.kit, w-labelW)}
}

func (s *sheet) declinedLines(w int) []string {
	out := pane.Prose(s.o.kit, style.Warn, "The provider declined the report. Nothing is refunded.", w)
	if hint := s.verdict.Hint(); hint != "" {
		out = append(out, pane.Prose(s.o.kit, style.Text, "It suggests: "+hint+".", w)...)
	}
	return out
}
