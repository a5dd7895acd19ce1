package sms

import (
	"cmp"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"switchboard/client/money"
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
		q, err := cli.Narrowing(cmd, "customers")
		if err != nil {
			return err
		}
		return a.Reads(cmd, func(ctx context.Context, s *cli.Session) error {
			return a.listCustomers(ctx, s, q, status)
		})
	})
	cli.Narrowed(list, "customers")
	list.Flags().StringVar(&status, "status", "", "only these: active, paused, disabled, markedForDeletion")
	a.SomeOf(list, "status", statuses...)
	show := a.Command(customer{}, "show C", "Show one customer", cli.Need(1, 1, "a customer"), func(cmd *cobra.Command, args []string) error {
		return a.Reads(cmd, func(ctx context.Context, s *cli.Session) error { return a.showCustomer(ctx, s, args[0]) })
	})
	return cli.Group("customers", "List customers, add them, change what they may do and have",
		list, show, a.addCustomerCommand(), a.statusCommand(), a.creditCommand(), a.ledgerCommand())
}

func (a *app) listCustomers(ctx context.Context, s *cli.Session, q cli.Question, status string) error {
	f := store.CustomersAsked(q.Query)
	asked := f.Status
	if f.Status = nil; status == "" {
		f.Status = asked
	}
	for word := range strings.SplitSeq(status, ",") {
		if word == "" {
			continue
		}
		if err := platfone.CheckStatus(platfone.CustomerStatus(word)); err != nil {
			return err
		}
		if one := platfone.CustomerStatus(word); len(asked) == 0 || slices.Contains(asked, one) {
			f.Status = append(f.Status, one)
		}
	}
	if status != "" && len(f.Status) == 0 {
		f.Status = []platfone.CustomerStatus{store.NoStatus}
	}
	if err := a.Read(ctx, s, deskOf(s).RefreshCustomers); err != nil {
		return err
	}
	a.RestsOn(customersRead)
	a.Out.List(q.None("No customer is known.", "No customer passes the filter.", status != ""))
	notes, err := s.Notes(ctx, store.NoteCustomer)
	if err != nil {
		return err
	}
	after := ""
	for {
		rows, err := s.DB.Customers(ctx, f, after, page)
		if err != nil {
			return err
		}
		for _, c := range rows {
			r := customerOf(c)
			r.Noted = notes(c.ID)
			if err := a.Out.Row(r); err != nil {
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
	err := a.Read(ctx, s, func(ctx context.Context) error {
		err := deskOf(s).RefreshCustomer(ctx, id)
		if err == nil || platfone.Unmanaged(err) {
			err = cmp.Or(err, deskOf(s).RefreshHistory(ctx, id))
		}
		return err
	})
	if cli.NotThere(err) {
		return noCustomer(ctx, s, id)
	}
	if err != nil {
		return err
	}
	a.RestsOn(customersRead)
	c, err := s.DB.Customer(ctx, id)
	if errors.Is(err, store.ErrNotFound) {
		return noCustomer(ctx, s, id)
	}
	if err != nil {
		return err
	}
	return a.giveCustomer(ctx, s, c)
}

func (a *app) addCustomerCommand() *cobra.Command {
	var opening string
	cmd := a.Command(customer{}, "add C", "Create a customer", cli.Need(1, 1, "an id of letters and digits"),
		func(cmd *cobra.Command, args []string) error {
			var t platfone.NewTransaction
			var c money.Cents
			var wrong error
			if opening != "" {
				if c, wrong = cli.Dollars("--balance", opening); wrong == nil {
					wrong = cli.Of("balance", platfone.CheckOpening(c))
				}
			}
			if err := errors.Join(platfone.CheckCustomerID(args[0]), wrong); err != nil {
				return err
			}
			if c > 0 {
				t = platfone.NewTransaction{ID: newReference(), Amount: c}
			}
			return a.Online(cmd, func(ctx context.Context, s *cli.Session) error {
				return a.changeCustomer(ctx, s, args[0], func(ctx context.Context) error {
					made, err := cli.Carry[act.Made](ctx, a.App, s, act.NewCustomer{Customer: args[0], Opening: t})
					if made.Customer && err != nil {
						a.Out.Say("The customer %s is created; only its opening balance is not added.", args[0])
					}
					if t != (platfone.NewTransaction{}) {
						return err
					}
					so, err := a.SoAlready(err)
					if so {
						a.Out.Say("There is a customer %s already: nothing was sent.", args[0])
					}
					return err
				})
			})
		})
	cmd.Flags().StringVar(&opening, "balance", "", "what it begins with, in dollars")
	return cmd
}

func (a *app) statusCommand() *cobra.Command {
	cmd := a.Command(customer{}, "status C… active|paused|disabled|markedForDeletion", "Change what customers may do", cli.NeedOrFilter(2, "a customer and a status"),
		func(cmd *cobra.Command, args []string) error {
			status := platfone.CustomerStatus(args[len(args)-1])
			if field := (*platfone.FieldError)(nil); errors.As(platfone.CheckStatus(status), &field) {
				return &platfone.FieldError{Field: field.Field, Allowed: field.Allowed + cli.Near(string(status), statuses)}
			}
			return a.upon(cmd, args[:len(args)-1], func(s *cli.Session, id string) cli.Thing {
				return cli.Thing{Name: id, Act: act.Status{Customer: id, Status: status}, Told: func(ctx context.Context, _ act.Outcome) error { return a.tellCustomer(ctx, s, id) }}
			})
		})
	cli.Filtered(cmd)
	cli.FilterOf("customers", cmd)
	return cmd
}

func (a *app) creditCommand() *cobra.Command {
	var ref, gateway string
	cmd := a.Command(booking{}, "credit C… +35", "Add to the balance of customers, or with - deduct from it", cli.NeedOrFilter(2, "a customer and an amount such as +35"),
		func(cmd *cobra.Command, args []string) error {
			many := len(args) > 2 || cmd.Flags().Changed("filter")
			c, err := cli.Dollars("the amount", args[len(args)-1])
			if ref != "" && !many {
				err = errors.Join(err, cli.Of("ref", platfone.CheckNewTransactionID(ref)))
			}
			if err = errors.Join(err, cli.Of("gateway", platfone.CheckGateway(gateway))); err != nil {
				return err
			}
			return a.upon(cmd, args[:len(args)-1], func(s *cli.Session, id string) cli.Thing {
				t := platfone.NewTransaction{ID: ref, Amount: c, Gateway: gateway}
				switch {
				case ref == "":
					t.ID = newReference()
				case many: // the same for the same customer whenever it is said again
					t.ID = ref + id
				}
				return a.booking(id, t, ref != "")
			})
		})
	cmd.Flags().StringVar(&ref, "ref", "", "the transaction's own id: the same one is never booked twice; of several customers what each id begins with, before the customer's own")
	cmd.Flags().StringVar(&gateway, "gateway", "", "how it was paid")
	cli.Filtered(cmd)
	cli.FilterOf("customers", cmd)
	return cli.TakesAmount(cmd)
}

// booking is one change of a balance.
func (a *app) booking(id string, t platfone.NewTransaction, named bool) cli.Thing {
	return cli.Thing{Name: id, Act: act.Credit{Customer: id, Transaction: t, Named: named}, Anew: true,
		Of: func(err error) error {
			if no := (*act.Refusal)(nil); errors.As(err, &no) || cli.Absent(err) {
				return err // nothing was sent: no id is to be kept
			}
			return fmt.Errorf("booking %s for %s, id %s: %w", t.Amount, id, t.ID, err)
		},
		Told: func(_ context.Context, out act.Outcome) error {
			got, _ := out.(act.Booked)
			if got.Earlier {
				a.Out.Say("The ledger had %s already: nothing was booked a second time.", t.ID)
			}
			return a.Out.Row(booking{t.ID, id, t.Amount, t.Gateway, got.Earlier})
		}}
}

// upon carries out an act upon each of the customers that were named, each once, or pass a filter.
func (a *app) upon(cmd *cobra.Command, ids []string, of func(*cli.Session, string) cli.Thing) error {
	q, err := cli.Asked(cmd, store.CustomerGrammar())
	if err != nil {
		return err
	}
	return a.Online(cmd, func(ctx context.Context, s *cli.Session) error {
		if err := a.MayAct(ctx, s, of(s, "").Act); err != nil {
			return err
		}
		if q != nil {
			if ids, err = a.passing(ctx, s, q); err != nil {
				return err
			}
		}
		var things []cli.Thing
		for i, id := range ids {
			if slices.Index(ids, id) == i {
				things = append(things, of(s, id))
			}
		}
		for i, t := range things {
			err := a.ready(ctx, s, t)
			if err != nil && !cli.Absent(err) {
				return err
			}
			things[i].Not = err
		}
		return a.Each(ctx, s, "customers", things)
	})
}

// ready says why an act upon a customer cannot be begun. For a change of a balance the customer is read, and
// for another one that is not known here.
func (a *app) ready(ctx context.Context, s *cli.Session, t cli.Thing) error {
	if _, booked := t.Act.(act.Credit); !booked {
		if _, err := findCustomer(ctx, s, t.Name); cli.Absent(err) {
			return err
		}
		return nil // the act says what else there is
	}
	if err := a.Fits(ctx, s, t.Act); err != nil {
		return err
	}
	return a.payer(ctx, s, t.Name)
}

// passing are the customers that pass a filter.
func (a *app) passing(ctx context.Context, s *cli.Session, q *cli.Question) (ids []string, err error) {
	if err := a.Read(ctx, s, deskOf(s).RefreshCustomers); err != nil {
		return nil, err
	}
	after := ""
	for {
		rows, err := s.DB.Customers(ctx, store.CustomersAsked(q.Query), after, page)
		if err != nil {
			return nil, err
		}
		for _, c := range rows {
			ids, after = append(ids, c.ID), c.ID
		}
		if len(rows) < page {
			break
		}
	}
	if len(ids) == 0 {
		return nil, cli.Missing("no customer passes the filter %q", q.Said)
	}
	return ids, nil
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
	return a.tellCustomer(cli.After(ctx), s, id)
}

// tellCustomer reads a customer that was changed, and shows it.
func (a *app) tellCustomer(ctx context.Context, s *cli.Session, id string) error {
	a.ReadAgain(ctx, s, func(ctx context.Context) error { return deskOf(s).RefreshCustomer(ctx, id) })
	c, err := s.DB.Customer(ctx, id)
	if errors.Is(err, store.ErrNotFound) { // new, and what was read of it could not be saved: its id is known
		c, err = store.Customer{Customer: platfone.Customer{ID: id}}, nil
	}
	if err != nil {
		return err
	}
	return a.giveCustomer(ctx, s, c)
}

// giveCustomer writes a customer with what is noted of it.
func (a *app) giveCustomer(ctx context.Context, s *cli.Session, c store.Customer) error {
	if c.OnHold {
		a.Out.Say("%s.", cli.TellsNothing(platfone.Provider, c))
	}
	note, err := s.DB.Note(ctx, store.NoteCustomer, c.ID)
	if err != nil {
		return err
	}
	r := customerOf(c)
	r.Noted = cli.NotedOf(note)
	return a.Out.Row(r)
}
