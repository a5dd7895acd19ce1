package pane

import (
	"strings"

	"switchboard/store/filter"
	"switchboard/ui/style"
	"switchboard/ui/text"
)

// Option is one line a picker offers.
type Option struct {
	ID    string
	Name  string
	Words []string // other names it answers to: dial codes, names in other languages, aliases
	Note  text.Safe
	Off   string // why it cannot be chosen, "" when it can
	First int    // favourites and recents: higher comes first while nothing is typed
	Whole bool   // stands for more than a name: once something is typed it is found by its whole name alone
}

// Picker is a ranked choice: what is typed narrows it, the best match is
// chosen.
type Picker struct {
	field   *Field
	options []Option
	found   []Option
	at      int
	chosen  string
}

// NewPicker returns a picker with a label.
func NewPicker(label string) *Picker {
	return &Picker{field: NewField(label, 40)}
}

// Set replaces what is offered, keeping what was typed and where the cursor stands.
func (p *Picker) Set(options []Option) {
	at, had := p.Current()
	p.options = options
	p.rank()
	if had {
		for i, o := range p.found {
			if o.ID == at.ID {
				p.at = i
			}
		}
	}
}

// Type takes a message for the text; the cursor goes to the best match.
func (p *Picker) Type(update func(*Field)) {
	before := p.field.Value()
	update(p.field)
	if p.field.Value() != before {
		p.at = 0
		p.rank()
	}
}

// Move moves the cursor among what was found.
func (p *Picker) Move(d int) { p.at = min(max(p.at+d, 0), max(len(p.found)-1, 0)) }

// Current is the option under the cursor.
func (p *Picker) Current() (Option, bool) {
	if p.at < len(p.found) {
		return p.found[p.at], true
	}
	return Option{}, false
}

// Choose takes the option under the cursor; it says why when it cannot be taken.
func (p *Picker) Choose() (why string) {
	o, ok := p.Current()
	switch {
	case !ok:
		return "nothing here is called " + p.field.Value()
	case o.Off != "":
		return o.Off
	}
	p.chosen = o.ID
	p.Clear()
	return ""
}

// Empty reports whether nothing is offered yet.
func (p *Picker) Empty() bool { return len(p.options) == 0 }

// Pick chooses the option with id, whatever is typed; false, with nothing chosen, when it is not offered.
func (p *Picker) Pick(id string) bool {
	p.chosen = ""
	p.Clear()
	p.Select(id)
	return p.chosen != ""
}

// Clear forgets what was typed, keeping the choice.
func (p *Picker) Clear() {
	p.field.SetValue("")
	p.rank()
	p.Select(p.chosen)
}

// Select chooses the option with id if it is offered.
func (p *Picker) Select(id string) {
	for i, o := range p.found {
		if o.ID == id {
			p.at, p.chosen = i, id
		}
	}
}

// Choice is the option chosen; ok is false while none is.
func (p *Picker) Choice() (Option, bool) {
	for _, o := range p.options {
		if o.ID == p.chosen && p.chosen != "" {
			return o, true
		}
	}
	return Option{}, false
}

// Field is the text typed to narrow the choice.
func (p *Picker) Field() *Field { return p.field }

// Lines draws what was found around the cursor: at most h lines of w cells.
func (p *Picker) Lines(kit *Kit, w, h int) []string {
	if len(p.options) == 0 {
		return []string{kit.Styles.Paint(style.Dim, cut("the list is on its way", w))}
	}
	if len(p.found) == 0 {
		return []string{kit.Styles.Paint(style.Dim, cut("nothing matches; Esc or Backspace clears", w))}
	}
	top := max(0, min(p.at-h/2, len(p.found)-h))
	nw := 0
	for i := top; i < len(p.found) && i < top+h; i++ {
		nw = max(nw, text.Width(p.found[i].Name))
	}
	nw = min(nw, max(w*3/10, min(24, w-12), 10)) // what is chosen is told apart by its name first, then by its price
	var out []string
	for i := top; i < len(p.found) && len(out) < h; i++ {
		out = append(out, p.line(kit, p.found[i], i == p.at, nw, w))
	}
	return out
}

func (p *Picker) line(kit *Kit, o Option, selected bool, nw, w int) string {
	st, role := kit.Styles, style.Text
	if o.Off != "" {
		role = style.Faint
	}
	note := Parts(o.Note, w-nw-4).String()
	if o.Whole { // its price stands last and is never cut
		note = o.Note.CutMiddle(w - nw - 4).String()
	}
	if o.Off != "" {
		note = o.Off
	}
	name := text.Clean(o.Name).CutMiddle(nw).Pad(nw).String()
	if !selected {
		name, note = st.Paint(role, name), st.Paint(style.Dim, note)
	}
	return st.Row(name+"  "+note, selected, w)
}

// Parts is as many of the parts of a note, which have two blanks between them, as have room.
func Parts(note text.Safe, w int) text.Safe {
	for note.Width() > w {
		parts := strings.Split(strings.TrimLeft(note.String(), " "), "  ")
		if len(parts) < 2 {
			return note.Cut(max(w, 0))
		}
		note = text.Clean(strings.TrimRight(strings.Join(parts[:len(parts)-1], "  "), " "))
	}
	return note
}

// rank orders the options by how well they answer what was typed: exact id or
// name, dial code, beginning, another name, anywhere.
func (p *Picker) rank() {
	want := filter.Fold(p.field.Value())
	var buckets [6][]Option
	for _, o := range p.options {
		if r := rank(o, want); r >= 0 {
			buckets[r] = append(buckets[r], o)
		}
	}
	p.found = p.found[:0:0]
	for _, b := range buckets {
		p.found = append(p.found, b...)
	}
	if want == "" {
		p.found = favouritesFirst(p.options)
	}
	p.at = min(p.at, max(len(p.found)-1, 0))
}

func favouritesFirst(options []Option) []Option {
	var first, rest []Option
	for _, o := range options {
		if o.First > 0 {
			first = append(first, o)
		} else {
			rest = append(rest, o)
		}
	}
	for i := 1; i < len(first); i++ {
		for j := i; j > 0 && first[j].First > first[j-1].First; j-- {
			first[j], first[j-1] = first[j-1], first[j]
		}
	}
	return append(first, rest...)
}

func rank(o Option, want string) int {
	id, name := filter.Fold(o.ID), filter.Fold(o.Name)
	switch {
	case want == "":
		return 0
	case o.Whole && has(o.Words, func(s string) bool { return s == want }):
		return 1
	case o.Whole:
		return -1
	case id == want || name == want:
		return 0
	case has(o.Words, func(s string) bool { return s == strings.TrimPrefix(want, "+") }):
		return 1
	case strings.HasPrefix(id, want) || strings.HasPrefix(name, want):
		return 2
	case has(o.Words, func(s string) bool { return strings.HasPrefix(s, want) }):
		return 3
	case strings.Contains(id, want) || strings.Contains(name, want):
		return 4
	case has(o.Words, func(s string) bool { return strings.Contains(s, want) }):
		return 5
	}
	return -1
}

func has(words []string, is func(string) bool) bool {
	for _, w := range words {
		if is(filter.Fold(w)) {
			return true
		}
	}
	return false
}
