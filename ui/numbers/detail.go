package numbers

import (
	"bytes"
	"encoding/json"
	"maps"
	"slices"
	"strings"

	"switchboard/client/oneuc"
	"switchboard/store"
	"switchboard/ui/pane"
	"switchboard/ui/style"
	"switchboard/ui/text"
)

// numberFields writes what the numbers' provider keeps of a number.
func numberFields(kit *pane.Kit, d *pane.Detail, n store.Number, draft *store.EmergencyDraft) {
	d.Field("state", style.Text, text.Clean(n.State.Words()))
	if !n.Created.IsZero() {
		d.Field("since", style.Text, kit.When(n.Created, text.FormDate))
	}
	cover := n.Cover()
	d.Field("911", roleOf(cover), text.Clean(cover.String()))
	if e, ok := n.Document.E911(); ok {
		d.Field("", style.Text, caller(kit, e))
		d.Field("", style.Text, kit.Words(e.Line()))
		if len(e.Notify) > 0 {
			d.Field("e-mail when 911 is called", style.Text, kit.Words(strings.Join(e.Notify, " ")))
		}
	}
	if draft != nil {
		d.Field("911 draft", style.Warn, kit.Words(draft.Address.Line()))
	}
	if c, ok := n.Document.CNAM(); ok {
		lookup := text.Own("   caller-name lookup off")
		if c.InboundLookup {
			lookup = text.Own("   caller-name lookup on")
		}
		d.Field("caller name", style.Text, kit.Name(dash(c.DisplayName)).Append(lookup))
	}
	for _, f := range []struct{ label, value string }{
		{"carrier", n.Document.CarrierName()}, {"used by", n.UserWords()}, {"owner", n.AssignedTo}, {"features", strings.Join(n.Features, " ")},
	} {
		if f.value != "" {
			d.Field(f.label, style.Text, text.Clean(f.value))
		}
	}
	if p, ok := n.Document.Porting(); ok {
		portingFields(kit, d, p)
	}
	custom := n.Document.Custom()
	if len(custom) > 0 {
		d.Heading("OTHER FIELDS, KEPT AS THEY ARE")
	}
	for _, key := range slices.Sorted(maps.Keys(custom)) {
		d.Field(text.Clean(key).String(), style.Dim, kit.Words(compact(custom[key])))
	}
	if n.Document == nil {
		d.Own(style.Dim, "r loads the details.")
	} else {
		d.Line(style.Faint, text.Own("read ").Append(kit.Age(n.Read), text.Own(" ago")))
	}
}

func portingFields(kit *pane.Kit, d *pane.Detail, p oneuc.Porting) {
	for _, f := range []struct{ label, value string }{
		{"moved from", p.ServiceProvider}, {"billing name", p.BillingName}, {"account", p.BillingAccountID}, {"asked for", p.RequestedPortDate}, {"port id", p.PortID},
	} {
		if f.value != "" {
			d.Field(f.label, style.Text, kit.Words(f.value))
		}
	}
}

func compact(raw json.RawMessage) string {
	var b bytes.Buffer
	if json.Compact(&b, raw) != nil {
		return string(raw)
	}
	return b.String()
}

// stateWords is how an act of the journal stands.
func stateWords(in store.Intent) string {
	switch in.State {
	case store.StateConfirmed:
		return "done"
	case store.StateRejected, store.StateAbsent:
		return "not done"
	}
	return store.NoAnswerYet
}
