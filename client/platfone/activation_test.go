package platfone

import (
	"testing"
	"time"
)

var noon = time.Unix(1729087939, 0)

// waiting is an activation ten minutes before its end.
func waiting() Activation {
	return Activation{
		ID: "a", SMS: SMSRequested, Status: StatusActive, Billing: BillingReserved,
		CreatedAt: noon.Add(-10 * time.Minute), UpdatedAt: noon, ExpireAt: noon.Add(10 * time.Minute),
	}
}

// with changes a waiting activation.
func with(change func(*Activation)) Activation {
	a := waiting()
	change(&a)
	return a
}

func received(sms SMSStatus) Activation {
	return with(func(a *Activation) { a.SMS, a.Billing, a.Code, a.Retriable = sms, BillingBilled, "482913", true })
}

func ending(status ActivationStatus, a Activation) Activation {
	a.Status = status
	return a
}

// TestState holds each combination of the four documented fields to the one word of its row.
func TestState(t *testing.T) {
	released := func(status ActivationStatus) Activation {
		return with(func(a *Activation) { a.Status, a.Billing = status, BillingReleased })
	}
	tests := []struct {
		name string
		a    Activation
		at   time.Time
		want State
	}{
		{"waiting", waiting(), noon, Waiting},
		{"last second", waiting(), noon.Add(10*time.Minute - 1), Waiting},
		{"its time is over, whatever it says", waiting(), noon.Add(10 * time.Minute), Closing},
		{"no stated end", with(func(a *Activation) { a.ExpireAt = time.Time{} }), noon.Add(time.Hour), Waiting},
		{"code", received(SMSReceived), noon, CodeReady},
		{"second code", received(RetryReceived), noon, CodeReady},
		{"code and time over", received(SMSReceived), noon.Add(time.Hour), Closing},
		{"text without a code", with(func(a *Activation) { a.SMS, a.Billing, a.Text = SMSReceived, BillingBilled, "hello" }), noon, CodeReady},
		{"received nothing", with(func(a *Activation) { a.SMS, a.Billing = SMSReceived, BillingBilled }), noon, Odd},
		{"a code wins over requested", with(func(a *Activation) { a.Code = "1" }), noon, CodeReady},
		{"again", received(RetryRequested), noon, Again},
		{"done", ending(StatusFinalized, received(SMSReceived)), noon, Done},
		{"expired with a code", ending(StatusExpired, received(RetryRequested)), noon, Done},
		{"expired", released(StatusExpired), noon, Expired},
		{"canceled", released(StatusCanceled), noon, Canceled},
		{"refunded", with(func(a *Activation) { a.Status, a.Billing, a.Code = StatusExpired, BillingRefunded, "1" }), noon, Refunded},
		{"billed for nothing", with(func(a *Activation) { a.Status, a.Billing = StatusExpired, BillingBilled }), noon, Odd},
		{"canceled with a code", ending(StatusCanceled, received(SMSReceived)), noon, Odd},
		{"canceled and released, with a code", with(func(a *Activation) { a.Status, a.Billing, a.Code = StatusCanceled, BillingReleased, "1" }), noon, Odd},
		{"expired and released, with a code", with(func(a *Activation) { a.Status, a.Billing, a.Code = StatusExpired, BillingReleased, "1" }), noon, Odd},
		{"unknown status", ending("frozen", waiting()), noon, Odd},
		{"unknown message status", with(func(a *Activation) { a.SMS = "lost" }), noon, Odd},
		{"again but only reserved", with(func(a *Activation) { a.SMS = RetryRequested }), noon, Odd},
	}
	for _, tt := range tests {
		if got := tt.a.State(tt.at); got != tt.want {
			t.Errorf("%s: %s, want %s", tt.name, got, tt.want)
		}
	}
	if w := waiting(); !w.Waits(noon) || w.Waits(noon.Add(time.Hour)) || w.Left(noon) != 10*time.Minute || w.Left(noon.Add(time.Hour)) != 0 {
		t.Error("waiting ends with its time")
	}
	if a := received(SMSReceived); a.Waits(noon) || !received(RetryRequested).Waits(noon) || a.Copyable() != "482913" {
		t.Error("after another message is asked for, the wait goes on")
	}
	if a := with(func(a *Activation) { a.Text = "hello" }); a.Copyable() != "hello" {
		t.Error("without a code the text is copied")
	}
	if !Canceled.Free() || !Expired.Free() || Done.Free() || Refunded.Free() {
		t.Error("only canceled and expired cost nothing")
	}
}

