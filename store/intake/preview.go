package intake

import (
	"context"
	"errors"
	"strings"

	"switchboard/client/phone"
	"switchboard/store"
	"switchboard/store/act"
)

// Preview weighs each row as things stand and says how it stands. It sends
// nothing that changes something, and reads what it is weighed against. An error is that nothing of the file can be
// done now, whatever a row says.
func (im *Import) Preview(ctx context.Context, w World) error {
	im.batch = act.Batch{}
	if w.List != nil && im.Any() != nil {
		if err := act.Patiently(ctx, w.List); err != nil {
			return err
		}
	}
	for i := range im.Rows {
		if !im.Rows[i].open() {
			continue
		}
		if err := im.preview(ctx, w, i); err != nil {
			return err
		}
		w.came(i+1, len(im.Rows))
	}
	return nil
}

func (im *Import) preview(ctx context.Context, w World, i int) error {
	row := &im.Rows[i]
	if err := im.readFirst(ctx, w, *row); err != nil {
		return err
	}
	next, v, err := im.weigh(ctx, w, row)
	if err != nil || next == nil {
		return err
	}
	for _, r := range v.Refused {
		switch {
		case r.Code == act.OpenAttempt:
			row.State, row.Why = Unknown, r.Say
		case passes(r):
		case r.Code == act.AlreadySo:
			row.State, row.Why = im.so(next, r.Say, r.Err)
			return nil
		case r.Code.Standing():
			return r.Refusal()
		default:
			row.State, row.Why = Wrong, r.Say
			return nil
		}
	}
	if row.State == Ready && len(v.Warned) > 0 {
		row.Why = warned(v)
		if v.Consent.Sureness() == act.ByTyping {
			row.State = Replace
		}
	}
	im.batch.Add(i, v)
	return nil
}

// warned is all that is said before a row is carried out: of an address also how it goes out, with the caller and the e-mails that stay.
func warned(v act.Verdict) string {
	var said []string
	for _, r := range v.Warned {
		said = append(said, store.Ended(r.Say))
	}
	for _, f := range v.After {
		if f.Kind == act.Place {
			said = append(said, f.Name+": "+f.Value)
		}
	}
	return strings.Join(said, " ")
}

// so says how a row stands that is so already, though perhaps not as it was wanted.
func (im *Import) so(a act.Act, say string, cause error) (State, string) {
	var before *act.Before
	if errors.As(cause, &before) {
		s, _ := im.Kind.came(a, before.Came)
		return s, say
	}
	return Already, say
}

// passes reports a reason that is gone after a moment: a budget of calls that is used up.
func passes(r act.Reason) bool {
	_, soon := act.Passes(r.Refusal())
	return soon
}

// weigh gives what is left to be done of a row and the verdict on it; nil when
// nothing is, and the row says why.
func (im *Import) weigh(ctx context.Context, w World, row *Row) (act.Act, act.Verdict, error) {
	next := row.act
	if im.Kind.left != nil {
		a, state, why, err := im.Kind.left(ctx, w.DB, row.act)
		if err != nil {
			return nil, act.Verdict{}, err
		}
		if a == nil {
			row.State, row.Why = state, why
			return nil, act.Verdict{}, nil
		}
		next = a
	}
	v, err := w.Judge.Weigh(ctx, next)
	return next, v, err
}

// readFirst reads what is on file where the list says that there is something
// which was never read: what is replaced is known before anybody agrees to it.
func (im *Import) readFirst(ctx context.Context, w World, row Row) error {
	if im.Kind.unread == nil || w.Read == nil {
		return nil
	}
	wants, err := im.Kind.unread(ctx, w.DB, row.act)
	if err != nil || !wants {
		return err
	}
	return act.Patiently(ctx, func(ctx context.Context) error { return w.Read(ctx, phone.E164(row.Subject)) })
}

// Verdict is what a person agrees to; false when no row can be done.
func (im *Import) Verdict() (act.Verdict, bool) {
	if im.batch.Len() == 0 {
		return act.Verdict{}, false
	}
	im.batch.After = im.facts()
	return im.batch.Verdict(), true
}

// Replaced is how many rows replace what is on file. It is typed to agree to that.
func (im *Import) Replaced() int { return im.batch.Typed() }
