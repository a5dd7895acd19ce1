package store

import (
	"context"
	"fmt"
	"hash/crc64"
	"strings"
	"sync"
	"time"

	"switchboard/client/rest"
)

// clockPrefix begins the settings that keep how far the providers' clocks are ahead of this
// computer's, so that a process that asks nobody judges by the provider's time too.
const clockPrefix = "clock/"

const (
	// clockHolds is how long a difference is relied on that no answer has told again: this computer's
	// clock may have been set since. All that runs and all that can be reported ends sooner.
	clockHolds = 24 * time.Hour
	// clockAgain is how old one becomes, while answers come, before it is written again though nothing changed.
	clockAgain = time.Hour
)

// clocks are the differences as last read; nil until then.
type clocks struct {
	mu  sync.Mutex
	all map[string]rest.Skew
}

// forget has them read again: another process wrote to the cache.
func (k *clocks) forget() {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.all = nil
}

// shared are the clocks of a profile for its clients.
type shared struct{ db *DB }

// Clocks are how far the providers' clocks are ahead of this computer's, for every process of the profile.
// Without a store, such as where only the keys of the panes are asked, nothing is kept.
func (db *DB) Clocks() rest.Clocks { return shared{db} }

// Kept implements rest.Clocks. What was measured in the future was measured before this computer's
// clock was set back, and says nothing any more.
func (s shared) Kept(provider string) rest.Skew {
	if s.db == nil {
		return rest.Skew{}
	}
	kept := s.db.clockOf(provider)
	if age := time.Since(kept.At); age < -time.Second || age > clockHolds {
		return rest.Skew{}
	}
	return kept
}

// Keep implements rest.Clocks. It writes when what is kept is wrong by more than can be measured, or
// has not been told again for long.
func (s shared) Keep(ctx context.Context, provider string, found rest.Skew) error {
	if s.db == nil {
		return nil
	}
	kept := s.Kept(provider)
	same := (found.Ahead - kept.Ahead).Abs() <= found.Within+500*time.Millisecond
	if age := found.At.Sub(kept.At); !kept.At.IsZero() && (age < 0 || same && age < clockAgain) {
		return nil
	}
	if err := s.db.PutSetting(ctx, clockPrefix+provider, written(provider, found)); err != nil {
		return wrap(err, "keeping the time of %s", provider)
	}
	s.db.clocks.mu.Lock()
	defer s.db.clocks.mu.Unlock()
	if s.db.clocks.all != nil {
		s.db.clocks.all[provider] = found
	}
	return nil
}

// clockOf is what is kept of a provider. It is read once, and again after another process has
// written: whoever draws by it does not wait for the disk each time. What cannot be read is not known.
func (db *DB) clockOf(provider string) rest.Skew {
	db.clocks.mu.Lock()
	defer db.clocks.mu.Unlock()
	if db.clocks.all == nil {
		rows, _ := db.Settings(context.Background(), clockPrefix) // none of a cache that cannot be read
		db.clocks.all = make(map[string]rest.Skew, len(rows))
		for key, text := range rows {
			of := strings.TrimPrefix(key, clockPrefix)
			db.clocks.all[of] = readClock(of, text)
		}
	}
	return db.clocks.all[provider]
}

// written is a difference as it is kept, in milliseconds, with a checksum: SQLite does not notice a
// time in which a bit has turned, and a wrong one would end numbers that run.
func written(provider string, s rest.Skew) string {
	body := fmt.Sprintf("%d %d", s.Ahead.Milliseconds(), s.At.UnixMilli())
	return fmt.Sprintf("%s %016x", body, crc64.Checksum([]byte(provider+" "+body), sumTable))
}

// readClock reads one; the zero Skew is that it is not as it was written.
func readClock(provider, text string) rest.Skew {
	var ahead, at int64
	if _, err := fmt.Sscanf(text, "%d %d", &ahead, &at); err != nil {
		return rest.Skew{}
	}
	s := rest.Skew{Ahead: time.Duration(ahead) * time.Millisecond, At: time.UnixMilli(at)}
	if written(provider, s) != text {
		return rest.Skew{}
	}
	return s
}
