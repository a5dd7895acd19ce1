package platfone

// Page is one page of a list. Numbers start at 1 and nothing about the order of the rows is
// documented; pages shift while the list grows (api.md 1.2).
type Page[T any] struct {
	Items   []T
	Page    int
	Limit   int
	Pages   int
	Total   int
	Skipped int // rows that had no id or were not objects
}

// Last reports whether no page follows. A page without rows is the last one, whatever the
// count of pages says.
func (p Page[T]) Last() bool { return len(p.Items)+p.Skipped == 0 || p.Page >= p.Pages }
