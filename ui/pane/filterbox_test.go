package pane_test

import (
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"switchboard/store/filter"
	"switchboard/ui/pane"
)

var grammar = filter.Grammar{
	Fields: []filter.Field{{Name: "status", Values: []string{"active", "paused"}}, {Name: "free", Kind: filter.Money}},
}

var noon = time.Date(2026, 11, 21, 12, 0, 0, 0, time.FixedZone("here", 3600))

func box(t *testing.T) (*pane.FilterBox, *int) {
	k := kit(t)
	k.Now = func() time.Time { return noon }
	n := 0
	return pane.NewFilterBox(k, "test", grammar, func() tea.Cmd { n++; return nil }), &n
}

// press does the action of a box that a key belongs to.
func press(t *testing.T, b *pane.FilterBox, k string) {
	t.Helper()
	for _, a := range b.Actions() {
		for _, bound := range a.Key.Keys() {
			if bound == k && a.Why() == "" {
				a.Do()
				return
			}
		}
	}
	t.Fatalf("nothing is done by %s", k)
}

func TestFilterBoxNarrowsWhileTyping(t *testing.T) {
	b, n := box(t)
	press(t, b, "/")
	for _, r := range "free<5" {
		b.Update(tea.KeyPressMsg{Code: r, Text: string(r)})
	}
	if *n != 6 || b.Filter().Below["free"] != 500 { // f, fr, fre, free; then "free<" asks for nothing, and the whole
		t.Errorf("%d changes, %+v", *n, b.Filter())
	}
	if line := ansi.Strip(b.Line(60, "3 of 48")); !strings.Contains(line, "/ free<5_") || !strings.HasSuffix(line, "3 of 48") {
		t.Errorf("while typing: %q", line)
	}
	press(t, b, "enter")
	if line := ansi.Strip(b.Line(60, "3 of 48")); b.Capturing() || !strings.HasPrefix(line, "free<5 ") || !strings.HasSuffix(line, "3 of 48   Esc clears") {
		t.Errorf("once kept: %q", line)
	}
	press(t, b, "esc")
	if b.Shown() || !b.Filter().Empty() {
		t.Error("Esc did not clear the filter")
	}
	for _, a := range b.Actions() {
		if a.ID == "test.clear" && a.Why() == "" {
			t.Error("an empty filter can be cleared")
		}
	}
}

func TestFilterBoxSaysWhatIsWrong(t *testing.T) {
	b, n := box(t)
	press(t, b, "/")
	b.Update(tea.PasteMsg{Content: "color:\x1b[31mred\n"})
	line := b.Line(100, "48 of 48")
	if *n != 0 || !strings.Contains(ansi.Strip(line), "there is no color; there is status:") || strings.Contains(line, "\x1b[31m") {
		t.Errorf("%d changes, %q", *n, line)
	}
	for w := range 120 {
		if got := ansi.StringWidthWc(b.Line(w, "48 of 48")); got > max(w, 14) {
			t.Fatalf("%d cells of %d", got, w)
		}
	}
}

func TestTabs(t *testing.T) {
	n := 0
	tabs := pane.NewTabs(kit(t), "test", func() tea.Cmd { n++; return nil }, "All", "Low", "Paused")
	acts := tabs.Actions()
	acts[0].Do()
	if tabs.At() != 2 || ansi.Strip(tabs.Line(40)) != " All    Low   [Paused]" {
		t.Errorf("before the first comes %d: %q", tabs.At(), ansi.Strip(tabs.Line(40)))
	}
	acts[1].Do()
	acts[1].Do()
	tabs.Go(1)
	if tabs.At() != 1 || n != 3 {
		t.Errorf("on %d after %d moves", tabs.At(), n)
	}
	if got := ansi.Strip(tabs.Line(10)); got != "[Low]" {
		t.Errorf("in ten cells: %q", got)
	}
}
