package platfone

import (
	"bytes"
	"encoding/json"
	"net/http"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"time"
)

// longest is the furthest end of a block that is believed.
const longest = 7 * 24 * time.Hour

var isoTime = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)?`)
})

var isoLayouts = []string{
	time.RFC3339Nano, "2006-01-02T15:04Z07:00", "2006-01-02T15:04:05Z0700",
	"2006-01-02T15:04:05.999999999", "2006-01-02T15:04",
}

// bodyWait finds how long a block lasts: until the latest of every time a field of the body
// names, as Unix seconds, milliseconds or ISO, or as seconds to wait in a field that speaks
// of waiting. The document promises such a time and does not name the field. now is the provider's; 0 is that the body names none.
func bodyWait(body []byte, now time.Time) time.Duration {
	var found time.Duration
	keep := func(t time.Time) {
		if wait := t.Sub(now); wait > found && wait <= longest {
			found = wait
		}
	}
	var v any
	dec := json.NewDecoder(bytes.NewReader(body))
	dec.UseNumber()
	if dec.Decode(&v) == nil {
		scan("", v, now, 0, keep)
	}
	return found
}

// headerWait reads Retry-After: seconds to wait, Unix seconds, or a date. 0 is none ahead.
func headerWait(v string, now time.Time) time.Duration {
	t, err := http.ParseTime(v)
	if err != nil {
		n, _ := strconv.ParseInt(strings.TrimSpace(v), 10, 64)
		t = numberTime(n, now, true)
	}
	return min(longest, max(0, t.Sub(now)))
}

// scan gives keep every time below v, three levels deep.
func scan(key string, v any, now time.Time, depth int, keep func(time.Time)) {
	switch v := v.(type) {
	case map[string]any:
		for k, inner := range v {
			if depth < 3 {
				scan(k, inner, now, depth+1, keep)
			}
		}
	case []any:
		for _, inner := range v {
			if depth < 3 {
				scan(key, inner, now, depth+1, keep)
			}
		}
	case json.Number:
		if n, err := v.Int64(); err == nil {
			keep(numberTime(n, now, speaksOfWaiting(key)))
		}
	case string:
		if n, err := strconv.ParseInt(v, 10, 64); err == nil {
			keep(numberTime(n, now, speaksOfWaiting(key)))
			return
		}
		for _, s := range isoTime().FindAllString(v, 4) {
			keep(parseISO(s))
		}
	}
}

// numberTime reads a number as Unix seconds or milliseconds, or, where a wait is meant, a
// small one as seconds from now.
func numberTime(n int64, now time.Time, wait bool) time.Time {
	switch {
	case n > 5e11 && n < 1e14:
		return time.UnixMilli(n)
	case n > 5e8: // 1985: no wait is that long
		return time.Unix(min(n, lastUnix), 0)
	case wait && n > 0 && n <= int64(longest/time.Second):
		return now.Add(time.Duration(n) * time.Second)
	}
	return time.Time{}
}

func parseISO(s string) time.Time {
	s = strings.Replace(s, " ", "T", 1)
	for _, layout := range isoLayouts {
		if t, err := time.Parse(layout, s); err == nil {
			return t
		}
	}
	return time.Time{}
}

func speaksOfWaiting(key string) bool {
	key = strings.ToLower(key)
	for _, word := range []string{"retry", "wait", "unblock", "blocked", "reset"} {
		if strings.Contains(key, word) {
			return true
		}
	}
	return false
}
