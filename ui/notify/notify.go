// Package notify owns what happens outside the screen when something happens on it: the bell, a desktop notice, the person's own program. What is
// said and when is decided by Decide and Center without touching anything; Emitter does it.
package notify

import (
	"regexp"
	"sync"
	"time"

	"switchboard/ui/text"
)

// Kind is what happened.
type Kind int

// The kinds, in the order of the table.
const (
	Code    Kind = iota // a code arrived
	Ending              // a number ends in two minutes without a code
	Away                // what arrived while the person was away
	Order               // a price moved, or an order's result came after its sheet was left
	Limit               // the success rate is near its limit, a block started or ended
	Low                 // a balance crossed its threshold
	Listing             // a listing was verified, or a risk crossed a band
	Report              // a report was decided
	Hooks               // hooks are silent while polling sees changes
	Result              // it was found what became of an act that got no answer
	Kinds               // how many there are
)

type rule struct {
	name      string
	bell      bool
	desktop   bool
	one, many text.Literal // of several merged notices
}

var rules = [Kinds]rule{
	Code:    {"code", true, true, "code arrived", "codes arrived"},
	Ending:  {"ending", false, true, "number ends soon", "numbers end soon"},
	Away:    {"away", false, false, "change while you were away", "changes while you were away"},
	Order:   {"order", true, true, "order has a problem", "orders have a problem"},
	Limit:   {"limit", true, true, "limit changed", "limits changed"},
	Low:     {"low", false, true, "balance is low", "balances are low"},
	Listing: {"listing", false, true, "listing changed", "listings changed"},
	Report:  {"report", false, true, "report was decided", "reports were decided"},
	Hooks:   {"hooks", false, false, "webhook missing", "webhooks missing"},
	Result:  {"result", false, true, "result found", "results found"},
}

// String is the kind's name in settings and in the JSON for the person's program.
func (k Kind) String() string {
	if k < 0 || k >= Kinds {
		return "unknown"
	}
	return rules[k].name
}

// Event is one thing that happened. Masked is what may be shown to anybody who looks at the desktop; Full, which may hold a code or a whole
// number, is used only where the person has asked for it.
type Event struct {
	Kind         Kind
	Masked, Full text.Safe
}

// Settings are the person's, as they stand when an event comes.
type Settings struct {
	Off       map[Kind]bool // kinds that are switched off
	NoBell    bool
	NoDesktop bool
	ShowCodes bool // notify.show_codes: notices may hold codes and whole numbers
	Quiet     Hours
}

// Hours are quiet hours by the clock on the wall, From up to To; equal means none. From may be the later one: 22:00 to 7:00.
type Hours struct{ From, To time.Duration }

// Holds says whether t is in the quiet hours, in t's own zone.
func (h Hours) Holds(t time.Time) bool {
	hour, minute, second := t.Clock()
	at := time.Duration(hour)*time.Hour + time.Duration(minute)*time.Minute + time.Duration(second)*time.Second
	if h.From <= h.To {
		return at >= h.From && at < h.To
	}
	return at >= h.From || at < h.To
}

// Now is the moment an event is judged in.
type Now struct {
	Time    time.Time
	Focused bool      // the window has the focus; a terminal that does not report focus counts as focused
	Muted   time.Time // M: no bell and no desktop notice before then
}

// Plan is what to do about an event. The toast on screen is not asked about here: it always comes.
type Plan struct {
	Bell, Desktop, Command bool
	Body                   text.Safe
}

// Decide is the rule of C8: everything stays silent when muted or in quiet hours; the desktop is only for a window without focus. The person's
// program hears of every event it has not silenced: it may well be how an absent person hears.
func Decide(e Event, s Settings, n Now) Plan {
	p := Plan{Body: mask(e.Masked)}
	if s.ShowCodes {
		p.Body = e.Masked
		if !e.Full.Empty() {
			p.Body = e.Full
		}
	}
	if e.Kind < 0 || e.Kind >= Kinds || s.Off[e.Kind] || n.Time.Before(n.Muted) || s.Quiet.Holds(n.Time) {
		return p
	}
	p.Bell = rules[e.Kind].bell && !s.NoBell
	p.Desktop = rules[e.Kind].desktop && !s.NoDesktop && !n.Focused
	p.Command = true
	return p
}

// digits are four and more in a row, as they stand in codes and telephone numbers.
var digits = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`\+?[0-9](?:[ ()-]{0,2}[0-9]){3,}`) })

// mask takes codes and numbers out of a text, should its writer have left one in.
func mask(s text.Safe) text.Safe {
	return text.Clean(digits().ReplaceAllString(s.String(), "•••"))
}
