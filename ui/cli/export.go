package cli

import (
	"context"
	"errors"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"switchboard/client/phone"
	"switchboard/store"
)

// kinds are what can be exported.
var kinds = []string{"activations", "codes", "customers", "transactions", "log"}

// exporting is an export as it was asked for.
type exporting struct {
	since time.Time
	show  string // codes and numbers: all, last2, none
}

func (a *app) exportCommand() *cobra.Command {
	var format, since, show string
	cmd := &cobra.Command{
		Use: "export KIND", Short: "Write what is saved: " + strings.Join(kinds, ", "), Args: need(1, 1, "what: "+strings.Join(kinds, ", ")),
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := a.chooseFormat(format); err != nil {
				return err
			}
			if a.output.format == Text || a.output.format == "" {
				a.output.format = CSV
			}
			from, err := moment("--since", since)
			if err == nil && show != "all" && show != "last2" && show != "none" {
				err = usage(errors.New("--codes: one of all, last2, none"))
			}
			if err != nil {
				return err
			}
			return a.local(cmd, func(ctx context.Context, s *Session) error {
				a.output.List("")
				return a.export(ctx, s, args[0], exporting{from, show})
			})
		},
	}
	cmd.Flags().StringVar(&format, "format", "", "csv (unless set otherwise), json, ndjson, md or text")
	cmd.Flags().StringVar(&since, "since", "", "not older: a day such as 2026-11-01, or a time ago such as 7d")
	cmd.Flags().StringVar(&show, "codes", "all", "codes and numbers: all, last2 or none")
	return cmd
}

func (a *app) export(ctx context.Context, s *Session, kind string, e exporting) error {
	f := store.ActivationFilter{From: e.since, Now: s.SMS.Now()}
	switch kind {
	case "activations":
		return s.eachActivation(ctx, f, func(act store.Activation) error {
			return a.output.Row(e.veil(activationRecord(act.Activation, f.Now)))
		})
	case "codes":
		f.HasCode = true
		return s.eachActivation(ctx, f, func(act store.Activation) error {
			codes, err := s.DB.Codes(ctx, act.ID)
			for _, c := range codes {
				err = errors.Join(err, a.output.Row(e.veil(codeRecord(c))))
			}
			return err
		})
	case "customers":
		a.f.Offline = true
		return a.listCustomers(ctx, s, "")
	case "transactions":
		return a.transactions(ctx, s, store.TransactionFilter{From: e.since})
	case "log":
		return a.exportLog(ctx, s, e.since)
	}
	return usage(errors.New("export: one of " + strings.Join(kinds, ", ")))
}

func (a *app) exportLog(ctx context.Context, s *Session, since time.Time) error {
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
			if err := a.output.Row(Record{{"id", e.ID}, {"at", e.At}, {"what", e.What}, {"who", e.Who}, {"result", e.Result}}); err != nil {
				return err
			}
		}
		if len(rows) < page {
			return nil
		}
	}
}

// veil takes out of a record what is not to leave the machine.
func (e exporting) veil(r Record) Record {
	if e.show == "all" {
		return r
	}
	for i, f := range r {
		switch v := f.Value.(type) {
		case phone.E164:
			r[i].Value = e.cut(string(v))
		case string:
			switch f.Name {
			case "code":
				r[i].Value = e.cut(v)
			case "text":
				r[i].Value = "" // it holds the code
			}
		}
	}
	return r
}

// cut leaves the last two characters, or nothing.
func (e exporting) cut(s string) string {
	runes := []rune(s)
	if e.show == "none" || len(runes) < 3 {
		return ""
	}
	return strings.Repeat("•", len(runes)-2) + string(runes[len(runes)-2:])
}
