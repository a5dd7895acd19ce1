package config

import (
	"time"

	"switchboard/client/oneuc"
	"switchboard/client/rest"
)

// Provider is what is known of a provider before anything is asked of it. One
// list of these is all that the settings, the keys, the strip, the log, the
// doctor and the command line know of which providers there are.
type Provider struct {
	ID        string // in files, variables, limits and errors: "sms"
	Does      string // what it is for, in two words: "SMS codes"
	Asked     string // the read a key is tried by: "GET m/customers?limit=1"
	Base      string // the address its own documents give
	InSandbox string // its path in the built-in world
	Prefix    string // its keys, and no others, begin with it; "" for nothing of the kind
	Account   *Form  // how the id of an account is written; nil where calls name none, so that there is no account_id to set
	MaxActive int    // how many numbers may be active at once; 0 where there is no such limit to set
	// Beat is how often it is asked at least when nothing happens.
	Beat time.Duration
}

// Form is how an id is written: the rule, and what it asks for in words.
type Form struct {
	Check func(id string) error
	Words string
}

// Title is its name on screen: SMS.
func (p Provider) Title() string { return rest.Screen(p.ID) }

// Providers are those the program comes with, in the order they are shown.
func Providers() []Provider {
	return []Provider{
		{
			ID: SMS, Does: "SMS codes", Asked: "GET m/customers?limit=1", Base: "https://temp-number-api.com/api/v1/retail", InSandbox: "/api/v1/retail",
			MaxActive: 20, Beat: 2 * time.Minute,
		},
		{
			ID: Trust, Does: "number trust", Asked: "GET api/v1/account", Base: "https://numbers.online",
			Prefix: "nol_", Beat: 20 * time.Minute,
		},
		{
			ID: Lines, Does: "phone lines", Asked: "GET accounts/ID/phone_numbers", Base: "https://api.oneuc.com/v2", InSandbox: "/v2",
			Account: &Form{oneuc.CheckAccount, oneuc.AccountWords}, Beat: 20 * time.Minute,
		},
	}
}

// IDs are the names of providers.
func IDs(list []Provider) []string {
	out := make([]string, len(list))
	for i, p := range list {
		out[i] = p.ID
	}
	return out
}

// providers are those whose accounts are kept at these places.
func (p Paths) providers() []Provider { return append(Providers(), p.Also...) }

// secrets are the names of everything that is kept like a key.
func (p Paths) secrets() []string { return append(IDs(p.providers()), Webhook) }
