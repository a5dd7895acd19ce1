package pane

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"switchboard/ui/keybook"
	"switchboard/ui/style"
	"switchboard/ui/text"
)

// Big shows what was copied, or what would be, alone and five lines high; once
// more in plain letters at the foot, alone on their line, for who has to mark
// them with the mouse.
type Big struct {
	kit *Kit
	of  Copy
}

// NewBig returns the sheet of something to copy.
func NewBig(kit *Kit, of Copy) *Big { return &Big{kit: kit, of: of} }

// Title implements Sheet.
func (b *Big) Title() string { return "To read and to mark" }

// Fill implements Filler.
func (b *Big) Fill() bool { return true }

// Selectable implements Selectable.
func (b *Big) Selectable() bool { return true }

// Update implements Sheet.
func (b *Big) Update(tea.Msg) tea.Cmd { return nil }

// Actions implements Sheet.
func (b *Big) Actions() []Action {
	return []Action{
		{ID: "big.copy", Key: keybook.Fixed("copy", "c", "C", "y"), Do: func() tea.Cmd { return Send(b.of) }},
		{ID: "big.close", Key: keybook.Fixed("close", "esc", "v", "enter", "q", "space"), Do: func() tea.Cmd { return Send(Pop{b}) }},
	}
}

// View implements Sheet.
func (b *Big) View(w, h int) string {
	st := b.kit.Styles
	plain := text.Clean(b.of.Text)
	if b.kit.Private {
		plain = b.kit.Code(b.of.Text)
	}
	below := text.Clean(b.of.Below).Cut(w)
	shown := b.large(plain, w, h-4)
	lines := make([]string, max((h-len(shown)-4)/2, 0), max(h, 0)+BlockHeight)
	lines = append(lines, shown...)
	lines = append(lines, "", center(st.Paint(style.Dim, below.String()), below.Width(), w))
	for len(lines) < h-1 {
		lines = append(lines, "")
	}
	return strings.Join(append(lines, st.Paint(style.Text, plain.Cut(w).String())), "\n")
}

// large is the text in block characters where there is room for them, else in lines.
func (b *Big) large(plain text.Safe, w, h int) []string {
	st := b.kit.Styles
	var out []string
	for _, s := range []string{Aloud(plain.String()), strings.ReplaceAll(plain.String(), " ", "")} {
		if lines, ok := b.kit.Blocks(s, w); ok && h >= BlockHeight {
			for _, l := range lines {
				out = append(out, center(st.Paint(style.Accent, strings.TrimRight(l, " ")), text.Width(l), w))
			}
			return out
		}
	}
	for _, l := range plain.Wrap(w) {
		out = append(out, center(st.Paint(style.Accent, l.String()), l.Width(), w))
	}
	return out[:min(len(out), max(h, 1))]
}

func center(s string, width, w int) string { return strings.Repeat(" ", max((w-width)/2, 0)) + s }
