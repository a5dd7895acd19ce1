package cli

import (
	"errors"
	"testing"
	"time"

	"switchboard/client/money"
)

func exitOf(err error) int {
	var e *Exit
	if errors.As(err, &e) {
		return e.Code
	}
	if err != nil {
		return Failure
	}
	return OK
}

func TestDollars(t *testing.T) {
	for _, c := range []struct {
		in   string
		want money.Cents
		bad  bool
	}{{"0.40", 40, false}, {"$35", 3500, false}, {"+35", 3500, false}, {"-5", -500, false}, {"-$5", -500, false}, {"1,50", 0, true}, {"0.405", 0, true}, {"", 0, true}} {
		if got, err := Dollars("--max", c.in); got != c.want || (err != nil) != c.bad || c.bad && exitOf(err) != Usage {
			t.Errorf("%q: %v, %v", c.in, got, err)
		}
	}
}

func TestMoment(t *testing.T) {
	now := time.Now()
	for in, ago := range map[string]time.Duration{"30m": 30 * time.Minute, "12h": 12 * time.Hour} {
		got, err := Moment("--since", in)
		if d := now.Sub(got) - ago; err != nil || d > time.Second || d < -time.Minute {
			t.Errorf("%s: %v, %v", in, got, err)
		}
	}
	if got, err := Moment("--since", "2026-11-01"); err != nil || !got.Equal(time.Date(2026, 11, 1, 0, 0, 0, 0, time.Local)) {
		t.Errorf("a day: %v, %v", got, err)
	}
	if got, err := Moment("--since", "7d"); err != nil || !got.Before(now.Add(-6*24*time.Hour)) {
		t.Errorf("7d: %v, %v", got, err)
	}
	for _, bad := range []string{"yesterday", "-3d", "7", "-1h"} {
		if _, err := Moment("--since", bad); exitOf(err) != Usage {
			t.Errorf("%s: %v", bad, err)
		}
	}
}
