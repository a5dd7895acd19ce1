package retail

import "slices"

// Ledger is what the provider holds to be true now, for a test to hold
// against what a client believes. Money in cents, times in unix seconds.
type Ledger struct {
	Account      LedgerBalance    `json:"account"`
	Customers    []LedgerCustomer `json:"customers"`
	Transactions []transaction    `json:"transactions"` // oldest first
	Activations  []activationView `json:"activations"`  // oldest first
	Reports      []LedgerReport   `json:"reports"`
	Block        int64            `json:"blocked_until"` // 0: not blocked
}

// LedgerBalance is an amount and the part of it that is held.
type LedgerBalance struct {
	Total    int64 `json:"total"`
	Reserved int64 `json:"reserved"`
}

// LedgerCustomer is one customer's status and money.
type LedgerCustomer struct {
	ID     string `json:"customer_id"`
	Status string `json:"status"`
	LedgerBalance
}

// LedgerReport is one report and what became of it.
type LedgerReport struct {
	Activation string `json:"activation_id"`
	Reason     int    `json:"reason_id"`
	Status     string `json:"report_status"`
	Evidence   int    `json:"evidence_bytes"`
}

// Ledger returns a Ledger of this moment.
func (s *Service) Ledger() any {
	s.mu.Lock()
	defer s.mu.Unlock()
	now := s.clock.Now()
	s.advance(now)
	l := Ledger{
		Account:      LedgerBalance{s.Account, s.reserved("", true)},
		Transactions: slices.Clone(s.Transactions),
		Customers:    []LedgerCustomer{}, Activations: []activationView{}, Reports: []LedgerReport{},
	}
	if s.Block.Until > now.Unix() {
		l.Block = s.Block.Until
	}
	for _, c := range s.Customers {
		l.Customers = append(l.Customers, LedgerCustomer{c.ID, c.Status, LedgerBalance{c.Total, s.reserved(c.ID, false)}})
	}
	for _, a := range s.Activations {
		l.Activations = append(l.Activations, s.view(a))
		if a.Filed != nil {
			l.Reports = append(l.Reports, LedgerReport{a.ID, a.Filed.Reason, a.Report, a.Filed.Evidence})
		}
	}
	return l
}
