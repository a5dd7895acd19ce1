package ui

import (
	"slices"
	"testing"

	"charm.land/bubbles/v2/key"

	"switchboard/ui/pane"
	"switchboard/ui/style"
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

// What is called the same in two panes stands where it belongs in each; a file of what is shown is not about money.
func TestAnActStandsUnderItsOwnTask(t *testing.T) {
	for id, want := range map[string]string{
		"customers.mark": "Close and report", "customers.mark-row": "Look and find", "live.mark": "Look and find", "numbers.export": "Look and find", "customers.balance": "Money", "live.balance": "Money",
	} {
		if got := taskOf(pane.Action{ID: id}); got != want {
			t.Errorf("%s stands under %s, not %s", id, got, want)
		}
	}
}

// blocked stands in the top line.
type blocked struct{}

func (blocked) Loud() (string, style.Role, bool) { return "BLOCKED until 11:57", style.Bad, true }

func TestARefusalHasItsWayOut(t *testing.T) {
	m := over(t, &bare{})
	m.o.Loud = blocked{}
	m.refuse(pane.Action{Risk: pane.Spends}, "orders are blocked")
	if want := "Orders are blocked. BLOCKED until 11:57: ! shows how to fix it."; m.toast.Text != want {
		t.Errorf("said %q", m.toast.Text)
	}
	if m.refuse(pane.Action{}, "no row"); m.toast.Text != "No row" {
		t.Errorf("said %q of what costs nothing", m.toast.Text)
	}
}

// A reason that is told by itself begins as a sentence does, unless it begins with the name of something.
func TestAReasonIsToldAsASentence(t *testing.T) {
	for why, want := range map[string]string{
		"no number is selected": "No number is selected", "cancelable in 0:42": "Cancelable in 0:42", "": "",
		"acme-2 has no number": "acme-2 has no number", "config.toml: it may not be written": "config.toml: it may not be written",
		"+1 415 555 0142 is being read": "+1 415 555 0142 is being read",
	} {
		if got := sentence(why); got != want {
			t.Errorf("%q is told as %q, want %q", why, got, want)
		}
	}
}
