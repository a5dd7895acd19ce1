package activations

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"switchboard/ui/keybook"
	"switchboard/ui/pane"
	"switchboard/ui/style"
	"switchboard/ui/text"
)

// big shows one code alone, spaced out in the middle of the screen; the number
// while there is none.
type big struct {
	p *Pane
	r row
}

// Title implements pane.Sheet.
func (b *big) Title() string {
	if b.code() {
		return "Code"
	}
	return "Number"
}

func (b *big) code() bool { return b.r.HasCode() || len(b.r.codes) > 0 }

// Fill implements pane.Filler.
func (b *big) Fill() bool { return true }

// Update implements pane.Sheet.
func (b *big) Update(tea.Msg) tea.Cmd { return nil }

// Actions implements pane.Sheet.
func (b *big) Actions() []pane.Action {
	return []pane.Action{
		{ID: "big.copy", Key: keybook.Fixed("copy", "c", "C", "y"), Do: func() tea.Cmd {
			if b.code() {
				return b.p.copy(b.r, false)
			}
			return b.p.copyNumber()
		}},
		{ID: "big.close", Key: keybook.Fixed("close", "esc", "v", "enter", "q", "space"), Do: func() tea.Cmd { return pane.Send(pane.Pop{Sheet: b}) }},
	}
}

// View implements pane.Sheet.
func (b *big) View(w, h int) string {
	st := b.p.kit.Styles
	code := b.p.kit.Code(b.r.Copyable())
	if !b.code() {
		code = b.p.kit.Phone(b.r.Phone)
	} else if code.Width()*3 <= w {
		code = text.Clean(strings.Join(strings.Split(code.String(), ""), "  "))
	}
	lines := make([]string, max((h-3)/2, 0))
	for _, l := range code.Wrap(w) {
		lines = append(lines, center(st.Paint(style.Accent, l.String()), l.Width(), w))
	}
	below := text.Join(" · ", b.p.kit.Phone(b.r.Phone), text.Clean(b.r.ServiceID)).Cut(w)
	lines = append(lines, "", center(st.Paint(style.Dim, below.String()), below.Width(), w))
	return strings.Join(lines, "\n")
}

func center(s string, width, w int) string { return strings.Repeat(" ", max((w-width)/2, 0)) + s }
