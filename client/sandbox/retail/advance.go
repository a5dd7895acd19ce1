package retail

import "time"

// The values of the four fields of an activation's state.
const (
	smsRequested, smsReceived            = "smsRequested", "smsReceived"
	retryRequested, retryReceived        = "retryRequested", "retryReceived"
	active, finalized, expired, canceled = "active", "finalized", "expired", "canceled"
	reserved, released, billed, refunded = "reserved", "released", "billed", "refunded"
	inReview, approved, declined         = "inReview", "approved", "declined"
)

// advance brings everything that time changes up to now: SMS that arrived,
// numbers that expired, reports that were decided.
func (s *Service) advance(now time.Time) {
	kept := s.live[:0]
	for _, a := range s.live {
		s.step(a, now)
		if a.Status == active {
			kept = append(kept, a)
		}
	}
	clear(s.live[len(kept):])
	s.live = kept

	open := s.reviewing[:0]
	for _, a := range s.reviewing {
		if a.Filed.Decide > now.Unix() {
			open = append(open, a)
			continue
		}
		s.decide(a, a.Filed.Decide)
	}
	clear(s.reviewing[len(open):])
	s.reviewing = open
}

// step moves one active activation. The time of a change is when it was due,
// not when somebody asked. A number past its time hears nothing, even while its
// status lags.
func (s *Service) step(a *activation, now time.Time) {
	for len(a.Due) > 0 && a.Due[0].At <= min(now.UnixMilli(), a.Expire*1000) {
		next := a.Due[0]
		a.Due = a.Due[1:]
		s.deliver(a, next, next.At/1000)
	}
	if !now.After(time.Unix(a.Expire, 0)) {
		return
	}
	ends := a.Expire
	if a.Country == laggingCountry {
		ends += int64(statusLag / time.Second)
	}
	if !now.After(time.Unix(ends, 0)) {
		return
	}
	a.Status, a.Updated = expired, ends
	if a.Billing == reserved {
		a.Billing = released
	}
}

// deliver hands one SMS to an activation that waits for it, and bills the
// first: once, in the same step. It reports whether anybody was waiting.
func (s *Service) deliver(a *activation, sms delivery, at int64) bool {
	switch a.SMS {
	case smsRequested:
		a.SMS, a.Billing = smsReceived, billed
		s.move(a, -1, at)
	case retryRequested:
		a.SMS = retryReceived
	default:
		return false
	}
	text := sms.Text
	a.Text, a.Code, a.Updated = &text, sms.Code, at
	s.tellOf(activationUpdated, a)
	return true
}

// move charges (-1) or returns (+1) what an activation costs its customer and
// the account.
func (s *Service) move(a *activation, sign, at int64) {
	s.fund(s.Account+sign*a.Price, a)
	if c := s.people[a.Customer]; c != nil {
		s.pay(c, sign*a.Charge, at, a)
	}
}

// decide ends the review of a report: a refund when it is approved and there
// was something to refund.
func (s *Service) decide(a *activation, at int64) {
	a.Report = declined
	if a.Filed.Approve && a.Billing == billed {
		a.Report, a.Billing = approved, refunded
		s.move(a, +1, at)
	}
	a.Updated, a.Filed.Updated = at, at
	s.tellOf(reportUpdated, a)
}
