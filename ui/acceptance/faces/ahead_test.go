package faces

import (
	"encoding/json"
	"testing"
	"time"

	"switchboard/store/act"
)

// unasked are the acts that no key confirms, with what takes its place.
func unasked() map[string]string {
	return map[string]string{
		"again":    "it is free",
		"cancel":   "it can be taken back for a moment",
		"finalize": "it can be taken back for a moment",
		"code":     "it is free, and Enter is after a number that was typed",
		"prove":    "it is free, and Enter is after a code that was typed",
		"logo":     "nobody sees it before the number is verified",
		"account":  "it can be changed back",
		"sign up":  "it is free; its form has to be read first, which the tests of Listings see without a key",
		"set":      "it can be changed back; what it costs is asked about",
	}
}

// What is typed in the same write as the key that leads to a question confirms
// nothing, whatever the act is.
func TestWhatIsTypedAheadConfirmsNothing(t *testing.T) {
	t.Parallel()
	inState(t, nil, nil, func(d *desk) {
		free := unasked()
		for _, r := range rows() {
			v := d.byEngine(r)
			if asked := v.Consent.Sureness() > act.Unasked; asked == (free[r.name] != "") {
				t.Errorf("%s: asked about %v, and it is said that it is not: %q", r.name, asked, free[r.name])
			} else if !asked {
				continue
			}
			d.Press("1")
			d.Sleep(toast)
			r.open(d)
			if r.fill != nil {
				r.fill(d)
			}
			d.Sleep(time.Second)
			d.Changed()
			d.Press(append(append([]string{}, r.ask...), r.yes...)...)
			d.Sleep(6 * time.Second)
			if sent := d.Changed(); len(sent) > 0 {
				t.Errorf("%s: %q was sent\n%s", r.name, sent, d.Frame())
			}
			d.Press("esc", "esc", "esc", "esc")
		}
	})
}

// What is typed in the same write as the key that sends what may cost money
// does not accept the money that the provider then asks for.
func TestWhatIsTypedAheadAcceptsNoCharges(t *testing.T) {
	t.Parallel()
	inState(t, nil, nil, func(d *desk) {
		d.Control("charges", `{"on":true}`)
		first := one("set 911", func(r *row) { // of a number without one: only what is new is charged
			r.open, r.yes = func(d *desk) {
				d.Press("5")
				d.to("numbers", string(bare))
				d.Press("a")
				d.Sleep(time.Second)
			}, []string{"P"}
		})
		for _, r := range append(only("buy", "set"), first...) {
			d.Press("1")
			d.Sleep(toast)
			r.open(d)
			if r.fill != nil {
				r.fill(d)
			}
			d.Press(r.ask...)
			d.Sleep(2 * time.Second) // it is read
			before := d.paid()
			d.Changed()
			d.Press(append(append([]string{}, r.yes...), "A")...)
			d.Sleep(6 * time.Second)
			if len(d.Changed()) == 0 {
				t.Errorf("%s: the provider was not asked\n%s", r.name, d.Frame())
			}
			if after := d.paid(); after != before {
				t.Errorf("%s: it was paid for: %s, and was %s", r.name, after, before)
			}
			d.Press("esc", "esc", "esc", "esc")
		}
	})
}

// paid is what LINES was paid and what it did for it, as JSON.
func (d *desk) paid() string {
	d.T.Helper()
	ledger, ok := d.World.Ledger()["lines"].(map[string]any)
	if !ok {
		d.T.Fatal("LINES has no ledger")
	}
	raw, err := json.Marshal([]any{ledger["credit"], ledger["purchases"], ledger["releases"], ledger["emergency"]})
	d.must(err)
	return string(raw)
}
