package lines

import (
	"encoding/json"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"switchboard/client/money"
	"switchboard/client/oneuc"
	"switchboard/client/phone"
	"switchboard/client/sandbox"
	"switchboard/store"
	"switchboard/store/act"
	"switchboard/store/act/acttest"
	"switchboard/store/live"
)

// says holds a verdict to its reasons: those against the act, else those it warns of.
func (r *linesRig) says(what string, a act.Act, want ...act.Code) act.Verdict {
	r.T.Helper()
	v, err := r.Weigh(r.T.Context(), a)
	if err != nil {
		r.T.Fatal(err)
	}
	list := v.Warned
	if !v.Stands() {
		list = v.Refused
	}
	var got []act.Code
	for _, r := range list {
		if r.Code != act.AddressHint {
			got = append(got, r.Code)
		}
	}
	if !slices.Equal(got, want) {
		r.T.Errorf("%s: %v, want %v", what, got, want)
	}
	return v
}

func (r *linesRig) must(err error) {
	r.T.Helper()
	if err != nil {
		r.T.Fatal(err)
	}
}

// spending starts the engine anew within limits.
func (r *linesRig) spending(s live.Spend) {
	r.T.Helper()
	r.Stop()
	r.start(func(c *live.Config) { c.Spend = s })
}

// put saves a number as it would be read, with an address on file or without.
func (r *linesRig) put(n phone.E164, state oneuc.State, on *oneuc.E911) {
	r.T.Helper()
	id, _ := json.Marshal(string(n))
	d := oneuc.Document{"id": id}
	if on != nil {
		d["e911"], _ = json.Marshal(map[string]any{"caller_name": on.CallerName, "street_address": on.StreetAddress, "extended_address": on.Extended,
			"locality": on.Locality, "region": on.Region, "postal_code": on.PostalCode, "status": on.Status})
	}
	d["_read_only"], _ = json.Marshal(map[string]any{"state": state})
	d["state"], _ = json.Marshal(state)
	r.must(r.DB.PutDocument(r.T.Context(), time.Now(), d))
}

var office = oneuc.E911{CallerName: "ACME LLC", StreetAddress: "116 NATOMA ST", Extended: "FL 2", Locality: "SAN FRANCISCO", Region: "CA", PostalCode: "94105", Status: oneuc.StatusProvisioned}

const mine, spare phone.E164 = "+14155550142", "+14155550143"

// Only another address on a number in service has to be typed for.
func TestTheVerdictOnAnAddress(t *testing.T) {
	linesInBubble(t, func(t *testing.T, r *linesRig) {
		synctest.Wait() // no read is on its way that would say otherwise
		moved := office
		moved.StreetAddress = "118 NATOMA ST"
		send := func(n phone.E164, e oneuc.E911) act.SetAddress {
			e.Status = ""
			return act.SetAddress{Number: n, Address: e}
		}
		r.says("outside North America", send("+442071838750", office), act.WrongState)
		r.put(mine, oneuc.InService, nil)
		r.says("none on file", send(mine, office))
		r.put(mine, oneuc.InService, &office)
		r.says("the same", send(mine, office))
		if v := r.says("another", send(mine, moved), act.ReplacesAddress); v.Consent.Sureness() != act.ByTyping || v.Consent.What() != "0142" {
			t.Errorf("another takes %v", v.Consent)
		}
		r.put(mine, oneuc.Reserved, &office)
		r.says("another, not in service", send(mine, moved))
		r.put(mine, oneuc.PortOut, &office)
		r.says("moving away", send(mine, moved), act.WrongState)
	})
}

