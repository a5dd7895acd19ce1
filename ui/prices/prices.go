// Package prices is the sheet that compares prices: of a service in every country, or of a country for every service. It reads and never spends; Enter
// opens the order sheet, which judges.
package prices

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"

	"switchboard/client/platfone"
	"switchboard/store"
	"switchboard/ui/pane"
)

const (
	// fresh is how old prices may be before a choice asks for them again: the provider allows 6 lists a minute.
	fresh = time.Minute
	// recordOf is how far back the person's own record reaches.
	recordOf = 7 * 24 * time.Hour
	// recents is how many services and countries that were ordered last stand in front of the others.
	recents = 3
)

// Book is what the sheet reads.
type Book interface {
	Services(ctx context.Context) ([]platfone.Service, error)
	PopularServices(ctx context.Context) ([]platfone.Service, error)
	Countries(ctx context.Context) ([]platfone.Country, error)
	Recents(ctx context.Context, kind string, limit int) ([]string, error)
	Prices(ctx context.Context, service string) ([]store.Price, error)
	PricesIn(ctx context.Context, country string) ([]store.Price, error)
	PairRecords(ctx context.Context, service string, since time.Time) ([]store.PairRecord, error)
	PairRecordsIn(ctx context.Context, country string, since time.Time) ([]store.PairRecord, error)
}

// Desk is what the sheet asks of the engine.
type Desk interface {
	RefreshPrices(ctx context.Context, service string) error
	RefreshPricesIn(ctx context.Context, country string) error
	RefreshCatalogue(ctx context.Context) error
}

// Orders opens the order sheet.
type Orders interface {
	Order(customer, service, country string) tea.Cmd
}

// Prices opens the sheet, and remembers what was read lately so that opening it again asks for nothing.
type Prices struct {
	kit    *pane.Kit
	book   Book
	desk   Desk
	orders Orders
	heard  map[market]time.Time // when a list came last
}

// New returns what opens the sheet.
func New(kit *pane.Kit, b Book, d Desk, o Orders) *Prices {
	return &Prices{kit: kit, book: b, desk: d, orders: o, heard: map[market]time.Time{}}
}

// Action opens the sheet from every pane.
func (p *Prices) Action() pane.Action {
	return pane.Action{ID: "order.prices", Key: p.kit.Bind("order.prices", "prices by country or service", "p p"), Hide: true, Do: func() tea.Cmd {
		return pane.Send(pane.Push{Sheet: newSheet(p)})
	}}
}
