// Package style owns how a role is drawn: it turns a theme into escape sequences once, so that painting a row is two string joins, and it owns
// the signs the screen is made of, in Unicode and in ASCII.
//
// Colours are written as the theme has them; Bubble Tea reduces them to what the terminal can show when it writes the frame. The one decision
// made here is the theme without colour: where colour is unwanted or impossible, Choose returns themes.Mono, which says everything in bold,
// underline and reverse, instead of letting the reduction take the meaning away with the colours.
package style

import (
	"fmt"
	"image/color"
	"strconv"
	"strings"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"

	"switchboard/themes"
	"switchboard/ui/text"
)

// Role is what a piece of screen means.
type Role = themes.Role

// The roles, by the names panes use.
const (
	Text      = themes.Text
	Dim       = themes.Dim
	Faint     = themes.Faint
	Accent    = themes.Accent
	Good      = themes.Good
	Warn      = themes.Warn
	Bad       = themes.Bad
	Info      = themes.Info
	Selection = themes.Selection
	Heading   = themes.Heading
	Border    = themes.Border
	Inverse   = themes.Inverse
	Behind    = themes.Behind
)

const reset = "\x1b[m"

// Here stands before what the person is at: the selected row, or the place in
// a field where the next letter goes. It takes no cell and never reaches the
// terminal: the console puts the terminal's own cursor there.
const Here = "\x1b[8888z"

// Styles is one theme and one set of signs, ready to draw. Every pane holds the same pointer, so Apply changes all of them at once. It belongs
// to the event loop and is not for use by several goroutines.
type Styles struct {
	Glyphs
	Theme  string // the name of the theme in force
	Plain  bool   // ASCII only: Frame folds what is left
	open   [themes.Roles]string
	sure   [themes.Roles]string // open without faintness, which not every terminal shows
	turns  [themes.Roles]bool   // the role exchanges ink and ground
	bare   [themes.Roles]bool   // the role is ink alone: a blank in it shows nothing but an underline
	filled bool                 // the selection has a ground of its own
}

// New makes styles of a theme; ascii chooses the signs for terminals that show nothing else.
func New(t themes.Theme, ascii bool) *Styles {
	s := &Styles{}
	s.Spell(ascii)
	s.Apply(t)
	return s
}

// Spell changes the signs in place: those for terminals that show nothing but ASCII, or the others.
func (s *Styles) Spell(ascii bool) {
	s.Glyphs, s.Plain = unicodeGlyphs, ascii
	if ascii {
		s.Glyphs = asciiGlyphs
	}
}

// Apply changes the theme in place.
func (s *Styles) Apply(t themes.Theme) {
	s.Theme = t.Name
	for r, p := range t.Paints {
		s.open[r], s.turns[r], s.bare[r] = sequence(p), p.Reverse, p.BG.Own() && !p.Reverse
		p.Faint = false
		s.sure[r] = sequence(p)
	}
	s.filled = !t.Paints[Selection].BG.Own()
}

// Shipped are the names of the themes that come with the program.
func (s *Styles) Shipped() []string { return themes.Set{}.Names() }

// Wear changes to a theme that comes with the program.
func (s *Styles) Wear(name string) error {
	t, problems := themes.Set{}.Load(name)
	if len(problems) > 0 {
		return fmt.Errorf("the theme %s: %v", name, problems)
	}
	s.Apply(t)
	return nil
}

// Turns reports whether a role exchanges ink and ground, so that a colour inside it would become the ground.
func (s *Styles) Turns(r Role) bool { return s.turns[r] }

// Tells reports whether two roles look different on every terminal where only their ink tells them apart.
func (s *Styles) Tells(a, b Role) bool { return s.sure[a] != s.sure[b] }

// Row draws one of several lines to choose among in w cells, with the bar and the ground of the selection where it is the one that is chosen.
// Its parts keep their colours, except where the selection exchanges ink and ground.
func (s *Styles) Row(line string, selected bool, w int) string {
	return s.RowWith(" ", line, selected, w)
}

// RowWith is Row with a sign of one cell beside the bar.
func (s *Styles) RowWith(sign, line string, selected bool, w int) string {
	line = text.Fit(line, w-2, s.Ellipsis)
	if !selected {
		return " " + sign + line
	}
	if s.turns[Selection] {
		line = ansi.Strip(line)
	}
	line = s.Edge() + sign + line
	return s.Chosen(line, w)
}

// Edge is the bar at the left of the selected row. Where the row has no ground of its own it has the row's colour: another one would cost a step
// down the list two changes of colour.
func (s *Styles) Edge() string {
	if s.filled {
		return Here + s.Paint(Accent, s.Select)
	}
	return Here + s.Select
}

// Chosen draws a line of w cells as the selection; to its end where the selection is seen on a blank.
func (s *Styles) Chosen(line string, w int) string {
	line = strings.TrimRight(line, " ")
	if s.turns[Selection] || s.filled {
		line += strings.Repeat(" ", max(w-text.Width(line), 0))
	}
	return s.Paint(Selection, line)
}

// Paint draws a line in a role. What is already painted inside the line keeps its own colour and gains what the role adds around it: a row is
// made of painted cells and painted once more as the selection. Ink never runs through the padding around a plain line.
// Outside text comes here as a Safe's String, or by way of Draw.
func (s *Styles) Paint(r Role, line string) string {
	open := s.open[r]
	if open == "" || line == "" {
		return line
	}
	if strings.IndexByte(line, '\x1b') < 0 {
		if !s.bare[r] {
			return open + line + reset
		}
		word := strings.Trim(line, " ")
		if word == "" {
			return line
		}
		before, after, _ := strings.Cut(line, word)
		return before + open + word + reset + after
	}
	return open + strings.ReplaceAll(line, reset, reset+open) + reset
}

// Frame is the last thing done to a finished frame: on a terminal that shows only ASCII, every other letter is replaced, each cell keeping its
// place. Elsewhere the frame comes back as it is.
func (s *Styles) Frame(frame string) string {
	if !s.Plain {
		return frame
	}
	return text.Fold(frame)
}

// sequence is the SGR that starts a paint, empty for the terminal's own.
func sequence(p themes.Paint) string {
	const mark = "x"
	on := lipgloss.NewStyle().Bold(p.Bold).Faint(p.Faint).Underline(p.Underline).Reverse(p.Reverse)
	if c := colorOf(p.FG); c != nil {
		on = on.Foreground(c)
	}
	if c := colorOf(p.BG); c != nil {
		on = on.Background(c)
	}
	open, _, _ := strings.Cut(on.Render(mark), mark)
	return open
}

// colorOf is a theme's colour as it is drawn; nil is the terminal's own.
func colorOf(c themes.Color) color.Color {
	switch i := c.Index(); {
	case c.Exact():
		return color.RGBA{c.R, c.G, c.B, 0xff}
	case i >= 0:
		return lipgloss.Color(strconv.Itoa(i))
	}
	return nil
}
