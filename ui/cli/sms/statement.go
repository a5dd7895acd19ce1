package sms

import (
	"context"
	"errors"
	"time"

	"github.com/spf13/cobra"

	"switchboard/client/money"
	"switchboard/client/phone"
	"switchboard/client/platfone"
	"switchboard/store"
	"switchboard/ui/cli"
)

// booked is one line of a statement.
type booked struct {
	At       time.Time   `json:"happened_at" col:"when" about:"when it was"`
	What     string      `json:"what" col:"what" about:"order, refund, credit or debit"`
	Service  string      `json:"service_id" col:"service" about:"of an order: the provider's id of the service"`
	Country  string      `json:"country_id" col:"country" about:"of an order: the provider's id of the country"`
	Number   phone.E164  `json:"e164" col:"number" about:"of an order: the phone number"`
	Code     string      `json:"code" col:"code" about:"of an order: its newest code"`
	Amount   money.Cents `json:"amount_cents" col:"amount" about:"what it added to the balance; less than nothing was taken from it"`
	Balance  money.Price `json:"balance_cents" col:"balance" about:"the balance after it, once everything since is saved"`
	Order    string      `json:"activation_id" about:"the order, of which it or its refund is"`
	Booking  string      `json:"transaction_id" about:"the transaction, of a credit or a debit"`
	Customer string      `json:"customer_id" about:"whose statement it is"`
}

func (a *app) statementCommand() *cobra.Command {
	var x stretch
	cmd := a.Command(booked{}, "statement C", "Tell from what is saved what happened to a customer's money", cli.Need(1, 1, "a customer"),
		func(cmd *cobra.Command, args []string) error {
			if err := platfone.CheckCustomerID(args[0]); err != nil {
				return err
			}
			return a.within(cmd, &x, func(ctx context.Context, s *cli.Session, p store.Period) error {
				a.RestsOn(customersRead)
				st, err := s.DB.OpenStatement(ctx, args[0], p.From, p.To, deskOf(s).Now())
				if errors.Is(err, store.ErrNotFound) {
					return notSaved(ctx, s, args[0])
				}
				if err != nil {
					return err
				}
				defer st.Close()
				a.RestsOn(within("The orders and bookings", p.From, p.To, store.ListOfOrders, store.ListOfBookings))
				a.Out.List("Nothing happened in that time, as far as is saved.")
				return a.state(st)
			})
		})
	x.spans(cmd)
	return cmd
}

// state writes a statement as it is read, and how it began and ended.
func (a *app) state(st *store.StatementReader) error {
	for {
		l, more, err := st.Next()
		if err != nil {
			return err
		}
		if !more {
			break
		}
		order, booking := l.Of()
		row := booked{l.At, l.What, l.Service, l.Country, l.Phone, l.Code, l.Amount, l.Balance, order, booking, st.Customer}
		if row.Code == store.Purged {
			row.Code = ""
		}
		if err := a.Out.Row(row); err != nil {
			return err
		}
	}
	a.sayBalances(st.Statement)
	return nil
}

// sayBalances tells a person how the span began and ended.
func (a *app) sayBalances(st store.Statement) {
	if !st.Opening.Known {
		a.Out.Say("Balances are not known: older orders or credits of this time are still to be loaded (sync).")
		return
	}
	a.Out.Say("%s had %s at the beginning and %s at the end.", st.Customer, st.Opening.Cents, st.Closing.Cents)
}
