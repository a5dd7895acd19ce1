package sms

import (
	"cmp"
	"context"
	"errors"
	"strings"

	"switchboard/client/phone"
	"switchboard/client/platfone"
	"switchboard/store"
	"switchboard/ui/cli"
)

// named turns what was typed into ids: a phone number stands for its newest
// activation, one that runs before one that does not. In the plain mode a number
// of the latest list stands for what was listed there.
func (a *app) named(ctx context.Context, s *cli.Session, said []string) ([]string, error) {
	out := make([]string, len(said))
	for i, arg := range said {
		arg, err := a.listed(arg)
		if err != nil {
			return nil, err
		}
		out[i] = arg
		if !strings.HasPrefix(phone.Visible(arg), "+") {
			continue
		}
		n, err := phone.Parse(arg)
		if err != nil {
			return nil, cli.Misuse(err)
		}
		if out[i], err = a.activationOn(ctx, s, n); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// checkNamed holds what was typed to an id, a phone number or a number of the latest list.
func (a *app) checkNamed(said string) error {
	if id, err := a.listed(said); err != nil || id != said {
		return err
	}
	if strings.HasPrefix(phone.Visible(said), "+") {
		if _, err := phone.Parse(said); err != nil {
			return cli.Misuse(err)
		}
		return nil
	}
	return platfone.CheckActivationID(said)
}

// activationOfID reads a number as it is saved.
func activationOfID(ctx context.Context, s *cli.Session, id string) (store.Activation, error) {
	n, err := s.DB.Activation(ctx, id)
	if errors.Is(err, store.ErrNotFound) {
		err = noNumber(ctx, s, id)
	}
	return n, err
}

// leastID is how much of an id says which is meant, and mostIDs how many that begin so are told.
const leastID, mostIDs = 4, 4

// noNumber says that no number has an id, and which do that begin with it.
func noNumber(ctx context.Context, s *cli.Session, id string) error {
	near := ""
	if len(id) >= leastID {
		if ids, err := s.DB.ActivationIDs(ctx, id, mostIDs+1); err == nil && len(ids) > 0 && len(ids) <= mostIDs {
			near = "; did you mean " + strings.Join(ids, " or ") + "?"
		}
	}
	return cli.Missing("no number has the id %q%s", id, near)
}

// activationOn is the id of the newest activation of a phone number.
func (a *app) activationOn(ctx context.Context, s *cli.Session, n phone.E164) (string, error) {
	now := deskOf(s).Now()
	live, err := s.DB.LiveActivations(ctx, now)
	if err != nil {
		return "", err
	}
	var running []string
	for _, act := range live {
		if act.Phone == n && !act.Status.Ended() {
			running = append(running, act.ID)
		}
	}
	if len(running) > 1 {
		a.Out.Say("%d activations run on %s: the newest is meant, %s.", len(running), n, running[0])
	}
	if len(running) > 0 {
		return running[0], nil
	}
	list, err := s.DB.History(ctx, store.ActivationFilter{Now: now, Terms: []string{string(n)}}, 0, lastCodes)
	if err != nil {
		return "", err
	}
	for _, act := range list {
		if act.Phone == n {
			return act.ID, nil
		}
	}
	a.RestsOn(ordersRead)
	return "", cli.Missing("no number of yours is %s", n)
}

// nameOf is the phone number of an activation, or its id where nothing is known of it.
func nameOf(n store.Activation) string { return cmp.Or(n.Phone.String(), n.ID) }

// namedOne is the activation that was named.
func (a *app) namedOne(ctx context.Context, s *cli.Session, said string) (store.Activation, error) {
	ids, err := a.named(ctx, s, []string{said})
	if err != nil {
		return store.Activation{}, err
	}
	return activationOfID(ctx, s, ids[0])
}
