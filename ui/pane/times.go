package pane

import (
	"time"

	"switchboard/ui/text"
)

// When writes a moment in a form (text.FormStamp and so on), as the person has times written; "" when it never was.
func (k *Kit) When(t time.Time, form string) text.Safe {
	k.grows(t)
	s := k.Times.Write(t, k.Now(), form)
	if s.Empty() {
		return s
	}
	return s.Append(text.Own(k.Times.Zone(form)))
}

// Column is When for a column of a table, whose heading names the zone.
func (k *Kit) Column(t time.Time, form string) text.Safe {
	k.grows(t)
	return k.Times.Write(t, k.Now(), form)
}

// Moment is Column in the form that says no more than is needed; "-" when it never was.
func (k *Kit) Moment(t time.Time) text.Safe {
	if t.IsZero() {
		return text.Own("-")
	}
	return k.Column(t, k.Times.Near(t, k.Now()))
}

// On is When in a sentence: "on 2 Jan", "3d ago".
func (k *Kit) On(t time.Time, form string) text.Safe {
	if k.Times == text.Ago {
		return k.When(t, form)
	}
	return text.Own("on ").Append(k.When(t, form))
}

// Until writes a moment to come: by the clock also where moments are ages, since what is left is told beside it.
func (k *Kit) Until(t time.Time, form string) text.Safe {
	w := k.Times
	if w == text.Ago {
		w = text.Local
	}
	return w.Write(t, k.Now(), form).Append(text.Own(w.Zone(form)))
}

// grows notes that the age of a moment is on the screen.
func (k *Kit) grows(t time.Time) {
	if k.Times != text.Ago || t.IsZero() {
		return
	}
	if next := text.Older(t, k.Now()); k.older.IsZero() || next.Before(k.older) {
		k.older = next
	}
}

// Older is when the first of the ages written since it was asked last reads differently; zero when there are none.
func (k *Kit) Older() time.Time {
	next := k.older
	k.older = time.Time{}
	return next
}
