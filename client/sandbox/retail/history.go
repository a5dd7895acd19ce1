package retail

import (
	"slices"

	"switchboard/client/sandbox/answer"
)

func (s *Service) allHistory(c *call) (any, error) {
	q := &query{values: c.r.URL.Query()}
	customer := q.text("customer_id", customerText)
	sms := q.list("sms_status", smsRequested, smsReceived, retryRequested, retryReceived)
	status := q.list("activation_status", active, finalized, expired, canceled)
	billing := q.list("billing_status", reserved, released, billed, refunded)
	created, page := q.created(), q.page(100, 1000)
	if q.err != nil {
		return nil, q.err
	}
	return s.listActivations(page, func(a *activation) bool {
		return a.Customer != "" && (customer == "" || a.Customer == customer) && anyOf(sms, a.SMS) && anyOf(status, a.Status) &&
			anyOf(billing, a.Billing) && created.holds(a.Created)
	}), nil
}

// history is one customer's activations; the account's own API lists the
// numbers the account ordered for itself.
func (s *Service) history(c *call, who *customer) (any, error) {
	q := &query{values: c.r.URL.Query()}
	noReported, noActive, onlyExpired := q.flag("exclude_reported"), q.flag("exclude_active"), q.flag("only_expired")
	page := q.page(10, 100)
	if q.err != nil {
		return nil, q.err
	}
	return s.listActivations(page, func(a *activation) bool {
		return a.Customer == who.id() && !(noReported && a.Report != "") && !(noActive && a.Status == active) &&
			!(onlyExpired && a.Status != expired)
	}), nil
}

func (s *Service) listActivations(p page, keep func(*activation) bool) answer.Fields {
	var kept []*activation
	for _, a := range slices.Backward(s.Activations) {
		if keep(a) {
			kept = append(kept, a)
		}
	}
	return listedAs("activations", kept, p, func(a *activation) listedView { return asListed(s.view(a)) })
}
