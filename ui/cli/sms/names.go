package sms

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"switchboard/client/platfone"
	"switchboard/client/rest"
	"switchboard/store"
	"switchboard/store/act"
	"switchboard/ui/cli"
)

// named is something of the catalogue that can be told by id or by name.
type named struct {
	id    string
	names []string
}

// choose finds the one that was meant: by its id, by a whole name, or by the
// beginning of just one id or name.
func choose(what, said string, all []named) (string, error) {
	var whole, begun []string
	for _, n := range all {
		if n.id == said {
			return n.id, nil
		}
		for _, name := range append([]string{n.id}, n.names...) {
			if strings.EqualFold(name, said) {
				whole = append(whole, n.id)
			}
			if len(name) >= len(said) && strings.EqualFold(name[:len(said)], said) {
				begun = append(begun, n.id)
			}
		}
	}
	if len(whole) == 0 {
		whole = begun
	}
	whole = slices.Compact(whole) // of one thing two names can fit
	switch {
	case len(whole) == 1:
		return whole[0], nil
	case len(whole) > 1:
		return "", cli.Misuse(fmt.Errorf("--%s: %q can be %s; say which", what, said, cli.Listed(whole)))
	}
	return "", cli.Missing("there is no %s %q%s", what, said, near(said, all))
}

// near says which may be meant by a word that is no id and no name.
func near(said string, all []named) string {
	var words []string
	for _, n := range all {
		words = append(words, strings.ToLower(n.id))
		for _, name := range n.names {
			words = append(words, strings.ToLower(name))
		}
	}
	return cli.Near(said, words)
}

// findService finds a service of the catalogue.
func findService(ctx context.Context, s *cli.Session, said string) (string, error) {
	all, err := listServices(ctx, s)
	if err != nil {
		return "", err
	}
	if len(all) == 0 { // nothing was read yet: the provider decides
		return said, platfone.CheckServiceID(said)
	}
	return choose("service", said, all)
}

// listServices are the services that can be ordered.
func listServices(ctx context.Context, s *cli.Session) ([]named, error) {
	return servicesThat(ctx, s, func(v platfone.Service) bool { return !v.Prohibited })
}

// servicesThat are the services of the catalogue that pass.
func servicesThat(ctx context.Context, s *cli.Session, pass func(platfone.Service) bool) ([]named, error) {
	list, err := s.DB.Services(ctx)
	var all []named
	for _, v := range list {
		if pass(v) {
			all = append(all, named{v.ID, append([]string{v.Name}, v.Alt...)})
		}
	}
	return all, err
}

// findCountry finds a country of the catalogue.
func findCountry(ctx context.Context, s *cli.Session, said string) (string, error) {
	all, err := listCountries(ctx, s)
	if err != nil {
		return "", err
	}
	if len(all) == 0 {
		return said, platfone.CheckCountryID(said)
	}
	return choose("country", said, all)
}

func listCountries(ctx context.Context, s *cli.Session) ([]named, error) {
	list, err := s.DB.Countries(ctx)
	var all []named
	for _, v := range list {
		all = append(all, named{v.ID, append([]string{v.Name}, v.Alt...)})
	}
	return all, err
}

// savedService is findService for what is told from what is saved: a service that has left the
// catalogue may have been ordered.
func savedService(ctx context.Context, s *cli.Session, said string) (string, error) {
	if said == "" {
		return "", nil
	}
	id, err := findService(ctx, s, said)
	if err == nil {
		if known, wrong := s.DB.KnowsService(ctx, id); known || wrong != nil {
			return id, wrong
		}
		return "", cli.Missing("there is no service %q, as far as is saved", said)
	}
	if known, wrong := s.DB.KnowsService(ctx, said); known || wrong != nil {
		return said, wrong
	}
	return "", err
}

// savedCustomer makes sure that a customer that figures are wanted of is known here.
func savedCustomer(ctx context.Context, s *cli.Session, id string) error {
	if id == "" {
		return nil
	}
	known, err := s.DB.KnowsCustomer(ctx, id)
	if err == nil && !known {
		return notSaved(ctx, s, id)
	}
	return err
}

