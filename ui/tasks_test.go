package ui

import (
	"slices"
	"testing"

	"charm.land/bubbles/v2/key"

	"switchboard/ui/pane"
)

func TestWhatWasChosenLastComesFirstAndTheImpossibleLast(t *testing.T) {
	m := over(t, &bare{})
	all := []command{{id: "a", label: "a"}, {id: "b", label: "b", off: "not now"}, {id: "c", label: "c"}, {id: "d", label: "d"}}
	m.remember("c")
	m.remember("b")
	m.remember("d")
	m.remember("c")
	var got []string
	for _, c := range m.ranked(all) {
		got = append(got, c.id)
	}
	if want := []string{"c", "d", "a", "b"}; !slices.Equal(got, want) {
		t.Errorf("the order is %q, not %q", got, want)
	}
}

func TestTheHelpIsByTaskAndTheMovesAreOneLine(t *testing.T) {
	act := func(id string, keys ...string) pane.Action {
		return pane.Action{ID: id, Key: key.NewBinding(key.WithKeys(keys...), key.WithHelp(keys[0], id))}
	}
	moves := pane.Moves("live", (&pane.List[int]{}).Step)
	for i := range moves {
		moves[i].Key = key.NewBinding(key.WithKeys("k"))
	}
	got := byTask(append([]pane.Action{act("console.quit", "q"), act("live.copy-number", "y"), act("live.order", "n")}, moves...))
	var names []string
	for _, c := range got {
		names = append(names, c.group+": "+c.label)
	}
	want := []string{"Order and buy: live.order", "Copy: live.copy-number", "The console: console.quit", "The console: move about"}
	if !slices.Equal(names, want) {
		t.Errorf("the help is %q, not %q", names, want)
	}
}

// blocked stands in the top line.
type blocked struct{}

func (blocked) Loud() (string, bool) { return "BLOCKED until 11:57", true }

func TestARefusalHasItsWayOut(t *testing.T) {
	m := over(t, &bare{})
	m.o.Loud = blocked{}
	m.refuse(pane.Action{Risk: pane.Spends}, "orders are blocked")
	if want := "orders are blocked. BLOCKED until 11:57: ! shows how to fix it."; m.toast.Text != want {
		t.Errorf("said %q", m.toast.Text)
	}
	if m.refuse(pane.Action{}, "no row"); m.toast.Text != "no row" {
		t.Errorf("said %q of what costs nothing", m.toast.Text)
	}
}
