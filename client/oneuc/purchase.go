package oneuc

import "switchboard/client/phone"

// PurchaseState is what is known about one number that was to be bought.
type PurchaseState string

const (
	Bought       PurchaseState = "bought"        // the server says it is in service
	NotInSearch  PurchaseState = "not available" // it was in no earlier search, or is gone
	CarrierFault PurchaseState = "carrier fault"
	Refused      PurchaseState = "refused" // another reason, in Reason
	// Unknown: the answer does not say, or said it in the trial run that goes
	// before a purchase without consent to charges. Read the number before
	// telling anybody anything (api.md 3.1).
	Unknown PurchaseState = "unknown"
)

// Purchase is the result for one number.
type Purchase struct {
	Number   phone.E164
	State    PurchaseState
	Reason   string   // the server's word for a failure, untrusted
	Document Document // set when bought
}
