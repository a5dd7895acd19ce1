package sms

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"switchboard/client/money"
	"switchboard/store/live"
)

// Notices are the thresholds of what a person is told about.
type Notices struct {
	AccountLow   money.Cents   // the account's own balance is low below this; 0 never
	CustomerLow  money.Cents   // the same of every customer
	ReportWindow time.Duration // how long after its end a number can be reported; 0 is platfone.ReportWindow
}

// How often the store is looked at for what a person is to be told. The success
// rate moves with orders and is dearer to add up.
const (
	watchEvery   = 15 * time.Second
	successEvery = 45 * time.Second
)

// watches puts the desk's watches on the scheduler. They ask the provider
// only about what is in review and the prices that are watched.
func (s *SMS) watches() {
	review := &reviews{s: s, walked: map[string]time.Time{}}
	s.sched.Put(reportsKey, live.Balances, 4*time.Second, review.beat)
	s.sched.Put("sms/watch/low", live.Balances, watchEvery, every(watchEvery, s.watchLow))
	s.sched.Put("sms/watch/success", live.Balances, watchEvery, every(successEvery, s.watchSuccess))
	s.sched.Put(priceWatchKey, live.Balances, watchEvery, (&priceWatcher{s: s, asked: map[string]time.Time{}}).beat)
	s.sched.Put(hooksKey, live.Waiting, hookPace, every(hookPace, s.takeHints))
	s.sched.Put("sms/watch/hooks", live.Balances, watchEvery, every(watchEvery, s.watchHooks))
}

func every(d time.Duration, look func(context.Context) error) live.Job {
	return func(ctx context.Context) (time.Duration, error) { return d, look(ctx) }
}

// crossings tells of a thing once when it begins and forgets it when it ends,
// across restarts: name is the setting that remembers.
func (s *SMS) crossings(ctx context.Context, name, kind string, now map[string]string) error {
	kept, err := s.db.Setting(ctx, name)
	if err != nil {
		return err
	}
	before := strings.Fields(kept)
	keys := make([]string, 0, len(now))
	for key := range now {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	for _, key := range keys {
		if slices.Contains(before, key) {
			continue
		}
		who := key
		if strings.HasSuffix(key, ".") { // the account itself
			who = ""
		}
		if err := s.e.Notice(ctx, kind, who, now[key]); err != nil {
			return fmt.Errorf("telling about %s: %w", key, err)
		}
	}
	if list := strings.Join(keys, " "); list != kept {
		return s.db.PutSetting(ctx, name, list)
	}
	return nil
}
