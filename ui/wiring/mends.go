package wiring

import (
	"slices"
	"strings"
	"time"

	"switchboard/store"
	"switchboard/store/act"
	"switchboard/store/config"
	"switchboard/ui/numbers"
	"switchboard/ui/ordering"
	"switchboard/ui/pane"
	"switchboard/ui/problems"
	"switchboard/ui/reporting"
)

// stand tells the store what stands from outside of it: the settings, the flags
// and the accounts.
func (s *session) stand() {
	if s.profile.Held != "" {
		s.db.Stand(store.BrokenSettings(s.profile.Held))
	}
	if s.flags.Offline {
		s.db.Stand(store.WorkingOffline("Working offline, as --offline says", time.Time{}))
	}
	if s.profile.Sandbox {
		if s.flags.ReadOnly {
			s.db.Stand(store.LookingOnly(s.lookedAt()))
		}
		return
	}
	if s.profile.Held == "" && s.profile.ReadOnly {
		s.db.Stand(store.LookingOnly(s.lookedAt()))
	}
	if s.profile.Held == "" && !s.flags.Offline && s.unlinked() {
		s.db.Stand(store.Unlinked())
	}
}

// unlinked is that no provider can be asked for want of a key.
func (s *session) unlinked() bool {
	return !slices.ContainsFunc(config.IDs(s.config.Providers()), s.connected)
}

// mends are the acts that end what stands. The list of problems has each behind
// its entry, the palette has them by name.
func (s *session) mends(look *problems.Problems, counter *ordering.Counter) []pane.Action {
	vendor := s.vendor()
	save, unwritable := look.Again(s.db), store.Standing{}
	if s.db != nil && s.db.ReadOnly() {
		unwritable, _ = s.db.Unwritable()
		save = look.Reopen(unwritable.Code, s.profile.Name)
	}
	own := map[store.Condition]pane.Action{
		store.JournalHeld: look.Confirm(s.db), store.Blocked: look.Card(s.db, vendor), store.DiskFull: save, store.DiskFails: save, store.Locked: save,
	}
	own[store.NumberGone], own[store.Unreachable] = look.Seen(s.db), look.Ask(s.engine)
	own[store.CutOff] = look.Rest(problems.Carrier{Books: s.db, Judge: s.engine, Fails: amiss, Order: counter.Rest})
	own[store.Trouble], own[store.OnHold] = own[store.Unreachable], own[store.Unreachable]
	out := []pane.Action{own[store.JournalHeld], own[store.Blocked], look.Lifted(s.db), save, own[store.NumberGone], own[store.CutOff], own[store.Unreachable]}
	for _, a := range s.settings.Actions() {
		provider, connects := strings.CutPrefix(a.ID, "console.connect.")
		switch {
		case connects:
			look.Mends(store.KeyRefused, provider, a)
			look.Mends(store.NoKey, provider, a)
		case a.ID == "console.settings":
			own[store.SettingsBroken], own[store.KeyRefused], own[store.NoKey] = a, a, a
			if !s.flags.Offline { // no key is why, and not --offline
				own[store.Offline] = a
			}
		}
	}
	if !s.profile.Sandbox {
		own[store.ReadOnly] = s.settings.AllowAction(guard{s})
	}
	if unwritable.Code != "" {
		own[unwritable.Code] = save
	}
	for c, a := range own {
		look.Mends(c, "", a)
	}
	return out
}

// amiss is what says of an outcome of such an act that it is not what was wanted.
func amiss(a act.Act) pane.Failing {
	switch a := a.(type) {
	case act.SetAddress:
		return numbers.NotFiled(a.Address)
	case act.Report:
		return reporting.Declined
	}
	return nil
}

// asks is whether any provider is asked at all.
func (s *session) asks() bool { return !s.flags.Offline && s.profile.Held == "" }
