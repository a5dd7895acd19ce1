package trust

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"switchboard/client/numbersonline"
	"switchboard/client/phone"
	"switchboard/store"
	"switchboard/ui/cli"
)

func (a *app) listingsCommand() *cobra.Command {
	var f listingFilter
	list := a.Command(listing{}, "list", "List numbers with badge and risk, highest risk first", cli.None,
		func(cmd *cobra.Command, _ []string) error {
			q, err := cli.Narrowing(cmd, "listings")
			if err != nil {
				return err
			}
			return a.Reads(cmd, func(ctx context.Context, s *cli.Session) error { return a.listListings(ctx, s, q, f) })
		})
	cli.Narrowed(list, "listings")
	list.Flags().StringVar(&f.state, "state", "", "only these: "+strings.Join(store.StateWords(), ", "))
	list.Flags().StringVar(&f.band, "band", "", "only these: low, medium, high, unknown")
	a.SomeOf(list, "state", store.StateWords()...)
	a.SomeOf(list, "band", "low", "medium", "high", "unknown")
	show := a.Command(whole{}, "show NUMBER", "Show one number: badge, risk and page", cli.Need(1, 1, "a number such as +14155550142"),
		func(cmd *cobra.Command, args []string) error { return a.ofNumber(cmd, args[0], a.showListing) })
	var most int
	reports := a.Command(complaint{}, "reports NUMBER", "List what people reported and reviewed", cli.Need(1, 1, "a number such as +14155550142"),
		func(cmd *cobra.Command, args []string) error {
			if most < 1 || most > numbersonline.MaxReports {
				return cli.Misuse(fmt.Errorf("--limit: 1 to %d", numbersonline.MaxReports))
			}
			return a.ofNumber(cmd, args[0], func(ctx context.Context, s *cli.Session, n phone.E164) error { return a.listReports(ctx, s, n, most) })
		})
	reports.Flags().IntVar(&most, "limit", numbersonline.MaxReports, "at most so many reports, and so many reviews, the newest first")
	return cli.Group("listings", "Prove numbers, put them online, watch their risk",
		list, show, a.proveCommand(), a.stageCommand(), a.draftCommand(), a.logoCommand(), a.payCommand(), a.watchCommand(), reports, a.packCommand())
}

// ofNumber runs do with the number an argument names.
func (a *app) ofNumber(cmd *cobra.Command, arg string, do func(context.Context, *cli.Session, phone.E164) error) error {
	n, err := phone.Parse(arg)
	if err != nil {
		return cli.Misuse(fmt.Errorf("number: %w", err))
	}
	return a.withDesk(cmd, func(ctx context.Context, s *cli.Session) error { return do(ctx, s, n) })
}

type listingFilter struct{ state, band string }

func (f listingFilter) passes(l store.Listing) bool {
	return cli.Among(f.state, l.StateWord()) && cli.Among(f.band, string(l.Band()))
}

// ownListings is what is told of the numbers that are listed.
var ownListings = cli.ListOf(numbersonline.Provider, store.ListOfListings, "The numbers that are listed")

func (a *app) listListings(ctx context.Context, s *cli.Session, q cli.Question, f listingFilter) error {
	if listingsOf(s).Desk != nil {
		if err := a.Read(ctx, s, listingsOf(s).RefreshList); err != nil {
			return err
		}
	}
	a.RestsOn(ownListings)
	list, err := s.DB.Listings(ctx)
	if err != nil {
		return err
	}
	a.Out.List(q.None("No number is listed.", "No listed number passes the filter.", f != (listingFilter{})))
	list = slices.DeleteFunc(list, func(l store.Listing) bool { return !f.passes(l) })
	noted, err := s.DB.NotedIn(ctx, store.NoteListing)
	if err != nil {
		return err
	}
	list = store.ListingRows(noted).Only(q.Query, list)
	return cli.Rows(&a.Out, list, func(l store.Listing) listing {
		r := listingOf(l)
		r.Noted = cli.NotedOf(noted(string(l.E164)))
		return r
	})
}

// heardOf reads a number now and gives it as it is stored.
func (a *app) heardOf(ctx context.Context, s *cli.Session, n phone.E164) (store.Listing, error) {
	if err := a.Refresh(ctx, s, func(ctx context.Context) error { return listingsOf(s).Refresh(ctx, n) }); err != nil {
		return store.Listing{}, err
	}
	return s.DB.Listing(ctx, n)
}

// judgedBy reads the listing that an act is judged by, and nothing that was said about it.
func (a *app) judgedBy(ctx context.Context, s *cli.Session, n phone.E164) (store.Listing, error) {
	if err := a.Refresh(ctx, s, func(ctx context.Context) error { return listingsOf(s).RefreshListing(ctx, n) }); err != nil {
		return store.Listing{}, err
	}
	return s.DB.Listing(ctx, n)
}

// shownOf is heardOf for what is only shown: what is saved answers where the provider does not.
func (a *app) shownOf(ctx context.Context, s *cli.Session, n phone.E164) (store.Listing, error) {
	if err := a.Read(ctx, s, func(ctx context.Context) error { return listingsOf(s).Refresh(ctx, n) }); err != nil {
		return store.Listing{}, err
	}
	a.RestsOn(ownListings)
	return s.DB.Listing(ctx, n)
}

func (a *app) showListing(ctx context.Context, s *cli.Session, n phone.E164) error {
	l, err := a.shownOf(ctx, s, n)
	if err != nil {
		return err
	}
	r := wholeOf(l, listingsOf(s).PageURL)
	if r.Staged != nil {
		sent, err := listingsOf(s).TaxIDSent(ctx, n)
		if err != nil {
			return err
		}
		if !sent.IsZero() {
			r.Staged.TaxID = "•••"
		}
	}
	if err := a.Out.Row(r); err != nil {
		return err
	}
	a.Out.Say("The badge says who owns the number, the risk what people report. A supplementary signal, not a compliance decision.")
	return nil
}

func (a *app) listReports(ctx context.Context, s *cli.Session, n phone.E164, most int) error {
	if _, err := a.shownOf(ctx, s, n); err != nil {
		return err
	}
	r, read, err := s.DB.Complaints(ctx, n)
	if err != nil && !errors.Is(err, store.ErrNotFound) {
		return err
	}
	a.RestsOn(cli.ReadAt(numbersonline.Provider, "The reports about "+n.String(), read))
	a.Out.List("Nobody has reported or reviewed this number.")
	a.Out.Aged(read)
	for _, c := range r.Reports[:min(most, len(r.Reports))] {
		if err := a.Out.Row(complaint{c.Created, "report", c.Tags, c.Rating, c.Reporter, c.Lane, c.Provenance, c.Body}); err != nil {
			return err
		}
	}
	return cli.Rows(&a.Out, r.Reviews[:min(most, len(r.Reviews))], func(c numbersonline.Review) complaint {
		return complaint{Created: c.Created, Kind: "review", Rating: c.Rating, Reporter: c.Reporter, Body: c.Body}
	})
}
