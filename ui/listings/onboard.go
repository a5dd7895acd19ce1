package listings

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"

	"switchboard/client/numbersonline"
	"switchboard/client/phone"
	"switchboard/client/rest"
	"switchboard/store"
	"switchboard/ui/pane"
)

// step is one of the six steps that put a number online.
type step int

const (
	onAccount step = iota
	onNumber
	onProfile
	onLogo
	onPay
	onOnline
)

var stepNames = [...]string{"Account", "Number", "Profile", "Logo", "Pay", "Online"}

type sheet struct {
	p    *Pane
	n    phone.E164
	live bool // the public page is being edited
	read pane.Loader[facts]
	facts
	ready  bool
	asked  step // what the person went back to; -1 is what is next
	passed bool // a profile that shows nothing, and the person goes on with it
	at     step
	form   *form

	busy    string // what an answer is awaited of
	problem string
	said    string
	wait    time.Time   // not before
	waitFor string      // why not: the service asked for it, or the program's own budget
	stopped string      // why nothing more can be done here
	fresh   *fresh      // a new key that is still on the screen
	sentTo  phone.E164  // a code was asked for
	dev     rest.Secret // the code, where a development server tells it
	picture []byte      // the logo that was read
	shown   []string    // and how it looks
	typed   int         // counts what was typed, to keep drafts once that pauses
	files   completion
}

// fresh is an account just made.
type fresh struct {
	numbersonline.SignedUp
	where string
	lost  error // why its key could not be stored
}

// onboard opens the sheet for the selected number while it is on its way, else
// for a new one: what was typed of that is still there.
func (p *Pane) onboard() tea.Cmd {
	if r, ok := p.table.Selected(); ok && r.bound() && r.State != numbersonline.Verified && r.Gone.IsZero() {
		return p.openSheet(r.E164, false)
	}
	return p.openSheet("", false)
}

// Onboard opens the sheet for a number of another pane.
func (p *Pane) Onboard(n phone.E164) tea.Cmd {
	return pane.Sequence(pane.Send(pane.Goto{Pane: p.ID(), Key: string(n)}), p.openSheet(n, false))
}

// NoSignUp says why no account is made from here, "" when one can be.
func (p *Pane) NoSignUp() string {
	if p.desk.HasKey() {
		return "this profile has a TRUST account (" + p.desk.KeyPrefix() + ")"
	}
	return ""
}

// SignUp opens the sheet at its first step, the making of an account.
func (p *Pane) SignUp() tea.Cmd {
	return pane.Sequence(pane.Send(pane.Goto{Pane: p.ID()}), p.openSheet("", false))
}

// edit opens the profile of the selected number.
func (p *Pane) edit() tea.Cmd {
	r, _ := p.table.Selected()
	return p.openSheet(r.E164, true)
}

func (p *Pane) openSheet(n phone.E164, edit bool) tea.Cmd {
	s := &sheet{p: p, n: n, asked: -1, at: -1}
	if edit {
		s.asked = onProfile
	}
	return pane.Sequence(pane.Send(pane.Push{Sheet: s}), s.load(), p.expect(n)) // in turn: an answer needs its sheet
}

// expect has a payment that is under way looked after quickly again.
func (p *Pane) expect(n phone.E164) tea.Cmd {
	desk, ctx := p.desk, p.kit.Ctx
	return func() tea.Msg {
		desk.Expect(ctx, n)
		return nil
	}
}

// Title implements pane.Sheet.
func (s *sheet) Title() string {
	if s.live {
		return "Edit the public page"
	}
	return "Put a number online"
}

// Fill implements pane.Filler.
func (s *sheet) Fill() bool { return false }

// Capturing implements pane.Capturer.
func (s *sheet) Capturing() bool {
	return s.form != nil && s.busy == "" && s.fresh == nil && s.stopped == ""
}

// Ticking implements pane.Ticker.
func (s *sheet) Ticking() bool {
	return s.p.kit.Now().Before(s.wait) || s.waiting()
}

// waiting reports whether a payment is being waited for.
func (s *sheet) waiting() bool { return s.at == onPay && s.paying() }

// load reads the facts of the number.
func (s *sheet) load() tea.Cmd {
	db, n := s.p.store, s.n
	return s.read.Load(s.p.kit.Ctx, func(ctx context.Context) (facts, error) { return readFacts(ctx, db, n) })
}

