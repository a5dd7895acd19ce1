package config

import (
	"strconv"
	"strings"
	"time"

	"switchboard/client/money"
)

// spoken is a value that people say in another way than it stands in the file.
type spoken interface{ said() string }

// saidOf is a value as people say it: "4 seconds", "$1.00", "none".
func saidOf(v value) string {
	if s, ok := v.(spoken); ok {
		return s.said()
	}
	switch s := shown(v); s {
	case `""`, "[]", "{}":
		return "none"
	default:
		return unquoted(s)
	}
}

// typedOf is a value as a person types it, without the signs of the file; what
// is not shown whole is typed anew, from nothing.
func typedOf(v value) string {
	if _, hidden := v.(veiled); hidden && shown(v) != v.toml() {
		return ""
	}
	switch v := v.(type) {
	case list:
		return strings.Join(*v.to, ", ")
	case program:
		return strings.Join(*v.to, " ")
	}
	return unquoted(v.toml())
}

// unquoted is a text as it is in the file, without its quotes; all else as it is.
func unquoted(toml string) string {
	if s, err := strconv.Unquote(toml); err == nil {
		return s
	}
	return toml
}

func (b boolean) said() string {
	if *b.to {
		return "yes"
	}
	return "no"
}

func (n integer) said() string { return counted(*n.to, n.unit) }

// counted is a number with its unit, which is given for many: "1 second", "4 seconds".
func counted(n int, units string) string {
	if n == 1 {
		units = strings.TrimSuffix(units, "s")
	}
	return strconv.Itoa(n) + " " + units
}

func (m sum) said() string { return dollars(*m.to) }

func dollars(c money.Cents) string { return c.String() }

func (l limit) said() string {
	switch {
	case !l.to.None:
		return dollars(l.to.Cents)
	case l.none == "none":
		return "no limit"
	}
	return l.none
}

func (r rise) said() string {
	if r.to.Percent > 0 {
		return strconv.Itoa(r.to.Percent) + " %"
	}
	return dollars(r.to.Cents)
}

func (d duration) said() string {
	t := *d.to
	switch {
	case t%time.Hour == 0:
		return counted(int(t/time.Hour), "hours")
	case t%time.Minute == 0:
		return counted(int(t/time.Minute), "minutes")
	case t%time.Second == 0 && t < time.Minute:
		return counted(int(t/time.Second), "seconds")
	}
	return short(t)
}

func (k keep) said() string {
	switch {
	case k.to.Forever:
		return "forever"
	case k.to.Days == 0:
		return "not at all"
	}
	return counted(k.to.Days, "days")
}

func (l listener) said() string {
	if *l.to == "" {
		return "off"
	}
	return *l.to
}

func (l list) said() string {
	if len(*l.to) == 0 {
		return "none"
	}
	return strings.Join(*l.to, ", ")
}

// said is the program alone: people put keys into the arguments.
func (p program) said() string {
	switch len(*p.to) {
	case 0:
		return "none"
	case 1:
		return (*p.to)[0]
	}
	return (*p.to)[0] + " …"
}
