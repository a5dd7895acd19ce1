package listings

import (
	"strconv"
	"strings"
	"time"

	"switchboard/store"
	"switchboard/ui/text"
)

// ramps are the marks of a risk from 0 to 100, for terminals of both kinds.
// The scale is always the whole one, so that two lines can be compared.
const (
	ramp      = "▁▂▃▄▅▆▇█"
	asciiRamp = "_.-:=+*#"
)

// spark draws the risk of the last days in at most w cells, each the worst of
// its share of the time, and says its lowest, highest and last. ok is false
// when nothing is known of that time.
func (p *Pane) spark(list []store.Risk, days, w int) (line text.Safe, ok bool) {
	cells := min(w, 24, days)
	worst, low, high := buckets(list, p.kit.Now(), time.Duration(days)*24*time.Hour, cells)
	if high < 0 {
		return text.Safe{}, false
	}
	marks := []rune(ramp)
	if p.kit.Styles.Plain {
		marks = []rune(asciiRamp)
	}
	var b strings.Builder
	for _, s := range worst {
		if s < 0 {
			b.WriteByte(' ')
			continue
		}
		b.WriteRune(marks[min(s*len(marks)/101, len(marks)-1)])
	}
	return text.Clean(b.String() + "  " + strconv.Itoa(low) + " to " + strconv.Itoa(high)), true
}

// buckets are the worst scores of n equal shares of the time before now; a
// share in which nothing was written down goes on with the score before it. -1
// is not known. low and high are the bounds of the whole time.
func buckets(list []store.Risk, now time.Time, span time.Duration, n int) (worst []int, low, high int) {
	worst = make([]int, n)
	from, share := now.Add(-span), span/time.Duration(n)
	i, last := 0, -1
	for ; i < len(list) && list[i].At.Before(from); i++ {
		last = score(list[i], last)
	}
	low, high = last, last
	for b := range worst {
		end := from.Add(time.Duration(b+1) * share)
		worst[b] = last
		for ; i < len(list) && (list[i].At.Before(end) || b == n-1); i++ {
			last = score(list[i], last)
			worst[b], high = max(worst[b], last), max(high, last)
			if low < 0 || last < low {
				low = last
			}
		}
	}
	return worst, low, high
}

func score(r store.Risk, before int) int {
	if r.Score == nil {
		return before
	}
	return *r.Score
}
