package acceptance

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"switchboard/ui/cli"
	"switchboard/ui/keybook"
	"switchboard/ui/text"
)

// sizes are the smallest window that can be worked in, the usual one and a large one.
var sizes = [][2]int{{40, 8}, {80, 24}, {170, 45}}

// aside are the actions that change what every sheet says.
var aside = []string{"console.quit", "console.private"}

// box is a sheet as it is drawn.
type box struct {
	title, foot string
	lines       []string // of its inside
	w           int      // cells, with its border
}

// boxIn is the sheet of a frame; ok is false where there is none.
func boxIn(frame string) (b box, ok bool) {
	lines := strings.Split(frame, "\n")
	top := slices.IndexFunc(lines, func(l string) bool { return strings.Contains(l, "╭─") })
	if top < 0 {
		return b, false
	}
	from, to := strings.Index(lines[top], "╭"), strings.Index(lines[top], "╮")
	if to < from {
		return b, false
	}
	left := text.Width(lines[top][:from])
	b.title, b.w = strings.Trim(lines[top][from:to], "╭─ "), text.Width(lines[top][from:to])+1
	for _, l := range lines[top+1:] {
		bar := strings.Index(l, "│")
		if bar < 0 || text.Width(l[:bar]) != left {
			continue // its border, and what is behind it
		}
		inside, _, _ := strings.Cut(l[bar+len("│"):], " │")
		b.lines = append(b.lines, inside)
	}
	if n := len(b.lines); n > 0 {
		b.foot, b.lines = b.lines[n-1], b.lines[:n-1]
	}
	return b, true
}

// folded are the lines of a sheet whose sentence goes on beneath for want of room.
func (b box) folded() []string {
	var out []string
	for i, l := range b.lines[:max(len(b.lines)-1, 0)] {
		here, next := strings.TrimSpace(l), strings.TrimSpace(b.lines[i+1])
		word, _, _ := strings.Cut(next, " ")
		if here == "" || word == "" || strings.ContainsAny(here[len(here)-1:], ".:?!") || strings.Contains(here, "   ") || strings.Contains(next, "   ") {
			continue
		}
		if r := word[0]; r >= 'a' && r <= 'z' && text.Width(strings.TrimRight(l, " "))+1+text.Width(word) > b.w-3 {
			out = append(out, l)
		}
	}
	return out
}

// Every sheet that a key opens says its sentences whole, is as wide as the widest, and can be worked with in 40 by 8.
func TestEverySheetFitsItsWindow(t *testing.T) {
	t.Parallel()
	p := program(t)
	table, wrong := p.Keys(cli.Flags{Sandbox: true})
	if len(wrong) > 0 {
		t.Error(wrong)
	}
	opened := map[string]bool{}
	inBubble(t, cli.Flags{}, func(d *desk) {
		for _, digit := range d.panes() {
			d.Press(digit)
			title := strings.Trim(strings.TrimLeft(strings.TrimSpace(strings.Split(d.front(), "SANDBOX")[0]), "1234567 "), " 0123456789")
			for _, k := range table {
				if len(k.Keys) == 0 || k.Where != title && (k.Where != "everywhere" || digit != "1") || slices.Contains(aside, k.Action) || moves[k.Action[strings.Index(k.Action, ".")+1:]] {
					continue
				}
				d.Press("esc", "esc", "esc")
				d.Resize(80, 24)
				d.Press(digit, k.Keys[0])
				b, ok := boxIn(d.Frame())
				if !ok {
					continue
				}
				name := k.Action + ": " + b.title
				opened[name] = true
				for _, size := range sizes {
					d.Resize(size[0], size[1])
					for _, why := range d.misfit(size[0]) {
						t.Errorf("%s at %dx%d %s\n%s", name, size[0], size[1], why, d.Frame())
					}
				}
			}
		}
	})
	if len(opened) < 30 {
		t.Errorf("only %d sheets were opened", len(opened))
	}
}

// misfit says what is wrong with the sheet in front, in a window of w cells.
func (d *desk) misfit(w int) (out []string) {
	frame := strings.TrimRight(d.Frame(), "\n")
	lines := strings.Split(frame, "\n")
	for _, l := range lines {
		if text.Width(l) > w {
			out = append(out, fmt.Sprintf("is wider than its window: %q", l))
		}
	}
	if w == 40 {
		if foot := lines[len(lines)-1]; !strings.Contains(foot, keybook.Show("esc")) {
			out = append(out, "does not show the way out")
		}
		if strings.TrimSpace(strings.Join(lines[1:len(lines)-1], "")) == "" {
			out = append(out, "shows nothing")
		}
		return out
	}
	b, ok := boxIn(frame)
	if !ok {
		return append(out, "is not drawn")
	}
	for _, l := range b.lines {
		if strings.HasSuffix(strings.TrimRight(l, " "), "…") {
			out = append(out, fmt.Sprintf("is cut: %q", l))
		}
	}
	if most := w - 4; w > 80 && b.w < most {
		for _, l := range b.folded() {
			out = append(out, fmt.Sprintf("has %d cells of %d and folds %q", b.w, most, l))
		}
	}
	return out
}
