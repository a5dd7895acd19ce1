package live

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"switchboard/client/platfone"
	"switchboard/client/rest"
	"switchboard/store"
	"switchboard/store/act"
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
	e     *Engine
	api   *platfone.Client
	db    *store.DB
	sched *Scheduler
	pulse *pulse
	polls *polls
}

func newSMS(e *Engine, api *platfone.Client) *SMS {
	s := &SMS{e: e, api: api, db: e.db, sched: e.sched, pulse: newPulse(e.db, platfone.Provider)}
	s.polls = newPolls(s)
	return s
}

func (s *SMS) provider() string { return platfone.Provider }

func (s *SMS) open(ctx context.Context) error {
	if s.api == nil {
		return s.pulse.absent(ctx)
	}
	s.sched.Put(pollKey, Waiting, 0, s.polls.beat)
	s.sched.Put(customersKey, Balances, time.Second, s.customersBeat())
	s.sched.Put(catalogueKey, Balances, 2*time.Second, s.catalogueBeat)
	history := &chronicle{s: s, what: HistoryName, every: 5 * time.Minute, page: s.historyPage}
	s.sched.Put(historyKey, Backfill, 5*time.Second, history.beat)
	ledger := &chronicle{s: s, what: TransactionsName, every: time.Minute, page: s.transactionsPage}
	s.sched.Put(ledgerKey, Backfill, 6*time.Second, ledger.beat)
	s.sched.Put(accountKey, Balances, 3*time.Second, s.accountBeat)
	s.watches()
	return nil
}

func (s *SMS) wake() {
	for _, key := range []string{pollKey, customersKey, catalogueKey, historyKey, ledgerKey, accountKey} {
		s.sched.Kick(key)
	}
}

// Now is the provider's time, by which expiries are meant.
func (s *SMS) Now() time.Time {
	if s.api == nil {
		return time.Now()
	}
	return s.api.Now()
}

// Hint asks about one activation now, or looks for new ones when id is empty. A
// webhook calls it; what the webhook said is not believed (api.md 1.8).
func (s *SMS) Hint(_ context.Context, customer, id string) error {
	if err := s.mayAsk(); err != nil {
		return err
	}
	if customer == "" || id == "" {
		s.polls.discoverNow()
		return nil
	}
	s.readSoon(customer, id)
	return nil
}

func readKey(id string) string { return "sms/read/" + id }

// readSoon reads one activation as soon as there is a place; asking twice is
// reading once.
func (s *SMS) readSoon(customer, id string) {
	s.sched.Put(readKey(id), Waiting, 0, func(ctx context.Context) (time.Duration, error) {
		_, err := s.read(ctx, customer, id)
		return onceMore(err), err
	})
}

// read asks about one activation and stores the answer.
func (s *SMS) read(ctx context.Context, customer, id string) (platfone.Activation, error) {
	heard := time.Now()
	a, err := s.api.Activation(ctx, customer, id)
	if err != nil {
		return a, errors.Join(err, s.pulse.bad(ctx, err, time.Time{}))
	}
	if err := s.put(ctx, heard, nil, a); err != nil {
		return a, err
	}
	return a, s.pulse.good(ctx)
}

// put stores activations and has the balances read again of the customers whose
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
	if errors.Is(err, store.ErrFull) {
		return nil // the store has kept the codes and says that the disk is full: the polls go on
	}
	if err != nil {
		return err
	}
	delete(moved, "")
	for customer := range moved {
		s.balanceSoon(customer)
	}
	return nil
}

// mayAsk says why nothing can be asked of this provider now.
func (s *SMS) mayAsk() error {
	if err := s.e.mayAsk(); err != nil {
		return err
	}
	if s.api == nil {
		return s.e.keyless(s.provider(), "SMS has no key: connect it in the settings.")
	}
	return nil
}

// standing says why nothing that changes the world can be sent to this provider.
func (s *SMS) standing() error {
	if err := s.e.maySend(); err != nil {
		return err
	}
	if err := s.mayAsk(); err != nil {
		return err
	}
	switch h := s.pulse.state(); h.State {
	case healthOffline:
		return &Refusal{Why: act.Unreachable, Say: "SMS is offline since " + h.Since.Local().Format("15:04") + ": nothing is sent."}
	case healthRefused:
		if s.e.unkeyed(s.provider()) != "" {
			return s.e.keyless(s.provider(), "")
		}
		return &Refusal{Why: ReasonKey, Say: "SMS does not accept the key: replace it in the settings. Nothing is sent."}
	case healthHold:
		return &Refusal{Why: ReasonHold, Say: "The provider has put the account on hold: nothing is sent."}
	}
	return nil
}

// maySend says why nothing of the class b can be sent to this provider now: the
// provider asked to leave that alone until later, or one of the above.
func (s *SMS) maySend(ctx context.Context, b rest.Budget) error {
	if err := s.standing(); err != nil {
		return err
	}
	list, err := s.db.Limits().Blocked(ctx, platfone.Provider, time.Now())
	if err != nil {
		return fmt.Errorf("reading what is blocked: %w", err)
	}
	for _, k := range list {
		if k.Scope == b.Name || k.Scope == "account" {
			return refuseBlocked(k)
		}
	}
	return nil
}

func refuseBlocked(b rest.Block) error {
	about := ""
	if b.Estimated {
		about = "about "
	}
	say := "SMS asks to wait with this until " + about + b.Until.Local().Format("2 Jan 15:04") + ": nothing was sent."
	if b.Reason != "" {
		say += " It said: " + b.Reason
	}
	limited := &rest.Error{
		Provider: b.Provider, Kind: rest.Limited, Local: true, Scope: b.Scope, Until: b.Until, Estimated: b.Estimated, Message: b.Reason,
	}
	var cause error = limited
	if b.Scope == platfone.BudgetCreate.Name && strings.Contains(strings.ToLower(b.Reason), "success rate") {
		cause = &platfone.LowSuccess{Until: b.Until, Estimated: b.Estimated, Err: limited}
	}
	return &Refusal{Why: ReasonBlocked, Until: b.Until, Say: say, Err: cause}
}

// onceMore is the next delay of a job that is over unless it failed for a
// reason that passes.
func onceMore(err error) time.Duration {
	var e *rest.Error
	if !errors.As(err, &e) {
		return Done
	}
	switch e.Kind {
	case rest.Offline, rest.Unanswered, rest.Server, rest.NotAPI, rest.Limited:
		return resume(err)
	}
	return Done
}

// resume is the next delay of a standing job that failed: 0 asks for the
// scheduler's back-off.
func resume(err error) time.Duration {
	var e *rest.Error
	if !errors.As(err, &e) {
		return 0
	}
	switch e.Kind {
	case rest.Unauthorized:
		return time.Minute // refused here without a call until the key is another
	case rest.Limited:
		return max(time.Until(e.Until), 0)
	}
	return 0
}
