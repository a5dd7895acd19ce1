package sms

import (
	"context"
	"strings"

	"github.com/spf13/cobra"

	"switchboard/store"
	"switchboard/ui/cli"
)

// offer tells shells what can be typed: customers, services, countries and
// numbers, as far as they are saved.
func (a *app) offer(commands []*cobra.Command) {
	for _, c := range commands {
		switch c.Name() {
		case "order":
			a.OfferOption(c, "customer", customers)
			a.OfferOption(c, "service", services)
			a.OfferOption(c, "country", countries)
		case "code":
			a.OfferOption(c, "customer", customers)
			a.OfferOption(c, "service", services)
		case "wait":
			a.Offer(c, true, running)
		case "prices":
			a.Offer(c, false, services)
			a.OfferOption(c, "country", countries)
		case "export":
			a.Offer(c, false, cli.Words(kinds...))
		case "activations":
			for _, name := range []string{"get", "again", "report"} {
				a.Offer(cli.Sub(c, name), false, running)
			}
			a.Offer(cli.Sub(c, "end"), true, running)
		case "customers":
			for _, name := range []string{"show", "credit", "ledger"} {
				a.Offer(cli.Sub(c, name), false, customers)
			}
			a.Offer(cli.Sub(c, "status"), false, customers, cli.Words(statuses...))
		}
	}
}

func customers(ctx context.Context, s *cli.Session, begun string) ([]string, error) {
	var out []string
	for after := ""; ; {
		list, err := s.DB.Customers(ctx, store.CustomerFilter{}, after, page)
		for _, c := range list {
			if after = c.ID; strings.HasPrefix(c.ID, begun) {
				out = append(out, c.ID+"\t"+string(c.Status))
			}
		}
		if err != nil || len(list) < page {
			return out, err
		}
	}
}

func services(ctx context.Context, s *cli.Session, _ string) ([]string, error) {
	list, err := listServices(ctx, s)
	return described(list), err
}

func countries(ctx context.Context, s *cli.Session, _ string) ([]string, error) {
	list, err := s.DB.Countries(ctx)
	var all []named
	for _, c := range list {
		all = append(all, named{c.ID, []string{c.Name}})
	}
	return described(all), err
}

func described(list []named) []string {
	out := make([]string, len(list))
	for i, n := range list {
		out[i] = n.id + "\t" + n.names[0]
	}
	return out
}

// running are the numbers that live, by their ids.
func running(ctx context.Context, s *cli.Session, _ string) ([]string, error) {
	list, err := s.DB.LiveActivations(ctx, deskOf(s).Now())
	var out []string
	for _, act := range list {
		out = append(out, act.ID+"\t"+string(act.Phone)+" "+act.ServiceID+" "+act.CustomerID)
	}
	return out, err
}
