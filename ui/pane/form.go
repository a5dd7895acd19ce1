package pane

import (
	tea "charm.land/bubbletea/v2"

	"switchboard/ui/style"
)

// Form is fields under one another, one of which has the keys. Tab and the
// vertical arrows move between them; whatever was typed stays typed.
type Form struct {
	Fields []*Field
	at     int
}

// NewForm returns a form with its first field focused.
func NewForm(fields ...*Field) *Form {
	f := &Form{Fields: fields}
	f.Go(0)
	return f
}

// Go focuses field i, staying within the form.
func (f *Form) Go(i int) {
	f.at = (i + len(f.Fields)) % len(f.Fields)
	for j, field := range f.Fields {
		field.Focus(j == f.at)
	}
}

// At is the field that has the keys.
func (f *Form) At() *Field { return f.Fields[f.at] }

// Update moves between the fields or hands the message to the focused one.
func (f *Form) Update(msg tea.Msg) {
	if k, ok := msg.(tea.KeyPressMsg); ok {
		switch k.String() {
		case "tab", "down":
			f.Go(f.at + 1)
			return
		case "shift+tab", "up":
			f.Go(f.at - 1)
			return
		}
	}
	f.At().Update(msg)
}

// Verify checks every field, focuses the first that is wrong and reports whether none is.
func (f *Form) Verify() bool {
	wrong := -1
	for i, field := range f.Fields {
		if !field.Verify() && wrong < 0 {
			wrong = i
		}
	}
	if wrong >= 0 {
		f.Go(wrong)
	}
	return wrong < 0
}

// View draws the fields with their problems and hints.
func (f *Form) View(kit *Kit, w int) []string {
	lw := 0
	for _, field := range f.Fields {
		lw = max(lw, len(field.Label)+2)
	}
	lw = min(lw, w/2)
	var out []string
	for _, field := range f.Fields {
		role := style.Dim
		if field.Focused() {
			role = style.Accent
		}
		line := kit.Styles.Paint(role, pad(cut(field.Label, lw), lw)) + field.Line(kit, w-lw)
		if field.Hint != nil && field.Problem == "" {
			if hint := field.Hint(field.Value()); hint != "" {
				line += "  " + kit.Styles.Paint(style.Faint, hint)
			}
		}
		out = append(out, cut(line, w))
		for _, l := range problem(kit, field.Problem, w-lw) {
			out = append(out, pad("", lw)+l)
		}
	}
	return out
}

func problem(kit *Kit, s string, w int) []string {
	if s == "" {
		return nil
	}
	var out []string
	for _, l := range Wrap("! "+s, w) {
		out = append(out, kit.Styles.Paint(style.Bad, l))
	}
	return out
}
