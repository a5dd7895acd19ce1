package answer

import "time"

// Windows counts calls per key in fixed windows of one minute that start at
// whole minutes of the clock. It marshals as JSON. The zero value is ready.
// It is not safe for concurrent use: the service's own mutex guards it.
type Windows struct {
	Start int64          `json:"start"` // unix seconds of the minute being counted
	Count map[string]int `json:"count"`
}

// Take spends one call of key's limit per minute. It answers how many are
// left after this one, when the window is empty again, and whether the call
// is within the limit. A limit of zero or less is no limit.
func (w *Windows) Take(key string, limit int, now time.Time) (left int, reset time.Time, ok bool) {
	start := now.Unix() - now.Unix()%60
	reset = time.Unix(start+60, 0)
	if limit <= 0 {
		return 0, reset, true
	}
	if w.Count == nil || w.Start != start {
		w.Start, w.Count = start, map[string]int{}
	}
	if w.Count[key] >= limit {
		return 0, reset, false
	}
	w.Count[key]++
	return limit - w.Count[key], reset, true
}