// Update implements pane.Sheet.
func (s *sheet) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.KeyPressMsg, tea.PasteMsg:
		return s.type_(msg)
	case store.Topic:
		if msg.Has(store.Listings|store.Journal) && s.busy == "" {
			return s.load()
		}
		return nil
	case answered:
		if msg.to == s {
			return s.answer(msg)
		}
	case paused:
		if msg.to == s && msg.typed == s.typed {
			return s.keepDraft()
		}
	case pictured:
		if msg.to == s {
			s.take(msg)
		}
	case listed:
		if msg.to == s {
			s.files.take(msg, s.form)
		}
	}
	if f, err, ok := s.read.Take(msg); ok {
		if err != nil {
			s.problem = store.Said(err)
			return nil
		}
		return s.fill(f)
	}
	return nil
}

// fill takes the facts in and shows the step they lead to.
func (s *sheet) fill(f facts) tea.Cmd {
	if f.n != s.n {
		return nil // of a number that is no longer the one
	}
	if s.ready { // what is being typed is newer than what was kept
		f.draft = s.draft
	}
	s.facts, s.ready = f, true
	to := s.next()
	s.live = s.asked == onProfile && f.row.State == numbersonline.Verified
	if s.asked >= 0 && s.asked < to || s.live {
		to = s.asked
	}
	if to != s.at {
		s.go_(to)
	}
	return nil
}

// go_ shows a step.
func (s *sheet) go_(to step) {
	s.at, s.form, s.files = to, nil, completion{}
	switch to {
	case onAccount:
		s.form = accountForm()
	case onNumber:
		s.form = numberForm(s.draft)
		s.await(s.draft.Asked)
	case onProfile:
		s.form = s.profileForm()
	case onLogo:
		s.form = logoForm(s.draft)
	}
}

// another turns the sheet to another number; "" is a new one.
func (s *sheet) another(n phone.E164) tea.Cmd {
	kept := s.keepDraft()
	p, problem := s.p, s.problem
	*s = sheet{p: p, n: n, asked: -1, at: -1, problem: problem}
	return tea.Batch(kept, s.load())
}

// paused tells that nothing was typed for a moment.
type paused struct {
	to    *sheet
	typed int
}

// pauseAfter is how long after the last key a draft is kept.
const pauseAfter = 300 * time.Millisecond

// type_ takes a key or a paste for the form.
func (s *sheet) type_(msg tea.Msg) tea.Cmd {
	if s.form == nil {
		return nil
	}
	s.problem, s.said = "", ""
	s.form.Update(msg)
	s.form.changed()
	if s.at == onLogo {
		s.picture, s.shown = nil, nil
	}
	s.typed++
	return pane.After(s.p.kit.Ctx, pauseAfter, paused{s, s.typed})
}

// keepDraft stores what is typed and not sent.
func (s *sheet) keepDraft() tea.Cmd {
	if s.form == nil || s.at == onAccount || s.live {
		return nil
	}
	s.form.into(&s.draft, s.at)
	return s.putDraft(s.draftID(), s.draft)
}

func (s *sheet) putDraft(id string, d draft) tea.Cmd {
	db, ctx, now := s.p.store, s.p.kit.Ctx, s.p.kit.Now()
	var v any = d
	if d.empty() {
		v = nil
	}
	return func() tea.Msg {
		if err := db.PutDraft(context.WithoutCancel(ctx), now, store.DraftListing, id, v); err != nil {
			return pane.NotKept("the draft", err)
		}
		return nil
	}
}

// Keep implements pane.Keeper.
func (s *sheet) Keep(ctx context.Context) error {
	if s.form == nil || s.at == onAccount || s.live || s.typed == 0 {
		return nil
	}
	s.form.into(&s.draft, s.at)
	if s.draft.empty() {
		return nil
	}
	return s.p.store.PutDraft(ctx, s.p.kit.Now(), store.DraftListing, s.draftID(), s.draft)
}

// draftID is what the draft is kept under.
func (s *sheet) draftID() string {
	if s.n == "" {
		return beginning
	}
	return string(s.n)
}

func (d draft) empty() bool {
	return d.Number == "" && d.Channel == "" && d.Kind == "" && len(d.Fields) == 0 && d.Logo == "" && !d.NoLogo
}
