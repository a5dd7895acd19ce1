package cli

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
)

// Trust is what commands ask of the engine about listings. Its refusals have
// Refused() (why string, until time.Time).
type Trust interface {
	Refresh(ctx context.Context, n phone.E164) error
	RefreshList(ctx context.Context) error
	StartVerification(ctx context.Context, n phone.E164, channel numbersonline.Channel) (numbersonline.CodeSent, error)
	ConfirmVerification(ctx context.Context, n phone.E164, code string) (numbersonline.Proved, error)
	Stage(ctx context.Context, n phone.E164, c numbersonline.Changes) (numbersonline.Staged, error)
	UploadLogo(ctx context.Context, n phone.E164, image []byte) (numbersonline.Logo, error)
	Checkout(ctx context.Context, n phone.E164) (numbersonline.Checkout, error)
	PageURL(handle string) string
}

// Listings are what the commands about listings work with beside the store.
type Listings struct {
	Desk Trust
	// ReadLogo reads a picture and refuses what the service would refuse.
	ReadLogo func(path string) ([]byte, error)
	// Pack makes a dispute pack of a number in a folder and gives its path.
	Pack func(ctx context.Context, n phone.E164, dir string) (string, error)
}

func (a *app) listingsCommand() *cobra.Command {
	var f listingFilter
	list := &cobra.Command{
		Use: "list", Short: "List numbers with badge and risk, highest risk first", Args: need(0, 0, ""),
		RunE: func(cmd *cobra.Command, _ []string) error {
			return a.open(cmd, a.f, func(ctx context.Context, s *Session) error { return a.listListings(ctx, s, f) })
		},
	}
	list.Flags().StringVar(&f.state, "state", "", "only these: unproved, draft, paying, verified")
	list.Flags().StringVar(&f.band, "band", "", "only these: low, medium, high, unknown")
	show := &cobra.Command{
		Use: "show NUMBER", Short: "Show one number: badge, risk and page", Args: need(1, 1, "a number such as +14155550142"),
		RunE: func(cmd *cobra.Command, args []string) error { return a.ofNumber(cmd, args[0], a.showListing) },
	}
	reports := &cobra.Command{
		Use: "reports NUMBER", Short: "List what people reported and reviewed", Args: need(1, 1, "a number such as +14155550142"),
		RunE: func(cmd *cobra.Command, args []string) error { return a.ofNumber(cmd, args[0], a.listReports) },
	}
	return group("listings", "Prove numbers, put them online, watch their risk",
		list, show, a.proveCommand(), a.stageCommand(), a.logoCommand(), a.payCommand(), a.watchCommand(), reports, a.packCommand())
}

// ofNumber runs do with the number an argument names.
func (a *app) ofNumber(cmd *cobra.Command, arg string, do func(context.Context, *Session, phone.E164) error) error {
	n, err := phone.Parse(arg)
	if err != nil {
		return usage(fmt.Errorf("number: %w", err))
	}
	return a.open(cmd, a.f, func(ctx context.Context, s *Session) error {
		if s.Listings.Desk == nil {
			return &Exit{KeyRefused, errors.New("TRUST is not set up in this profile")}
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
				return usage(fmt.Errorf("%s: one of %s", c.name, strings.ReplaceAll(c.allowed, " ", ", ")))
			}
		}
	}
	return nil
}

func (f listingFilter) passes(l store.Listing) bool {
	return among(f.state, listingState(l)) && among(f.band, string(l.Band()))
}

func among(list, word string) bool {
	return list == "" || strings.Contains(","+list+",", ","+word+",")
}

// listingState is the word for a row; paying is our own (api.md, Part 2, "States").
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
func listingRecord(l store.Listing) Record {
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
	return Record{
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

func (a *app) listListings(ctx context.Context, s *Session, f listingFilter) error {
	if err := f.check(); err != nil {
		return err
	}
	if s.Listings.Desk != nil {
		if err := a.refresh(ctx, s, s.Listings.Desk.RefreshList); err != nil {
			return err
		}
	}
	list, err := s.DB.Listings(ctx)
	if err != nil {
		return err
	}
	a.output.List("No number is listed.")
	for _, l := range list {
		if !f.passes(l) {
			continue
		}
		if err := a.output.Row(listingRecord(l)); err != nil {
			return err
		}
	}
	return nil
}

// heardOf reads a number now and gives it as it is stored.
func (a *app) heardOf(ctx context.Context, s *Session, n phone.E164) (store.Listing, error) {
	if err := a.refresh(ctx, s, func(ctx context.Context) error { return s.Listings.Desk.Refresh(ctx, n) }); err != nil {
		return store.Listing{}, err
	}
	return s.DB.Listing(ctx, n)
}

func (a *app) showListing(ctx context.Context, s *Session, n phone.E164) error {
	l, err := a.heardOf(ctx, s, n)
	if err != nil {
		return err
	}
	r := listingRecord(l)
	if l.Page != nil {
		r = append(r, Field{"website", l.Page.Website}, Field{"page", s.Listings.Desk.PageURL(l.Page.Handle)})
	}
	if l.Risk != nil {
		r = append(r, Field{"reports", known(l.Risk.Reports)}, Field{"last_reported", l.Risk.LastReported},
			Field{"reviews", known(l.Risk.ReviewTotal)}, Field{"reviews_good", known(l.Risk.ReviewPositive)})
	}
	if err := a.output.Row(append(r, Field{"proved", l.Bound.Verified})); err != nil {
		return err
	}
	a.output.Say("The badge says who owns the number, the risk what people report. A supplementary signal, not a compliance decision.")
	return nil
}

func (a *app) listReports(ctx context.Context, s *Session, n phone.E164) error {
	if _, err := a.heardOf(ctx, s, n); err != nil {
		return err
	}
	r, _, err := s.DB.Complaints(ctx, n)
	if err != nil && !errors.Is(err, store.ErrNotFound) {
		return err
	}
	a.output.List("Nobody has reported or reviewed this number.")
	row := func(at time.Time, kind string, tags []string, rating, body, who, lane, provenance string) error {
		return a.output.Row(Record{{"at", at}, {"kind", kind}, {"tags", tags}, {"rating", rating}, {"reporter", firstOf(who, "anonymous")},
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
