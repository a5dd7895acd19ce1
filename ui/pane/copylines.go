package pane

import (
	tea "charm.land/bubbletea/v2"

	"switchboard/store"
	"switchboard/ui/text"
)

// Lines is one thing that is copied of several rows, a line each.
type Lines[T any] struct {
	Key       string
	Label     text.Literal
	One, Many text.Literal      // what a line is called: "number", "numbers"
	None      string            // why there is nothing to copy, where no row has any
	Of        func(T) string    // of a row; "" is that it has none
	Then      func([]T) tea.Cmd // runs once they were copied, with the rows that have one; may be nil
}

// CopyMore is the key that chooses what is copied: of the marked rows while there are any, a line each, else of the
// selected one. It is the same in every pane.
func (u Upon[T]) CopyMore(kit *Kit, pane string, none func() string, one func() tea.Cmd, of func() []Lines[T]) Action {
	several := func(rows []T) tea.Cmd {
		kinds := of()
		items := make([]Item, len(kinds))
		for i, k := range kinds {
			items[i] = k.item(rows)
		}
		return Send(Push{Sheet: NewMenu(kit, "Copy of "+text.Count(int64(len(rows)), "marked number", "marked numbers").String(), items...)})
	}
	return Action{ID: pane + ".copy-more", Keys: "Y", Help: "copy more", Hint: u.Hint("copy more of", ""), Hide: true, Off: u.Free(none), Do: u.Do(several, one)}
}

// CodeLines are what is copied of several numbers that codes come to. none says why there is nothing to copy, and copied,
// which may be nil, runs with the rows whose codes were copied.
func CodeLines[T any](of func(T) store.Activation, none string, copied func([]T) tea.Cmd) []Lines[T] {
	code := func(r T) string {
		a := of(r)
		if !a.HasCode() {
			return ""
		}
		return text.Clean(a.Copyable()).String()
	}
	number := func(r T) string { return string(of(r).Phone) }
	return []Lines[T]{
		{Key: "c", Label: "their codes, one a line", One: "code", Many: "codes", None: none, Of: code, Then: copied},
		{Key: "b", Label: "numbers with their codes", One: "number with its code", Many: "numbers with their codes", None: none, Then: copied, Of: func(r T) string {
			c := code(r)
			if c == "" {
				return ""
			}
			return number(r) + "\t" + c
		}},
		{Key: "e", Label: "their numbers, one a line", One: "number", Many: "numbers", Of: number},
	}
}

// item is the line of the menu that copies it of the rows.
func (k Lines[T]) item(rows []T) Item {
	var lines []string
	var have []T
	for _, r := range rows {
		if line := k.Of(r); line != "" {
			lines, have = append(lines, line), append(have, r)
		}
	}
	off := ""
	if len(lines) == 0 {
		off = k.None
	}
	return Item{Key: k.Key, Label: text.Own(k.Label), Off: off, Do: func() tea.Cmd {
		done := CopyLines(lines, k.One, k.Many)
		if k.Then == nil {
			return done
		}
		return tea.Batch(done, k.Then(have))
	}}
}
