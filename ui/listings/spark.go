package listings

import (
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

// span is how the risk went in a time: the worst of each of its equal shares,
// -1 where it is not known, and its bounds.
type span struct {
	marks     []rune
	worst     []int
	low, high int
}

// span reads the last days of a history as shares to be drawn in cells.
func (p *Pane) span(list []store.Risk, days, cells int) span {
	s := span{marks: []rune(ramp)}
	if p.kit.Styles.Plain {
		s.marks = []rune(asciiRamp)
	}
	s.worst, s.low, s.high = buckets(list, p.kit.Now(), time.Duration(days)*24*time.Hour, cells)
	return s
}

func (s span) known() bool { return s.high >= 0 }

// bounds says the lowest and the highest.
func (s span) bounds() text.Safe {
	if s.low == s.high {
		return text.Int(int64(s.low)).Append(text.Own(", flat"))
	}
	return text.Sentence("{}-{}", text.Int(int64(s.low)), text.Int(int64(s.high)))
}

// line draws a mark for each share, then says the bounds.
func (s span) line() text.Safe {
	var b strings.Builder
	for _, w := range s.worst {
		if w < 0 {
			b.WriteByte(' ')
			continue
		}
		b.WriteRune(s.marks[min(w*len(s.marks)/101, len(s.marks)-1)])
	}
	return text.Clean(b.String()).Append(text.Own("  "), s.bounds())
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
