package live

import "switchboard/client/money"

// Spend is what a person allows to be spent, in US cents. An amount that is not
// known sets no limit; the zero Spend sets none and accepts no rise.
type Spend struct {
	MaxPerOrder money.Price // the most one order may cost
	MaxPerDay   money.Price // the most all orders of a day may cost, by this machine's clock
	Rise        money.Rise  // how far a moved price is accepted without asking
}

// Spend is what the person allows to be spent.
func (e *Engine) Spend() Spend { return e.cfg.Spend }
