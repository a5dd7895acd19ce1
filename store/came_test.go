package store

import (
	"testing"
	"time"

	"switchboard/client/platfone"
)

// A code came when the provider says so; when it was heard of counts only for a number that was
// watched, and where nobody was looking it is not known.
func TestWhenACodeCame(t *testing.T) {
	heard := time.Date(2026, 11, 28, 12, 0, 0, 0, time.UTC)
	ago := func(d time.Duration) time.Time { return heard.Add(-d) }
	first := Code{Ordered: ago(time.Hour), Seen: heard}
	second, late := first, first
	second.Round, late.Late = 1, true
	num := func(sms platfone.SMSStatus, status platfone.ActivationStatus, updated time.Duration) Activation {
		a := Activation{Activation: platfone.Activation{SMS: sms, Status: status, UpdatedAt: ago(updated), CreatedAt: ago(time.Hour), ExpireAt: heard.Add(time.Minute)}}
		if sms == platfone.RetryReceived || sms == platfone.RetryRequested {
			a.Round = 1
		}
		return a
	}
	noted := num(platfone.SMSReceived, platfone.StatusFinalized, time.Minute)
	noted.CodeAt = ago(50 * time.Minute)
	for name, c := range map[string]struct {
		of   Activation
		code Code
		want time.Time
	}{
		"a fresh profile reads a number with a code":   {num(platfone.SMSReceived, platfone.StatusActive, 20*time.Minute), first, ago(20 * time.Minute)},
		"it reads a second code":                       {num(platfone.RetryReceived, platfone.StatusActive, 5*time.Minute), second, ago(5 * time.Minute)},
		"the first one, under the second":              {num(platfone.RetryReceived, platfone.StatusActive, 5*time.Minute), first, time.Time{}},
		"a code under a request for another":           {num(platfone.RetryRequested, platfone.StatusActive, 9*time.Minute), first, time.Time{}},
		"a number that was ended since":                {num(platfone.SMSReceived, platfone.StatusFinalized, 9*time.Minute), first, time.Time{}},
		"heard of after its number was over":           {num(platfone.SMSReceived, platfone.StatusFinalized, 0), late, time.Time{}},
		"the first code of a number that was watched":  {noted, first, ago(50 * time.Minute)},
		"the second of one that was watched and ended": {num(platfone.RetryReceived, platfone.StatusFinalized, -time.Minute), second, heard},
		"a provider whose clock is ahead":              {num(platfone.SMSReceived, platfone.StatusActive, -8*time.Second), first, heard},
	} {
		if got := c.of.Came(c.code); !got.Equal(c.want) {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
	}
}

// Of two codes that were heard of at once the newer is the one that came later
// by the provider's time; of two that came at once, the later number's.
func TestNewestCode(t *testing.T) {
	heard := time.Date(2026, 11, 28, 12, 0, 0, 0, time.UTC)
	at := func(ago time.Duration) Activation {
		return Activation{Activation: platfone.Activation{SMS: platfone.SMSReceived, Status: platfone.StatusActive, UpdatedAt: heard.Add(-ago)}}
	}
	type coded struct {
		Code
		of Activation
	}
	code := func(id int64, number string, act Activation) coded {
		return coded{Code{ID: id, ActivationID: number, Ordered: heard.Add(-time.Hour), Seen: heard}, act}
	}
	newer := func(c, best coded) bool { return Newer(c.Code, c.of, best.Code, best.of) }
	later, earlier := code(1, "later", at(5*time.Second)), code(2, "earlier", at(9*time.Second))
	if newer(earlier, later) || !newer(later, earlier) {
		t.Error("the provider's time does not decide")
	}
	if tie := code(3, "earlier", at(5*time.Second)); newer(tie, later) {
		t.Error("a tie does not go to the newer number")
	}
	second := code(4, "later", at(5*time.Second))
	if second.Round = 1; !newer(second, later) {
		t.Error("the second code of a number is not newer than its first")
	}
	if !newer(earlier, coded{}) {
		t.Error("the first code is not the newest so far")
	}
	if c := code(5, "x", at(-time.Minute)); !c.of.CameBy(c.Code).Equal(heard) {
		t.Error("a change after it was heard is taken for its time")
	}
	ended := at(time.Second)
	ended.SMS, ended.Status, ended.Round = platfone.SMSReceived, platfone.StatusExpired, 0
	if c := code(6, "ended", ended); !ended.Came(Code{Ordered: heard.Add(-time.Hour), Seen: heard, Late: true}).IsZero() || newer(coded{Code{ID: 6, ActivationID: "ended", Ordered: c.Ordered, Seen: heard, Late: true}, ended}, earlier) {
		t.Error("a code that was there before anybody looked comes before one whose time is known")
	}
}
