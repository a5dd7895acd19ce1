package keybook_test

import (
	"slices"
	"testing"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"switchboard/ui/keybook"
)

func TestBindPrefersThePersonsKeys(t *testing.T) {
	b := keybook.New(map[string][]string{"live.end": {"ctrl+x"}, "live.order": {}})
	if end := b.Bind("live.end", "end", "x"); !slices.Equal(end.Keys(), []string{"ctrl+x"}) || end.Help().Key != "Ctrl-x" {
		t.Errorf("end answers to %v, shown as %q", end.Keys(), end.Help().Key)
	}
	if up := b.Bind("live.up", "up", "up", "k"); !slices.Equal(up.Keys(), []string{"up", "k"}) || up.Help().Key != "Up" {
		t.Errorf("up answers to %v, shown as %q", up.Keys(), up.Help().Key)
	}
	order := b.Bind("live.order", "order", "n")
	if key.Matches(tea.KeyPressMsg{Code: 'n', Text: "n"}, order) || order.Help().Desc != "order" {
		t.Errorf("an unbound action answers to a key: %v", order)
	}
}

func TestUnknownAndClashes(t *testing.T) {
	b := keybook.New(map[string][]string{"live.ned": {"x"}, "live.undo": {"x", "u"}})
	b.Bind("live.end", "end", "x")
	b.Bind("live.undo", "undo", "z")
	if got := b.Unknown(); !slices.Equal(got, []string{"live.ned"}) {
		t.Errorf("unknown are %v", got)
	}
	want := []keybook.Clash{{Key: "x", First: "live.end", Second: "live.undo"}}
	if got := b.Clashes("live.end", "live.undo"); !slices.Equal(got, want) {
		t.Errorf("clashes are %v", got)
	}
	if got := b.Clashes("live.end", "live.end"); len(got) != 0 {
		t.Errorf("an action clashes with itself: %v", got)
	}
}
