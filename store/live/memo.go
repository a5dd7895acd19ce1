package live

import "sync"

// Memo keeps one answer of the store while nothing it was worked out of has
// changed, so that weighing an act on each key does not add up a day each time.
type Memo[T any] struct {
	mu  sync.Mutex
	of  string // what was asked
	age uint64 // of what the answer was worked out of
	has bool
	val T
}

// Get is the answer to a question about things of an age; anew asks in any case.
func (m *Memo[T]) Get(of string, age uint64, anew bool, ask func() (T, error)) (T, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.has && m.of == of && m.age == age && !anew {
		return m.val, nil
	}
	val, err := ask()
	if err == nil {
		m.of, m.age, m.has, m.val = of, age, true, val
	}
	return val, err
}
