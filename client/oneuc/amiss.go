package oneuc

import (
	"strconv"
	"strings"
)

// Amiss is why help would not be sent to an address with this status; "" when it would.
func (s E911Status) Amiss() string {
	switch s {
	case StatusProvisioned:
		return ""
	case StatusGeocoded, "":
		return "the address is known, not active yet: help would not be sent there"
	}
	return "the emergency system says " + string(s) + ": help would not be sent there"
}

// notAsSent begins what is kept of an address that was filed and is not as it was sent.
const notAsSent = "; not as sent: "

// Filing is what is kept of an address that was filed, in one line: its status and, where it is
// active, which of its fields are not as they were sent.
func Filing(sent, now E911) string {
	var differs []string
	if now.Status == StatusProvisioned {
		for _, f := range NotAsSent(sent, now) {
			differs = append(differs, f.Field)
		}
	}
	if len(differs) == 0 {
		return string(now.Status)
	}
	return string(now.Status) + notAsSent + strings.Join(differs, ", ")
}

// FilingAmiss is what is amiss with an address of which that was kept; "" when it is active as it
// was sent, or when it is a person's own word of it and no status.
func FilingAmiss(kept string) string {
	status, differs, found := strings.Cut(kept, notAsSent)
	switch {
	case found:
		return "another " + differs + " is on file than was sent"
	case status != strings.ToUpper(status) || status == "":
		return ""
	}
	return E911Status(status).Amiss()
}

// Filed reports whether an address is on file by this answer, active or not; after any other the
// number is as it was.
func Filed(o Outcome) bool {
	switch o.(type) {
	case Provisioned, Geocoded, Failed:
		return true
	}
	return false
}

// Amiss is what is amiss after an address was sent, in the words that every face uses; "" when
// it is active as it was sent. What can be done about it, the face adds.
func Amiss(sent E911, o Outcome) string {
	switch o := o.(type) {
	case Provisioned:
		var differs []string
		for _, f := range NotAsSent(sent, o.Address) {
			differs = append(differs, f.Field)
		}
		if len(differs) == 0 {
			return ""
		}
		return "another " + strings.Join(differs, ", ") + " is on file than was sent: " + o.Address.Line()
	case Geocoded:
		return StatusGeocoded.Amiss()
	case Failed:
		return o.Status.Amiss()
	case Choices:
		return PossiblePlaces(len(o.Candidates))
	case InvalidAddress:
		if said := strings.TrimSpace(o.Message); said != "" {
			return "the service does not find this place: " + said
		}
		return "the service does not find this place"
	case FieldErrors:
		return o.Error()
	case Charges:
		return o.Quote.words() + ": nothing was changed"
	}
	return "the answer is of an unknown kind"
}

// words are what a quote comes to; of an amount that is not told it says so.
func (q Quote) words() string {
	switch {
	case q.Today.Known && q.Recurring.Known:
		return "it costs " + q.Due() + " and " + q.Recurring.String() + " each month"
	case q.Today.Known:
		return "it costs " + q.Due() + "; how much each month is not said"
	case q.Recurring.Known:
		return "it costs " + q.Recurring.String() + " each month; how much today is not said"
	}
	return "it costs money; how much is not said"
}

// What ends a sentence about an address for which the service offers places.
const (
	toChoose = " places fit: choose one"
	toAgree  = "one place fits, not as it was typed: choose it"
)

// PossiblePlaces is what is amiss while the service offers n places for an address.
func PossiblePlaces(n int) string {
	if n == 1 {
		return toAgree
	}
	return strconv.Itoa(n) + toChoose
}

// AsksToChoose reports whether that was said: the address was not refused, a person goes on with it.
func AsksToChoose(said string) bool {
	return strings.HasSuffix(said, toChoose) || strings.HasSuffix(said, toAgree)
}
