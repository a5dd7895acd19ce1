package pane_test

import (
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"switchboard/ui/pane"
	"switchboard/ui/text"
)

// What is said of an item is read whole: beside its label, or beneath it in a narrow window, where a click still finds the item.
func TestTheNoteOfAMenusItemIsReadWhole(t *testing.T) {
	chosen := ""
	item := func(label, note, off string) pane.Item {
		return pane.Item{Label: text.Clean(label), Note: text.Clean(note), Off: off, Do: func() tea.Cmd { chosen = label; return nil }}
	}
	m := pane.NewMenu(kit(t), "Status", item("active", "orders and everything else work", ""),
		item("paused", "no new activations; running ones go on", ""), item("disabled", "", "every operation of the customer is stopped"))
	if got := ansi.Strip(m.View(m.Wide(), 9)); strings.Count(got, "\n") != 2 || strings.Contains(got, "…") {
		t.Errorf("in all its room:\n%s", got)
	}
	for _, w := range []int{24, 30, 40} {
		got := ansi.Strip(m.View(w, 20))
		flat := strings.Join(strings.Fields(strings.ReplaceAll(got, "▌", "")), " ")
		for _, note := range []string{"orders and everything else work", "no new activations; running ones go on", "every operation of the customer is stopped"} {
			if !strings.Contains(flat, note) {
				t.Errorf("at %d the menu does not say %q:\n%s", w, note, got)
			}
		}
		for y, l := range strings.Split(got, "\n") {
			if text.Width(l) > w {
				t.Errorf("line %d of %d cells at %d: %q", y, text.Width(l), w, l)
			}
			if strings.Contains(l, "disabled") {
				m.Click(y + 1)
			}
		}
		m.Actions()[0].Do()
		if chosen != "disabled" {
			t.Errorf("at %d a click under disabled chooses %q", w, chosen)
		}
		for h := range 4 {
			if got := ansi.Strip(m.View(w, h)); h > 0 && (!strings.Contains(got, "disabled") || strings.Count(got, "\n") != h-1) {
				t.Errorf("in %d lines of %d cells the item that the cursor is at:\n%s", h, w, got)
			}
		}
		m.Click(0)
		m.View(w, 20)
		m.Click(0)
	}
}

// The hint of a field stands beside it, or beneath where it has no room: it is read whole.
func TestTheHintOfAFieldIsReadWhole(t *testing.T) {
	amount := pane.NewField("Amount", 12)
	amount.Hint = func(string) string { return "35 adds, -35 deducts; dollars" }
	form := pane.NewForm(amount, pane.NewField("Reference", 40))
	if got := form.View(kit(t), 60); len(got) != 2 {
		t.Errorf("in 60 cells:\n%s", ansi.Strip(strings.Join(got, "\n")))
	}
	for _, w := range []int{16, 24, 40} {
		got := ansi.Strip(strings.Join(form.View(kit(t), w), "\n"))
		if flat := strings.Join(strings.Fields(got), " "); !strings.Contains(flat, "35 adds, -35 deducts; dollars") {
			t.Errorf("in %d cells:\n%s", w, got)
		}
	}
}

// In a window with few lines the field that is typed into is in sight, with what is said beneath it.
func TestTheFieldThatIsTypedIntoIsInSight(t *testing.T) {
	var fields []*pane.Field
	for _, name := range []string{"Street", "Unit", "City", "State"} {
		f := pane.NewField(name, 40)
		f.Hint = func(string) string { return "as it is written on " + name }
		fields = append(fields, f)
	}
	form := pane.NewForm(fields...)
	for i, f := range fields {
		form.Go(i)
		for h := 2; h < 8; h++ {
			got := ansi.Strip(pane.Sight(form.View(kit(t), 30), h))
			if !strings.Contains(got, f.Label+"  ") || strings.Count(got, "\n") >= h || !strings.Contains(got, "as it is") {
				t.Errorf("%s in %d lines:\n%s", f.Label, h, got)
			}
		}
	}
}
