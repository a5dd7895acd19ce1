package config

import (
	"time"

	"switchboard/client/money"
	"switchboard/client/platfone"
)

// Settings are what holds for every profile. Each has a default, so that none
// has to be written.
type Settings struct {
	Profile string // the profile used when none is named
	Look    Look
	Copying Copying
	Notify  Notify
	Spend   Spend
	Keys    map[string][]string // by action; an empty list unbinds it
	CAFile  string              // certificates trusted in addition to the system's
	Keeping Keeping
	// ReportDeadline is how long after a number's end it can still be reported.
	ReportDeadline time.Duration
	LowBalance     LowBalance
	Poll           Poll
}

// Look is how the screen looks.
type Look struct {
	Theme        string
	ASCII        string // auto, on, off
	Calm         bool   // countdowns change every ten seconds
	Times        string // how moments are written: local, utc, ago
	Mouse        bool   // rows, tabs, hints and the wheel take it
	ToastSeconds int    // how long a passing line stays
}

// Copying is how a code reaches the clipboard.
type Copying struct {
	Clipboard string // auto, native, osc52, tmux, command, off
	Command   []string
	AutoCopy  string // single, always, off
	OnOrder   bool   // a new number is copied when it comes
}

// Notify is what the person hears of while looking elsewhere.
type Notify struct {
	Bell, Desktop bool
	ShowCodes     bool     // notices may hold codes and whole numbers
	Command       []string // given each notice as JSON
	Quiet         Hours
	Off           []string // kinds that are switched off
}

// Spend is what guards money.
type Spend struct {
	MaxPerOrder, MaxPerDay Limit
	ConfirmOver            Limit // dearer orders ask once more
	UndoSeconds            int   // how long an end can be taken back
	AutoAcceptRise         money.Rise
	CustomerPays           platfone.Charge // where nothing else was saved for a customer
}

// Keeping is how long things are kept on this machine.
type Keeping struct {
	Codes     Keep // codes and the texts they came in
	Addresses Keep
}

// LowBalance is where a balance counts as low.
type LowBalance struct{ Account, Customer money.Cents }

// Poll is how often the providers are asked.
type Poll struct {
	Customers, Risk, Listings, Numbers, Catalogue time.Duration
}

// defaults are the settings of a person who has set nothing.
func defaults() Settings {
	return Settings{
		Profile: Default,
		Look:    Look{Theme: "terminal", ASCII: "auto", Times: "local", Mouse: true, ToastSeconds: 4},
		Copying: Copying{Clipboard: "auto", AutoCopy: "single", OnOrder: true},
		Notify:  Notify{Bell: true, Desktop: true},
		Spend: Spend{
			MaxPerOrder: Limit{None: true}, MaxPerDay: Limit{None: true},
			ConfirmOver: Limit{Cents: 100}, UndoSeconds: 4, CustomerPays: platfone.DefaultCharge,
		},
		Keys:           map[string][]string{},
		Keeping:        Keeping{Codes: Keep{Forever: true}, Addresses: Keep{Forever: true}},
		ReportDeadline: time.Hour,
		LowBalance:     LowBalance{Account: 1000, Customer: 100},
		Poll: Poll{
			Customers: time.Minute, Risk: 5 * time.Minute, Listings: time.Hour,
			Numbers: 10 * time.Minute, Catalogue: 5 * time.Minute,
		},
	}
}
