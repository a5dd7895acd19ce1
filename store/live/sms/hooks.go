package sms

import (
	"context"
	"fmt"
	"strings"
	"time"

	"switchboard/client/webhook"
	"switchboard/store"
	"switchboard/store/live"
)

const (
	hooksKey = "sms/hooks"
	hookPace = 3 * time.Second // between two looks for hints another process took
	// hintPrefix names the settings under which a process that does not poll leaves a hint
	// for the one that does.
	hintPrefix = "hint."
	// HooksName stands for the hooks among the healths of the providers.
	HooksName = "hooks"
	// hookQuiet is how long hooks may be silent while polling sees changes.
	hookQuiet = 10 * time.Minute
	hookLate  = time.Minute // a delivery may still come
)

// Inbox takes the provider's deliveries: each event once, as a hint to look.
type Inbox struct{ s *SMS }

var _ webhook.Inbox = Inbox{}

// Inbox is where deliveries go. It works in a process that does not poll as
// well: its hints are left for the one that does.
func (s *SMS) Inbox() Inbox { return Inbox{s} }

// Seen implements webhook.Inbox.
func (in Inbox) Seen(ctx context.Context, id string) (first bool, err error) {
	now := time.Now()
	if first, err = in.s.db.HookSeen(ctx, id, now); err != nil {
		return false, err
	}
	return first, in.s.heardHook(ctx, now)
}

// Hint implements webhook.Inbox. Asking the provider is left to the scheduler.
func (in Inbox) Hint(ctx context.Context, h webhook.Hint) error {
	s := in.s
	if err := s.db.Audit(ctx, "hook", hookWho(h), h.Type); err != nil {
		return err
	}
	if s.e.Leading() {
		return s.followHint(h.CustomerID, h.ActivationID)
	}
	who := h.CustomerID + "/" + h.ActivationID
	return s.db.PutSetting(ctx, hintPrefix+who, time.Now().UTC().Format(time.RFC3339))
}

func hookWho(h webhook.Hint) string {
	if h.ActivationID != "" {
		return h.ActivationID
	}
	return h.CustomerID
}

// followHint has one hint looked into: an activation, a customer, or the account.
func (s *SMS) followHint(customer, activation string) error {
	if err := s.MayAsk(); err != nil {
		return err
	}
	switch {
	case activation != "":
		s.readSoon(customer, activation)
		s.sched.Sooner(reportsKey, time.Second)
	case customer != "":
		s.Soon(customerKeys+customer, live.Balances, 0, func(ctx context.Context) error { return s.readCustomer(ctx, customer) })
	default:
		s.sched.Kick(accountKey)
	}
	return nil
}

// takeHints looks into the hints that another process left.
func (s *SMS) takeHints(ctx context.Context) error {
	left, err := s.db.Settings(ctx, hintPrefix)
	if err != nil {
		return err
	}
	for name := range left {
		customer, activation, _ := strings.Cut(strings.TrimPrefix(name, hintPrefix), "/")
		if err := s.followHint(customer, activation); err != nil {
			return err
		}
		if err := s.db.PutSetting(ctx, name, ""); err != nil {
			return fmt.Errorf("taking a webhook: %w", err)
		}
	}
	return nil
}

// heardHook notes that a delivery came, for the strip and for watchHooks.
func (s *SMS) heardHook(ctx context.Context, at time.Time) error {
	h, ok, err := s.hooksHealth(ctx)
	if err != nil {
		return err
	}
	if !ok || h.State != store.HealthLive {
		h = store.Health{Provider: HooksName, State: store.HealthLive, Since: at}
	}
	h.LastOK = at
	return s.db.PutHealth(ctx, h)
}

// ExpectHooks notes that deliveries are listened for, so that their silence
// means something.
func (s *SMS) ExpectHooks(ctx context.Context) error {
	now := time.Now()
	h, ok, err := s.hooksHealth(ctx)
	if err != nil || ok && h.State == store.HealthLive {
		return err
	}
	return s.db.PutHealth(ctx, store.Health{Provider: HooksName, State: store.HealthLive, Since: now, LastOK: now})
}

func (s *SMS) hooksHealth(ctx context.Context) (store.Health, bool, error) {
	list, err := s.db.Healths(ctx)
	if err != nil {
		return store.Health{}, false, err
	}
	for _, h := range list {
		if h.Provider == HooksName {
			return h, true, nil
		}
	}
	return store.Health{}, false, nil
}

// watchHooks tells when polling sees codes of which no delivery spoke.
func (s *SMS) watchHooks(ctx context.Context) error {
	h, ok, err := s.hooksHealth(ctx)
	if err != nil || !ok || h.State != store.HealthLive || time.Since(h.LastOK) < hookQuiet {
		return err
	}
	rows, err := s.db.LiveActivations(ctx, s.api.Now())
	if err != nil {
		return err
	}
	for _, a := range rows {
		came := a.CodeAt.Add(-s.api.ClockSkew())
		if came.Sub(h.LastOK) < hookQuiet || time.Since(came) < hookLate {
			continue
		}
		h.State, h.Since = store.HealthSilent, time.Now()
		h.Message = "none since " + h.LastOK.Local().Format("15:04") + " although codes have come"
		if err := s.db.PutHealth(ctx, h); err != nil {
			return err
		}
		return s.e.Notice(ctx, live.NoticeHooks, "", "no webhooks come: "+h.Message)
	}
	return nil
}
