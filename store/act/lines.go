package act

import (
	"switchboard/client/oneuc"
	"switchboard/client/phone"
)

// The acts upon phone numbers. Charges are what the provider quoted and the
// person agrees to pay; nil asks without agreeing, and a price comes back as
// *oneuc.ChargesError.
type (
	// Buy buys numbers of a search of the last five minutes. Its outcome is a []oneuc.Purchase.
	Buy struct {
		Numbers []phone.E164
		Charges *oneuc.Quote
	}
	// Set changes the caller name, the carrier's name or the porting facts. No outcome.
	Set struct {
		Number     phone.E164
		Properties oneuc.Properties
		Charges    *oneuc.Quote
		Once       bool // one of many: what is so already is refused and not sent again
	}
	// SetAddress sends an emergency address. Its outcome is an oneuc.Outcome.
	SetAddress struct {
		Number  phone.E164
		Address oneuc.E911
		Charges *oneuc.Quote
		Once    bool // one of many: what is on file already, or was sent before and is, is refused and not sent again
	}
	// ClearAddress removes a number's emergency address. No outcome.
	ClearAddress struct {
		Number  phone.E164
		Charges *oneuc.Quote
	}
	// Release gives a number back. Its outcome is an oneuc.State.
	Release struct{ Number phone.E164 }
)

const lines = oneuc.Provider

// Provider implements Act.
func (Buy) Provider() string { return lines }

// Op implements Act.
func (Buy) Op() string { return "lines.buy" }

// Provider implements Act.
func (Set) Provider() string { return lines }

// Op implements Act.
func (Set) Op() string { return "lines.properties" }

// Provider implements Act.
func (SetAddress) Provider() string { return lines }

// Op implements Act.
func (SetAddress) Op() string { return "lines.e911" }

// Provider implements Act.
func (ClearAddress) Provider() string { return lines }

// Op implements Act.
func (ClearAddress) Op() string { return "lines.e911-clear" }

// Provider implements Act.
func (Release) Provider() string { return lines }

// Op implements Act.
func (Release) Op() string { return "lines.release" }
