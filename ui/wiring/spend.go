package wiring

import (
	"switchboard/client/platfone"
	"switchboard/store/config"
	"switchboard/store/live"
)

// spend is what the settings allow to be spent, as the engine takes it.
func spend(s config.Spend) live.Spend {
	return live.Spend{
		MaxPerOrder: limit(s.MaxPerOrder), MaxPerDay: limit(s.MaxPerDay),
		Rise: live.Rise{Cents: platfone.Cents(s.AutoAcceptRise.Cents), Percent: s.AutoAcceptRise.Percent},
	}
}

// limit is a limit as an amount, unknown where there is none.
func limit(l config.Limit) platfone.Price {
	if l.None {
		return platfone.Price{}
	}
	return platfone.Known(platfone.Cents(l.Cents))
}
