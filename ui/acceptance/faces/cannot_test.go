package faces

import "switchboard/store/act"

// never says of which acts a reason can not be given, and why.
type never struct {
	why  string   // of every act that is not in but
	but  []string // the acts for which it is brought about
	more map[string]string
}

// of says why a reason is not given of an act, "" when it is.
func (n never) of(name string) string {
	for _, b := range n.but {
		if b == name {
			return ""
		}
	}
	if why := n.more[name]; why != "" {
		return why
	}
	return n.why
}

// cannot are the reasons that some acts cannot be refused for or warned of.
func cannot() map[act.Code]never {
	byConsent := "it lies in the consent and not in the act: no face shows it before"
	byTheDisk := "it lies in a disk that this process cannot fill: the built program is run under a limit for that"
	toCome := "what stands against an order to come is weighed when it comes"
	order, orders := []string{"order"}, []string{"order", "renew"}
	return map[act.Code]never{
		act.Unreachable: {more: map[string]string{"sign up": "it is asked without a key, and how reads go says nothing of it"}},
		act.DiskFull:    {why: byTheDisk}, act.DiskFails: {why: byTheDisk}, act.Locked: {why: byTheDisk},
		act.KeyRefused: {more: map[string]string{"sign up": "it is asked without a key"}},
		act.JournalHeld: {why: "a held journal never keeps from what is free, ends a number or is about somebody's safety",
			but: []string{"order", "renew", "new customer", "credit", "status", "code", "prove", "stage", "logo", "pay", "account", "sign up", "buy", "set", "release"}},
		act.OnHold:      {why: "only SMS puts an account on hold", but: []string{"order", "renew", "again", "cancel", "finalize", "report", "new customer", "credit", "status"}},
		act.OpenAttempt: {more: map[string]string{"sign up": "a profile with a key is refused for that before", "renew": toCome}},
		act.SoldOut:     {why: "it takes nothing from a stock that is counted", but: order},
		act.Invalid:     {why: "it has no more than ids", but: []string{"order", "renew", "report", "credit", "new customer", "prove", "stage", "logo", "account", "sign up", "set", "status"}},
		act.AddressHint: {why: "it sends no address", but: []string{"set 911"}}, act.AddressUnfit: {why: "it sends no address", but: []string{"set 911"}},
		act.StaleSearch: {why: "it is not found by a search", but: []string{"buy"}}, act.UnusualPrice: {why: "no customer pays for it", but: order},
		act.LastAddress:    {why: "the sandbox has more addresses than one: the desk's own tests take them away"},
		act.PriceRose:      {why: "it is told of the answer to an order, which the sheet's own tests give"},
		act.OrderedAlready: {why: "it takes an order that got no answer, which the desk's own tests give"},
		act.BookedAlready:  {why: "it takes a booking that got no answer, which the desk's own tests give"},
		act.Charges:        {why: "they are told of the provider's answer and not before it"}, act.ChargesUnknown: {why: "they are told of the provider's answer and not before it"},
		act.TooEarly:       {why: "it has to wait for no moment", but: []string{"cancel"}},
		act.Closing:        {why: "whoever closes the program has no face to ask any more"},
		act.Turn:           {why: "the engine waits for its turn, and gives it up after two minutes: its own tests do"},
		act.NoKey:          {more: map[string]string{"sign up": "it makes the key"}},
		act.NotFound:       {why: "what it is upon need not be known here yet", but: []string{"again", "cancel", "finalize", "renew"}},
		act.AlreadySo:      {why: "it can be done again", but: []string{"renew", "new customer", "sign up", "clear 911", "buy"}},
		act.WrongState:     {why: "it is upon nothing that has states", but: []string{"again", "renew", "cancel", "finalize", "report", "set", "set 911", "release"}, more: map[string]string{"clear 911": "a number in another state has no address: it is so already"}},
		act.CustomerStatus: {why: "it is for no customer, or changes one", but: order}, act.CustomerBalance: {why: "no customer pays for it", but: order},
		act.ProviderBalance: {why: "it is not paid from the balance at SMS", but: order}, act.PlaceFull: {why: "it takes no place", but: order},
		act.SpendAct: {why: "it costs nothing that is known before", but: []string{"order", "pay"}}, act.SpendDay: {why: "it costs nothing that is known before", but: []string{"order", "pay"}},
		act.SpendUnknown: {why: "it costs nothing, or its price is known", but: []string{"pay"}}, act.SuccessForecast: {why: "it has no success to lose", but: orders},
		act.OverConfirm: {why: "confirm_over is about orders", but: orders}, act.ReplacesAddress: {why: "it puts no address on file", but: []string{"set 911"}},
		act.RemovesAddress: {why: "it removes no address alone", but: []string{"clear 911"}}, act.HasAddress: {why: "the number stays", but: []string{"release"}},
		act.CannotBeUndone: {why: "it can, or costs what its verdict says", but: []string{"release", "report", "status"}}, act.StopsNumbers: {why: "no customer is stopped by it", but: []string{"status"}},
		act.EditsPublicPage: {why: "nobody sees it before it is verified", but: []string{"stage"}}, act.ShowsNothing: {why: "it publishes nothing", but: []string{"pay"}},
		act.BelowZero: {why: "it takes nothing from a balance", but: []string{"credit"}},
		act.Changed:   {why: byConsent}, act.NotConfirmed: {why: byConsent}, act.NotTyped: {why: byConsent}, act.ConsentUsed: {why: byConsent},
	}
}