// The last address of the account is told apart; what is not there is not removed.
func TestTheVerdictOnARemoval(t *testing.T) {
	linesInBubble(t, func(t *testing.T, r *linesRig) {
		synctest.Wait() // no read is on its way that would say otherwise
		list, err := r.DB.Numbers(t.Context())
		r.must(err)
		for _, o := range list {
			r.put(o.E164, o.State, nil)
		}
		clear := act.ClearAddress{Number: mine}
		r.put(mine, oneuc.InService, nil)
		r.says("none on file", clear, act.AlreadySo)
		r.put(mine, oneuc.InService, &office)
		if v := r.says("the last", clear, act.RemovesAddress, act.LastAddress); v.Consent.Sureness() != act.ByTyping || v.Consent.What() != "0142" {
			t.Errorf("takes %v", v.Consent)
		}
		r.put(spare, oneuc.InService, &office)
		r.says("one of two", clear, act.RemovesAddress)
	})
}

// A release is typed, and only of what can be released.
func TestTheVerdictOnARelease(t *testing.T) {
	linesInBubble(t, func(t *testing.T, r *linesRig) {
		synctest.Wait() // no read is on its way that would say otherwise
		for state, want := range map[oneuc.State]act.Code{
			oneuc.InService: act.CannotBeUndone, oneuc.Reserved: act.CannotBeUndone, oneuc.PortOut: act.WrongState, oneuc.Released: act.WrongState,
		} {
			r.put(mine, state, nil)
			if v := r.says(string(state), act.Release{Number: mine}, want); v.Consent.Sureness() != act.ByTyping || v.Consent.What() != "0142" {
				t.Errorf("takes %v", v.Consent)
			}
		}
	})
}

// What the provider asks is held against the person's limits; what it does not name fits into none.
func TestTheVerdictOnCharges(t *testing.T) {
	linesInBubble(t, func(t *testing.T, r *linesRig) {
		synctest.Wait() // no read is on its way that would say otherwise
		found := r.offers("503", 2)
		buy := func(today money.Price) act.Buy { return act.Buy{Numbers: found, Charges: &oneuc.Quote{Today: today}} }
		if v := r.says("without a limit", buy(money.Price{}), act.ChargesUnknown); v.Consent.Sureness() != act.ByCapital {
			t.Errorf("takes %v", v.Consent)
		}
		r.spending(live.Spend{MaxPerOrder: money.Known(500)})
		found = r.offers("503", 2)
		r.says("unknown", buy(money.Price{}), act.SpendUnknown)
		r.says("a cent over", buy(money.Known(501)), act.SpendAct)
		r.says("to the cent", buy(money.Known(500)))
		r.put(found[0], oneuc.InService, nil)
		r.says("owned already", buy(money.Known(500)), act.AlreadySo)
	})
}

// A purchase of many numbers is spent once, and only when it was made.
func TestWhatPurchasesCountAsSpent(t *testing.T) {
	linesInBubble(t, func(t *testing.T, r *linesRig) {
		synctest.Wait() // no read is on its way that would say otherwise
		since := time.Now()
		spent := func() money.Cents {
			t.Helper()
			c, err := r.Spent(t.Context(), since)
			r.must(err)
			return c
		}
		r.Control("credit", `{"cents":10000000}`)
		offers := r.offers("503", 40)
		var sound []phone.E164
		for i, n := range offers {
			if i%10 != 6 && i%10 != 9 {
				sound = append(sound, n)
			}
		}
		many := sound[:buyAtOnce+2]
		_, err := acttest.Do[[]oneuc.Purchase](t.Context(), r.Engine, act.Buy{Numbers: many, Charges: &oneuc.Quote{Today: money.Known(700)}})
		r.must(err)
		if got := spent(); got != 700 {
			t.Errorf("%d numbers for $7.00 count as %s", len(many), got)
		}
		r.fault(sandbox.Fault{Kind: sandbox.Status, Status: 400, Method: "PUT"})
		_, err = acttest.Do[[]oneuc.Purchase](t.Context(), r.Engine, act.Buy{Numbers: sound[len(many) : len(many)+1], Charges: &oneuc.Quote{Today: money.Known(900)}})
		if in := r.fate(sound[len(many)]); err == nil || in.State != store.StateRejected {
			t.Fatalf("%v, %s", err, in.State)
		}
		if got := spent(); got != 700 {
			t.Errorf("with a purchase that was refused it is %s", got)
		}
	})
}
