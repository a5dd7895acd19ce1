package activations

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"

	"switchboard/client/platfone"
	"switchboard/store"
	"switchboard/store/act"
	"switchboard/ui/pane"
	"switchboard/ui/text"
)

// Store is what the pane reads.
type Store interface {
	LiveActivations(ctx context.Context, now time.Time) ([]store.Activation, error)
	// UnsavedCodes is how many codes are in memory alone and were not copied.
	UnsavedCodes() int
	Codes(ctx context.Context, activationID string) ([]store.Code, error)
	MarkCopied(ctx context.Context, id int64, at time.Time) error
	Counted(ctx context.Context) (store.Counted, error)
	PairRecord(ctx context.Context, service, country string, since time.Time) (store.PairRecord, error)
	OpenIntents(ctx context.Context) ([]store.Intent, error)
	Favourites(ctx context.Context, kind string) ([]string, error)
	ToggleFavourite(ctx context.Context, kind, id string) error
	pane.NoteStore
	pane.Settings
}

// Desk is what the pane can ask of the engine.
type Desk interface {
	act.Judge
	MayAsk() error // why nothing can be read from the provider now
	NextRead(id string) time.Time
	Renewal(id string) (act.Renewal, bool) // how far an order has come that is made again by itself
	Renewals() int                         // how many are
	StopRenewing(id string) bool
	Now() time.Time // the provider's time, by which expiries are meant
}

// Orders opens the order sheet, filled with what is given.
type Orders interface {
	Order(customer, service, country string) tea.Cmd
}

// Settings are the choices of the person that matter here.
type Settings struct {
	AutoCopy   string        // "single", "always" or "off"
	UndoWindow time.Duration // how long ending a number can be taken back
	Reports    Reports       // nil while there is nobody to report to
	Vendor     string        // the provider's page, empty in the sandbox
	Card       Card          // shown under the rows, may be nil
	Today      Today         // the lower half, may be nil
}

// Reports opens the report sheet for a number.
type Reports interface {
	Report(a platfone.Activation) tea.Cmd
	// ReportSeveral reports them for one reason; done is told of each that was.
	ReportSeveral(list []platfone.Activation, lines []text.Safe, done func(id string)) tea.Cmd
}

// Card is a few lines under the rows of the sandbox: what there is to try.
type Card interface {
	block
	Lines(w int) []string
	Line(w int) string // the next of it, where there is room for no more
	Over() bool        // nothing of it is left to try: it may give way
}

// block is what stands under the rows and reads for itself.
type block interface {
	Load() tea.Cmd
	Update(msg tea.Msg) tea.Cmd
}

// Today is the lower half: the day so far, each line a place to go. Its cursor is in it or not; Move takes it in from above, and out again.
type Today interface {
	block
	Lines(w, h int) []string
	At() bool
	Move(d int) bool
	Leave()
	Where() string
	Open() tea.Cmd
}
