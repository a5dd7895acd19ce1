package pane

import (
	"slices"
	"strings"

	"charm.land/bubbles/v2/textinput"
	tea "charm.land/bubbletea/v2"

	"switchboard/ui/style"
	"switchboard/ui/text"
)

// Field is one thing a form asks: a text, or a choice among options.
type Field struct {
	Label   string
	Hint    func(value string) string // said beside the field while it is right
	Check   func(value string) string // "" when value is allowed, else what is wrong, naming the field
	Masked  bool                      // drawn as dots: keys, tax ids
	Options []string                  // a choice: the arrows step through them
	Problem string                    // what is wrong, drawn under the field

	in     textinput.Model
	pick   int
	focus  bool
	offer  bool // the value was put there and nobody has touched it
	edited bool // the value was typed or pasted, or changed by hand
}

// NewField returns a text field that takes at most limit characters (0: any number).
func NewField(label string, limit int) *Field {
	in := textinput.New()
	in.Prompt = ""
	in.CharLimit = limit
	return &Field{Label: label, in: in}
}

// NewChoice returns a field that is one of options.
func NewChoice(label string, options ...string) *Field {
	return &Field{Label: label, Options: options}
}

// Value is what was typed, without white space around it, or the option chosen.
func (f *Field) Value() string {
	if f.Options != nil {
		return f.Options[f.pick]
	}
	return strings.TrimSpace(f.in.Value())
}

// SetValue fills the field; the cursor goes to its end. The value is an offer:
// the first letter that is typed, or a paste, replaces it. Any other key, Right
// or End first of all, keeps it to be edited.
func (f *Field) SetValue(v string) *Field {
	if f.Options != nil {
		f.pick = max(slices.Index(f.Options, v), 0)
		return f
	}
	f.in.SetValue(v)
	f.in.CursorEnd()
	f.offer, f.edited = v != "", false
	return f
}

// Keep takes the value for one that was typed: what is typed next is added to it.
func (f *Field) Keep() *Field {
	f.offer, f.edited = false, f.in.Value() != ""
	return f
}

// Typed reports whether the value is a person's own and not one that was put there.
func (f *Field) Typed() bool { return f.edited && f.Value() != "" }

// Focus gives or takes the keys.
func (f *Field) Focus(on bool) {
	f.focus = on
	if f.Options != nil {
		return
	}
	if on {
		f.in.Focus()
	} else {
		f.in.Blur()
	}
}

// Focused reports whether the field has the keys.
func (f *Field) Focused() bool { return f.focus }

// Update takes a key or a paste.
func (f *Field) Update(msg tea.Msg) {
	f.Problem = ""
	if f.Options == nil {
		f.write(msg)
		return
	}
	if k, ok := msg.(tea.KeyPressMsg); ok {
		n := len(f.Options)
		switch k.String() {
		case "left", "h":
			f.pick = (f.pick + n - 1) % n
		case "right", "l", "space":
			f.pick = (f.pick + 1) % n
		}
	}
}

// write takes a key or a paste for the text, over an offer that is not kept.
func (f *Field) write(msg tea.Msg) {
	before := f.in.Value()
	switch m := msg.(type) {
	case tea.PasteMsg:
		if m.Content = pasted(m.Content); f.Masked && strings.ContainsAny(m.Content, "\r\n") { // two lines of dots cannot be told from one
			f.Problem = f.Label + ": what was pasted has more than one line. Copy the one that it is"
			return
		}
		if msg = m; f.offer {
			f.in.SetValue("")
		}
	case tea.KeyPressMsg:
		if f.offer && m.Text != "" {
			f.in.SetValue("")
		}
	default:
		return
	}
	f.in, _ = f.in.Update(msg)
	f.offer, f.edited = false, f.edited || f.in.Value() != before
}

// pasteLimit keeps a paste of megabytes from standing still the form it was meant for; no field takes so much.
const pasteLimit = 8 << 10

func pasted(s string) string {
	if len(s) > pasteLimit {
		s = s[:pasteLimit]
	}
	return strings.TrimSpace(strings.ToValidUTF8(s, ""))
}

// Verify checks the value and keeps the problem for the screen; it reports whether all is well.
func (f *Field) Verify() bool {
	f.Problem = ""
	if f.Check != nil {
		f.Problem = f.Check(f.Value())
	}
	return f.Problem == ""
}

// Line draws the value in w cells; the cursor is an underline at the end, inverse elsewhere.
func (f *Field) Line(kit *Kit, w int) string {
	if f.Options != nil {
		return f.choice(kit, w)
	}
	v := []rune(f.in.Value())
	if f.Masked {
		for i := range v {
			v[i] = '•'
		}
	}
	if !f.focus {
		return kit.Styles.Paint(style.Text, text.Clean(string(v)).Cut(w).String())
	}
	if f.offer {
		return kit.Styles.Paint(style.Inverse, text.Clean(string(v)).Cut(w-1).String()) + style.Here + kit.Styles.Paint(style.Accent, "_")
	}
	pos := min(f.in.Position(), len(v))
	before := text.Clean(string(v[:pos]))
	for before.Width() > w-2 && pos > 0 { // long values scroll: the cursor stays in sight
		v, pos = v[1:], pos-1
		before = text.Clean(string(v[:pos]))
	}
	if pos == len(v) {
		return kit.Styles.Paint(style.Text, before.String()) + style.Here + kit.Styles.Paint(style.Accent, "_")
	}
	under, after := text.Clean(string(v[pos])), text.Clean(string(v[pos+1:]))
	room := w - before.Width() - under.Width()
	return kit.Styles.Paint(style.Text, before.String()) + style.Here + kit.Styles.Paint(style.Inverse, under.String()) +
		kit.Styles.Paint(style.Text, after.Cut(max(room, 0)).String())
}

func (f *Field) choice(kit *Kit, w int) string {
	var parts []string
	for i, o := range f.Options {
		switch {
		case i == f.pick && f.focus:
			parts = append(parts, style.Here+kit.Styles.Paint(style.Accent, "["+o+"]"))
		case i == f.pick:
			parts = append(parts, kit.Styles.Paint(style.Text, "["+o+"]"))
		default:
			parts = append(parts, kit.Styles.Paint(style.Dim, " "+o+" "))
		}
	}
	return cut(strings.Join(parts, " "), w)
}
