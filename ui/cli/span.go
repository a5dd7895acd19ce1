package cli

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// Moment reads a point in the past: a day, a minute of it, or how long ago it
// was. "" is the zero time.
func Moment(flag, s string) (time.Time, error) {
	if s == "" {
		return time.Time{}, nil
	}
	for _, layout := range []string{"2006-01-02", "2006-01-02T15:04", time.RFC3339} {
		if t, err := time.ParseInLocation(layout, s, time.Local); err == nil {
			return t, nil
		}
	}
	if n, err := strconv.Atoi(strings.TrimSuffix(s, "d")); err == nil && strings.HasSuffix(s, "d") && n >= 0 && n < 100_000 {
		return time.Now().AddDate(0, 0, -n), nil
	}
	if d, err := time.ParseDuration(s); err == nil && d >= 0 {
		return time.Now().Add(-d), nil
	}
	return time.Time{}, Misuse(fmt.Errorf("%s: a day such as 2026-11-01, or a time ago such as 30m, 12h or 7d", flag))
}
