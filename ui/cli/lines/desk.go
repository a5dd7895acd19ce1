package lines

import (
	"context"
	"time"

	"switchboard/client/oneuc"
	"switchboard/client/phone"
	"switchboard/ui/cli"
)

// Desk is what these commands ask of the engine. Its refusals have
// Refused() (why string, until time.Time).
type Desk interface {
	RefreshList(ctx context.Context) error
	RefreshNumber(ctx context.Context, n phone.E164) error
	RefreshSome(ctx context.Context, f oneuc.Filter) error
	SearchAccount(ctx context.Context, q oneuc.Query) ([]oneuc.Found, error)
	Search(ctx context.Context, q oneuc.Query) ([]oneuc.Found, time.Time, error)
}

// deskOf is nil where the session has none.
func deskOf(s *cli.Session) Desk {
	d, _ := cli.Asks[Desk](s, oneuc.Provider)
	return d
}
