package config

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// Keep is how long something is kept. The zero Keep keeps nothing.
type Keep struct {
	Days    int
	Forever bool
}

// Before is the time before which things are no longer kept; the zero time
// when everything is.
func (k Keep) Before(now time.Time) time.Time {
	if k.Forever {
		return time.Time{}
	}
	return now.AddDate(0, 0, -k.Days)
}

type keep struct{ to *Keep }

func (k keep) set(v any) bool {
	switch v := v.(type) {
	case int64:
		return k.days(v)
	case string:
		if v == "forever" {
			*k.to = Keep{Forever: true}
			return true
		}
		digits, ok := strings.CutSuffix(v, "d")
		n, err := strconv.ParseInt(digits, 10, 64)
		return ok && err == nil && k.days(n)
	}
	return false
}

// maxDays is a hundred years, more than anybody means.
const maxDays = 36500

func (k keep) days(n int64) bool {
	if n < 0 || n > maxDays {
		return false
	}
	*k.to = Keep{Days: int(n)}
	return true
}

func (k keep) toml() string {
	if k.to.Forever {
		return `"forever"`
	}
	return quote(strconv.Itoa(k.to.Days) + "d")
}
func (keep) allowed() string { return `days, such as "90d"; 0 keeps nothing, "forever" everything` }

// Hours are quiet hours by the clock on the wall, each from midnight. Both
// zero are none; From may be the later one.
type Hours struct{ From, To time.Duration }

type hours struct{ to *Hours }

func (h hours) set(v any) bool {
	s, ok := v.(string)
	if !ok {
		return false
	}
	if s == "" {
		*h.to = Hours{}
		return true
	}
	from, to, ok := strings.Cut(s, "-")
	a, errA := time.Parse("15:04", strings.TrimSpace(from))
	b, errB := time.Parse("15:04", strings.TrimSpace(to))
	if !ok || errA != nil || errB != nil || a.Equal(b) {
		return false
	}
	*h.to = Hours{sinceMidnight(a), sinceMidnight(b)}
	return true
}

func sinceMidnight(t time.Time) time.Duration {
	return time.Duration(t.Hour())*time.Hour + time.Duration(t.Minute())*time.Minute
}

func (h hours) toml() string {
	if *h.to == (Hours{}) {
		return `""`
	}
	clock := func(d time.Duration) string { return fmt.Sprintf("%02d:%02d", int(d.Hours()), int(d.Minutes())%60) }
	return quote(clock(h.to.From) + "-" + clock(h.to.To))
}
func (hours) allowed() string { return `from and to, such as "22:00-07:00", or "" for none` }
