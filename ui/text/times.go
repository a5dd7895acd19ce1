package text

import "time"

// Times is how moments are written: by the clock of this machine, by UTC, or as how long ago they were.
type Times string

// The ways; the zero Times is Local.
const (
	Local Times = "local"
	UTC   Times = "utc"
	Ago   Times = "ago"
)

// AllTimes are the ways by their names in the settings, in the order in which a key goes through them.
func AllTimes() []string { return []string{string(Local), string(UTC), string(Ago)} }

// Next is the way after this one.
func (w Times) Next() Times {
	switch w {
	case UTC:
		return Ago
	case Ago:
		return Local
	}
	return UTC
}

// String says it for a person.
func (w Times) String() string {
	switch w {
	case UTC:
		return "in UTC"
	case Ago:
		return "as how long ago they were"
	}
	return "in local time"
}

// Forms of a moment, as the time package lays them out.
const (
	FormClock  = "15:04"
	FormSecond = "15:04:05"
	FormDay    = "2 Jan"
	FormDayAt  = "2 Jan 15:04"
	FormDate   = "2 Jan 2006"
	FormStamp  = "2006-01-02 15:04:05"
)

// Write is a moment in a form, in the zone of now unless it is in UTC; an age counts from now. The zero time is empty.
func (w Times) Write(t, now time.Time, form string) Safe {
	switch {
	case t.IsZero():
		return Safe{}
	case w == Ago && t.After(now.Add(time.Second-1)):
		return Clean("in " + Age(t.Sub(now)).s)
	case w == Ago:
		return Clean(Age(now.Sub(t)).s + " ago")
	}
	return Clean(t.In(w.zone(now)).Format(form))
}

// zone is where the clock stands that moments are written by.
func (w Times) zone(now time.Time) *time.Location {
	if w == UTC {
		return time.UTC
	}
	return now.Location()
}

// Near is the form of a moment that says no more than is needed: the time of day of today, the day and the time of
// this year, else the date.
func (w Times) Near(t, now time.Time) string {
	t, now = t.In(w.zone(now)), now.In(w.zone(now))
	switch {
	case t.YearDay() == now.YearDay() && t.Year() == now.Year():
		return FormSecond
	case t.Year() == now.Year():
		return FormDayAt
	}
	return FormDate
}

// Zone is what names the zone beside moments in a form: " UTC" where a time of day is not of this machine's clock.
func (w Times) Zone(form string) Literal {
	if w == UTC && form != FormDay && form != FormDate {
		return " UTC"
	}
	return ""
}

// Older is when an age that is written now reads differently.
func Older(t, now time.Time) time.Time {
	d := now.Sub(t)
	unit := 24 * time.Hour
	switch {
	case d.Abs() < time.Minute:
		unit = time.Second
	case d.Abs() < time.Hour:
		unit = time.Minute
	case d.Abs() < 48*time.Hour:
		unit = time.Hour
	}
	if d < 0 {
		return now.Add(-d%unit + 1)
	}
	return now.Add(unit - d%unit)
}
