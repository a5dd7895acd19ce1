package acceptance

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"switchboard/ui/cli"
	"switchboard/ui/keybook"
)

// elsewhere are the actions of views of Numbers that are not in front at first.
var elsewhere = []string{"numbers.search", "numbers.next", "numbers.leave", "numbers.more", "numbers.held", "numbers.take-out", "numbers.pick", "find.next", "find.before"}

// moves are the actions that only move about, which nobody looks for in the palette.
var moves = map[string]bool{"up": true, "down": true, "page-up": true, "page-down": true, "top": true, "bottom": true}

// all is everything a sheet says, from its top to its end.
func (d *desk) all(opener string) string {
	d.Press(opener)
	var out strings.Builder
	for range 120 {
		out.WriteString(d.Frame())
		d.Press("down")
	}
	d.Press("esc")
	return out.String()
}

// footer finds the hint of an action: its key, its verb and what it names.
func footer(k cli.Key) *regexp.Regexp {
	verb, _, _ := strings.Cut(k.Does, " ")
	return regexp.MustCompile(" " + regexp.QuoteMeta(keybook.Show(k.Keys[0])+" "+verb) + "( [^ ]+)*  ")
}

// says reports whether a line of the text has an action's words and its keys.
func says(text string, k cli.Key) bool {
	for l := range strings.SplitSeq(text, "\n") {
		if strings.Contains(l, " "+k.Does+" ") && !slices.ContainsFunc(k.Keys, func(key string) bool { return !strings.Contains(l, keybook.Show(key)) }) {
			return true
		}
	}
	return false
}

// Help, palette and footer say what `switchboard keys` says.
func TestHelpPaletteAndFooterAreTheTableOfKeys(t *testing.T) {
	t.Parallel()
	p := program(t)
	table, wrong := p.Keys(cli.Flags{Sandbox: true})
	if len(wrong) > 0 {
		t.Error(wrong)
	}
	titles := map[string]bool{}
	for _, k := range table {
		titles[k.Where] = true
	}
	inBubble(t, cli.Flags{}, func(d *desk) {
		digits := d.panes()
		if len(digits) != len(titles)-1 {
			t.Errorf("%d panes are shown, and %d are in the table", len(digits), len(titles)-1)
		}
		for _, digit := range digits {
			d.Resize(70, 24)
			d.Press(digit)
			title := strings.Trim(strings.TrimLeft(strings.TrimSpace(strings.Split(d.front(), "SANDBOX")[0]), "1234567 "), " 0123456789")
			d.Resize(160, 50)
			help, palette := d.all("?"), d.all(":")
			foot := " " + strings.TrimSpace(d.Frame()[strings.LastIndex(strings.TrimRight(d.Frame(), "\n"), "\n"):]) + "  "
			for _, k := range table {
				if k.Where != title && k.Where != "everywhere" || slices.Contains(elsewhere, k.Action) {
					continue
				}
				if !says(help, k) && !moves[k.Action[strings.Index(k.Action, ".")+1:]] {
					t.Errorf("the help of %s lacks %s, %q", title, k.Does, k.Keys)
				}
				if !says(palette, k) && !moves[k.Action[strings.Index(k.Action, ".")+1:]] {
					t.Errorf("the palette of %s lacks %s, %q", title, k.Does, k.Keys)
				}
				if len(k.Keys) > 0 {
					foot = footer(k).ReplaceAllString(foot, "  ")
				}
			}
			if strings.TrimSpace(foot) != "" {
				t.Errorf("the footer of %s has %q, which is in no table", title, foot)
			}
		}
	})
}
