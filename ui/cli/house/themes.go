package house

import (
	"math"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"switchboard/themes"
	"switchboard/ui/cli"
)

// themesCommand lists the themes, or the roles of one, with how well they can
// be read.
func (a *app) themesCommand() *cobra.Command {
	return a.Command(theme{}, "themes [NAME]", "List the themes, or show one, with their contrast", cli.Need(0, 1, "the name of a theme"),
		func(_ *cobra.Command, args []string) error {
			set := themes.Set{Dir: a.Paths().Themes()}
			a.Out.List("")
			if len(args) == 0 {
				return a.listThemes(set)
			}
			return a.showTheme(set, args[0])
		})
}

func (a *app) listThemes(set themes.Set) error {
	for _, name := range set.Names() {
		t, wrong := set.Load(name)
		least, selected := leastContrast(t)
		if err := a.Out.Row(theme{name, least, selected, t.About, len(wrong)}); err != nil {
			return err
		}
		a.sayProblems(wrong)
	}
	a.Out.Say("Contrast is the lowest of all texts, from 1 (none) to 21. Empty: the theme uses the colours of your terminal.")
	return nil
}

func (a *app) showTheme(set themes.Set, name string) error {
	if !slices.Contains(set.Names(), name) {
		return cli.Missing("there is no theme %q; there are %s%s", name, strings.Join(set.Names(), ", "), cli.Near(name, set.Names()))
	}
	t, wrong := set.Load(name)
	for _, f := range t.Contrast() {
		p := t.Paints[f.Role]
		row := role{f.Role.String(), p.FG.String(), p.BG.String(), emphasis(p), ratio(f.Ratio), ratio(f.Selected)}
		if err := a.Out.Row(row); err != nil {
			return err
		}
	}
	a.sayProblems(wrong)
	return nil
}

func (a *app) sayProblems(wrong []themes.Problem) {
	for _, w := range wrong {
		a.Out.Say("%s", w.Error())
	}
}

// leastContrast is the worst of a theme's figures, of the roles that are read.
func leastContrast(t themes.Theme) (least, selected *float64) {
	a, b := 21.0, 21.0
	for _, f := range t.Contrast() {
		if f.Role.Spoken() {
			a, b = min(a, f.Ratio), min(b, f.Selected)
		}
	}
	return ratio(a), ratio(b)
}

// ratio is a figure to one digit; one that nobody can know is nil.
func ratio(r float64) *float64 {
	if r == 0 {
		return nil
	}
	r = math.Round(r*10) / 10
	return &r
}

// emphasis names what a paint does besides its colours.
func emphasis(p themes.Paint) []string {
	var out []string
	for _, e := range []struct {
		on   bool
		word string
	}{{p.Bold, "bold"}, {p.Faint, "faint"}, {p.Underline, "underline"}, {p.Reverse, "reverse"}} {
		if e.on {
			out = append(out, e.word)
		}
	}
	return out
}
