package sms

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"switchboard/client/platfone"
	"switchboard/store"
	"switchboard/store/act"
	"switchboard/ui/cli"
)

// statuses are what a customer can be, in the provider's words.
var statuses = []string{string(platfone.CustomerActive), string(platfone.CustomerPaused), string(platfone.CustomerDisabled), string(platfone.CustomerMarked)}

// page is how many rows are read from the store at once.
const page = 500

func (a *app) customersCommand() *cobra.Command {
	var status string
	list := a.Command(customer{}, "list", "List customers and what they have", cli.None, func(cmd *cobra.Command, _ []string) error {
		return a.Reads(cmd, func(ctx context.Context, s *cli.Session) error { return a.listCustomers(ctx, s, status) })
	})
	list.Flags().StringVar(&status, "status", "", "only these: active, paused, disabled, markedForDeletion")
	a.SomeOf(list, "status", statuses...)
	show := a.Command(customer{}, "show C", "Show one customer", cli.Need(1, 1, "a customer"), func(cmd *cobra.Command, args []string) error {
		return a.Reads(cmd, func(ctx context.Context, s *cli.Session) error { return a.showCustomer(ctx, s, args[0]) })
	})
	return cli.Group("customers", "List customers, add them, change what they may do and have",
		list, show, a.addCustomerCommand(), a.statusCommand(), a.creditCommand(), a.ledgerCommand())
}

func (a *app) listCustomers(ctx context.Context, s *cli.Session, status string) error {
	f := store.CustomerFilter{}
	for word := range strings.SplitSeq(status, ",") {
		if word == "" {
			continue
		}
		if err := platfone.CheckStatus(platfone.CustomerStatus(word)); err != nil {
			return err
		}
		f.Status = append(f.Status, platfone.CustomerStatus(word))
	}
	if err := a.Read(ctx, s, deskOf(s).RefreshCustomers); err != nil {
		return err
	}
	a.Out.List("No customer is known.")
	after := ""
	for {
		rows, err := s.DB.Customers(ctx, f, after, page)
		if err != nil {
			return err
		}
		for _, c := range rows {
			if err := a.Out.Row(customerOf(c)); err != nil {
				return err
			}
			after = c.ID
		}
		if len(rows) < page {
			return nil
		}
	}
}

func (a *app) showCustomer(ctx context.Context, s *cli.Session, id string) error {
	if err := platfone.CheckCustomerID(id); err != nil {
		return err
	}
	if err := a.Read(ctx, s, func(ctx context.Context) error { return deskOf(s).RefreshCustomer(ctx, id) }); err != nil {
		return err
	}
	c, err := s.DB.Customer(ctx, id)
	if errors.Is(err, store.ErrNotFound) {
		return cli.Missing("there is no customer %q", id)
	}
	if err != nil {
		return err
	}
	return a.Out.Row(customerOf(c))
}

func (a *app) addCustomerCommand() *cobra.Command {
	var opening string
	cmd := a.Command(customer{}, "add C", "Make a customer", cli.Need(1, 1, "an id of letters and digits"),
		func(cmd *cobra.Command, args []string) error {
			var t platfone.NewTransaction
			if opening != "" {
				c, err := cli.Dollars("--balance", opening)
				if err == nil {
					err = cli.Of("balance", platfone.CheckOpening(c))
				}
				if err != nil {
					return err
				}
				if c > 0 {
					t = platfone.NewTransaction{ID: newReference(), Amount: c}
				}
			}
			return a.Online(cmd, func(ctx context.Context, s *cli.Session) error {
				return a.changeCustomer(ctx, s, args[0], func(ctx context.Context) error {
					made, err := cli.Carry[act.Made](ctx, a.App, s, act.NewCustomer{Customer: args[0], Opening: t})
					switch {
					case made.Customer && err != nil:
						a.Out.Say("The customer %s is made; only its balance is not.", args[0])
					case t == (platfone.NewTransaction{}) && cli.AlreadySo(err):
						a.Out.Say("There is a customer %s already: nothing was sent.", args[0])
						return nil
					}
					return err
				})
			})
		})
	cmd.Flags().StringVar(&opening, "balance", "", "what it begins with, in dollars")
	return cmd
}

func (a *app) statusCommand() *cobra.Command {
	return a.Command(customer{}, "status C active|paused|disabled|markedForDeletion", "Change what a customer may do", cli.Need(2, 2, "a customer and a status"),
		func(cmd *cobra.Command, args []string) error {
			status := platfone.CustomerStatus(args[1])
			return a.Online(cmd, func(ctx context.Context, s *cli.Session) error {
				return a.changeCustomer(ctx, s, args[0], func(ctx context.Context) error {
					return a.Perform(ctx, s, act.Status{Customer: args[0], Status: status})
				})
			})
		})
}

func (a *app) creditCommand() *cobra.Command {
	var ref, gateway string
	cmd := a.Command(booking{}, "credit C +35", "Add to a customer's balance, or with - deduct from it", cli.Need(2, 2, "a customer and an amount such as +35"),
		func(cmd *cobra.Command, args []string) error {
			c, err := cli.Dollars("the amount", args[1])
			if err != nil {
				return err
			}
			t := platfone.NewTransaction{ID: ref, Amount: c, Gateway: gateway}
			if t.ID == "" {
				t.ID = newReference()
			}
			return a.Online(cmd, func(ctx context.Context, s *cli.Session) error { return a.credit(ctx, s, args[0], t, ref != "") })
		})
	cmd.Flags().StringVar(&ref, "ref", "", "the transaction's own id: the same one is never booked twice")
	cmd.Flags().StringVar(&gateway, "gateway", "", "how it was paid")
	return cli.TakesAmount(cmd)
}

func (a *app) credit(ctx context.Context, s *cli.Session, id string, t platfone.NewTransaction, named bool) error {
	if err := s.Engine.Ready(ctx); err != nil {
		return err
	}
	what := act.Credit{Customer: id, Transaction: t, Named: named}
	if err := a.Fits(ctx, s, what); err != nil {
		return err
	}
	if err := a.payer(ctx, s, id); err != nil {
		return err
	}
	got, err := cli.Carry[act.Booked](ctx, a.App, s, what)
	if err != nil {
		return fmt.Errorf("booking %s for %s, id %s: %w", t.Amount, id, t.ID, err)
	}
	if got.Earlier {
		a.Out.Say("The ledger had %s already: nothing was booked a second time.", t.ID)
	}
	return a.Out.Row(booking{t.ID, id, t.Amount, t.Gateway, got.Earlier})
}

// newReference is an id for a transaction that nobody named.
func newReference() string {
	return "sw" + time.Now().UTC().Format("20060102150405") + strings.ToLower(rand.Text()[:6])
}

// changeCustomer makes a change and shows the customer after it.
func (a *app) changeCustomer(ctx context.Context, s *cli.Session, id string, change func(context.Context) error) error {
	if err := s.Engine.Ready(ctx); err != nil {
		return err
	}
	if err := change(ctx); err != nil {
		return err
	}
	if err := a.Read(ctx, s, func(ctx context.Context) error { return deskOf(s).RefreshCustomer(ctx, id) }); err != nil {
		a.Out.Say("It is done, but could not be read again: %s", err)
	}
	c, err := s.DB.Customer(ctx, id)
	if err != nil {
		return err
	}
	return a.Out.Row(customerOf(c))
}
