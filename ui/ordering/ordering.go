// Package ordering is the sheet that orders numbers: three words and an Enter.
//
// Its rules: letters write and nothing else, and the keys that act are named on the screen. What is typed ahead is kept and applied in its order, or
// refused aloud. Enter orders on the line Order alone, which says in full what it will do, and only once that was read. What may be ordered, and how
// surely it has to be wanted, is the judgement of the engine; nothing is guarded here. A draft outlives the sheet and the program.
package ordering

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"

	"switchboard/client/money"
	"switchboard/client/platfone"
	"switchboard/store"
	"switchboard/store/act"
	"switchboard/ui/pane"
)

// Book is what the sheet reads, and where it keeps drafts and presets.
type Book interface {
	Customers(ctx context.Context, f store.CustomerFilter, after string, limit int) ([]store.Customer, error)
	Services(ctx context.Context) ([]platfone.Service, error)
	PopularServices(ctx context.Context) ([]platfone.Service, error)
	Countries(ctx context.Context) ([]platfone.Country, error)
	Prices(ctx context.Context, service string) ([]store.Price, error)
	PairRecords(ctx context.Context, service string, since time.Time) ([]store.PairRecord, error)
	SuccessWindow(ctx context.Context, since time.Time, service, country string) (platfone.Record, error)
	Standing(ctx context.Context, now time.Time) ([]store.Standing, error)
	History(ctx context.Context, f store.ActivationFilter, before store.Key, limit int) ([]store.Activation, error)
	Recents(ctx context.Context, kind string, limit int) ([]string, error)
	Presets(ctx context.Context) ([]store.Preset, error)
	PutPreset(ctx context.Context, p store.Preset) error
	ForgetPreset(ctx context.Context, name string) error
	Setting(ctx context.Context, key string) (string, error)
	PutSetting(ctx context.Context, key, value string) error
}

// Desk is what the sheet asks of the engine.
type Desk interface {
	act.Judge
	RefreshPrice(ctx context.Context, service, country string) error
	RefreshPrices(ctx context.Context, service string) error
	RefreshBalance(ctx context.Context, customer string) error
	WatchPrice(ctx context.Context, service, country string, below money.Cents) error
	UnwatchPrice(ctx context.Context, service, country string) error
	PriceWatches(ctx context.Context) (map[string]money.Cents, error) // by "service/country"
	DefaultCharge() platfone.Charge
	Charges(ctx context.Context) (map[string]platfone.Charge, error) // by customer, where it is not the default
	SetCharge(ctx context.Context, customer string, c platfone.Charge) error
	Used(ctx context.Context, a platfone.Activation) (string, error) // says that a number was used before
	Places() int
}

// Settings are the person's own.
type Settings struct {
	CopyNumber  bool
	MaxPerOrder money.Price // no price is proposed above it; unknown: no limit of one's own
}

// Counter opens order sheets. One is shared by every pane that can order.
type Counter struct {
	kit  *pane.Kit
	book Book
	desk Desk
	set  Settings
}

// New returns a counter.
func New(kit *pane.Kit, b Book, d Desk, s Settings) *Counter {
	return &Counter{kit: kit, book: b, desk: d, set: s}
}

// Rest shows the sheet for so many more of an order of which a run was cut off: as it was agreed to, and
// nothing is sent before that was read and wanted anew. The run is over once they are begun.
func (c *Counter) Rest(o act.Order, left int, run int64) tea.Cmd {
	s := newSheet(c, Draft{Customer: o.Customer, Service: o.Order.ServiceID, Country: o.Order.CountryID, Count: left, Quality: o.Order.Quality,
		Max: o.Order.MaxPrice.Plain(), Pays: o.Order.Charge().String()})
	s.after = run
	return pane.Send(pane.Push{Sheet: s})
}

// Order shows the sheet for what is given; where nothing is, for the draft that is kept.
func (c *Counter) Order(customer, service, country string) tea.Cmd {
	return pane.Send(pane.Push{Sheet: newSheet(c, Draft{Customer: customer, Service: service, Country: country})})
}
