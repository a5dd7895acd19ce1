package platfone

import (
	"net/http"
	"net/url"
	"strings"
	"time"

	"switchboard/client/rest"
)

// endpoint is one documented operation: what it is called in the log, where it is, what it
// spends. Routes are relative to the base; {names} are filled in order.
type endpoint struct {
	op     string
	method string
	route  string
	budget rest.Budget
	wait   time.Duration // 0: what rest gives a read or an act
	always bool          // it is there for every key
	body   int64         // largest answer; 0: what rest allows
}

const (
	uploadTime = 120 * time.Second
	hugeBody   = 64 << 20 // the whole price table
	customer   = "a/customer/{customer_id}"
	activation = customer + "/activation/{activation_id}"
)

var (
	epCreateCustomer  = endpoint{op: "create customer", method: http.MethodPost, route: "m/customer", budget: BudgetManage}
	epSetStatus       = endpoint{op: "set customer status", method: http.MethodPut, route: "m/customer/{customer_id}", budget: BudgetManage}
	epCustomers       = endpoint{op: "list customers", route: "m/customers", budget: BudgetManage, always: true}
	epAllActivations  = endpoint{op: "list all activations", route: "m/customers/activation/history", budget: BudgetManage, always: true}
	epTransactions    = endpoint{op: "list transactions", route: "m/customers/transactions", budget: BudgetManage, always: true}
	epAddTransaction  = endpoint{op: "add transaction", method: http.MethodPost, route: "m/customer/{customer_id}/transaction", budget: BudgetManage}
	epOrder           = endpoint{op: "order activation", method: http.MethodPost, route: customer + "/activation", budget: BudgetCreate}
	epActive          = endpoint{op: "list active activations", route: customer + "/activations", budget: BudgetGet}
	epActivation      = endpoint{op: "get activation", route: activation, budget: BudgetGet}
	epRetry           = endpoint{op: "retry activation", method: http.MethodPut, route: activation + "/retry", budget: BudgetRetry}
	epCancel          = endpoint{op: "cancel activation", method: http.MethodPut, route: activation + "/cancel", budget: BudgetCancel}
	epFinalize        = endpoint{op: "finalize activation", method: http.MethodPut, route: activation + "/finalize", budget: BudgetFinalize}
	epHistory         = endpoint{op: "list history", route: customer + "/activation/history", budget: BudgetHistory}
	epOnHold          = endpoint{op: "get customer", route: customer, budget: BudgetCustomer}
	epBalance         = endpoint{op: "get balance", route: customer + "/balance", budget: BudgetBalance}
	epAccountBalance  = endpoint{op: "get account balance", budget: BudgetBalance}
	epCustomerLedger  = endpoint{op: "list customer transactions", route: customer + "/transactions", budget: BudgetLedger}
	epReasons         = endpoint{op: "list report reasons", route: activation + "/report/reasons", budget: BudgetReports}
	epCreateReport    = endpoint{op: "create report", method: http.MethodPost, route: activation + "/report", budget: BudgetReports, wait: uploadTime}
	epReport          = endpoint{op: "get report", route: activation + "/report", budget: BudgetReports}
	epReports         = endpoint{op: "list reports", route: customer + "/activation/reports", budget: BudgetReports}
	epPrice           = endpoint{op: "get price", budget: BudgetPair}
	epPricesByCountry = endpoint{op: "list prices by country", budget: BudgetByCountry, body: hugeBody}
	epPricesByService = endpoint{op: "list prices by service", budget: BudgetByService, body: hugeBody}
	epCountries       = endpoint{op: "list countries", budget: BudgetCountries}
	epServices        = endpoint{op: "list services", budget: BudgetServices}
	epPopular         = endpoint{op: "list popular services", budget: BudgetPopular}
	endpoints         = []endpoint{
		epCreateCustomer, epSetStatus, epCustomers, epAllActivations, epTransactions, epAddTransaction,
		epOrder, epActive, epActivation, epRetry, epCancel, epFinalize, epHistory, epOnHold, epBalance,
		epAccountBalance, epCustomerLedger, epReasons, epCreateReport, epReport, epReports, epPrice,
		epPricesByCountry, epPricesByService, epCountries, epServices, epPopular,
	}
)

// call prepares the request; ids fill the {names} of the route in order.
func (e endpoint) call(ids ...string) rest.Call {
	c := rest.Call{
		Op: e.op, Method: e.method, Path: fill(e.route, ids), Route: e.route,
		Budget: e.budget, Act: e.method != "", Always: e.always, Timeout: e.wait, MaxBody: e.body,
	}
	if strings.HasPrefix(e.route, customer) && len(ids) > 0 {
		c.Customer = ids[0]
	}
	return c
}

// fill puts ids into the {names} of a route, each as one path segment.
func fill(route string, ids []string) string {
	var b strings.Builder
	for _, id := range ids {
		before, rest, found := strings.Cut(route, "{")
		if !found {
			break
		}
		_, route, _ = strings.Cut(rest, "}")
		b.WriteString(before)
		b.WriteString(url.PathEscape(id))
	}
	return b.String() + route
}
