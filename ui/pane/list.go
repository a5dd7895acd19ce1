package pane

// List is a scrolling selection that follows its row by key, not by index, so
// rows arriving from a poll never put a different row under the cursor.
type List[T any] struct {
	Key func(T) string
	// Newest keeps the cursor on the first row until it is moved, for lists that are read and not acted upon.
	Newest bool
	moved  bool
	rows   []T
	// changes counts how often the rows were replaced.
	changes int
	at      string
	last    int // where the cursor was found last, looked at first
	top     int
	tall    int // rows there was room for when it was drawn last
	marks   map[string]bool
	from    string // the row marked last: where a range begins
}

// Set replaces the rows. The cursor stays on its row; if that row is gone it
// goes to the one now standing in its place.
func (l *List[T]) Set(rows []T) {
	i := l.Index()
	l.rows, l.changes = rows, l.changes+1
	if l.Newest && !l.moved && len(rows) > 0 {
		l.at = l.Key(rows[0])
		return
	}
	if l.Index() < 0 && len(rows) > 0 {
		l.at = l.Key(rows[min(max(i, 0), len(rows)-1)])
	}
}

// Rows are the rows as they were last set.
func (l *List[T]) Rows() []T { return l.rows }

// Index is the cursor's place among the rows, -1 when there is none.
func (l *List[T]) Index() int {
	if l.last < len(l.rows) && l.Key(l.rows[l.last]) == l.at {
		return l.last
	}
	for i, r := range l.rows {
		if l.Key(r) == l.at {
			l.last = i
			return i
		}
	}
	return -1
}

// Move moves the cursor by d rows, stopping at the ends.
func (l *List[T]) Move(d int) {
	l.moved = true
	if len(l.rows) > 0 {
		l.last = min(max(l.Index()+d, 0), len(l.rows)-1)
		l.at = l.Key(l.rows[l.last])
	}
}

// Rewind puts the cursor on the first row, as in a list that nobody has moved about in.
func (l *List[T]) Rewind() {
	l.moved = false
	if len(l.rows) > 0 {
		l.at = l.Key(l.rows[0])
	}
}

// Select puts the cursor on the row with key, and reports whether it is there.
func (l *List[T]) Select(key string) bool {
	for _, r := range l.rows {
		if l.Key(r) == key {
			l.at, l.moved = key, true
			return true
		}
	}
	return false
}

// Selected is the row under the cursor.
func (l *List[T]) Selected() (T, bool) {
	if i := l.Index(); i >= 0 {
		return l.rows[i], true
	}
	var zero T
	return zero, false
}

// scroll moves the window of h rows as little as it takes to show the cursor,
// and returns its first row and the cursor's place.
func (l *List[T]) scroll(h int) (top, at int) {
	l.tall = h
	at = max(l.Index(), 0)
	if at < l.top {
		l.top = at
	}
	if at >= l.top+h {
		l.top = at - h + 1
	}
	l.top = max(0, min(l.top, len(l.rows)-h))
	return l.top, at
}
