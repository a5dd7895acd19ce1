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
		a.offerOptions(append(c.Commands(), c)...)
		switch c.Name() {
		case "code":
			a.Offer(c, false, running)
		case "wait":
			a.Offer(c, true, running)
		case "statement":
			a.Offer(c, false, customers)
		case "prices":
			a.Offer(c, false, services)
		case "export":
			a.Offer(c, false, cli.Words(kinds...))
		case "activations":
			a.Offer(cli.Sub(c, "get"), false, running)
			for _, name := range []string{"again", "report", "end"} {
				a.Offer(cli.Sub(c, name), true, running)
			}
		case "customers":
			for _, name := range []string{"show", "credit", "ledger"} {
				a.Offer(cli.Sub(c, name), false, customers)
			}
			a.Offer(cli.Sub(c, "status"), false, customers, cli.Words(statuses...))
		}
	}
}

// offerOptions offers the values of options that mean the same in every command.
func (a *app) offerOptions(commands ...*cobra.Command) {
	for _, c := range commands {
		for name, known := range map[string]cli.Known{"customer": customers, "service": services, "country": countries, "preset": presets} {
			if c.Flags().Lookup(name) != nil {
				a.OfferOption(c, name, known)
			}
		}
	}
}

// presets are those of the order sheet, by their names.
func presets(ctx context.Context, s *cli.Session, _ string) ([]string, error) {
	list, err := s.DB.Presets(ctx)
	var out []string
	for _, p := range list {
		out = append(out, p.Name+"\t"+p.Customer+" "+p.Service+" "+p.Country)
	}
	return out, err
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
