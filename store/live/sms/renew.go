package sms

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"slices"
	"sync"
	"time"

	"switchboard/client/money"
	"switchboard/client/platfone"
	"switchboard/store"
	"switchboard/store/act"
	"switchboard/store/live"
)

// renewals are the orders that this process makes again when their numbers end
// without a code, by the id of the number that runs now. They are nowhere but
// here: they end with the program.
type renewals struct {
	mu   sync.Mutex
	all  map[string]*renewal
	over map[string]*renewal // whose numbers ended, for who asks what came of them
}

// renewal is one of them.
type renewal struct {
	order  act.Order // what is made again, each time as it was agreed to
	agreed []act.Reason
	at     act.Renewal
	leaves bool          // the next order is on its way, and cannot be stopped
	over   chan struct{} // closed once the number's end was dealt with
	next   platfone.Activation
	why    error // why nothing was ordered
}

func renewKey(id string) string { return "sms/renew/" + id }

// stand begins to wait for the end of a number.
func (s *SMS) stand(id string, r *renewal) {
	r.over = make(chan struct{})
	s.renewing.mu.Lock()
	if s.renewing.all == nil {
		s.renewing.all, s.renewing.over = map[string]*renewal{}, map[string]*renewal{}
	}
	s.renewing.all[id] = r
	s.renewing.mu.Unlock()
	s.sched.Put(renewKey(id), live.Act, renewEvery, s.renewBeat(id, r))
}

func (s *SMS) renewal(id string) *renewal {
	s.renewing.mu.Lock()
	defer s.renewing.mu.Unlock()
	return s.renewing.all[id]
}

// leave is the last moment in which the next order can be stopped; false is that
// it was.
func (s *SMS) leave(id string, r *renewal) bool {
	s.renewing.mu.Lock()
	defer s.renewing.mu.Unlock()
	r.leaves = s.renewing.all[id] == r
	return r.leaves
}

// lift takes a renewal away from a number, with what was ordered in its place or
// why nothing was, and reports whether it still stood and could be taken away.
func (s *SMS) lift(id string, r *renewal, next platfone.Activation, why error) bool {
	s.renewing.mu.Lock()
	defer s.renewing.mu.Unlock()
	if s.renewing.all[id] != r || r.leaves && errors.Is(why, errStopped) {
		return false
	}
	delete(s.renewing.all, id)
	s.renewing.over[id] = r
	r.next, r.why = next, why
	close(r.over)
	return true
}

// Renewal is how far the order of a number has come that is made again when it
// ends without a code; false when it is not, or another process does that.
func (s *SMS) Renewal(id string) (act.Renewal, bool) {
	r := s.renewal(id)
	if r == nil {
		return act.Renewal{}, false
	}
	return r.at, true
}

// Renewals counts the numbers of which the order is made again here.
func (s *SMS) Renewals() int {
	s.renewing.mu.Lock()
	defer s.renewing.mu.Unlock()
	return len(s.renewing.all)
}

// errStopped is that a person stopped it.
var errStopped = errors.New("it was stopped")

// StopRenewing keeps a number's order from being made again. False is that it
// does not stand any more, or that the next order is on its way already.
func (s *SMS) StopRenewing(id string) bool {
	r := s.renewal(id)
	if r == nil || !s.lift(id, r, platfone.Activation{}, errStopped) {
		return false
	}
	s.sched.Drop(renewKey(id))
	return true
}

// Renewed waits until the end of a number was dealt with, and gives the number
// that was ordered in its place. The error is why none was: the act's own, or
// that no more was agreed to.
func (s *SMS) Renewed(ctx context.Context, id string) (platfone.Activation, error) {
	s.renewing.mu.Lock()
	r := cmp.Or(s.renewing.all[id], s.renewing.over[id])
	s.renewing.mu.Unlock()
	if r == nil {
		return platfone.Activation{}, errors.New("its order is not made again")
	}
	select {
	case <-ctx.Done():
		return platfone.Activation{}, ctx.Err()
	case <-r.over:
		return r.next, r.why
	}
}

// orderWith places an order, and has it made again where that is wanted.
func (s *SMS) orderWith(ctx context.Context, a act.Order) (platfone.Activation, error) {
	var agreed []act.Reason
	if a.Repeat != (act.Repeat{}) {
		v, err := s.e.Weigh(ctx, a)
		if err != nil {
			return platfone.Activation{}, err
		}
		agreed = v.Warned
	}
	got, err := s.placeOrder(ctx, a)
	if err == nil && a.Repeat != (act.Repeat{}) {
		s.stand(got.ID, &renewal{order: once(a.Customer, a.Order), agreed: agreed, at: act.Renewal{Repeat: a.Repeat.Whole(a.Order.MaxPrice)}})
	}
	return got, err
}

