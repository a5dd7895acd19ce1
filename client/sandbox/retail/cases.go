package retail

// hardness is what a pair of service and country always does.
type hardness string

const (
	gone    hardness = "gone"    // no numbers: 404
	moves   hardness = "moves"   // the price has moved at the first attempt: 409
	seldom  hardness = "seldom"  // 8 % of the numbers receive an SMS
	late    hardness = "late"    // the first SMS comes in the last minute
	second  hardness = "second"  // after retry a second SMS is certain
	hostile hardness = "hostile" // the texts try to harm a terminal
	priced  hardness = "priced"  // the price list gives neither price nor quality
)

// Case is one pair whose behaviour is always the same.
type Case struct {
	Service string `json:"service_id"`
	Country string `json:"country_id"`
	Does    string `json:"does"`
	kind    hardness
}

// Cases are the hard cases of the world, for whoever wants to meet one.
func Cases() []Case {
	return []Case{
		{"signal", "de", "no numbers are left: 404 NoNumbersAvailableException", gone},
		{"whatsapp", "us", "its price has moved beyond the price list: 409 MaxPriceExceededException below it", moves},
		{"telegram", "id", "8 % of the numbers receive an SMS", seldom},
		{"discord", "pl", "the first SMS comes one minute before the number expires", late},
		{"google", "uk", "after a retry a second SMS always comes, 20 seconds later", second},
		{"steam", "br", "SMS texts with escape sequences, bidi controls, zero-width characters and no code", hostile},
		{"other", "jm", "the price list leaves price and quality out", priced},
		{"*", neverCancel, "cancelable_after is null: never", ""},
		{"*", laggingCountry, "activation_status stays active for 90 seconds past expire_at", ""},
		{"fakebank", "*", "the service is prohibited: 400", ""},
	}
}

func kindOf(service, country string) hardness {
	for _, c := range Cases() {
		if c.Service == service && c.Country == country {
			return c.kind
		}
	}
	return ""
}
