package cli

import (
	"context"
	"time"

	"switchboard/client/numbersonline"
	"switchboard/client/oneuc"
	"switchboard/client/phone"
)

// Trust is what commands ask of the engine about listings. Its refusals have
// Refused() (why string, until time.Time).
type Trust interface {
	Refresh(ctx context.Context, n phone.E164) error
	RefreshList(ctx context.Context) error
	Account(ctx context.Context) (numbersonline.Account, error)
	PageURL(handle string) string
}

// Listings are what the commands about listings work with beside the store.
type Listings struct {
	Desk Trust
	// ReadLogo reads a picture and refuses what the service would refuse.
	ReadLogo func(path string) ([]byte, error)
	// Pack makes a dispute pack of a number in a folder and gives its path.
	Pack func(ctx context.Context, n phone.E164, dir string) (string, error)
	// OwnPages is that the built-in world serves the pages of payments, as long as a process of it runs.
	OwnPages bool
}

// Lines is what commands ask of the engine about owned numbers. Its refusals
// have Refused() (why string, until time.Time).
type Lines interface {
	RefreshList(ctx context.Context) error
	RefreshNumber(ctx context.Context, n phone.E164) error
	Search(ctx context.Context, q oneuc.Query) ([]oneuc.Found, time.Time, error)
}
