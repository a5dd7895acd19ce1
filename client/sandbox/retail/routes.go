package retail

import "net/http"

// routes are the calls of management, activation and catalogue on canonical paths, each
// with its class of limit. The account's own activation API has the same
// handlers: a path without a customer speaks of the account's numbers.
func (s *Service) routes() *http.ServeMux {
	mux := http.NewServeMux()
	for _, route := range []struct {
		pattern, class string
		act            func(*call) (any, error)
	}{
		{"POST /m/customer", "", s.createCustomer},
		{"PUT /m/customer/{customer}", "", upon(s.customer, s.setStatus)},
		{"GET /m/customers", "", s.listCustomers},
		{"GET /m/customers/activation/history", "", s.allHistory},
		{"GET /m/customers/transactions", "", s.allTransactions},
		{"POST /m/customer/{customer}/transaction", "", upon(s.customer, s.createTransaction)},

		{"GET /a/customer/{customer}", "", upon(s.customer, s.onHold)},
		{"GET /a/customer/{customer}/balance", "balance", upon(s.acting, s.balance)},
		{"GET /a/customer/{customer}/transactions", "transactions", upon(s.acting, s.transactions)},
		{"POST /a/customer/{customer}/activation", "order", s.order},
		{"GET /a/customer/{customer}/activations", "get", upon(s.acting, s.activeList)},
		{"GET /a/customer/{customer}/activation/history", "history", upon(s.acting, s.history)},
		{"GET /a/customer/{customer}/activation/reports", "", upon(s.acting, s.reports)},
		{"GET /a/customer/{customer}/activation/{id}", "get", upon(s.activation, s.get)},
		{"PUT /a/customer/{customer}/activation/{id}/retry", "retry", upon(s.running, s.retry)},
		{"PUT /a/customer/{customer}/activation/{id}/cancel", "cancel", upon(s.running, s.cancel)},
		{"PUT /a/customer/{customer}/activation/{id}/finalize", "finalize", upon(s.running, s.finalize)},
		{"GET /a/customer/{customer}/activation/{id}/report/reasons", "", upon(s.reportable, s.reasons)},
		{"POST /a/customer/{customer}/activation/{id}/report", "", upon(s.reportable, s.fileReport)},
		{"GET /a/customer/{customer}/activation/{id}/report", "", upon(s.activation, s.report)},

		{"GET /user/balance", "balance", upon(s.acting, s.balance)},
		{"POST /activation", "order", s.order},
		{"GET /activation/history", "history", upon(s.acting, s.history)},
		{"GET /activation/{id}", "get", upon(s.activation, s.get)},
		{"PUT /activation/{id}/retry", "retry", upon(s.running, s.retry)},
		{"PUT /activation/{id}/cancel", "cancel", upon(s.running, s.cancel)},
		{"PUT /activation/{id}/finalize", "finalize", upon(s.running, s.finalize)},

		{"GET /activation/countries", "countries", s.countries},
		{"GET /activation/services", "services", s.services},
		{"GET /activation/services/popular", "popular", s.popular},
		{"GET /activation/prices/countries", "prices/countries", s.pricesByCountry},
		{"GET /activation/prices/services", "prices/services", s.pricesByService},
		{"GET /activation/prices/services/{service}/countries/{country}", "price", s.pairPrice},
	} {
		mux.HandleFunc(route.pattern, s.handle(route.class, route.act))
	}
	return mux
}

// upon is a handler of what a path names: find says what that is, or why nothing can be done with it.
func upon[T any](find func(*call) (T, error), do func(*call, T) (any, error)) func(*call) (any, error) {
	return func(c *call) (any, error) {
		what, err := find(c)
		if err != nil {
			return nil, err
		}
		return do(c, what)
	}
}

// success is the whole answer of an act that has nothing else to say.
func success() (any, error) { return map[string]string{"result": "success"}, nil }
