package customers

import (
	"crypto/rand"
	"strings"
	"time"

	"switchboard/client/money"
	"switchboard/client/platfone"
	"switchboard/store"
	"switchboard/ui/pane"
	"switchboard/ui/text"
)

// The most characters the fields take: more than the provider allows, so that
// what is too long is refused with its reason and not cut in silence.
const (
	idLimit     = 200
	amountLimit = 40
	wordsLimit  = 100
)

// newReference is a transaction's id of 26 letters and digits: the day, for people, and enough chance to be the only one.
func newReference(now time.Time) string {
	return "TX" + now.Format("20060102") + rand.Text()[:16]
}

// parseAmount reads a signed amount. A dollar sign is refused: what stands
// before or after it is misread too easily.
func parseAmount(label, s string) (money.Cents, string) {
	if strings.Contains(s, "$") {
		return 0, label + ": digits and a point alone, such as 35, -35 or 0.50, without $"
	}
	c, err := money.Parse(s)
	if err != nil {
		return 0, label + ": " + store.Said(err)
	}
	return c, ""
}

func checkAmount(s string) string {
	c, why := parseAmount("Amount", s)
	if why == "" {
		why = plain("Amount", platfone.CheckAmount(c))
	}
	return why
}

// checkOpening lets an opening balance be left out.
func checkOpening(s string) string {
	if s == "" {
		return ""
	}
	c, why := parseAmount("Opening balance", s)
	if why == "" {
		why = plain("Opening balance", platfone.CheckOpening(c))
	}
	return why
}

func checkID(s string) string { return plain("Customer id", platfone.CheckCustomerID(s)) }

func checkReference(s string) string { return plain("Reference", platfone.CheckNewTransactionID(s)) }

// checkGateway takes one line of text.
func checkGateway(s string) string {
	if strings.ContainsFunc(s, func(r rune) bool { return r < ' ' || r == 0x7f }) {
		return "Gateway: letters, digits and signs in one line"
	}
	return plain("Gateway", platfone.CheckGateway(s))
}

// moneyFields are the reference and the gateway, which every booking has.
func moneyFields(reference, gateway string) (ref, gate *pane.Field) {
	ref, gate = pane.NewField("Reference", idLimit), pane.NewField("Gateway", wordsLimit)
	ref.Check, gate.Check = checkReference, checkGateway
	ref.SetValue(reference)
	gate.SetValue(gateway)
	return ref, gate
}

// bothWays writes an amount in dollars and in cents, so that one typed for the other is seen.
func bothWays(typed string, c money.Cents) []text.Safe {
	return []text.Safe{text.Sentence("typed  {} = {} = {} cents", text.Clean(typed), text.Money(c), text.Int(int64(c)))}
}
