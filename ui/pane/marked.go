package pane

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"switchboard/ui/text"
)

// Upon makes of an act upon the selected row one upon the marked rows, while
// there are any.
type Upon[T any] struct {
	List   *List[T]
	Aside  func() bool   // the cursor is elsewhere: no act is upon the marked rows; nil never is
	Barred func() string // why nothing at all can be done
	// Read reads the marked rows first where not all of them are in memory, and gives them to the act; nil where all are.
	Read func(do func([]T) tea.Cmd) tea.Cmd
	Most int // how many rows the act can be done to at once; 0 is any
}

// Rows are the marked rows that are shown.
func (u Upon[T]) Rows() []T {
	if u.Aside != nil && u.Aside() {
		return nil
	}
	return u.List.Marked()
}

// count is how many rows the act would be done to, as far as is known.
func (u Upon[T]) count() int {
	switch {
	case u.Aside != nil && u.Aside():
		return 0
	case u.Read != nil:
		return u.List.Marks()
	}
	return len(u.Rows())
}

// UpTo is the same for what can be done to so many rows at once.
func (u Upon[T]) UpTo(most int) Upon[T] {
	u.Most = most
	return u
}

// Off is why the act cannot be done: one is that of the selected row. What
// stands against the act upon each of several is said by its sheet.
func (u Upon[T]) Off(one func() string) func() string {
	return func() string {
		switch {
		case u.Aside != nil && u.Aside():
		case u.List.Marks() > 0 && u.Read == nil && len(u.Rows()) == 0:
			return "no marked row is shown: Esc takes the marks off"
		case u.Most > 0 && u.count() > u.Most:
			return text.Sentence("at most {} at once: {} are marked", text.Int(int64(u.Most)), text.Int(int64(u.count()))).String()
		case u.List.Marks() > 0:
			return u.Barred()
		}
		return one()
	}
}

// Free is Off for what can be done whatever stands against acts, such as a copy.
func (u Upon[T]) Free(one func() string) func() string {
	u.Barred = func() string { return "" }
	return u.Off(one)
}

// Do is the act upon the marked rows, or upon the selected one.
func (u Upon[T]) Do(several func([]T) tea.Cmd, one func() tea.Cmd) func() tea.Cmd {
	return func() tea.Cmd {
		switch rows := u.Rows(); {
		case u.Read != nil && u.count() > 0:
			return u.Read(several)
		case len(rows) > 0:
			return several(rows)
		}
		return one()
	}
}

// Hint is what the footer and the palette say of it: "close 3 marked", or that of the selected row.
func (u Upon[T]) Hint(verb, one string) string {
	if n := u.count(); n > 0 {
		return verb + " " + text.Int(int64(n)).String() + " marked"
	}
	return one
}

// CopyLines puts what was read of several rows on the clipboard, a line each.
func CopyLines(lines []string, one, many text.Literal) tea.Cmd {
	shown := text.Count(int64(len(lines)), one, many)
	return Send(Copy{Text: strings.Join(lines, "\n"), What: "one a line", Shown: shown.String()})
}
