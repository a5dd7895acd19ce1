package sms

import (
	"context"
	"strings"

	"switchboard/client/platfone"
	"switchboard/ui/cli"
)

// unheard says of each service, country and customer that the filter of an empty list asks for and that nobody has
// heard of, that there is none, and what may be meant: the empty list does not tell a slip from nothing.
func (a *app) unheard(ctx context.Context, s *cli.Session, q cli.Question) error {
	if !a.Out.Empty() {
		return nil
	}
	for _, field := range []string{"service", "country", "customer"} {
		if len(q.Query.In[field]) == 0 {
			continue
		}
		all, err := namedBy(ctx, s, field)
		if err != nil || len(all) == 0 {
			return err
		}
		for _, v := range q.Query.In[field] {
			if meant := near(v.Text, all); meant != "" && !heard(v.Text, all) {
				a.Out.Say("There is no %s %q%s", field, v.Text, meant)
			}
		}
	}
	return nil
}

// heard reports whether a word stands in one of the ids or names.
func heard(word string, all []named) bool {
	word = strings.ToLower(word)
	for _, n := range all {
		for _, name := range append([]string{n.id}, n.names...) {
			if strings.Contains(strings.ToLower(name), word) {
				return true
			}
		}
	}
	return false
}

// namedBy are what a field of a filter can name.
func namedBy(ctx context.Context, s *cli.Session, field string) ([]named, error) {
	switch field {
	case "service":
		return servicesThat(ctx, s, func(platfone.Service) bool { return true })
	case "country":
		return listCountries(ctx, s)
	}
	known, err := customers(ctx, s, "")
	all := make([]named, len(known))
	for i, c := range known {
		all[i].id, _, _ = strings.Cut(c, "\t")
	}
	return all, err
}
