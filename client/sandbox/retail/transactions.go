package retail

import (
	"net/http"
	"slices"
)

// book moves a customer's money and writes it down.
func (s *Service) book(one *customer, id, gateway string, amount, at int64) {
	s.Transactions = append(s.Transactions, transaction{Customer: one.ID, ID: id, Gateway: gateway, Amount: amount, Created: at})
	s.pay(one, amount, at, nil)
}

// createTransaction adds to a balance or deducts from it, below zero if need
// be. An id that was used before is rejected, whoever used it.
func (s *Service) createTransaction(c *call, one *customer) (any, error) {
	f := readFields(c.r)
	id := f.text("transaction_id", text{required: true, min: 1, max: 80, pattern: customerPattern})
	amount := f.integer("amount", true, -100000, 100000)
	gateway := f.text("gateway", text{min: 1, max: 50})
	if f.err != nil {
		return nil, f.err
	}
	if slices.ContainsFunc(s.Transactions, func(t transaction) bool { return t.ID == id }) {
		return nil, fault(http.StatusConflict, "ResourceAlreadyExistsException", "A transaction with this id already exists; it is rejected")
	}
	s.book(one, id, gateway, amount, c.now.Unix())
	return success()
}

func (s *Service) allTransactions(c *call) (any, error) {
	q := &query{values: c.r.URL.Query()}
	customer := q.text("customer_id", customerText)
	page := q.page(100, 1000)
	return s.listTransactions(q, customer, page)
}

func (s *Service) transactions(c *call, one *customer) (any, error) {
	q := &query{values: c.r.URL.Query()}
	page := q.page(10, 100)
	return s.listTransactions(q, one.id(), page)
}

func (s *Service) listTransactions(q *query, customer string, p page) (any, error) {
	id := q.text("transaction_id", text{min: 1, max: 80, pattern: listedPattern})
	created := q.created()
	if q.err != nil {
		return nil, q.err
	}
	var list []transaction
	for _, t := range slices.Backward(s.Transactions) {
		if (customer == "" || t.Customer == customer) && (id == "" || t.ID == id) && created.holds(t.Created) {
			list = append(list, t)
		}
	}
	return listed("transactions", list, p), nil
}

// balance is a customer's money, or the account's own; what is reserved is
// part of the total.
func (s *Service) balance(c *call, one *customer) (any, error) {
	if one == nil {
		return LedgerBalance{s.Account, s.reserved("", true)}, nil
	}
	return LedgerBalance{one.Total, s.reserved(one.ID, false)}, nil
}
