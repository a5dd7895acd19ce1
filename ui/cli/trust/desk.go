package trust

import (
	"context"
	"time"

	"switchboard/client/numbersonline"
	"switchboard/client/phone"
	"switchboard/ui/cli"
)

// Desk is what these commands ask of the engine. Its refusals have
// Refused() (why string, until time.Time).
type Desk interface {
	Refresh(ctx context.Context, n phone.E164) error
	RefreshListing(ctx context.Context, n phone.E164) error
	Claimed(ctx context.Context, n phone.E164) error
	RefreshList(ctx context.Context) error
	Account(ctx context.Context) (numbersonline.Account, error)
	PageURL(handle string) string
	TaxIDSent(ctx context.Context, n phone.E164) (time.Time, error)
}

// Listings are what these commands work with beside the store.
type Listings struct {
	Desk
	// ReadLogo reads a picture and refuses what the service would refuse.
	ReadLogo func(path string) ([]byte, error)
	// Pack makes a dispute pack of a number in a folder and gives its path.
	Pack func(ctx context.Context, n phone.E164, dir string) (string, error)
	// OwnPages is that the built-in world serves the pages of payments, as long as a process of it runs.
	OwnPages bool
}

func listingsOf(s *cli.Session) Listings {
	l, _ := cli.Asks[Listings](s, numbersonline.Provider)
	return l
}
