package live

import (
	"context"
	"fmt"
	"slices"
	"time"

	"switchboard/client/rest"
	"switchboard/store"
	"switchboard/store/act"
)

// Asking says why nothing can be asked of a provider now: the engine may not, the key cannot be
// had, or nobody gave one, for which noKey is the sentence; nil when it can.
func (e *Engine) Asking(provider string, hasKey bool, noKey string) error {
	if err := e.MayAsk(); err != nil {
		return err
	}
	if !hasKey || e.Unkeyed(provider) != "" {
		return e.Keyless(provider, noKey)
	}
	return nil
}

// Fit says why nothing can be sent to the provider for how it goes with it, nil
// when it can.
func (h *Health) Fit(e *Engine) error {
	name, now := rest.Screen(h.provider), h.State()
	switch now.State {
	case store.HealthOffline:
		return &Refusal{Why: act.Unreachable, Say: name + " is offline since " + now.Since.Local().Format("15:04") + ": nothing is sent."}
	case store.HealthRefused:
		return &Refusal{Why: ReasonKey, Say: name + " does not accept the key: enter a new key in Settings (,). Nothing is sent."}
	case store.HealthHold:
		return &Refusal{Why: ReasonHold, Say: "The provider has put the account on hold: nothing is sent."}
	}
	return nil
}

// Paused says that the provider asked to leave one of the scopes alone until
// later, or the whole account; without scopes, anything at all. Its Err is a
// *rest.Error, as the provider's own refusal would be.
func (e *Engine) Paused(ctx context.Context, provider string, scopes ...string) error {
	list, err := e.db.Limits().Blocked(ctx, provider, time.Now())
	if err != nil {
		return fmt.Errorf("reading what is blocked: %w", err)
	}
	for _, b := range list {
		if len(scopes) > 0 && b.Scope != "account" && !slices.Contains(scopes, b.Scope) {
			continue
		}
		about := ""
		if b.Estimated {
			about = "about "
		}
		say := rest.Screen(provider) + " asks to wait with this until " + about + b.Until.Local().Format("2 Jan 15:04:05") + ": nothing was sent."
		if b.Reason != "" {
			say += " It said: " + b.Reason
		}
		return &Refusal{Why: ReasonBlocked, Until: b.Until, Say: say, Err: &rest.Error{
			Provider: provider, Kind: rest.Limited, Local: true, Scope: b.Scope, Until: b.Until, Estimated: b.Estimated, Message: b.Reason,
		}}
	}
	return nil
}

// Limited says that no call of the budget can be made for now: the provider has
// no more, or as many were made as this program allows itself. Its Err is a
// *rest.Error, as the call's own would be.
func (e *Engine) Limited(ctx context.Context, provider string, b rest.Budget) error {
	wait, own, err := e.db.Wait(ctx, provider, b, time.Now())
	if err != nil || wait <= 0 {
		return err
	}
	until, who := time.Now().Add(wait), rest.Screen(provider)+" accepts no more calls of this kind until"
	cause := &rest.Error{Provider: provider, Kind: rest.Limited, Local: true, Scope: b.Name, Until: until}
	if own {
		cause.Keeps = b.Allowed()
		who = "Wait: " + cause.Keeping() + ", and the next is free at"
	}
	r := act.Limited.Of(who, until.Local().Format("15:04:05"))
	r.Until, r.Err = until, cause
	return r.Refusal()
}
