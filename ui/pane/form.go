package pane

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"switchboard/ui/keybook"
	"switchboard/ui/style"
)

// Form is fields under one another, one of which has the keys. Its Moves go
// from one to the other; whatever was typed stays typed.
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

// Update hands a key or a paste to the field that has the keys.
func (f *Form) Update(msg tea.Msg) { f.At().Update(msg) }

// Moves are the actions that go from field to field; id is the sheet's, next
// what its footer says of Tab. A key that one of the others has is left to it.
func (f *Form) Moves(id, next string, others ...Action) []Action {
	move := func(name, help string, d int, keys ...string) Action {
		return Action{ID: id + "." + name, Key: keybook.Fixed(help, keys...), Hide: name != "next", Do: func() tea.Cmd { return f.step(d) }}
	}
	moves := []Action{move("next", next, 1, "tab"), move("down", "next field", 1, "down"), move("before", "previous field", -1, "shift+tab", "up")}
	return slices.DeleteFunc(moves, func(m Action) bool {
		taken := func(k string) bool {
			return slices.ContainsFunc(others, func(o Action) bool { return slices.Contains(o.Key.Keys(), k) })
		}
		return slices.ContainsFunc(m.Key.Keys(), taken)
	})
}

func (f *Form) step(d int) tea.Cmd {
	f.Go(f.at + d)
	return nil // without a command nothing is held up: what comes next is for the next field
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
		out = append(out, field.hinted(kit, line, lw, w)...)
		for _, l := range problem(kit, field.Problem, w-lw) {
			out = append(out, pad("", lw)+l)
		}
	}
	return out
}

// hinted puts the hint of a field beside its line, or beneath, from cell lw on, where it has no room there.
func (f *Field) hinted(kit *Kit, line string, lw, w int) []string {
	hint := ""
	if f.Hint != nil && f.Problem == "" {
		hint = f.Hint(f.Value())
	}
	if hint == "" {
		return []string{cut(line, w)}
	}
	return Hinted(kit, line, style.Faint, hint, lw, w)
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
