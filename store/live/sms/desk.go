// Package sms is the engine's desk of Platfone's retail API: numbers rented for a
// code, the codes, customers and their money, reports, prices.
package sms

import (
	"context"
	"errors"
	"strings"
	"sync"
	"time"

	"switchboard/client/money"
	"switchboard/client/platfone"
	"switchboard/client/rest"
	"switchboard/store"
	"switchboard/store/live"
)

// The keys of the desk's standing jobs.
const (
	pollKey      = "sms/poll"
	customersKey = "sms/customers"
	catalogueKey = "sms/catalogue"
	historyKey   = "sms/history"
	ledgerKey    = "sms/transactions"
	accountKey   = "sms/account"
)

// SMS is the desk of Platfone's retail API: numbers, codes, customers, prices.
// It is there without a key as well; then it refuses everything and says so.
type SMS struct {
	live.Access
	e        *live.Engine
	cfg      Config
	api      *platfone.Client
	db       *store.DB
	sched    *live.Scheduler
	polls    *polls
	short    shortened
	renewing renewals

	pairRecord, allRecord live.Memo[platfone.Record]
	bought                live.Memo[store.Bought]
	tried                 live.Memo[money.Cents]
	moved                 sync.Map // of customers to when their money last moved
	looking               sync.Map // of customers to the look after the latest act upon them
}

// Config is what the desk works with.
type Config struct {
	API *platfone.Client // nil without a key
	// MaxActive is how many numbers may be active at once; 0 is the documented
	// platfone.ActiveLimit.
	MaxActive int
	// Pays is how customers are charged for whom nothing else was saved; nil is platfone.DefaultCharge.
	Pays    *platfone.Charge
	Notices Notices
}

// New makes the desk and registers it with the engine.
func New(e *live.Engine, cfg Config) *SMS {
	if cfg.MaxActive <= 0 {
		cfg.MaxActive = platfone.ActiveLimit
	}
	if cfg.Pays == nil {
		cfg.Pays = &platfone.DefaultCharge
	}
	s := &SMS{e: e, cfg: cfg, api: cfg.API, db: e.DB(), sched: e.Jobs(),
		Access: live.NewAccess(e, platfone.Provider, func() bool { return cfg.API != nil }, cfg.API.Pardon, "SMS has no key: connect it in the settings.")}
	s.polls = newPolls(s)
	e.Register(s)
	e.On(discoverName, func(string) {
		s.polls.force.Store(true)
		s.sched.Kick(pollKey)
	})
	e.On(balanceKeys, s.balanceSoon)
	e.On(customerKeys, s.customerSoon)
	e.On(ledgerKeys, s.ledgerSoon)
	return s
}

func (s *SMS) First() []string { return []string{pollKey, customersKey, catalogueKey} }

func (s *SMS) Open(ctx context.Context) error {
	if s.api == nil {
		return s.Health.Absent(ctx)
	}
	s.sched.Put(pollKey, live.Waiting, 0, s.polls.beat)
	s.sched.Put(customersKey, live.Balances, time.Second, s.customersBeat())
	s.sched.Put(catalogueKey, live.Balances, 2*time.Second, s.catalogueBeat)
	history := &wholeList{s: s, what: HistoryName, every: newestEvery, page: s.historyPage}
	s.sched.Put(historyKey, live.Backfill, 5*time.Second, history.beat)
	ledger := &wholeList{s: s, what: TransactionsName, every: time.Minute, page: s.transactionsPage}
	s.sched.Put(ledgerKey, live.Backfill, 6*time.Second, ledger.beat)
	s.sched.Put(accountKey, live.Balances, 3*time.Second, s.accountBeat)
	s.watches()
	return nil
}

func (s *SMS) Wake() {
	s.Pardon()
	s.polls.force.Store(true)
	for _, key := range []string{pollKey, customersKey, catalogueKey, historyKey, ledgerKey, accountKey} {
		s.sched.Kick(key)
	}
}