func TestCanCancel(t *testing.T) {
	at := func(d time.Duration) Activation {
		return with(func(a *Activation) { a.CancelableAfter = noon.Add(d) })
	}
	tests := []struct {
		name string
		a    Activation
		want string
	}{
		{"null is never", waiting(), "this number cannot be canceled"},
		{"later", at(72 * time.Second), "possible in 1:13"},
		{"the very second is not after it", at(0), "possible in 0:01"},
		{"after it", at(-time.Second), ""},
		{"code", received(SMSReceived), "an SMS has come: close it instead"},
		{"code in spite of requested", with(func(a *Activation) { a.CancelableAfter, a.Code = noon.Add(-1), "1" }), "an SMS has come: close it instead"},
		{"billed", with(func(a *Activation) { a.CancelableAfter, a.Billing = noon.Add(-1), BillingBilled }), "it is billed already"},
		{"canceled", ending(StatusCanceled, waiting()), "it is canceled already"},
		{"expired", ending(StatusExpired, waiting()), "its time is over"},
		{"over by the clock", with(func(a *Activation) { a.ExpireAt = noon }), "its time is over"},
		{"unknown", ending("frozen", waiting()), `its status is "frozen"`},
	}
	for _, tt := range tests {
		if got := tt.a.CanCancel(noon); got != tt.want {
			t.Errorf("%s: %q, want %q", tt.name, got, tt.want)
		}
	}
	a := at(72 * time.Second)
	if when, ok := a.CancelAt(); !ok || a.CanCancel(when) != "" || a.CanCancel(when.Add(-time.Second)) == "" {
		t.Errorf("cancel at %v, %v", when, ok)
	}
	if _, ok := waiting().CancelAt(); ok {
		t.Error("null has a moment")
	}
	if _, ok := at(time.Hour).CancelAt(); ok {
		t.Error("a moment after the end is none")
	}
}

func TestCanRetryAndFinalize(t *testing.T) {
	once := received(SMSReceived)
	once.Retriable = false
	unbilled := received(SMSReceived)
	unbilled.Billing = BillingReserved
	over := received(SMSReceived)
	over.ExpireAt = noon
	odd := received("lost")
	tests := []struct {
		name            string
		a               Activation
		retry, finalize string
	}{
		{"waiting", with(func(a *Activation) { a.Retriable = true }), "no SMS has come yet", "no SMS has come yet"},
		{"code", received(SMSReceived), "", ""},
		{"second code", received(RetryReceived), "", ""},
		{"asked again", received(RetryRequested), "another SMS is asked for already", ""},
		{"one message only", once, "this number takes one SMS only", ""},
		{"unbilled", unbilled, "it is reserved, not billed", `it is "reserved", not billed`},
		{"over", over, "its time is over", "its time is over"},
		{"finalized", ending(StatusFinalized, received(SMSReceived)), "it is closed already", "it is closed already"},
		{"odd", odd, `its SMS status is "lost"`, `its SMS status is "lost"`},
	}
	for _, tt := range tests {
		if retry, finalize := tt.a.CanRetry(noon), tt.a.CanFinalize(noon); retry != tt.retry || finalize != tt.finalize {
			t.Errorf("%s: retry %q, finalize %q", tt.name, retry, finalize)
		}
	}
}

