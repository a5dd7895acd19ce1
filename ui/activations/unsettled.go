package activations

import (
	"strings"
	"time"

	"switchboard/store"
	"switchboard/ui/pane"
	"switchboard/ui/style"
	"switchboard/ui/text"
)

// underway is how long an act may be on its way before it is shown as not settled.
const underway = 5 * time.Second

// unsettled are the acts at the SMS provider whose outcome is not known.
func (p *Pane) unsettled() []store.Intent {
	var out []store.Intent
	for _, i := range p.journal {
		late := i.State == store.StateSent && p.kit.Now().Sub(i.SentAt) > underway
		if strings.HasPrefix(i.Op, "sms.") && (late || i.State == store.StateUnknown) {
			out = append(out, i)
		}
	}
	return out
}

// notSettled says what is being found out. Unknown is not failed: nothing here
// says that it did not happen.
func (p *Pane) notSettled(w int) []string {
	list := p.unsettled()
	if len(list) == 0 {
		return nil
	}
	st := p.kit.Styles
	out := []string{"   " + st.Paint(style.Heading, "RESULT NOT KNOWN YET")}
	for _, i := range list {
		line := text.Sentence("?  {}  {}   sent {} ago, checking whether it went through", text.Clean(store.OpName(i.Op)), text.Clean(i.Subject), p.kit.Age(i.SentAt))
		if wait := i.NextCheck.Sub(p.kit.Now()); wait > 0 {
			line = line.Append(text.Own(", next in "), text.Age(wait))
		}
		out = append(out, pane.Inset(p.kit, style.Warn, line, w)...)
	}
	return append(out, "")
}