// Hear implements live.Hearing.
func (s *SMS) Hear(ctx context.Context) error {
	_, err := s.api.Customers(ctx, platfone.CustomerFilter{}, 1, 1)
	return s.Heard(ctx, err)
}

// Places is how many numbers may be active at once.
func (s *SMS) Places() int { return s.cfg.MaxActive }

// Now is the provider's time, by which expiries are meant; without a key, as far as another process
// of the profile has measured it.
func (s *SMS) Now() time.Time {
	if s.api == nil {
		return time.Now().Add(s.db.Clocks().Kept(platfone.Provider).Ahead)
	}
	return s.api.Now()
}

// Hint asks about one activation now, or looks for new ones when id is empty. A
// webhook calls it; what the webhook said is not believed.
func (s *SMS) Hint(ctx context.Context, customer, id string) error {
	if customer == "" || id == "" {
		if err := s.MayAsk(); err != nil {
			return err
		}
		s.polls.discoverNow()
		return nil
	}
	if err := s.Ask(ctx); err != nil {
		return err
	}
	s.readSoon(customer, id)
	return nil
}

func readKey(id string) string { return "sms/read/" + id }

// readSoon reads one activation as soon as there is a place; asking twice is
// reading once.
func (s *SMS) readSoon(customer, id string) {
	s.Soon(readKey(id), live.Waiting, 0, func(ctx context.Context) error {
		_, err := s.read(ctx, customer, id)
		return err
	})
}

// read asks about one activation and stores the answer.
func (s *SMS) read(ctx context.Context, customer, id string) (platfone.Activation, error) {
	heard := time.Now()
	a, err := s.api.Activation(ctx, customer, id)
	if err != nil {
		return a, s.Heard(ctx, err)
	}
	if err := s.put(ctx, heard, nil, a); err != nil {
		return a, err
	}
	return a, s.Health.Good(ctx)
}

// put stores activations and has the balances read again of the account and of the customers whose
// money moved with them. known are rows that were read already; others are read.
func (s *SMS) put(ctx context.Context, heard time.Time, known []store.Activation, list ...platfone.Activation) error {
	if len(list) == 0 {
		return nil
	}
	billing := make(map[string]platfone.BillingStatus, len(known))
	for _, a := range known {
		billing[a.ID] = a.Billing
	}
	moved := map[string]bool{}
	for _, a := range list {
		before, ok := billing[a.ID]
		if !ok {
			old, err := s.db.Activation(ctx, a.ID)
			if err != nil && !errors.Is(err, store.ErrNotFound) {
				return err
			}
			before, ok = old.Billing, err == nil
		}
		if ok && before != a.Billing || !ok && !a.Status.Ended() {
			moved[a.CustomerID] = true
		}
	}
	err := s.db.PutActivations(ctx, heard, list...)
	if store.Unsaved(err) {
		return nil // the store has kept the codes and says what the disk does: the polls go on
	}
	if err != nil {
		return err
	}
	if len(moved) > 0 {
		s.accountSoon()
	}
	delete(moved, "")
	for customer := range moved {
		s.balanceSoon(customer)
	}
	return nil
}

// maySend says why nothing of the class b can be sent to this provider now: the
// provider asked to leave that alone until later, or one of the above.
func (s *SMS) maySend(ctx context.Context, b rest.Budget) error {
	if err := s.MaySend(); err != nil {
		return err
	}
	err := s.e.Paused(ctx, platfone.Provider, b.Name)
	var no *live.Refusal
	var limit *rest.Error
	if errors.As(err, &no) && errors.As(no.Err, &limit) && limit.Scope == platfone.BudgetCreate.Name &&
		strings.Contains(strings.ToLower(limit.Message), "success rate") {
		no.Err = &platfone.LowSuccess{Until: limit.Until, Estimated: limit.Estimated, Err: limit}
	}
	return err
}
