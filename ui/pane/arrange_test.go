package pane_test

import (
	"slices"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"switchboard/ui/pane"
	"switchboard/ui/text"
)

func TestArrange(t *testing.T) {
	var got pane.Layout
	orders := []pane.Order{{ID: "name", Name: "customer", OneWay: true}, {ID: "free", Name: "free"}}
	a := pane.NewArrange(kit(t), orders, []string{"HELD", "OK"}, pane.Layout{Sort: "name"}, func(l pane.Layout) tea.Cmd { got = l; return nil })
	do := func(id string) {
		for _, act := range a.Actions() {
			if act.ID == "arrange."+id {
				act.Do()
			}
		}
	}
	do("choose")
	if got.Sort != "name" || got.Reverse {
		t.Errorf("an order that has one direction was turned: %+v", got)
	}
	do("down")
	do("choose")
	do("choose")
	if got.Sort != "free" || !got.Reverse {
		t.Errorf("chosen twice: %+v", got)
	}
	do("down")
	do("choose")
	if !slices.Equal(got.Hidden, []string{"HELD"}) {
		t.Errorf("hidden are %v", got.Hidden)
	}
	want := "ORDER\n      customer\n  [^] free\nCOLUMNS\n▌ [ ] HELD\n  [x] OK"
	if view := ansi.Strip(a.View(40, 20)); strings.ReplaceAll(view, strings.Repeat(" ", 30), "") != want {
		t.Errorf("drawn\n%s", view)
	}
	if lines := strings.Split(ansi.Strip(a.View(20, 2)), "\n"); len(lines) != 2 || !strings.Contains(strings.Join(lines, ""), "▌ [ ] HELD") {
		t.Errorf("in two lines: %q", lines)
	}
	do("choose")
	if len(got.Hidden) != 0 {
		t.Errorf("hidden are still %v", got.Hidden)
	}
}

func TestTableArranged(t *testing.T) {
	cell := func(s string) pane.Cell { return pane.Cell{Text: text.Clean(s)} }
	all := []pane.Column[string]{{Title: "NAME", Min: 6, Cell: cell}, {Title: "FREE", Min: 4, Cell: cell}, {Title: "HELD", Min: 4, Cell: cell}}
	table := pane.Table[string]{Kit: kit(t), List: pane.List[string]{Key: self}}
	table.Set([]string{"a"})
	table.Arranged(all, pane.Layout{}, "")
	if got := ansi.Strip(table.View(40, 2)[0]); got != "   NAME   FREE HELD" {
		t.Errorf("headings %q", got)
	}
	table.Arranged(all, pane.Layout{Reverse: true, Hidden: []string{"HELD"}}, "FREE")
	if got := ansi.Strip(table.View(40, 2)[0]); got != "   NAME   FREE ^" {
		t.Errorf("headings %q", got)
	}
}
