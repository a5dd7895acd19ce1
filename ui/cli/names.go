package cli

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"switchboard/client/platfone"
	"switchboard/client/rest"
	"switchboard/store"
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
				whole = appendNew(whole, n.id)
			}
			if len(name) >= len(said) && strings.EqualFold(name[:len(said)], said) {
				begun = appendNew(begun, n.id)
			}
		}
	}
	if len(whole) == 0 {
		whole = begun
	}
	switch {
	case len(whole) == 1:
		return whole[0], nil
	case len(whole) > 1:
		return "", usage(fmt.Errorf("--%s: %q can be %s; say which", what, said, listed(whole)))
	}
	return "", unknownName("there is no %s %q", what, said)
}

func appendNew(list []string, id string) []string {
	for _, have := range list {
		if have == id {
			return list
		}
	}
	return append(list, id)
}

// listed names a few of many.
func listed(ids []string) string {
	const most = 8
	if len(ids) > most {
		return strings.Join(ids[:most], ", ") + fmt.Sprintf(" and %d more", len(ids)-most)
	}
	return strings.Join(ids, ", ")
}

// service finds a service of the catalogue.
func (s *Session) service(ctx context.Context, said string) (string, error) {
	all, err := s.services(ctx)
	if err != nil {
		return "", err
	}
	if len(all) == 0 { // nothing was read yet: the provider decides
		return said, platfone.CheckServiceID(said)
	}
	return choose("service", said, all)
}

func (s *Session) services(ctx context.Context) ([]named, error) {
	list, err := s.DB.Services(ctx)
	var all []named
	for _, v := range list {
		if !v.Prohibited {
			all = append(all, named{v.ID, append([]string{v.Name}, v.Alt...)})
		}
	}
	return all, err
}

// country finds a country of the catalogue.
func (s *Session) country(ctx context.Context, said string) (string, error) {
	list, err := s.DB.Countries(ctx)
	if err != nil {
		return "", err
	}
	if len(list) == 0 {
		return said, platfone.CheckCountryID(said)
	}
	var all []named
	for _, v := range list {
		all = append(all, named{v.ID, append([]string{v.Name}, v.Alt...)})
	}
	return choose("country", said, all)
}

// catalogue has the lists of services and countries read when they never were.
func (s *Session) catalogue(ctx context.Context) error {
	services, err := s.DB.Services(ctx)
	if err != nil {
		return err
	}
	countries, err := s.DB.Countries(ctx)
	if err != nil || len(services) > 0 && len(countries) > 0 {
		return err
	}
	err = s.SMS.RefreshCatalogue(ctx)
	var fault *rest.Error
	if errors.As(err, &fault) && fault.Kind == rest.Forbidden {
		return nil // this key may not read it (api.md 1.7): then ids have to do
	}
	return err
}

// customer finds a customer by its id, asking the provider for one that is
// not known here.
func (s *Session) customer(ctx context.Context, id string) (store.Customer, error) {
	if err := platfone.CheckCustomerID(id); err != nil {
		return store.Customer{}, err
	}
	c, err := s.DB.Customer(ctx, id)
	if !errors.Is(err, store.ErrNotFound) {
		return c, err
	}
	if err := s.SMS.RefreshCustomer(ctx, id); err != nil {
		var no refused
		if errors.As(err, &no) {
			return c, unknownName("no customer %q is saved here, and nobody was asked: %s", id, no)
		}
		var fault *rest.Error
		if errors.As(err, &fault) && fault.Kind == rest.NotFound {
			return c, unknownName("there is no customer %q", id)
		}
		return c, err
	}
	if c, err = s.DB.Customer(ctx, id); errors.Is(err, store.ErrNotFound) {
		return c, unknownName("there is no customer %q", id)
	}
	return c, err
}
