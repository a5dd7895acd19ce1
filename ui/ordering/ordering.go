// Package ordering is the sheet that orders a number: the choice of customer,
// service and country, what it will cost whom, and every way it can end.
package ordering

import (
	"context"
	"encoding/json"
	"time"

	tea "charm.land/bubbletea/v2"

	"switchboard/client/money"
	"switchboard/client/platfone"
	"switchboard/store"
	"switchboard/store/act"
	"switchboard/ui/pane"
)

// Book is what the sheet reads.
type Book interface {
	Customers(ctx context.Context, f store.CustomerFilter, after string, limit int) ([]store.Customer, error)
	Services(ctx context.Context) ([]platfone.Service, error)
	PopularServices(ctx context.Context) ([]platfone.Service, error)
	Countries(ctx context.Context) ([]platfone.Country, error)
	Prices(ctx context.Context, service string) ([]store.Price, error)
	PairRecords(ctx context.Context, service string, since time.Time) ([]store.PairRecord, error)
	SuccessWindow(ctx context.Context, since time.Time, service, country string) (platfone.Record, error)
	Standing(ctx context.Context, now time.Time) ([]store.Standing, error)
	Favourites(ctx context.Context, kind string) ([]string, error)
	Recents(ctx context.Context, kind string, limit int) ([]string, error)
	ToggleFavourite(ctx context.Context, kind, id string) error
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
	Refusal() string
}

// Settings are the person's own limits.
type Settings struct {
	CopyNumber  bool
	MaxPerOrder money.Price // no ceiling is proposed above it; unknown: no limit of one's own
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

// Draft is an order as far as it was thought out. It is kept when the sheet
// is closed, so that nothing typed is lost.
type Draft struct {
	Customer, Service, Country string
	Quality                    int
	Ceiling, Price             string // as typed
	Mode                       int    // platfone.PriceMode
}

// draftKey is the setting the draft is kept under.
const draftKey = "order.draft"

// Order shows the sheet for what is given; what is empty comes from the last draft.
func (c *Counter) Order(customer, service, country string) tea.Cmd {
	return pane.Send(pane.Push{Sheet: newSheet(c, Draft{Customer: customer, Service: service, Country: country})})
}

func (c *Counter) readDraft(ctx context.Context) Draft {
	d := Draft{Quality: platfone.DefaultQuality, Mode: int(platfone.FixedMarkup), Price: "50"}
	if s, err := c.book.Setting(ctx, draftKey); err == nil && s != "" {
		var kept Draft
		if json.Unmarshal([]byte(s), &kept) == nil {
			d = kept
		}
	}
	return d
}

func (c *Counter) keepDraft(d Draft) tea.Cmd {
	book, ctx := c.book, c.kit.Ctx
	return func() tea.Msg {
		raw, err := json.Marshal(d)
		if err == nil {
			err = book.PutSetting(context.WithoutCancel(ctx), draftKey, string(raw))
		}
		if err != nil {
			return pane.Toast{Text: "The draft could not be kept: " + err.Error(), Bad: true}
		}
		return nil
	}
}
