package numbers

import (
	"cmp"
	"context"
	"time"

	tea "charm.land/bubbletea/v2"

	"switchboard/client/oneuc"
	"switchboard/client/phone"
	"switchboard/store"
	"switchboard/store/act"
	"switchboard/ui/pane"
	"switchboard/ui/text"
)

// uponAddress reports whether an act of the journal was upon an emergency address.
func uponAddress(op string) bool {
	return op == (act.SetAddress{}).Op() || op == (act.ClearAddress{}).Op()
}

// stage is what the sheet of an emergency address shows.
type stage int

const (
	reading   stage = iota
	onForm          // what is typed
	onPicker        // the places to choose among
	onReview        // what responders will see
	onSending       // the answer is awaited
	onUnknown       // no answer came: what is on file is being read
	onFiled         // what is on file now
)

// emergency is the sheet of one number's emergency address. Nothing
// is sent but by P on the review.
type emergency struct {
	p     *Pane
	n     phone.E164
	read  pane.Loader[dossier]
	stage stage
	back  stage // where the review leads back to
	facts dossier

	form    *form
	picker  *picker
	weighed *pane.Weighed // of the reviewed address
	sent    oneuc.E911    // what was sent last
	unsure  []string      // what was not certain of it when it was pasted
	since   time.Time     // when
	result  oneuc.E911    // what is on file, on onFiled
	filed   time.Time     // when result got its status
	intent  int64         // the attempt whose outcome is open
	problem string
	gone    bool // the sheet was closed
	saving  int
	next    func() // what the answer under way leads to, once the store has been read
}

// addressed is the answer to an address that was sent or removed.
type addressed struct {
	to      *emergency // nil: it was removed from the list
	n       phone.E164
	outcome oneuc.Outcome
	err     error
}

// draftSettled tells that nothing was typed for a moment.
type draftSettled struct {
	to *emergency
	n  int
}

// address opens the sheet for the number under the cursor.
func (p *Pane) address() tea.Cmd {
	r, _ := p.owned.Selected()
	return p.Address(r.E164)
}

// Address opens the sheet of a number's emergency address.
func (p *Pane) Address(n phone.E164) tea.Cmd {
	return pane.Send(pane.Push{Sheet: newEmergency(p, n)})
}

func newEmergency(p *Pane, n phone.E164) *emergency {
	s := &emergency{p: p, n: n, weighed: pane.NewWeighed(p.kit, p.desk)}
	s.form = newForm(p.kit)
	s.picker = &picker{kit: p.kit}
	return s
}

// Init implements pane.Starter: what was saved is shown at once, and the number
// is read again, so that what is on file is shown as it is now.
func (s *emergency) Init() tea.Cmd {
	desk, ctx, n := s.p.desk, s.p.kit.Ctx, s.n
	return tea.Batch(s.load(), func() tea.Msg {
		_ = desk.RefreshNumber(ctx, n) // what was saved stays when it cannot be read
		return nil
	})
}

func (s *emergency) load() tea.Cmd {
	st, n, intent := s.p.store, s.n, s.intent
	return s.read.Load(s.p.kit.Ctx, func(ctx context.Context) (dossier, error) { return readDossier(ctx, st, n, intent) })
}

// Update implements pane.Sheet.
func (s *emergency) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.KeyPressMsg, tea.PasteMsg:
		s.problem = ""
		s.form.update(msg)
		s.saving++
		return s.settling()
	case draftSettled:
		if msg.to == s && msg.n == s.saving && s.stage == onForm {
			return s.keep()
		}
		return nil
	case store.Topic:
		if msg.Has(store.Numbers | store.Journal) {
			return tea.Batch(s.load(), s.weighed.Update(msg))
		}
		return nil
	case addressed:
		if msg.to == s {
			return s.answer(msg)
		}
		return nil
	case sending:
		if msg.to == s {
			s.left()
		}
		return nil
	}
	d, err, ok := s.read.Take(msg)
	if !ok {
		return s.weighed.Update(msg)
	}
	if err != nil {
		s.problem, s.stage = words(err), max(s.stage, onForm)
		return nil
	}
	s.facts = d
	s.arrived()
	return nil
}

