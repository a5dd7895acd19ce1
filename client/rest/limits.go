package rest

import (
	"context"
	"sync"
	"time"
)

// Budget is one class of routes the provider counts together. PerMinute is the
// documented limit, of which nine tenths are spent; zero is unlimited.
type Budget struct {
	Name      string
	PerMinute int
	// Refill is how long a bucket that was found empty takes to fill again: the
	// pause after a 429 that names none, which then never grows beyond a minute.
	// Zero is a provider that counts by the minute.
	Refill time.Duration
}

// Allowed is how many calls may start in any sixty seconds; 0 is unlimited.
func (b Budget) Allowed() int {
	if b.PerMinute <= 0 {
		return 0
	}
	return max(1, b.PerMinute*9/10)
}

// Block is a pause in force: no call of that scope leaves before Until. The
// scope is a Budget's name, or "account" for everything of the provider.
type Block struct {
	Provider, Scope string
	Until           time.Time
	Reason          string
	Estimated       bool
	Seen            time.Time
}

// Limits remembers what was spent and what is paused. The store keeps it on
// disk, for all processes and across restarts; NewLimits keeps it in memory.
type Limits interface {
	// Take spends one call of the budget and returns 0, or spends nothing and
	// says how long to wait. What a provider asked for is in Blocked: a wait given here for a
	// budget that is limited is this program's own.
	Take(ctx context.Context, provider string, b Budget, now time.Time) (wait time.Duration, err error)
	// Note records that the provider has nothing left in this budget until then.
	Note(ctx context.Context, provider string, b Budget, until time.Time) error
	// Block records a pause; a longer one of the same scope stays.
	Block(ctx context.Context, b Block) error
	// Blocked lists the pauses in force.
	Blocked(ctx context.Context, provider string, now time.Time) ([]Block, error)
}

type scope struct{ provider, name string }

type memory struct {
	mu     sync.Mutex
	spent  map[scope][]time.Time // within the last minute, oldest first
	empty  map[scope]time.Time
	blocks map[scope]Block
}

// NewLimits gives Limits that last as long as the process.
func NewLimits() Limits {
	return &memory{spent: map[scope][]time.Time{}, empty: map[scope]time.Time{}, blocks: map[scope]Block{}}
}

// Take counts the calls of the last minute one by one: whether the provider's
// minute slides or stands, it never holds more than Allowed.
func (m *memory) Take(_ context.Context, provider string, b Budget, now time.Time) (time.Duration, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	k := scope{provider, b.Name}
	if until := m.empty[k]; until.After(now) {
		return until.Sub(now), nil
	}
	allowed := b.Allowed()
	if allowed == 0 {
		return 0, nil
	}
	list := m.spent[k]
	for len(list) > 0 && now.Sub(list[0]) >= time.Minute {
		list = list[1:]
	}
	if len(list) >= allowed {
		m.spent[k] = list
		return list[len(list)-allowed].Add(time.Minute).Sub(now), nil
	}
	m.spent[k] = append(list, now)
	return 0, nil
}

func (m *memory) Note(_ context.Context, provider string, b Budget, until time.Time) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	k := scope{provider, b.Name}
	if until.After(m.empty[k]) {
		m.empty[k] = until
	}
	return nil
}

func (m *memory) Block(_ context.Context, b Block) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	k := scope{b.Provider, b.Scope}
	if b.Until.After(m.blocks[k].Until) {
		m.blocks[k] = b
	}
	return nil
}

func (m *memory) Blocked(_ context.Context, provider string, now time.Time) ([]Block, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	var list []Block
	for k, b := range m.blocks {
		switch {
		case !b.Until.After(now):
			delete(m.blocks, k)
		case k.provider == provider:
			list = append(list, b)
		}
	}
	return list, nil
}
