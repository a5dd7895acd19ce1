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
