package sms

import (
	"testing"
	"time"

	"switchboard/client/sandbox"
	"switchboard/store"
	"switchboard/store/live"
)

// What retention.codes sets is carried out by who leads, soon after the start
// and every day, and told once in the log; without it everything stays.
func TestRetentionIsCarriedOut(t *testing.T) {
	inBubble(t, sandbox.Options{}, func(t *testing.T, r *rig) {
		time.Sleep(time.Hour) // the history is read
		with := func() (n int) {
			list, err := r.DB.History(t.Context(), store.ActivationFilter{}, 0, 500)
			if err != nil {
				t.Fatal(err)
			}
			for _, a := range list {
				if a.Status.Ended() && a.HasCode() && a.Code != store.Purged {
					n++
				}
			}
			return n
		}
		if with() == 0 {
			t.Fatal("the history has no codes")
		}
		r.Stop()
		r.start(func(s *setup) {
			s.Keeping = live.Keeping{Codes: func(now time.Time) time.Time { return now }}
		})
		time.Sleep(time.Minute)
		if n := with(); n > 0 {
			t.Errorf("%d codes are kept although none is to be", n)
		}
		time.Sleep(25 * time.Hour)
		if n := with(); n > 0 {
			t.Errorf("%d codes that came since are kept a day later", n)
		}
		told := 0
		lines, err := r.DB.AuditLog(t.Context(), 0, 500)
		if err != nil {
			t.Fatal(err)
		}
		for _, l := range lines {
			if l.What == "retention.codes" {
				told++
			}
		}
		if told == 0 || told > 2 {
			t.Errorf("told %d times", told)
		}
	})
}
