package pane

import (
	"switchboard/store"
	"switchboard/store/act"
	"switchboard/ui/style"
	"switchboard/ui/text"
)

// Lines draws the verdict, at most width cells wide. What stands against it comes first: below the facts it may be out of
// sight, and they are of something that is not to happen.
func (w *Weighed) Lines(width int) []string {
	var out []string
	if w.of != nil && w.err == nil {
		out = w.Before(width)
		for _, f := range w.verdict.After {
			out = append(out, w.fact(f, style.Text, width)...)
		}
	}
	if w.Refused() && len(out) > 0 {
		return append(append(w.Reasons(width), ""), out...)
	}
	return append(out, w.Reasons(width)...)
}

// Refused reports whether something stands against the act.
func (w *Weighed) Refused() bool { return w.known && (w.err != nil || !w.verdict.Stands()) }

// Before draws what the verdict says of things as they are, for a sheet that
// draws what will be from the act itself.
func (w *Weighed) Before(width int) []string {
	var out []string
	for _, f := range w.verdict.Before {
		out = append(out, w.fact(f, style.Dim, width)...)
	}
	return out
}

// Reasons draws the verdict without its facts, for a sheet that draws them itself.
func (w *Weighed) Reasons(width int) []string {
	switch {
	case w.of == nil:
		return nil
	case w.err != nil:
		return wrapped(w.kit, style.Bad, "! "+store.Said(w.err), width)
	}
	var out []string
	for _, r := range w.verdict.Refused {
		out = append(out, wrapped(w.kit, style.Bad, "! "+w.kit.Because(r), width)...)
		if r.Mend != "" {
			out = append(out, wrapped(w.kit, style.Dim, "  "+r.Mend, width)...)
		}
	}
	for _, r := range w.verdict.Brief() {
		out = append(out, wrapped(w.kit, style.Warn, "! "+w.kit.Because(r), width)...)
	}
	if !w.sent.IsZero() {
		out = append(out, w.kit.Styles.Paint(style.Accent, "On its way"+w.kit.Styles.Ellipsis+" "+text.Left(w.kit.Now().Sub(w.sent)).String()))
	}
	return out
}

// Shown notes that the whole verdict is in the frame that is being made.
func (w *Weighed) Shown() {
	if w.of != nil && w.known {
		w.seen.Draw(w.kit)
	}
}

// Field draws what has to be typed, none when nothing has.
func (w *Weighed) Field(width int) []string {
	if !w.Typing() {
		return nil
	}
	line := w.kit.Styles.Paint(style.Text, w.field.Label+"  ") + w.field.Line(w.kit, width-len(w.field.Label)-2)
	return append([]string{line}, problem(w.kit, w.field.Problem, width)...)
}

// factW is how wide the names of facts are, in cells.
const factW = 16

// fact draws one whole: what is agreed to is never cut.
func (w *Weighed) fact(f act.Fact, role style.Role, width int) []string {
	value := text.Clean(f.Told(w.kit.Now()))
	if w.kit.Private && f.Kind != act.Plain {
		value = text.Own("•••")
	}
	if width < 3*factW || text.Clean(f.Name).Width() > factW { // nor is its name
		return wrappedSafe(w.kit, role, text.Clean(f.Name).Append(text.Own(": "), value), width)
	}
	var out []string
	name := f.Name
	for _, l := range value.Wrap(width - factW - 1) {
		out = append(out, w.kit.Styles.Paint(role, text.Clean(name).Pad(factW).Append(text.Own(" "), l).Cut(width).String()))
		name = ""
	}
	return out
}

func wrapped(kit *Kit, role style.Role, s string, w int) []string {
	return wrappedSafe(kit, role, text.Clean(s), w)
}

func wrappedSafe(kit *Kit, role style.Role, s text.Safe, w int) []string {
	var out []string
	for _, l := range s.Wrap(max(w, 1)) {
		out = append(out, kit.Styles.Paint(role, l.String()))
	}
	return out
}
