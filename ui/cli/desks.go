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

// Lines is what commands ask of the engine about owned numbers. Its refusals
// have Refused() (why string, until time.Time).
type Lines interface {
	RefreshList(ctx context.Context) error
	RefreshNumber(ctx context.Context, n phone.E164) error
	Search(ctx context.Context, q oneuc.Query) ([]oneuc.Found, time.Time, error)
	Buy(ctx context.Context, numbers []phone.E164, acceptCharges bool) ([]oneuc.Purchase, error)
	Release(ctx context.Context, n phone.E164) (oneuc.State, error)
	SetProperties(ctx context.Context, n phone.E164, p oneuc.Properties, acceptCharges bool) error
	SetE911(ctx context.Context, n phone.E164, address oneuc.E911, acceptCharges bool) (oneuc.Outcome, error)
	ClearE911(ctx context.Context, n phone.E164, acceptCharges bool) error
}
