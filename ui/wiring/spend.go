package wiring

import (
	"switchboard/client/money"
	"switchboard/store/config"
	"switchboard/store/live"
)

// spend is what the settings and the command allow to be spent, as the engine
// takes it.
func spend(s config.Spend, here config.Limit) live.Spend {
	return live.Spend{
		MaxPerOrder: limit(s.MaxPerOrder), MaxPerDay: limit(s.MaxPerDay), MaxHere: limit(here), ConfirmOver: limit(s.ConfirmOver),
		Rise: s.AutoAcceptRise,
	}
}

// limit is a limit as an amount, unknown where there is none.
func limit(l config.Limit) money.Price {
	if l.None {
		return money.Price{}
	}
	return money.Known(l.Cents)
}

// keeping is how long things are kept, as the engine takes it.
func keeping(k config.Keeping) live.Keeping {
	var out live.Keeping
	if !k.Codes.Forever {
		out.Codes = k.Codes.Before
	}
	if !k.Addresses.Forever {
		out.Addresses = k.Addresses.Before
	}
	return out
}

// beats are how often the providers are asked, as the engine takes it.
func beats(p config.Poll) live.Beats {
	return live.Beats{Customers: p.Customers, Risk: p.Risk, Listings: p.Listings, Numbers: p.Numbers, Catalogue: p.Catalogue}
}