// arrived goes where what was read from the store leads.
func (s *emergency) arrived() {
	d := s.facts
	if next := s.next; next != nil {
		s.next = nil
		next()
		return
	}
	switch {
	case s.stage == onUnknown:
		s.found()
	case s.stage == onFiled:
		if e, ok := d.number.Document.E911(); ok {
			s.file(e)
		}
	case s.stage == onForm && !s.form.touched && s.problem == "":
		s.prefill()
	case s.stage != reading:
	case d.open != nil:
		s.follow(d.open.ID, d.open.SentAt)
		s.facts.intent = d.open
	case d.draft != nil && len(d.draft.Candidates) > 0:
		s.form.fill(d.draft.Address)
		s.choose()
	default:
		s.prefill()
	}
}

// prefill fills the form with what is on file, and with nothing else: a draft
// that was kept, or the address used last for the same owner, is offered.
func (s *emergency) prefill() {
	d := s.facts
	onFile, has := d.number.Document.E911()
	s.stage, s.form.offer = onForm, nil
	if has {
		s.form.fill(onFile)
	}
	switch {
	case d.draft != nil:
		s.form.offer = &offered{
			long: "Down: go on with the draft: " + d.draft.Address.Line(), short: "Down: go on with the draft",
			address: d.draft.Address, problem: d.draft.Problem,
		}
	case !has && d.lastOf != "":
		shown := s.p.kit.Phone(d.lastOf).String()
		s.form.offer = &offered{
			long: "Down: use the address of " + shown + " (" + cmp.Or(d.last.CallerName, oneuc.NoCaller) + ")", short: "Down: as " + shown,
			address: d.last,
		}
	}
}

// take fills the form with what is offered.
func (s *emergency) take() tea.Cmd {
	o := s.form.offer
	s.form.offer, s.form.touched = nil, true
	s.form.fill(o.address)
	s.problem = o.problem
	return s.settling()
}

// file shows what is on file now.
func (s *emergency) file(e oneuc.E911) {
	if s.filed.IsZero() || s.result.Status != e.Status {
		s.filed = s.p.kit.Now()
	}
	s.result, s.stage = e, onFiled
}

// choose shows the places of the draft.
func (s *emergency) choose() {
	if d := s.facts.draft; d == nil || len(d.Candidates) == 0 {
		s.prefill()
		return
	}
	s.stage = onPicker
	s.picker.set(*s.facts.draft)
}

// follow waits for the outcome of an attempt.
func (s *emergency) follow(intent int64, since time.Time) {
	s.intent, s.since, s.stage = intent, since, onUnknown
}

// found goes on once it is known what became of the attempt.
func (s *emergency) found() {
	in := s.facts.intent
	if in == nil || in.State.Open() {
		return
	}
	s.intent = 0
	onFile, has := s.facts.number.Document.E911()
	switch {
	case in.State == store.StateConfirmed && has:
		s.file(onFile)
	case in.State == store.StateConfirmed:
		s.stage = onForm
		s.problem = "No address is on file now."
	default:
		if s.prefill(); s.sent.StreetAddress != "" {
			s.form.fill(s.sent)
			s.form.offer, s.form.touched = nil, true
		}
		s.problem = "Not done. " + text.Capital(in.Reason)
	}
}

// Ticking implements pane.Ticker.
func (s *emergency) Ticking() bool {
	return s.stage == onSending || s.stage == onUnknown || s.stage == onFiled && !s.p.desk.Watched(s.n).IsZero()
}

// Capturing implements pane.Capturer.
func (s *emergency) Capturing() bool { return s.stage == onForm }

// Title implements pane.Sheet.
func (s *emergency) Title() string {
	shown := s.p.kit.Phone(s.n).String()
	switch s.stage {
	case onPicker:
		return s.picker.title(shown)
	case onReview:
		return "What responders will see"
	}
	return "911 address for " + shown
}

// close takes the sheet away and keeps what was typed.
func (s *emergency) close() tea.Cmd {
	s.gone = true
	pop := pane.Send(pane.Pop{Sheet: s})
	switch {
	case s.stage == onForm && s.form.touched:
		return tea.Batch(pop, s.keep(), pane.Say("Kept as a draft. It was not sent."))
	case s.stage == onPicker, s.stage == onReview:
		return tea.Batch(pop, pane.Say("Kept as a draft. Nothing is provisioned."))
	case s.stage == onSending, s.stage == onUnknown:
		return tea.Batch(pop, pane.Say("It was sent and cannot be stopped. The result will be shown."))
	}
	return pop
}
