package listings

import (
	"slices"
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
	since     text.Safe // of a risk that is known for a part of the time and never changed: from when on
}

// span reads the last days of a history as shares to be drawn in cells.
func (p *Pane) span(list []store.Risk, days, cells int) span {
	s := span{marks: []rune(ramp)}
	if p.kit.Styles.Plain {
		s.marks = []rune(asciiRamp)
	}
	long := time.Duration(days) * 24 * time.Hour
	s.worst, s.low, s.high = buckets(list, p.kit.Now(), long, cells)
	if s.known() && s.low == s.high && s.worst[0] < 0 {
		at := slices.IndexFunc(list, func(r store.Risk) bool { return r.Score != nil })
		s.since = p.kit.When(list[max(at, 0)].At, text.FormDay)
	}
	return s
}

func (s span) known() bool { return s.high >= 0 }

// bounds says the lowest and the highest.
func (s span) bounds() text.Safe {
	switch {
	case !s.since.Empty():
		return text.Sentence("{} since {}", text.Int(int64(s.low)), s.since)
	case s.low == s.high:
		return text.Int(int64(s.low)).Append(text.Own(", flat"))
	}
	return text.Sentence("{}-{}", text.Int(int64(s.low)), text.Int(int64(s.high)))
}

// line draws a mark for each share, then says the bounds. What never changed since it is known needs no line.
func (s span) line() text.Safe {
	if !s.since.Empty() {
		return s.bounds()
	}
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
