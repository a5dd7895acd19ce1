package pane

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"switchboard/ui/keybook"
)

// Reader is a sheet that shows lines and scrolls them.
type Reader struct {
	kit   *Kit
	title string
	lines func(w int) []string
	top   int
	page  int
	size  int
	extra []Action
}

// NewReader returns the sheet; lines are drawn anew for each frame, so that what ages is shown aging.
func NewReader(kit *Kit, title string, lines func(w int) []string, extra ...Action) *Reader {
	return &Reader{kit: kit, title: title, lines: lines, extra: extra}
}

// Title implements Sheet.
func (r *Reader) Title() string { return r.title }

// Fill implements Filler.
func (r *Reader) Fill() bool { return true }

// Update implements Sheet.
func (r *Reader) Update(tea.Msg) tea.Cmd { return nil }

// Actions implements Sheet.
func (r *Reader) Actions() []Action {
	move := func(d func() int) func() tea.Cmd {
		return func() tea.Cmd {
			r.top = max(0, min(r.top+d(), r.size-r.page))
			return nil
		}
	}
	step := func(n int) func() int { return func() int { return n } }
	return append(append([]Action(nil), r.extra...),
		Action{ID: "reader.close", Key: keybook.Fixed("close", "esc", "enter", "q"), Do: func() tea.Cmd { return Send(Pop{r}) }},
		Action{ID: "reader.up", Key: keybook.Fixed("up", "up", "k"), Hide: true, Do: move(step(-1))},
		Action{ID: "reader.down", Key: keybook.Fixed("more", "down", "j"), Hide: r.top+r.page >= r.size, Do: move(step(1))},
		Action{ID: "reader.pageup", Key: keybook.Fixed("page up", "pgup", "ctrl+u"), Hide: true, Do: move(func() int { return -r.page })},
		Action{ID: "reader.pagedown", Key: keybook.Fixed("page down", "pgdown", "ctrl+d", "space"), Hide: true, Do: move(func() int { return r.page })},
	)
}

// Wide implements Wide.
func (r *Reader) Wide() int { return Widest(r.lines) }

// View implements Sheet.
func (r *Reader) View(w, h int) string {
	lines := r.lines(w)
	r.size, r.page = len(lines), h
	r.top = max(0, min(r.top, len(lines)-h))
	return strings.Join(lines[r.top:min(r.top+h, len(lines))], "\n")
}
