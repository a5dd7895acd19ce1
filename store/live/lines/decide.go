package lines

import (
	"context"
	"strings"

	"switchboard/client/oneuc"
	"switchboard/client/phone"
	"switchboard/store"
	"switchboard/store/live"
)

// Decide settles by a person's word an attempt upon a number whose outcome is
// not known: it was done, or it was not. The number is read again, so that what
// is shown of it is what the provider has and not what was said.
func (l *Lines) Decide(ctx context.Context, intent int64, done bool) error {
	if err := l.e.MaySend(); err != nil {
		return err
	}
	in, err := l.db.Intent(ctx, intent)
	if err != nil {
		return err
	}
	if in.State != store.StateUnknown || !strings.HasPrefix(in.Op, oneuc.Provider+".") {
		return &live.Refusal{Why: live.ReasonRule, Say: "The result is known already."}
	}
	n, ref := phone.E164(strings.TrimPrefix(in.NaturalKey, numberKey(""))), ""
	if done {
		ref = string(n)
	}
	if err := l.e.Decide(context.WithoutCancel(ctx), intent, ref); err != nil {
		return err
	}
	if l.MayAsk() == nil {
		l.readSoon(n)
	}
	return nil
}

// Recheck looks now for an attempt whose outcome is not known.
func (l *Lines) Recheck(ctx context.Context, intent int64) error {
	if err := l.MayAsk(); err != nil {
		return err
	}
	return l.e.Recheck(ctx, intent)
}
