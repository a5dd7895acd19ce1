package platfone

import "switchboard/client/rest"

// The classes of routes that the provider counts together and their requests per minute. A class without a number is not in its
// table; it still has a name, so that a 429 can pause it alone.
var (
	BudgetBalance   = rest.Budget{Name: "balance", PerMinute: 300}
	BudgetCreate    = rest.Budget{Name: "activation.create", PerMinute: 300}
	BudgetGet       = rest.Budget{Name: "activation.get", PerMinute: 300}
	BudgetRetry     = rest.Budget{Name: "activation.retry", PerMinute: 50}
	BudgetCancel    = rest.Budget{Name: "activation.cancel", PerMinute: 50}
	BudgetFinalize  = rest.Budget{Name: "activation.finalize", PerMinute: 50} // inferred from cancel
	BudgetHistory   = rest.Budget{Name: "activation.history", PerMinute: 6}
	BudgetLedger    = rest.Budget{Name: "customer.transactions", PerMinute: 6} // inferred from history
	BudgetReports   = rest.Budget{Name: "activation.reports"}
	BudgetManage    = rest.Budget{Name: "management"}
	BudgetCustomer  = rest.Budget{Name: "customer"}
	BudgetCountries = rest.Budget{Name: "countries", PerMinute: 15}
	BudgetServices  = rest.Budget{Name: "services", PerMinute: 15}
	BudgetPopular   = rest.Budget{Name: "services.popular", PerMinute: 15} // inferred from services
	BudgetPair      = rest.Budget{Name: "price.pair", PerMinute: 60}
	BudgetByCountry = rest.Budget{Name: "price.countries", PerMinute: 6}
	BudgetByService = rest.Budget{Name: "price.services", PerMinute: 6}
)

// ActiveLimit is how many activations may be active at once, those with a code that were
// not finalized included. Whether it counts per account or per
// customer is not said; the account is assumed.
const ActiveLimit = 20
