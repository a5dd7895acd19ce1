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

// wide is a table with one row, drawn w cells wide. NAME stays; the others need six cells each.
func wide(t *testing.T, w int) *pane.Table[string] {
	t.Helper()
	cell := func(s string) pane.Cell { return pane.Cell{Text: text.Clean(s)} }
	table := &pane.Table[string]{Kit: kit(t), List: pane.List[string]{Key: self}, Columns: []pane.Column[string]{
		{Title: "NAME", Min: 6, Stays: true, Cell: cell}, {Title: "HELD", Min: 6, Drop: 1, Cell: cell}, {Title: "OK", Min: 6, Drop: 2, Cell: cell},
	}}
	table.Set([]string{"a"})
	table.View(w, 2)
	return table
}

func TestArrange(t *testing.T) {
	var got pane.Layout
	table := wide(t, 40)
	orders := []pane.Order{{ID: "name", Name: "customer", OneWay: true}, {ID: "free", Name: "free"}}
	a := pane.NewArrange(kit(t), orders, table, pane.Layout{Sort: "name"}, func(l pane.Layout) tea.Cmd { got = l; table.Arrange(l); return nil })
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

// A column that is on and has no room is told apart; Enter on it shows it in the place of another, again turns it off,
// and a brings everything back as it was.
func TestAColumnWithoutRoomIsGivenRoom(t *testing.T) {
	var got pane.Layout
	table := wide(t, 16) // room for NAME and one more
	a := pane.NewArrange(kit(t), nil, table, pane.Layout{}, func(l pane.Layout) tea.Cmd { got = l; table.Arrange(l); return nil })
	do := func(id, verb string) {
		for _, act := range a.Actions() {
			if act.ID != "arrange."+id {
				continue
			}
			if said := act.Key.Help().Desc; verb != "" && said != verb {
				t.Errorf("Enter is said to %q, not to %q", said, verb)
			}
			act.Do()
		}
	}
	drawn := func(want string) {
		t.Helper()
		view := ansi.Strip(a.View(40, 20))
		for line := range strings.SplitSeq(want, ",") {
			if !strings.Contains(view, line) {
				t.Errorf("without %q:\n%s", line, view)
			}
		}
	}
	drawn("[x] HELD,[-] OK  no room")
	do("down", "")
	do("choose", "make room for it")
	if seen := table.Seen(); !slices.Equal(seen, []string{"NAME", "OK"}) {
		t.Errorf("seen are %v", seen)
	}
	drawn("[-] HELD  no room,[x] OK")
	do("choose", "turn off")
	drawn("[x] HELD,[ ] OK")
	do("choose", "turn on")
	drawn("[-] HELD  no room,[x] OK")
	do("up", "")
	do("choose", "make room for it")
	drawn("[x] HELD,[-] OK  no room")
	do("all", "")
	if len(got.Hidden)+len(got.Wanted) != 0 {
		t.Errorf("kept is %+v", got)
	}
	drawn("[x] HELD,[-] OK  no room")
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
