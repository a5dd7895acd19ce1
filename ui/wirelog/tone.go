package wirelog

import (
	"net/http"
	"strings"

	"switchboard/client/oneuc"
	"switchboard/client/rest"
	"switchboard/store"
	"switchboard/ui/style"
)

// A line's tone is the role of what came of it, the same in the list, its preview and its detail: bad is what was refused or
// failed, warn what is not known yet and what a person is warned of, accent what waits for a choice. All else is text.

// deedTones are those of an act by its state; text is what is not listed.
var deedTones = map[store.IntentState]style.Role{store.StateRejected: style.Bad, store.StateUnknown: style.Warn}

func deedTone(d store.Deed) style.Role {
	switch {
	case d.Damaged:
		return style.Warn
	case d.Asked():
		return style.Accent
	case d.Amiss() != "": // carried out, and not as it was wanted
		return style.Bad
	}
	return deedTones[d.State]
}

// resultTones are those of the beginnings that results in the log have when it did not go as it should.
var resultTones = []struct {
	begins string
	tone   style.Role
}{{"refused", style.Bad}, {store.NotSent, style.Bad}, {"not done", style.Bad}, {store.FoundNotDone, style.Bad}, {"failed", style.Bad}, {"lost", style.Bad}, {store.DoneAmiss, style.Bad}, {store.FoundAmiss, style.Bad}, {"no answer", style.Warn}, {"sent, no answer", style.Warn}}

func eventTone(e store.Event) style.Role {
	for _, t := range resultTones {
		if strings.HasPrefix(e.Result, t.begins) {
			return t.tone
		}
	}
	switch {
	case oneuc.AsksToChoose(e.Result):
		return style.Accent
	case strings.HasPrefix(e.What, store.NoticePrefix) && e.What != store.NoticePrefix+"report":
		return style.Warn
	}
	return style.Text
}

func exchangeTone(x rest.Exchange) style.Role {
	if x.Err != "" || x.Status >= http.StatusBadRequest {
		return style.Bad
	}
	return style.Text
}

// problem reports whether a person should look at it.
func (l line) problem() bool { return l.tone == style.Bad || l.tone == style.Warn }
