package platfone

import (
	"fmt"
	"time"
)

// ReportWindow is how long after its end an activation can be reported. The retail document
// only says that there is a deadline; the hour is inferred, and the provider's refusal
// (ErrReportDeadline) decides.
const ReportWindow = time.Hour

// The reasons an act is not possible, in words that follow the act's name.
const (
	whyCanceled  = "it is canceled already"
	whyFinalized = "it is closed already"
	whyExpired   = "its time is over"
	whyNoCode    = "no SMS has come yet"
	whyNever     = "this number cannot be canceled"
)

// ended says why nothing can be done with an activation any more; "" when it runs. now is
// the provider's time.
func (a Activation) ended(now time.Time) string {
	switch a.Status {
	case StatusCanceled:
		return whyCanceled
	case StatusFinalized:
		return whyFinalized
	case StatusExpired:
		return whyExpired
	case StatusActive:
		if !a.ExpireAt.IsZero() && !now.Before(a.ExpireAt) {
			return whyExpired
		}
		return ""
	}
	return "its status is " + raw(string(a.Status))
}

// CanCancel says why an activation cannot be canceled at the provider's time now; "" when it
// can.
func (a Activation) CanCancel(now time.Time) string {
	if why := a.ended(now); why != "" {
		return why
	}
	switch {
	case a.SMS.Received() || a.SMS == RetryRequested || a.HasCode():
		return "an SMS has come: close it instead"
	case a.SMS != SMSRequested:
		return "its SMS status is " + raw(string(a.SMS))
	case a.Billing.Known() && a.Billing != BillingReserved:
		return "it is " + string(a.Billing) + " already"
	case a.CancelableAfter.IsZero():
		return whyNever
	case !now.After(a.CancelableAfter):
		return "possible in " + Countdown(a.CancelableAfter.Sub(now)+time.Second)
	}
	return ""
}

// CancelAt is when canceling becomes possible; false when it never will.
func (a Activation) CancelAt() (time.Time, bool) {
	if a.CancelableAfter.IsZero() {
		return time.Time{}, false
	}
	at := a.CancelableAfter.Add(time.Second)
	return at, a.CanCancel(at) == ""
}

// CanRetry says why another message cannot be asked for; "" when it can.
func (a Activation) CanRetry(now time.Time) string {
	if why := a.ended(now); why != "" {
		return why
	}
	switch {
	case !a.Retriable:
		return "this number takes one SMS only"
	case a.SMS == RetryRequested:
		return "another SMS is asked for already"
	case a.SMS == SMSRequested:
		return whyNoCode
	case !a.SMS.Received():
		return "its SMS status is " + raw(string(a.SMS))
	case a.Billing.Known() && a.Billing != BillingBilled:
		return "it is " + string(a.Billing) + ", not billed"
	}
	return ""
}

// CanFinalize says why an activation cannot be finalized; "" when it can.
func (a Activation) CanFinalize(now time.Time) string {
	if why := a.ended(now); why != "" {
		return why
	}
	switch {
	case a.SMS == SMSRequested:
		return whyNoCode
	case !a.SMS.Received() && a.SMS != RetryRequested:
		return "its SMS status is " + raw(string(a.SMS))
	case a.Billing != BillingBilled:
		return "it is " + raw(string(a.Billing)) + ", not billed"
	}
	return ""
}

// CanReport says why an activation cannot be reported; "" when it can. deadline is ReportBy
// or what the provider was heard to say; a zero one does not stop anything.
func (a Activation) CanReport(now, deadline time.Time) string {
	switch {
	case a.Report == ReportInReview:
		return "it is reported already: in review"
	case a.Report != ReportNone:
		return "it is reported already: " + string(a.Report)
	case a.Billing == BillingRefunded:
		return "it is refunded already"
	case !deadline.IsZero() && !now.Before(deadline):
		return "the time for reporting it is over"
	}
	return ""
}

// ReportBy is the inferred end of the time for reporting: an hour after the activation
// ended, or will end. Zero when its end is not known.
func (a Activation) ReportBy() time.Time {
	end := a.ExpireAt
	early := a.Status == StatusFinalized || a.Status == StatusCanceled
	if early && !a.UpdatedAt.IsZero() && (end.IsZero() || a.UpdatedAt.Before(end)) {
		end = a.UpdatedAt
	}
	if end.IsZero() {
		return time.Time{}
	}
	return end.Add(ReportWindow)
}

// MayOrder says why a customer with this status cannot order; "" when nothing is known
// against it.
func (s CustomerStatus) MayOrder() string {
	if s.Stops() == "" {
		return ""
	}
	return "the customer is " + s.words()
}

// MayAct says why a customer with this status cannot retry, cancel or finalize; "" when
// nothing is known against it.
func (s CustomerStatus) MayAct() string {
	if s == CustomerPaused {
		return ""
	}
	return s.MayOrder()
}

func (s CustomerStatus) words() string {
	if s == CustomerMarked {
		return "marked for deletion"
	}
	return string(s)
}

// Countdown writes a time to wait in whole seconds: "1:12", "1:00:05".
func Countdown(d time.Duration) string {
	s := int64(max(0, d) / time.Second)
	if s >= 3600 {
		return fmt.Sprintf("%d:%02d:%02d", s/3600, s/60%60, s%60)
	}
	return fmt.Sprintf("%d:%02d", s/60, s%60)
}

// raw quotes an undocumented word.
func raw(word string) string { return fmt.Sprintf("%q", word) }
