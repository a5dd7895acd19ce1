package text

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"switchboard/client/money"
)

// Join puts parts side by side with sep between them, leaving out empty ones.
func Join(sep Literal, parts ...Safe) Safe {
	var b strings.Builder
	for _, p := range parts {
		if p.s == "" {
			continue
		}
		if b.Len() > 0 {
			b.WriteString(string(sep))
		}
		b.WriteString(p.s)
	}
	return Clean(b.String())
}

// Append puts parts straight after the text.
func (s Safe) Append(parts ...Safe) Safe {
	var b strings.Builder
	b.WriteString(s.s)
	for _, p := range parts {
		b.WriteString(p.s)
	}
	return Clean(b.String())
}

// Sentence fills our own pattern: each {} in it is replaced by the next part. Parts left over are put after it, so nothing is lost to a slip.
func Sentence(pattern Literal, parts ...Safe) Safe {
	var b strings.Builder
	rest := string(pattern)
	for _, p := range parts {
		before, after, found := strings.Cut(rest, "{}")
		b.WriteString(before)
		if !found {
			b.WriteByte(' ')
		}
		b.WriteString(p.s)
		rest = after
	}
	b.WriteString(rest)
	return Clean(b.String())
}

// Int is a whole number, thousands apart: 12,480.
func Int(n int64) Safe {
	digits := strconv.FormatInt(n, 10)
	sign := ""
	if n < 0 {
		sign, digits = "-", digits[1:]
	}
	for i := len(digits) - 3; i > 0; i -= 3 {
		digits = digits[:i] + "," + digits[i:]
	}
	return Safe{sign + digits}
}

// Money is an amount: $0.34, -$1,203.50.
func Money(c money.Cents) Safe { return Safe{c.String()} }

// Count is a number with its noun: 1 code, 3 codes. many is the noun's plural.
func Count(n int64, one, many Literal) Safe {
	noun := many
	if n == 1 || n == -1 {
		noun = one
	}
	return Clean(Int(n).s + " " + string(noun))
}

// Left is a countdown: 11:42, 0:07, 1:02:03; what is past is 0:00. Seconds are rounded up, so 0:00 is never shown while time is left.
func Left(d time.Duration) Safe {
	n := int64(max(d+time.Second-1, 0) / time.Second)
	if n < 3600 {
		return Safe{fmt.Sprintf("%d:%02d", n/60, n%60)}
	}
	return Safe{fmt.Sprintf("%d:%02d:%02d", n/3600, n/60%60, n%60)}
}

// Age is how long ago something was, in one unit: 8s, 4m, 3h, 12d. A time in the future (two clocks disagree) is 0s.
func Age(d time.Duration) Safe {
	switch {
	case d < time.Second:
		return Safe{"0s"}
	case d < time.Minute:
		return Safe{fmt.Sprintf("%ds", d/time.Second)}
	case d < time.Hour:
		return Safe{fmt.Sprintf("%dm", d/time.Minute)}
	case d < 48*time.Hour:
		return Safe{fmt.Sprintf("%dh", d/time.Hour)}
	}
	return Safe{fmt.Sprintf("%dd", d/(24*time.Hour))}
}

// Clock is the time of day in t's own zone: 22:31. The zero time is empty.
func Clock(t time.Time) Safe { return stamp(t, "15:04") }

// Date is the day in t's own zone: 8 Jun 2027. The zero time is empty.
func Date(t time.Time) Safe { return stamp(t, "2 Jan 2006") }

// Stamp is day and time in t's own zone, in the order that sorts: 2027-06-08 22:31:05. The zero time is empty.
func Stamp(t time.Time) Safe { return stamp(t, "2006-01-02 15:04:05") }

func stamp(t time.Time, layout string) Safe {
	if t.IsZero() {
		return Safe{}
	}
	return Clean(t.Format(layout))
}
