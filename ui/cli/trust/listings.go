package trust

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"switchboard/client/numbersonline"
	"switchboard/client/phone"
	"switchboard/store"
	"switchboard/ui/cli"
)

func (a *app) listingsCommand() *cobra.Command {
	var f listingFilter
	list := &cobra.Command{
		Use: "list", Short: "List numbers with badge and risk, highest risk first", Args: cli.Need(0, 0, ""),
		RunE: func(cmd *cobra.Command, _ []string) error {
			return a.Open(cmd, a.Flags, func(ctx context.Context, s *cli.Session) error { return a.listListings(ctx, s, f) })
		},
	}
	list.Flags().StringVar(&f.state, "state", "", "only these: unproved, draft, paying, verified")
	list.Flags().StringVar(&f.band, "band", "", "only these: low, medium, high, unknown")
	show := &cobra.Command{
		Use: "show NUMBER", Short: "Show one number: badge, risk and page", Args: cli.Need(1, 1, "a number such as +14155550142"),
		RunE: func(cmd *cobra.Command, args []string) error { return a.ofNumber(cmd, args[0], a.showListing) },
	}
	reports := &cobra.Command{
		Use: "reports NUMBER", Short: "List what people reported and reviewed", Args: cli.Need(1, 1, "a number such as +14155550142"),
		RunE: func(cmd *cobra.Command, args []string) error { return a.ofNumber(cmd, args[0], a.listReports) },
	}
	return cli.Group("listings", "Prove numbers, put them online, watch their risk",
		list, show, a.proveCommand(), a.stageCommand(), a.logoCommand(), a.payCommand(), a.watchCommand(), reports, a.packCommand())
}

// ofNumber runs do with the number an argument names.
func (a *app) ofNumber(cmd *cobra.Command, arg string, do func(context.Context, *cli.Session, phone.E164) error) error {
	n, err := phone.Parse(arg)
	if err != nil {
		return cli.Misuse(fmt.Errorf("number: %w", err))
	}
	return a.Open(cmd, a.Flags, func(ctx context.Context, s *cli.Session) error {
		if s.Listings.Desk == nil {
			return &cli.Exit{Code: cli.KeyRefused, Err: errors.New("TRUST is not set up in this profile")}
		}
		return do(ctx, s, n)
	})
}

type listingFilter struct{ state, band string }

func (f listingFilter) check() error {
	for _, c := range []struct{ name, value, allowed string }{
		{"--state", f.state, "unproved draft paying verified unread"}, {"--band", f.band, "low medium high unknown"},
	} {
		for word := range strings.SplitSeq(c.value, ",") {
			if word != "" && !strings.Contains(" "+c.allowed+" ", " "+word+" ") {
				return cli.Misuse(fmt.Errorf("%s: one of %s", c.name, strings.ReplaceAll(c.allowed, " ", ", ")))
			}
		}
	}
	return nil
}

func (f listingFilter) passes(l store.Listing) bool {
	return cli.Among(f.state, listingState(l)) && cli.Among(f.band, string(l.Band()))
}

// listingState is the word for a row; paying is our own.
func listingState(l store.Listing) string {
	switch {
	case l.Paying():
		return "paying"
	case l.State == "": // proved, its listing was not read yet
		return "unread"
	case l.State == numbersonline.Unverified:
		return "unproved"
	}
	return string(l.State)
}

// listingRecord keeps badge and risk apart: one says who owns the number, the
// other what people report of it.
func listingRecord(l store.Listing) cli.Record {
	var score, change, reports any
	if l.Risk != nil {
		score, reports = known(l.Risk.Score), known(l.Risk.Reports30d)
	}
	if d, ok := l.RiskChange(); ok {
		change = d
	}
	name, handle := "", ""
	renews, since := time.Time{}, time.Time{}
	if p := l.Page; p != nil {
		name, handle, renews, since = p.Name, p.Handle, p.NextBilling, p.VerifiedSince
	} else if d := l.Draft; d != nil {
		name = firstOf(d.Profile.DBA, d.Profile.LegalName, d.Profile.Name)
	}
	return cli.Record{
		{"number", l.E164}, {"name", name}, {"state", listingState(l)}, {"badge", l.Grade}, {"risk", score}, {"band", string(l.Band())},
		{"change", change}, {"reports_30d", reports}, {"renews", renews}, {"verified_since", since}, {"handle", handle}, {"seen", l.Seen},
	}
}

