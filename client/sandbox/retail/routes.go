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
		{"PUT /m/customer/{customer}", "", s.setStatus},
		{"GET /m/customers", "", s.listCustomers},
		{"GET /m/customers/activation/history", "", s.allHistory},
		{"GET /m/customers/transactions", "", s.allTransactions},
		{"POST /m/customer/{customer}/transaction", "", s.createTransaction},

		{"GET /a/customer/{customer}", "", s.onHold},
		{"GET /a/customer/{customer}/balance", "balance", s.balance},
		{"GET /a/customer/{customer}/transactions", "transactions", s.transactions},
		{"POST /a/customer/{customer}/activation", "order", s.order},
		{"GET /a/customer/{customer}/activations", "get", s.activeList},
		{"GET /a/customer/{customer}/activation/history", "history", s.history},
		{"GET /a/customer/{customer}/activation/reports", "", s.reports},
		{"GET /a/customer/{customer}/activation/{id}", "get", s.get},
		{"PUT /a/customer/{customer}/activation/{id}/retry", "retry", s.retry},
		{"PUT /a/customer/{customer}/activation/{id}/cancel", "cancel", s.cancel},
		{"PUT /a/customer/{customer}/activation/{id}/finalize", "finalize", s.finalize},
		{"GET /a/customer/{customer}/activation/{id}/report/reasons", "", s.reasons},
		{"POST /a/customer/{customer}/activation/{id}/report", "", s.fileReport},
		{"GET /a/customer/{customer}/activation/{id}/report", "", s.report},

		{"GET /user/balance", "balance", s.balance},
		{"POST /activation", "order", s.order},
		{"GET /activation/history", "history", s.history},
		{"GET /activation/{id}", "get", s.get},
		{"PUT /activation/{id}/retry", "retry", s.retry},
		{"PUT /activation/{id}/cancel", "cancel", s.cancel},
		{"PUT /activation/{id}/finalize", "finalize", s.finalize},

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

// success is the whole answer of an act that has nothing else to say.
func success() (any, error) { return map[string]string{"result": "success"}, nil }
