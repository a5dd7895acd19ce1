package wirelog_test

import (
	"strings"
	"testing"

	"switchboard/client/oneuc"
	"switchboard/store"
	"switchboard/ui/style"
)

// One rule of colours: bad is what was refused, warn what is not known yet, accent what waits for a choice, wherever the
// line is told, and beside what happened and what was done by it.
func TestOneRuleOfColours(t *testing.T) {
	inBubble(t, 80, 24, func(r *rig) {
		choice := oneuc.PossiblePlaces(3)
		tones := []struct {
			said string
			role style.Role
		}{{"done", style.Text}, {"refused: it was received already", style.Bad}, {choice, style.Accent}, {"not known yet: no answer", style.Warn},
			{"done: the address is known, not ac…", style.Bad}}
		shows := func(said string, role style.Role) {
			t.Helper()
			cell, _, _ := strings.Cut(r.kit.Styles.Paint(role, said), "\x1b[m")
			if !strings.Contains(r.Painted(), cell) {
				t.Errorf("%q is not painted as role %v:\n%q", said, role, r.Painted())
			}
		}
		r.done("sms.order", "telegram/uk for acme", "{}", store.StateConfirmed, "")
		r.done("sms.cancel", "+44 7975 777666", "{}", store.StateRejected, "it was received already")
		r.done("lines.e911", "+1 415 523 4712", "{}", store.StateRejected, choice)
		r.done("sms.retry", "+44 7975 777667", "{}", store.StateUnknown, "no answer")
		r.done("lines.e911", "+1 415 523 4713", "{}", store.StateConfirmed, string(oneuc.StatusGeocoded))
		r.Press("g")
		for _, tone := range tones {
			shows(tone.said, tone.role)
			r.Press("down") // the selected one keeps its colour, and so has it in the preview
		}
		r.Press("/")
		r.Type("is:problem")
		r.Shows("3 acts")
		r.Hides(choice)
		r.Press("esc", "esc", "l", "l")
		r.audit("lines.e911", "+1 415 523 4712", store.Refused(choice))
		r.audit("sms.cancel", "+44 7975 777666", store.Refused("a code came"))
		r.audit("sms.order", "telegram/uk for acme", store.Refused("nothing was sent: cannot reach SMS"))
		r.audit("notice.low", "acme", "balance is low: $0.45 is free")
		r.audit("lines.e911", "+1 415 523 4713", store.Intent{Op: "lines.e911"}.Log(string(oneuc.StatusGeocoded), true))
		r.Press("g")
		shows(choice, style.Accent)
		shows("found: it was done: the address is known, not active yet: help would not be", style.Bad)
		shows("refused: a code came", style.Bad)
		shows("not sent: cannot reach SMS", style.Bad)
		shows("balance is low: $0.45 is free", style.Warn)
	})
}

// What came of it is read whole in the list where a shorter heading leaves the room, and else beneath it.
func TestResultsAreReadWhole(t *testing.T) {
	long := "refused: no numbers left under $0.34: the provider suggests $0.55"
	for _, size := range [][2]int{{80, 24}, {120, 40}, {170, 45}} {
		inBubble(t, size[0], size[1], func(r *rig) {
			r.audit("sms.cancel", "+44 7975 777666", "refused: it was received already")
			r.audit("sms.order", "telegram/uk for acme", long)
			r.Press("l", "g", "down")
			r.Shows("refused: it was received already")
			r.Press("g")
			r.Shows(long)
		})
	}
}
