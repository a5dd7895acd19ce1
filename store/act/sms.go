package act

import (
	"fmt"

	"switchboard/client/money"
	"switchboard/client/platfone"
)

// The acts upon rented numbers and customers.
type (
	// Order rents a number for a customer. Its outcome is a platfone.Activation.
	Order struct {
		Customer string
		Order    platfone.NewOrder
		// Rose is the price agreed to before, of an order that goes on after its price moved; 0 of a first attempt.
		Rose money.Cents
		// Of is how many such orders are wanted together, each an act of its own; 0 is one.
		Of int
		// Left is how many of them are still to be sent, this one among them; 0 is one. It moves with each, so it is no part of what is agreed to.
		Left int `json:"-"`
		// Repeat is how often the same is ordered again when the number ends without a code; the zero value is never.
		Repeat Repeat
		// Ended is the number that ended without a code, of an order that is made again for it; one is made for each.
		Ended string
	}
	// Again asks a number for another message; it is free. No outcome.
	Again struct{ ID string }
	// Cancel gives a number back before any message came. No outcome.
	Cancel struct{ ID string }
	// Finalize ends a number whose message came. No outcome.
	Finalize struct{ ID string }
	// Report tells the provider of a problem with a number. Its outcome is a platfone.Verdict.
	Report struct {
		ID     string
		Report platfone.NewReport
	}
	// NewCustomer makes a customer, with an opening balance unless it is the
	// zero transaction. Its outcome is Made.
	NewCustomer struct {
		Customer string
		Opening  platfone.NewTransaction
	}
	// Credit adds to a customer's balance or deducts from it. Its outcome is Booked.
	Credit struct {
		Customer    string
		Transaction platfone.NewTransaction
		// Named is that the person chose the reference: another booking of the same amount is meant.
		Named bool
	}
	// Status changes what a customer may do. No outcome.
	Status struct {
		Customer string
		Status   platfone.CustomerStatus
	}
)

// MostOrders is how many orders can be wanted together, whatever room there is for them.
const MostOrders = 1000

// CheckCount says how many orders can be wanted together.
func CheckCount(n int) error {
	if n < 1 || n > MostOrders {
		return fmt.Errorf("a whole number, from 1 to %d", MostOrders)
	}
	return nil
}

// Made is what came of a new customer: an error that comes with Customer true
// is about the opening balance alone.
type Made struct{ Customer bool }

// Booked is what came of a change of a balance.
type Booked struct{ Earlier bool } // the ledger had it already: nothing was booked a second time

const sms = platfone.Provider

// Provider implements Act.
func (Order) Provider() string { return sms }

// Op implements Act.
func (Order) Op() string { return "sms.order" }

// Provider implements Act.
func (Again) Provider() string { return sms }

// Op implements Act.
func (Again) Op() string { return "sms.retry" }

// Provider implements Act.
func (Cancel) Provider() string { return sms }

// Op implements Act.
func (Cancel) Op() string { return "sms.cancel" }

// Provider implements Act.
func (Finalize) Provider() string { return sms }

// Op implements Act.
func (Finalize) Op() string { return "sms.finalize" }

// Provider implements Act.
func (Report) Provider() string { return sms }

// Op implements Act.
func (Report) Op() string { return "sms.report" }

// Provider implements Act.
func (NewCustomer) Provider() string { return sms }

// Op implements Act.
func (NewCustomer) Op() string { return "sms.customer" }

// Provider implements Act.
func (Credit) Provider() string { return sms }

// Op implements Act.
func (Credit) Op() string { return "sms.adjust" }

// Provider implements Act.
func (Status) Provider() string { return sms }

// Op implements Act.
func (Status) Op() string { return "sms.status" }