// heardCustomer is savedCustomer where the provider is asked: a customer that is not saved yet is read before it is said
// that there is none.
func (a *app) heardCustomer(ctx context.Context, s *cli.Session, id string) error {
	known, err := s.DB.KnowsCustomer(ctx, id)
	if err != nil || known || id == "" || a.Flags.Offline {
		return cmp.Or(err, savedCustomer(ctx, s, id))
	}
	err = a.Read(ctx, s, func(ctx context.Context) error { return deskOf(s).RefreshCustomer(ctx, id) })
	var fault *rest.Error
	switch {
	case errors.As(err, &fault) && fault.Kind == rest.NotFound:
		return noCustomer(ctx, s, id)
	case err != nil:
		return err
	}
	return savedCustomer(ctx, s, id)
}

// catalogue has the lists of services and countries read when they never were.
func catalogue(ctx context.Context, s *cli.Session) error {
	services, err := s.DB.Services(ctx)
	if err != nil {
		return err
	}
	countries, err := s.DB.Countries(ctx)
	if err != nil || len(services) > 0 && len(countries) > 0 {
		return err
	}
	err = deskOf(s).RefreshCatalogue(ctx)
	var fault *rest.Error
	if errors.As(err, &fault) && fault.Kind == rest.Forbidden {
		return nil // this key may not read it: then ids have to do
	}
	return err
}

// payer finds a customer whose money an act moves, and has what it has read anew: the saved
// amount may be of before the last act. Who may not read that is told the saved one, with its age.
func (a *app) payer(ctx context.Context, s *cli.Session, id string) error {
	if err := platfone.CheckCustomerID(id); err != nil {
		return err
	}
	_, err := s.DB.Customer(ctx, id)
	if errors.Is(err, store.ErrNotFound) {
		_, err = findCustomer(ctx, s, id)
		return err
	}
	if err == nil {
		err = a.Read(ctx, s, func(ctx context.Context) error { return deskOf(s).RefreshBalance(ctx, id) })
	}
	var fault *rest.Error
	if errors.As(err, &fault) && fault.Kind != rest.Unauthorized && fault.Kind != rest.NoKey && ctx.Err() == nil {
		return nil
	}
	return err
}

// noCustomer says that there is none of that id, and which of the saved may be meant.
func noCustomer(ctx context.Context, s *cli.Session, id string) error {
	return cli.Missing("there is no customer %q%s", id, nearCustomer(ctx, s, id))
}

// notSaved says that nothing is saved of a customer, and which of the saved may be meant.
func notSaved(ctx context.Context, s *cli.Session, id string) error {
	near := nearCustomer(ctx, s, id)
	if near == "" {
		near = ": sync reads the customers"
	}
	return cli.Missing("no customer %q is saved here%s", id, near)
}

// nearCustomer is which of the saved customers may be meant by an id that none has.
func nearCustomer(ctx context.Context, s *cli.Session, id string) string {
	known, err := customers(ctx, s, "")
	if err != nil {
		return "" // without them the words are as true
	}
	for i, c := range known {
		known[i], _, _ = strings.Cut(c, "\t")
	}
	return cli.Near(id, known)
}

// findCustomer finds a customer by its id, asking the provider for one that is
// not known here.
func findCustomer(ctx context.Context, s *cli.Session, id string) (store.Customer, error) {
	if err := platfone.CheckCustomerID(id); err != nil {
		return store.Customer{}, err
	}
	c, err := s.DB.Customer(ctx, id)
	if !errors.Is(err, store.ErrNotFound) {
		return c, err
	}
	if err := deskOf(s).RefreshCustomer(ctx, id); err != nil {
		var no cli.Refused
		if errors.As(err, &no) {
			if why, _ := no.Refused(); act.Code(why) == act.NoKey { // found only now: that is the cause, for the act too
				return c, err
			}
			return c, cli.Missing("no customer %q is saved here, and no provider was asked: %s", id, no)
		}
		var fault *rest.Error
		if errors.As(err, &fault) && fault.Kind == rest.NotFound {
			return c, noCustomer(ctx, s, id)
		}
		return c, err
	}
	if c, err = s.DB.Customer(ctx, id); errors.Is(err, store.ErrNotFound) {
		return c, noCustomer(ctx, s, id)
	}
	return c, err
}
