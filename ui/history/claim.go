package history

import (
	"time"

	"switchboard/client/money"
	"switchboard/client/platfone"
	"switchboard/store"
)

// canReport says why a number cannot be reported, "" when it can.
func (p *Pane) canReport(a store.Activation) string {
	return a.CanReport(p.desk.Now(), p.desk.ReportBy(a.Activation))
}

// claimable reports whether money was paid for a number that can still be reported.
func (p *Pane) claimable(a store.Activation) bool {
	return a.Billing == platfone.BillingBilled && p.canReport(a) == ""
}

// sum is what can still be claimed, and when the first of it ends.
func (p *Pane) sum() (n int, total money.Cents, first time.Duration) {
	now := p.desk.Now()
	for _, r := range p.claims.Rows() {
		left := p.desk.ReportBy(r.Activation.Activation).Sub(now)
		if r.ID == "" || left <= 0 {
			continue
		}
		if n == 0 || left < first {
			first = left
		}
		n++
		total += r.Price.Cents
	}
	return n, total, first
}
