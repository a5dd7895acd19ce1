package pane

import (
	"maps"
	"slices"

	tea "charm.land/bubbletea/v2"

	"switchboard/ui/text"
)

// MarkActions are the keys that mark rows: the one under the cursor, those from
// the one marked last to the cursor, all that are shown. none says why there is
// no row; after runs once something was marked, and may be nil.
func MarkActions(id string, l Marker, none func() string, after func() tea.Cmd) []Action {
	do := func(f func()) func() tea.Cmd {
		return func() tea.Cmd {
			f()
			if after == nil {
				return nil
			}
			return after()
		}
	}
	return []Action{
		{ID: id + ".mark", Keys: "space", Help: "mark", Hide: true, Off: none, Do: do(l.Mark)},
		{ID: id + ".mark-range", Keys: "V", Help: "mark a range", Hide: true, Off: none, Do: do(l.MarkRange)},
		{ID: id + ".mark-all", Keys: "ctrl+a", Help: "mark all shown", Hide: true, Off: none, Do: do(l.MarkAll)},
	}
}

// MarkCount says beside a list's count how many rows are marked, and how many
// of those are not shown; empty without marks.
func MarkCount(l Marker) text.Safe {
	if l.Marks() == 0 {
		return text.Safe{}
	}
	said := text.Int(int64(l.Marks())).Append(text.Own(" marked"))
	if n := l.Hidden(); n > 0 {
		said = said.Append(text.Own(", "), text.Int(int64(n)), text.Own(" of them not shown"))
	}
	return said
}

// Hiding is said over an act upon marked rows while some of them are not shown.
func Hiding(l Marker) []text.Safe { return LeftOut(l.Hidden()) }

// LeftOut is said over an act upon marked rows when n of them are not in the list.
func LeftOut(n int) []text.Safe {
	if n > 0 {
		return []text.Safe{text.Count(int64(n), "marked row is not shown and", "marked rows are not shown and").Append(text.Own(" not included."))}
	}
	return nil
}

// MarksLost is said when marked rows left the list.
func MarksLost(gone int, l Marker) tea.Cmd {
	if gone == 0 {
		return nil
	}
	left, n := text.Own("nothing is marked now."), l.Marks()
	if n > 0 {
		left = text.Int(int64(n)).Append(text.Own(" still marked."))
	}
	return SayWhile(text.Count(int64(gone), "marked row", "marked rows").Append(text.Own(" left the list: "), left).String(), func() bool { return l.Marks() == n })
}

// Mark marks or unmarks the row under the cursor and steps down.
func (l *List[T]) Mark() {
	row, ok := l.Selected()
	if !ok {
		return
	}
	if l.marks == nil {
		l.marks = map[string]bool{}
	}
	if k := l.Key(row); l.marks[k] {
		delete(l.marks, k)
	} else {
		l.marks[k], l.from = true, k
	}
	l.Move(1)
}

// MarkRange marks the rows from the one marked last to the cursor, the cursor's alone when that one is not shown.
func (l *List[T]) MarkRange() {
	to := l.Index()
	if to < 0 {
		return
	}
	from := to
	for i, r := range l.rows {
		if k := l.Key(r); k == l.from && l.marks[k] {
			from = i
		}
	}
	if l.marks == nil {
		l.marks = map[string]bool{}
	}
	for _, r := range l.rows[min(from, to) : max(from, to)+1] {
		l.marks[l.Key(r)] = true
	}
	l.from = l.at
}

// Marked are the marked rows that are shown, in their order.
func (l *List[T]) Marked() []T {
	var out []T
	for _, r := range l.rows {
		if len(out) == len(l.marks) { // each frame asks, of lists of 10,000 rows
			break
		}
		if l.marks[l.Key(r)] {
			out = append(out, r)
		}
	}
	return out
}

// Marks is how many rows are marked, shown or not.
func (l *List[T]) Marks() int { return len(l.marks) }

// MarkAll marks every row shown.
func (l *List[T]) MarkAll() {
	if l.marks == nil {
		l.marks = map[string]bool{}
	}
	for _, r := range l.rows {
		l.marks[l.Key(r)] = true
	}
}

// MarkKeys marks the rows with some keys, whether they are shown or not.
func (l *List[T]) MarkKeys(keys []string) {
	if l.marks == nil {
		l.marks = make(map[string]bool, len(keys))
	}
	for _, k := range keys {
		l.marks[k] = true
	}
}

// MarkedKeys are the keys of all marked rows, in no order.
func (l *List[T]) MarkedKeys() []string { return slices.Collect(maps.Keys(l.marks)) }

// Hidden is how many marked rows are not shown.
func (l *List[T]) Hidden() int { return len(l.marks) - len(l.Marked()) }

// IsMarked reports whether the row with key is marked.
func (l *List[T]) IsMarked(key string) bool { return l.marks[key] }

// Sign is what stands beside a row that is marked, in every list and at every size; a blank beside others.
func (l *List[T]) Sign(row T) string {
	if l.marks[l.Key(row)] {
		return "+"
	}
	return " "
}

// TakeOff takes the mark off the row with key.
func (l *List[T]) TakeOff(key string) { delete(l.marks, key) }

// Lose takes the marks off rows that are gone, by whether a key is still
// there, and returns how many there were.
func (l *List[T]) Lose(there func(key string) bool) (gone int) {
	for k := range l.marks {
		if !there(k) {
			delete(l.marks, k)
			gone++
		}
	}
	return gone
}

// Unmark removes every mark and reports whether there were any.
func (l *List[T]) Unmark() bool {
	had := len(l.marks) > 0
	l.marks = nil
	return had
}
