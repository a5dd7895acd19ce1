package sms

import (
	"context"
	"errors"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"switchboard/client/phone"
	"switchboard/store"
	"switchboard/ui/cli"
)

// kinds are what can be exported.
var kinds = []string{"activations", "codes", "customers", "transactions", "log"}

// exporting is an export as it was asked for.
type exporting struct {
	since time.Time
	show  string // codes and numbers: all, last2, none
}

func (a *app) exportCommand() *cobra.Command {
	var since, show string
	cmd := a.Command(activation{}, "export KIND", "Write what is saved: "+strings.Join(kinds, ", "), cli.Need(1, 1, "what: "+strings.Join(kinds, ", ")),
		func(cmd *cobra.Command, args []string) error {
			a.Usually(cli.CSV)
			from, err := cli.Moment("--since", since)
			if show != "all" && show != "last2" && show != "none" {
				err = errors.Join(err, cli.NoneOf("--codes", show, []string{"all", "last2", "none"}))
			}
			if err != nil {
				return err
			}
			return a.Glance(cmd, func(ctx context.Context, s *cli.Session) error {
				a.Out.List("")
				return a.export(ctx, s, args[0], exporting{from, show})
			})
		})
	a.GivesBy(cmd, map[string]any{"activations": activation{}, "codes": code{}, "customers": customer{}, "transactions": transaction{}, "log": entry{}})
	cmd.Flags().StringVar(&since, "since", "", "not older: a day such as 2026-11-01, or a time ago such as 7d")
	cmd.Flags().StringVar(&show, "codes", "all", "codes and numbers: all, last2 or none")
	return cmd
}

func (a *app) export(ctx context.Context, s *cli.Session, kind string, e exporting) error {
	f := store.ActivationFilter{From: e.since, Now: deskOf(s).Now()}
	switch kind {
	case "activations":
		a.RestsOn(ordersWithin(f.From, f.To))
		written := a.written(ctx, s, f, 0)
		notes, err := s.Notes(ctx, store.NoteActivation)
		if err != nil {
			return err
		}
		return eachActivation(ctx, olderPages(s.DB, f), 0, func(act store.Activation) error {
			written()
			r := activationOf(act.Activation, f.Now)
			r.Noted = notes(act.ID)
			return a.Out.Row(e.veil(r))
		})
	case "codes":
		f.HasSMS = true
		a.RestsOn(ordersWithin(f.From, f.To))
		written := a.written(ctx, s, f, 0)
		return eachActivation(ctx, olderPages(s.DB, f), 0, func(act store.Activation) error {
			written()
			codes, err := s.DB.Codes(ctx, act.ID)
			for _, c := range act.OrOwn(codes) {
				if !c.Damaged {
					err = errors.Join(err, a.Out.Row(e.veilCode(codeOf(c, act))))
				}
			}
			return err
		})
	case "customers":
		a.Flags.Offline = true
		return a.listCustomers(ctx, s, cli.Question{}, "")
	case "transactions":
		a.RestsOn(within("The bookings", e.since, time.Time{}, store.ListOfBookings))
		return a.transactions(ctx, s, store.TransactionFilter{From: e.since})
	case "log":
		return a.exportLog(ctx, s, e.since)
	}
	return cli.NoneOf("export", kind, kinds)
}

func (a *app) exportLog(ctx context.Context, s *cli.Session, since time.Time) error {
	for before := int64(0); ; {
		rows, err := s.DB.AuditLog(ctx, before, page)
		if err != nil {
			return err
		}
		for _, e := range rows {
			before = e.ID
			if e.At.Before(since) {
				return nil
			}
			if err := a.Out.Row(entry{e.ID, e.At, e.What, e.Who, e.Result}); err != nil {
				return err
			}
		}
		if len(rows) < page {
			return nil
		}
	}
}

// veil takes out of a record what is not to leave the machine.
func (e exporting) veil(a activation) activation {
	if e.show != "all" {
		a.Number, a.Code, a.Text = phone.E164(e.cut(string(a.Number))), e.cut(a.Code), "" // the text holds the code
	}
	return a
}

func (e exporting) veilCode(c code) code {
	if e.show != "all" {
		c.Number, c.Code, c.Text = phone.E164(e.cut(string(c.Number))), e.cut(c.Code), ""
	}
	return c
}

// cut leaves the last two characters, or nothing.
func (e exporting) cut(s string) string {
	runes := []rune(s)
	if e.show == "none" || len(runes) < 3 {
		return ""
	}
	return strings.Repeat("•", len(runes)-2) + string(runes[len(runes)-2:])
}
