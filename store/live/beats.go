package live

import (
	"context"
	"fmt"
	"time"

	"switchboard/store"
)

// Beats are how often providers are asked while nothing happens. Zero is what
// the desk finds right.
type Beats struct {
	Customers, Risk, Listings, Numbers, Catalogue time.Duration
}

// Beats are the person's own.
func (e *Engine) Beats() Beats { return e.cfg.Beats }

// Keeping is how long things stay on this machine; what has no limit stays for
// good.
type Keeping struct {
	Codes, Addresses func(now time.Time) time.Time // things from before it go; nil, or the zero time, is none
}

// The keeping is carried out at the start and then every day by who leads.
const (
	keepingKey   = "store/keeping"
	keepingFirst = 10 * time.Second // the first reads come before it
	keepingEvery = 24 * time.Hour
)

// keep deletes what is not to be kept any longer and notes in the log what that
// was; and what an earlier version kept twice. It looks through what is kept, too.
func (e *Engine) keep(ctx context.Context) (time.Duration, error) {
	now := time.Now()
	if e.cfg.Keeping.Codes != nil {
		if before := e.cfg.Keeping.Codes(now); !before.IsZero() {
			p, err := e.db.Purge(ctx, store.PurgeFilter{Before: before})
			if err != nil {
				return 0, fmt.Errorf("deleting codes as retention.codes says: %w", err)
			}
			e.kept(ctx, "retention.codes", p.Deleted, "numbers' codes and texts")
		}
	}
	if e.cfg.Keeping.Addresses != nil {
		if before := e.cfg.Keeping.Addresses(now); !before.IsZero() {
			n, err := e.db.PurgeAddresses(ctx, before)
			if err != nil {
				return 0, fmt.Errorf("deleting addresses as retention.addresses says: %w", err)
			}
			e.kept(ctx, "retention.addresses", n, "earlier 911 addresses and drafts")
		}
	}
	if _, err := e.db.Compact(ctx); err != nil {
		return 0, err
	}
	if err := e.db.LookThrough(ctx); err != nil {
		return 0, err
	}
	return keepingEvery, nil
}

// kept tells once what was deleted.
func (e *Engine) kept(ctx context.Context, setting string, n int, what string) {
	if n > 0 {
		_ = e.db.Audit(ctx, setting, "", fmt.Sprintf("deleted %d %s, as %s in the settings says", n, what, setting)) // a log line that cannot be written changes nothing
	}
}
