package customers

import (
	"errors"
	"slices"
	"strconv"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"switchboard/client/platfone"
	"switchboard/store"
	"switchboard/store/act"
	"switchboard/ui/keybook"
	"switchboard/ui/pane"
	"switchboard/ui/style"
	"switchboard/ui/text"
)

// newcomer is the form for a new customer.
type newcomer struct {
	p       *Pane
	form    *pane.Form
	id      *pane.Field
	opening *pane.Field
	ref     *pane.Field
	gate    *pane.Field
	problem string
	since   time.Time // when it was sent; zero while nothing is under way
}

// made is the answer to a new customer.
type made struct {
	to      *newcomer
	id      string
	opening platfone.NewTransaction
	made    bool
	err     error
}

// create opens the form for a new customer.
func (p *Pane) create() tea.Cmd {
	s := &newcomer{p: p, id: pane.NewField("Customer id", idLimit), opening: pane.NewField("Opening balance", amountLimit)}
	s.id.Check, s.id.Hint = checkID, s.length
	s.opening.Check, s.opening.Hint = checkOpening, func(v string) string {
		if c, why := parseAmount("", v); why == "" {
			return c.String() + ", added after the customer is created"
		}
		return "dollars; may be left out"
	}
	s.ref, s.gate = moneyFields(newReference(p.kit.Now()), p.set.Gateway)
	s.form = pane.NewForm(s.id, s.opening, s.ref, s.gate)
	return pane.Send(pane.Push{Sheet: s})
}

func (s *newcomer) length(v string) string {
	if v == "" {
		return "letters and digits, up to 80"
	}
	return strconv.Itoa(len(v)) + " of " + strconv.Itoa(platfone.MaxCustomerID)
}

// Title implements pane.Sheet.
func (s *newcomer) Title() string { return "New customer" }

// Capturing implements pane.Capturer.
func (s *newcomer) Capturing() bool { return s.since.IsZero() }

// Waiting implements pane.Waiter.
func (s *newcomer) Waiting() string {
	if s.since.IsZero() {
		return ""
	}
	return "The new customer was sent and cannot be stopped. The answer will be shown."
}

// Actions implements pane.Sheet.
func (s *newcomer) Actions() []pane.Action {
	create := pane.Action{ID: "newcomer.create", Key: keybook.Fixed("create", "enter"), Do: s.enter}
	closing := pane.Action{ID: "newcomer.close", Key: keybook.Fixed("close", "esc"), Do: func() tea.Cmd { return pane.Send(pane.Pop{Sheet: s}) }}
	return slices.Concat([]pane.Action{create}, s.form.Moves("newcomer", "next field"), []pane.Action{closing})
}

// Update implements pane.Sheet. The id is checked as it is typed.
func (s *newcomer) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.KeyPressMsg, tea.PasteMsg:
		s.problem = ""
		s.form.Update(msg)
		if s.id.Value() != "" {
			s.id.Verify()
		}
	case made:
		if msg.to == s {
			return s.answer(msg)
		}
	}
	return nil
}

// enter makes the customer, or asks first when money comes with it.
func (s *newcomer) enter() tea.Cmd {
	if !s.form.Verify() {
		return nil
	}
	id := s.id.Value()
	var t platfone.NewTransaction
	if c, _ := parseAmount("", s.opening.Value()); c != 0 {
		t = platfone.NewTransaction{ID: s.ref.Value(), Amount: c, Gateway: s.gate.Value()}
	}
	a := act.NewCustomer{Customer: id, Opening: t}
	done := func(out act.Outcome, err error) tea.Msg {
		got, _ := out.(act.Made)
		return made{s, id, t, got.Customer, err}
	}
	if t.Amount == 0 {
		s.since, s.problem = s.p.kit.Now(), ""
		return pane.Act(s.p.kit, s.p.desk, a, done)
	}
	return pane.Send(pane.Push{Sheet: pane.NewAgree(s.p.kit, s.p.desk, pane.Agreement{
		Title: "Create " + s.p.kit.Name(id).String() + " with " + t.Amount.String(), Verb: "create", Act: a, Typed: s.opening.Value(), Says: firstMade, Done: done,
	})})
}

// firstMade is the opening balance as it was read, and in which order the two are done.
func firstMade(_ *pane.Kit, a act.Act, typed string) []text.Safe {
	return append(bothWays(typed, a.(act.NewCustomer).Opening.Amount), text.Own("First the customer is created, then the money is added."))
}

// answer closes the form once the customer is there or its making is being
// found out; a refusal leaves it as it was typed.
func (s *newcomer) answer(m made) tea.Cmd {
	shown := s.p.kit.Name(m.id).String()
	var open *store.Unsettled
	lost := errors.As(m.err, &open)
	say := pane.Toast{Text: shown + " is created."}
	switch {
	case m.made && m.err != nil: // the money alone went wrong: its form goes on with the same reference
		d := &draft{amount: m.opening.Amount.String(), reference: m.opening.ID, gateway: m.opening.Gateway}
		d.amount = strings.TrimPrefix(d.amount, "$")
		say = pane.Toast{Text: shown + " is created, but its opening balance is not added yet: b goes on with it. " + saying(m.err), Bad: true}
		if lost {
			d.intent = open.Intent
			say.Text = shown + " is created. Its opening balance was sent. " + open.Sentence()
		}
		s.p.drafts[m.id] = d
	case lost:
		say = pane.Toast{Text: open.Sentence(), Bad: true}
		if m.opening.Amount != 0 {
			say.Text += " The opening balance was not sent."
		}
	case errors.Is(m.err, platfone.ErrDuplicate):
		s.since = time.Time{}
		s.form.Go(0)
		s.id.Problem = "Customer id: this one is taken"
		return nil
	case m.err != nil:
		s.since = time.Time{}
		s.problem = saying(m.err)
		return nil
	}
	cmds := []tea.Cmd{pane.Send(pane.Pop{Sheet: s}), pane.Send(say)}
	if m.made {
		s.p.want = m.id
		cmds = append(cmds, s.p.window.Refresh()) // it may be in the list already
	}
	return tea.Batch(cmds...)
}

// Wide implements pane.Wide.
func (s *newcomer) Wide() int { return pane.WidestForm(s.drawn) }

// View implements pane.Sheet.
func (s *newcomer) View(w, h int) string {
	lines := s.drawn(w)
	return pane.Sight(lines, h)
}

func (s *newcomer) drawn(w int) []string {
	st := s.p.kit.Styles
	lines := s.form.View(s.p.kit, w)
	switch {
	case !s.since.IsZero():
		lines = append(lines, "", st.Paint(style.Text, "Sending..."))
	case s.problem != "":
		lines = append(lines, painted(s.p.kit, style.Bad, "! "+s.problem, w)...)
	}
	return lines
}