// once is an order as it is made again: of one number, and an attempt of its own.
func once(customer string, o platfone.NewOrder) act.Order {
	o.OrderID = ""
	return act.Order{Customer: customer, Order: o, Of: 1, Left: 1}
}

// renew has the order of a number that runs made again.
func (s *SMS) renew(ctx context.Context, a act.Renew) error {
	o, err := s.orderOf(ctx, a.ID)
	if err != nil {
		return err
	}
	v, err := s.e.Weigh(ctx, a)
	if err != nil {
		return err
	}
	if err := s.e.Permit(ctx); err != nil {
		return err
	}
	s.stand(a.ID, &renewal{order: o, agreed: v.Warned, at: act.Renewal{Repeat: a.Repeat.Whole(o.Order.MaxPrice)}})
	return nil
}

// orderOf is the order of a number, as it was made from this profile.
func (s *SMS) orderOf(ctx context.Context, id string) (act.Order, error) {
	list, err := s.e.Attempts(ctx, time.Now().Add(-runsFor))
	if err != nil {
		return act.Order{}, err
	}
	at := slices.IndexFunc(list, func(in store.Intent) bool { return in.Op == opOrder && in.Ref == id })
	if at < 0 {
		return act.Order{}, store.ErrNotFound
	}
	var note orderNote
	err = json.Unmarshal(list[at].Body, &note)
	return once(note.Customer, note.Order), err
}

// weighRenew judges that the order of a number is to be made again.
func (s *SMS) weighRenew(ctx context.Context, a act.Renew, v *act.Verdict) error {
	v.Take(act.Capital("A"))
	n, err := s.found(ctx, a.ID, v)
	if err != nil || n.ID == "" {
		return err
	}
	v.Before = append(v.Before, act.Fact{Name: "number", Value: n.Phone.String(), Kind: act.Number},
		act.Fact{Name: "state", Value: n.State(s.Now()).String(), Loose: true})
	if n, err = s.asActed(ctx, n); err != nil {
		return err
	}
	const what = "ordered again by itself"
	switch {
	case s.renewal(a.ID) != nil:
		v.Refuse(act.AlreadySo.Of(n.Phone.String() + " is " + what + " already"))
		return nil
	case n.HasCode():
		v.Refuse(act.WrongState.Of(n.Phone, what, "its code came"))
		return nil
	case n.Status.Ended():
		v.Refuse(act.WrongState.Of(n.Phone, what, "it is over"))
		return nil
	}
	o, err := s.orderOf(ctx, a.ID)
	if errors.Is(err, store.ErrNotFound) {
		v.Refuse(act.WrongState.Of(n.Phone, what, "it was not ordered from here, so what another may cost is not known"))
		return nil
	}
	if err != nil {
		return err
	}
	o.Repeat = a.Repeat
	return s.weighAnother(ctx, o, v)
}

// weighAnother adds what would be ordered each time: what is warned of it now is
// agreed to, and what stands against it now may have passed by then.
func (s *SMS) weighAnother(ctx context.Context, o act.Order, v *act.Verdict) error {
	if err := s.weighRepeat(ctx, o, v); err != nil {
		return err
	}
	each, err := s.e.Weigh(ctx, once(o.Customer, o.Order))
	for _, w := range each.Warned {
		v.Warn(w, act.None())
	}
	return err
}

// weighRepeat tells how often an order is to be made again, and for how much.
func (s *SMS) weighRepeat(_ context.Context, a act.Order, v *act.Verdict) error {
	if a.Repeat == (act.Repeat{}) {
		return nil
	}
	v.Take(act.Capital("O"))
	again := a.Repeat.Whole(a.Order.MaxPrice)
	if err := again.Check(a.Order.MaxPrice); err != nil {
		live.Invalid(v, err)
		return nil
	}
	if a.Of > 1 {
		live.Invalid(v, errors.New("how many: one number, where it is ordered again by itself"))
	}
	v.After = append(v.After,
		act.Fact{Name: "each at most", Value: a.Order.MaxPrice.String(), Kind: act.Money},
		act.Fact{Name: "ordered again", Value: again.String(), Kind: act.Money, Adds: &money.Price{Cents: again.Most, Known: true}},
		act.Fact{Name: "that is when", Value: "it expires without a code, while this program runs"})
	return nil
}

// weighEnded refuses a second order in the place of a number that ended: another
// process may have made one.
func (s *SMS) weighEnded(ctx context.Context, a act.Order, v *act.Verdict) error {
	if a.Ended == "" {
		return nil
	}
	list, err := s.e.Attempts(ctx, time.Now().Add(-runsFor))
	if err != nil {
		return err
	}
	for _, in := range list {
		var note orderNote
		if in.Op == opOrder && json.Unmarshal(in.Body, &note) == nil && note.Ended == a.Ended {
			v.Refuse(act.AlreadySo.Of("another order was made in its place at " + in.Created.Local().Format("15:04:05")))
			return nil
		}
	}
	return nil
}
