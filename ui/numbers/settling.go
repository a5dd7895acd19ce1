package numbers

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"switchboard/client/phone"
	"switchboard/store"
	"switchboard/ui/keybook"
	"switchboard/ui/pane"
	"switchboard/ui/style"
	"switchboard/ui/text"
)

// unsettled is the attempt upon the selected number whose outcome is not known.
func (p *Pane) unsettled() (store.Intent, bool) {
	n, _ := p.selected()
	in, ok := p.basket.fate[n]
	if r, there := p.owned.Selected(); p.tabs.At() == onOwned {
		if !there || r.attempt == nil {
			return store.Intent{}, false
		}
		in, ok = *r.attempt, true
	}
	return in, ok && in.State == store.StateUnknown
}

func (p *Pane) noSettle() string {
	if _, ok := p.unsettled(); !ok {
		return "nothing is open for it"
	}
	return ""
}

// settle opens the sheet in which a person says what became of an attempt that
// reading alone does not settle.
func (p *Pane) settle() tea.Cmd {
	in, _ := p.unsettled()
	s := &settling{p: p, id: in.ID, in: in}
	s.Reader = pane.NewReader(p.kit, "The "+store.OpName(in.Op)+": "+p.kit.Phone(phone.E164(numberOf(in))).String(), s.lines)
	return pane.Send(pane.Push{Sheet: s})
}

// settling is the sheet of one attempt whose outcome is not known.
type settling struct {
	*pane.Reader
	p    *Pane
	id   int64
	in   store.Intent
	read pane.Loader[store.Intent]
}

// Fill implements pane.Filler.
func (s *settling) Fill() bool { return false }

// Init implements pane.Starter.
func (s *settling) Init() tea.Cmd {
	st, id := s.p.store, s.id
	return s.read.Load(s.p.kit.Ctx, func(ctx context.Context) (store.Intent, error) { return st.Intent(ctx, id) })
}

// Ticking implements pane.Ticker.
func (s *settling) Ticking() bool { return s.in.State.Open() && s.in.NextCheck.After(s.p.kit.Now()) }

// Update implements pane.Sheet.
func (s *settling) Update(msg tea.Msg) tea.Cmd {
	if t, ok := msg.(store.Topic); ok && t.Has(store.Journal) {
		return s.Init()
	}
	if in, err, ok := s.read.Take(msg); ok && err == nil {
		s.in = in
	}
	return nil
}

// Actions implements pane.Sheet.
func (s *settling) Actions() []pane.Action {
	return []pane.Action{
		{ID: "settling.look", Key: keybook.Fixed("look again now", "r"), Off: s.settled, Do: s.look},
		{ID: "settling.done", Key: keybook.Fixed("it was done", "D"), Risk: pane.Irreversible, Off: s.settled, Do: func() tea.Cmd { return s.ask(true) }},
		{ID: "settling.not", Key: keybook.Fixed("it was not done", "N"), Risk: pane.Irreversible, Off: s.settled, Do: func() tea.Cmd { return s.ask(false) }},
		{ID: "settling.close", Key: keybook.Fixed("close", "esc", "enter"), Do: func() tea.Cmd { return pane.Send(pane.Pop{Sheet: s}) }},
	}
}

func (s *settling) settled() string {
	if s.in.State.Open() {
		return ""
	}
	return "the result is known"
}

// lines say what is known of the attempt.
func (s *settling) lines(w int) []string {
	kit, in := s.p.kit, s.in
	d := pane.NewDetail(kit, w)
	d.Field("sent", style.Text, s.p.kit.When(in.SentAt, text.FormStamp))
	if !in.State.Open() {
		return d.Prose(style.Text, text.Clean(text.Capital(stateWords(in))+". ").Append(kit.Words(text.Capital(in.Reason)))).Lines(1 << 20)
	}
	d.Field("looked", style.Text, text.Count(int64(in.Checks), "time", "times"))
	if left := in.NextCheck.Sub(kit.Now()); left > 0 {
		d.Field("looked again in", style.Text, text.Left(left))
	}
	if in.Reason != "" {
		d.Prose(style.Warn, kit.Words(text.Capital(in.Reason)+"."))
	}
	d.Gap().Prose(style.Text, text.Own("Switchboard keeps checking by itself. Answer here only if you have seen the result elsewhere, such as in the provider's own portal: "+
		"your answer is saved and checking stops."))
	return d.Lines(1 << 20)
}

func (s *settling) look() tea.Cmd {
	desk, ctx, id := s.p.desk, s.p.kit.Ctx, s.id
	return func() tea.Msg {
		if err := desk.Recheck(ctx, id); err != nil {
			return pane.Toast{Text: words(err), Bad: true}
		}
		return nil
	}
}

// ask has the last digits typed before a person's word is taken.
func (s *settling) ask(done bool) tea.Cmd {
	n := phone.E164(numberOf(s.in))
	title, line := "it was not done", text.Own("It can be sent again then. If it was done after all, it is done twice.")
	if done {
		title, line = "it was done", text.Own("The number is read again, and shown as the provider has it.")
	}
	return pane.Send(pane.Push{Sheet: pane.NewTypeConfirm(s.p.kit, s.p.kit.Phone(n).String()+": "+title, "Type the last four digits to save that:", n.Last(lastFour),
		func() tea.Cmd { return s.decide(done) }, line)})
}

// lastFour is how much of a number is typed to settle what became of it.
const lastFour = 4

func (s *settling) decide(done bool) tea.Cmd {
	desk, ctx, id := s.p.desk, s.p.kit.Ctx, s.id
	return tea.Batch(pane.Send(pane.Pop{Sheet: s}), func() tea.Msg {
		if err := desk.Decide(ctx, id, done); err != nil {
			return pane.Toast{Text: words(err), Bad: true}
		}
		return pane.Toast{Text: "Saved: it was " + map[bool]string{true: "done.", false: "not done."}[done]}
	})
}