func known(n *int) any {
	if n == nil {
		return nil
	}
	return *n
}

func firstOf(words ...string) string {
	for _, w := range words {
		if w != "" {
			return w
		}
	}
	return ""
}

func (a *app) listListings(ctx context.Context, s *cli.Session, f listingFilter) error {
	if err := f.check(); err != nil {
		return err
	}
	if s.Listings.Desk != nil {
		if err := a.Refresh(ctx, s, s.Listings.Desk.RefreshList); err != nil {
			return err
		}
	}
	list, err := s.DB.Listings(ctx)
	if err != nil {
		return err
	}
	a.Out.List("No number is listed.")
	for _, l := range list {
		if !f.passes(l) {
			continue
		}
		if err := a.Out.Row(listingRecord(l)); err != nil {
			return err
		}
	}
	return nil
}

// heardOf reads a number now and gives it as it is stored.
func (a *app) heardOf(ctx context.Context, s *cli.Session, n phone.E164) (store.Listing, error) {
	if err := a.Refresh(ctx, s, func(ctx context.Context) error { return s.Listings.Desk.Refresh(ctx, n) }); err != nil {
		return store.Listing{}, err
	}
	return s.DB.Listing(ctx, n)
}

func (a *app) showListing(ctx context.Context, s *cli.Session, n phone.E164) error {
	l, err := a.heardOf(ctx, s, n)
	if err != nil {
		return err
	}
	r := listingRecord(l)
	if l.Page != nil {
		r = append(r, cli.Field{"website", l.Page.Website}, cli.Field{"page", s.Listings.Desk.PageURL(l.Page.Handle)})
	}
	if l.Risk != nil {
		r = append(r, cli.Field{"reports", known(l.Risk.Reports)}, cli.Field{"last_reported", l.Risk.LastReported},
			cli.Field{"reviews", known(l.Risk.ReviewTotal)}, cli.Field{"reviews_good", known(l.Risk.ReviewPositive)})
	}
	if err := a.Out.Row(append(r, cli.Field{"proved", l.Bound.Verified})); err != nil {
		return err
	}
	a.Out.Say("The badge says who owns the number, the risk what people report. A supplementary signal, not a compliance decision.")
	return nil
}

func (a *app) listReports(ctx context.Context, s *cli.Session, n phone.E164) error {
	if _, err := a.heardOf(ctx, s, n); err != nil {
		return err
	}
	r, _, err := s.DB.Complaints(ctx, n)
	if err != nil && !errors.Is(err, store.ErrNotFound) {
		return err
	}
	a.Out.List("Nobody has reported or reviewed this number.")
	row := func(at time.Time, kind string, tags []string, rating, body, who, lane, provenance string) error {
		return a.Out.Row(cli.Record{{"at", at}, {"kind", kind}, {"tags", tags}, {"rating", rating}, {"reporter", firstOf(who, "anonymous")},
			{"lane", lane}, {"provenance", provenance}, {"body", body}})
	}
	for _, c := range r.Reports {
		if err := row(c.Created, "report", c.Tags, c.Rating, c.Body, c.Reporter, c.Lane, c.Provenance); err != nil {
			return err
		}
	}
	for _, c := range r.Reviews {
		if err := row(c.Created, "review", nil, c.Rating, c.Body, c.Reporter, "", ""); err != nil {
			return err
		}
	}
	return nil
}
