package sms

import (
	"context"
	"time"
)

// pagePace is the least time between two pages of the past, whoever asks:
// 6 a minute with what the newest rows need.
const pagePace = fillPace

// OlderPage has the next page of the older history read now. When the last one
// was read too recently, wait is how long that still takes; it is read then
// without being asked for again.
func (s *SMS) OlderPage(ctx context.Context) (wait time.Duration, err error) {
	if err := s.MayAsk(); err != nil {
		return 0, err
	}
	p, err := s.db.Progress(ctx, HistoryName)
	if err != nil {
		return 0, err
	}
	wait = max(0, time.Until(p.At.Add(pagePace)))
	s.e.Kick(historyKey, wait)
	return wait, nil
}
