package rest

import (
	"net/http"
	"strconv"
	"strings"
	"time"
)

// longestWait bounds what is believed of a server's wait: past a week it is
// taken for nonsense, and asked again after that week.
const longestWait = 7 * 24 * time.Hour

// headerWait reads the latest moment named by Retry-After (seconds or a date)
// and X-Ratelimit-Reset (unix seconds), on our clock; zero when none is ahead.
func headerWait(h http.Header, now time.Time) time.Time {
	there := dateOf(h, now)
	var latest time.Time
	for _, wait := range []time.Duration{retryAfter(h.Get("Retry-After"), there), resetAfter(h.Get("X-Ratelimit-Reset"), there)} {
		if wait > 0 && now.Add(wait).After(latest) {
			latest = now.Add(wait)
		}
	}
	return latest
}

func retryAfter(text string, there time.Time) time.Duration {
	text = strings.TrimSpace(text)
	if at, err := http.ParseTime(text); err == nil {
		return at.Sub(there)
	}
	return seconds(text)
}

// resetAfter reads unix seconds, unix milliseconds, or seconds from now.
func resetAfter(text string, there time.Time) time.Duration {
	n, err := strconv.ParseFloat(strings.TrimSpace(text), 64)
	switch {
	case err != nil || !(n > 0):
		return 0
	case n >= 1e12:
		return time.UnixMilli(int64(min(n, 1e15))).Sub(there)
	case n >= 5e8:
		return time.Unix(int64(n), 0).Sub(there)
	}
	return seconds(text)
}

func seconds(text string) time.Duration {
	n, err := strconv.ParseFloat(strings.TrimSpace(text), 64)
	if err != nil || !(n > 0) {
		return 0
	}
	return time.Duration(min(n, (2*longestWait).Seconds()) * float64(time.Second))
}

func dateOf(h http.Header, otherwise time.Time) time.Time {
	if at, err := http.ParseTime(h.Get("Date")); err == nil {
		return at
	}
	return otherwise
}