func TestCanReport(t *testing.T) {
	done := ending(StatusFinalized, received(SMSReceived))
	if by := done.ReportBy(); !by.Equal(noon.Add(time.Hour)) {
		t.Errorf("finalized at noon, reportable until %v", by)
	}
	if by := waiting().ReportBy(); !by.Equal(noon.Add(70 * time.Minute)) {
		t.Errorf("running until ten past, reportable until %v", by)
	}
	if by := (Activation{}).ReportBy(); !by.IsZero() {
		t.Errorf("without an end: %v", by)
	}
	late := done
	late.UpdatedAt = late.ExpireAt.Add(time.Minute)
	if by := late.ReportBy(); !by.Equal(late.ExpireAt.Add(time.Hour)) {
		t.Errorf("touched after its end, reportable until %v", by)
	}
	report := func(s ReportStatus) Activation { a := done; a.Report = s; return a }
	refunded := done
	refunded.Billing = BillingRefunded
	tests := []struct {
		a    Activation
		at   time.Time
		want string
	}{
		{done, noon.Add(time.Hour - 1), ""},
		{done, noon.Add(time.Hour), "the time for reporting it is over"},
		{report(ReportInReview), noon, "it is reported already: in review"},
		{report(ReportApproved), noon, "it is reported already: approved"},
		{report("odd"), noon, "it is reported already: odd"},
		{refunded, noon, "it is refunded already"},
	}
	for _, tt := range tests {
		if got := tt.a.CanReport(tt.at, tt.a.ReportBy()); got != tt.want {
			t.Errorf("%+v: %q, want %q", tt.a, got, tt.want)
		}
	}
	if got := done.CanReport(noon.Add(time.Hour), time.Time{}); got != "" {
		t.Errorf("without a deadline: %q", got)
	}
}

func TestCustomerStatus(t *testing.T) {
	tests := []struct {
		s          CustomerStatus
		order, act string
	}{
		{CustomerActive, "", ""},
		{CustomerPaused, "the customer is paused", ""},
		{CustomerDisabled, "the customer is disabled", "the customer is disabled"},
		{CustomerMarked, "the customer is marked for deletion", "the customer is marked for deletion"},
		{"odd", "", ""},
	}
	for _, tt := range tests {
		if tt.s.MayOrder() != tt.order || tt.s.MayAct() != tt.act || (tt.s.Stops() != "") != (tt.order != "") {
			t.Errorf("%s: order %q, act %q, stops %q", tt.s, tt.s.MayOrder(), tt.s.MayAct(), tt.s.Stops())
		}
	}
}

func TestCountdown(t *testing.T) {
	for d, want := range map[time.Duration]string{0: "0:00", -5 * time.Second: "0:00", 42 * time.Second: "0:42", 72 * time.Second: "1:12", 3605 * time.Second: "1:00:05", 25 * time.Hour: "25:00:00"} {
		if got := Countdown(d); got != want {
			t.Errorf("%v: %s, want %s", d, got, want)
		}
	}
}

// TestSupersedes: an activation never moves backwards.
func TestSupersedes(t *testing.T) {
	later := func(a Activation) Activation { a.UpdatedAt = a.UpdatedAt.Add(time.Second); return a }
	code := received(SMSReceived)
	lost := code
	lost.Code = ""
	done := ending(StatusFinalized, code)
	refund := done
	refund.Billing, refund.Report = BillingRefunded, ReportApproved
	review := done
	review.Report = ReportInReview
	unstamped := waiting()
	unstamped.UpdatedAt = time.Time{}
	tests := []struct {
		name      string
		have, got Activation
		want      bool
	}{
		{"the same again", waiting(), waiting(), true},
		{"newer", waiting(), later(code), true},
		{"older", later(code), waiting(), false},
		{"older though more advanced", later(waiting()), code, false},
		{"same second, more advanced", waiting(), code, true},
		{"same second, less advanced", code, waiting(), false},
		{"same second, second code", received(RetryRequested), received(RetryReceived), true},
		{"same second, back to asking", received(RetryReceived), received(RetryRequested), false},
		{"newer, asked once more", received(RetryReceived), later(received(RetryRequested)), true},
		{"the end is final", done, later(code), false},
		{"no end becomes another", done, later(ending(StatusExpired, code)), false},
		{"same second, ended", code, done, true},
		{"refunded", done, later(refund), true},
		{"never unrefunded", refund, later(done), false},
		{"same second, reported", done, review, true},
		{"same second, report lost", review, done, false},
		{"same state without its code", code, lost, false},
		{"without a stamp and behind", code, unstamped, false},
		{"without a stamp and ahead", unstamped, code, true},
	}
	for _, tt := range tests {
		if got := tt.got.Supersedes(tt.have); got != tt.want {
			t.Errorf("%s: %v", tt.name, got)
		}
	}
}
