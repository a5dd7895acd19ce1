package act

import (
	"switchboard/client/numbersonline"
	"switchboard/client/phone"
)

// The acts upon listings and their account.
type (
	// SendCode has a one-time code sent to a number. Its outcome is a numbersonline.CodeSent.
	SendCode struct {
		Number  phone.E164
		Channel numbersonline.Channel
	}
	// Prove proves a number with the code it received. Its outcome is a numbersonline.Proved.
	Prove struct {
		Number phone.E164
		Code   string `json:"-"`
	}
	// Stage merges changes into a number's profile. Its outcome is a numbersonline.Staged.
	Stage struct {
		Number  phone.E164
		Changes numbersonline.Changes
	}
	// Logo attaches a picture to a business listing. Its outcome is a numbersonline.Logo.
	Logo struct {
		Number phone.E164
		Image  []byte
	}
	// Pay prepares the payment that verifies a number. Its outcome is a numbersonline.Checkout.
	Pay struct{ Number phone.E164 }
	// Account changes the account's name, its e-mail address or both; nil leaves
	// one alone. Its outcome is a numbersonline.Account.
	Account struct{ Name, Email *string }
	// SignUp makes an account and keeps its key. Its outcome is SignedUp.
	SignUp struct{ Name, Email string }
)

// SignedUp is a new account and where its key was kept.
type SignedUp struct {
	numbersonline.SignedUp
	Where string
}

const trust = numbersonline.Provider

// Hidden implements Hider: a code is kept nowhere.
func (p Prove) Hidden() string { return p.Code }

// Hidden implements Hider: a tax id is kept nowhere.
func (s Stage) Hidden() string {
	if s.Changes.EIN == nil {
		return ""
	}
	return "ein " + s.Changes.EIN.Reveal()
}

// Provider implements Act.
func (SendCode) Provider() string { return trust }

// Op implements Act.
func (SendCode) Op() string { return "trust.code" }

// Provider implements Act.
func (Prove) Provider() string { return trust }

// Op implements Act.
func (Prove) Op() string { return "trust.prove" }

// Provider implements Act.
func (Stage) Provider() string { return trust }

// Op implements Act.
func (Stage) Op() string { return "trust.stage" }

// Provider implements Act.
func (Logo) Provider() string { return trust }

// Op implements Act.
func (Logo) Op() string { return "trust.logo" }

// Provider implements Act.
func (Pay) Provider() string { return trust }

// Op implements Act.
func (Pay) Op() string { return "trust.checkout" }

// Provider implements Act.
func (Account) Provider() string { return trust }

// Op implements Act.
func (Account) Op() string { return "trust.account" }

// Provider implements Act.
func (SignUp) Provider() string { return trust }

// Op implements Act.
func (SignUp) Op() string { return "trust.signup" }
