package numbers

import (
	"context"
	"errors"
	"strconv"

	tea "charm.land/bubbletea/v2"

	"switchboard/client/numbersonline"
	"switchboard/client/phone"
	"switchboard/store"
	"switchboard/ui/keybook"
	"switchboard/ui/pane"
	"switchboard/ui/style"
	"switchboard/ui/text"
)

// PageStore is what the page of one number reads.
type PageStore interface {
	Number(ctx context.Context, n phone.E164) (store.Number, error)
	Listing(ctx context.Context, n phone.E164) (store.Listing, error)
	History(ctx context.Context, f store.ActivationFilter, before store.Key, limit int) ([]store.Activation, error)
	Emergency(ctx context.Context, n phone.E164) (store.EmergencyDraft, error)
	Intents(ctx context.Context, limit int) ([]store.Intent, error)
}

// Pages opens the page of one number: what the three services know of it. One
// is shared by every pane that shows numbers.
type Pages struct {
	kit   *pane.Kit
	store PageStore
	desk  Rereader
}

// Rereader asks the numbers' provider for a number anew.
type Rereader interface {
	RefreshNumber(ctx context.Context, n phone.E164) error
}

// NewPages returns Pages.
func NewPages(kit *pane.Kit, s PageStore, d Rereader) *Pages { return &Pages{kit, s, d} }

// Page shows everything that is known of a number.
func (p *Pages) Page(n phone.E164) tea.Cmd {
	return pane.Send(pane.Push{Sheet: newPage(p, n)})
}

// pageRows is how many activations and how many of the newest journal entries a page looks at.
const (
	pageRows    = 50
	pageJournal = 500
)

// knowledge is what a page shows.
type knowledge struct {
	number  *store.Number
	listing *store.Listing
	history []store.Activation
	draft   *store.EmergencyDraft
	acts    []store.Intent
}

type page struct {
	*pane.Reader
	p    *Pages
	n    phone.E164
	read pane.Loader[knowledge]
	k    knowledge
	err  error
	done bool
}

func newPage(p *Pages, n phone.E164) *page {
	s := &page{p: p, n: n}
	s.Reader = pane.NewReader(p.kit, p.kit.Phone(n).String(), s.lines, pane.Action{ID: "number.copy", Key: keybook.Fixed("copy number", "y"), Do: s.copy},
		pane.Action{ID: "number.re-read", Key: keybook.Fixed("re-read", "r"), Off: s.noReread, Do: func() tea.Cmd { return p.reread(n) }})
	return s
}

// Init implements pane.Starter.
func (s *page) Init() tea.Cmd {
	st, n := s.p.store, s.n
	return s.read.Load(s.p.kit.Ctx, func(ctx context.Context) (knowledge, error) { return know(ctx, st, n) })
}

// Actions implements pane.Sheet: closing takes this sheet away, not the reader inside it.
func (s *page) Actions() []pane.Action {
	acts := s.Reader.Actions()
	for i := range acts {
		if acts[i].ID == "reader.close" {
			acts[i].Do = func() tea.Cmd { return pane.Send(pane.Pop{Sheet: s}) }
		}
	}
	return acts
}

func (s *page) copy() tea.Cmd {
	return pane.Send(pane.Copy{Text: string(s.n), What: "number", Shown: s.p.kit.Phone(s.n).String()})
}

func (s *page) noReread() string {
	if s.k.number == nil {
		return "it is not a number of the account"
	}
	return ""
}

// reread asks the provider for the number anew; the page follows the store.
func (p *Pages) reread(n phone.E164) tea.Cmd {
	desk, ctx, shown := p.desk, p.kit.Ctx, p.kit.Phone(n).String()
	return func() tea.Msg {
		if err := desk.RefreshNumber(ctx, n); err != nil {
			return pane.Toast{Text: words(err), Bad: true}
		}
		return pane.Toast{Text: shown + " was read again."}
	}
}

// know reads the store; what is not there is left out.
func know(ctx context.Context, s PageStore, n phone.E164) (k knowledge, err error) {
	var errs []error
	found := func(err error) bool {
		if err != nil && !errors.Is(err, store.ErrNotFound) {
			errs = append(errs, err)
		}
		return err == nil
	}
	if v, err := s.Number(ctx, n); found(err) {
		k.number = &v
	}
	if v, err := s.Listing(ctx, n); found(err) {
		k.listing = &v
	}
	if v, err := s.Emergency(ctx, n); found(err) {
		k.draft = &v
	}
	list, err := s.History(ctx, store.ActivationFilter{Terms: []string{n.Digits()}}, 0, pageRows)
	if found(err) {
		for _, a := range list {
			if a.Phone == n {
				k.history = append(k.history, a)
			}
		}
	}
	acts, err := s.Intents(ctx, pageJournal)
	if found(err) {
		for _, in := range acts {
			if numberOf(in) == string(n) {
				k.acts = append(k.acts, in)
			}
		}
	}
	return k, errors.Join(errs...)
}

// Update implements pane.Sheet.
func (s *page) Update(msg tea.Msg) tea.Cmd {
	if t, ok := msg.(store.Topic); ok && t.Has(store.Numbers|store.Listings|store.Activations|store.Journal) {
		return s.Init()
	}
	if k, err, ok := s.read.Take(msg); ok {
		s.k, s.err, s.done = k, err, true
	}
	return nil
}

func (s *page) lines(w int) []string {
	if !s.done {
		return nil
	}
	d := pane.NewDetail(s.p.kit, w)
	if s.err != nil {
		d.Prose(style.Bad, text.Clean(store.Said(s.err)))
	}
	d.Line(style.Dim, text.Clean(s.n.Country()))
	d.Heading("LINES")
	if s.k.number == nil {
		d.Own(style.Dim, "Not a number of the account.")
	} else {
		numberFields(s.p.kit, d, *s.k.number, s.k.draft)
	}
	d.Heading("TRUST")
	s.trust(d)
	d.Heading("SMS")
	s.sms(d)
	if len(s.k.acts) > 0 {
		d.Heading("WHAT WAS DONE FROM HERE")
	}
	for _, in := range s.k.acts {
		d.Prose(style.Dim, text.Join("  ", s.p.kit.When(in.Created, text.FormStamp), text.Clean(store.OpName(in.Op)), text.Clean(stateWords(in)), s.p.kit.Words(in.Reason)))
	}
	return d.Lines(1 << 20)
}

func (s *page) trust(d *pane.Detail) {
	l := s.k.listing
	if l == nil {
		d.Own(style.Dim, "Not listed.")
		return
	}
	d.Field("listing", style.Text, text.Clean(dash(string(l.State))))
	if l.Risk != nil && l.Risk.Score != nil {
		d.Field("risk", style.Text, text.Clean(strconv.Itoa(*l.Risk.Score)+" "+string(numbersonline.BandOf(l.Risk.Score))))
	} else {
		d.Field("risk", style.Dim, text.Own("unknown"))
	}
	if l.Complaints > 0 {
		d.Field("reports", style.Warn, text.Int(int64(l.Complaints)))
	}
}

func (s *page) sms(d *pane.Detail) {
	if len(s.k.history) == 0 {
		d.Own(style.Dim, "No activation of this number is kept.")
		return
	}
	now := s.p.kit.Now()
	for _, a := range s.k.history {
		d.Prose(style.Text, text.Join("  ", s.p.kit.When(a.CreatedAt, text.FormStamp), text.Clean(a.State(now).String()), text.Clean(a.ServiceID),
			text.Own("for ").Append(s.p.kit.Name(a.CustomerID)), s.p.kit.Code(a.Code)))
	}
}
