package numbers

import (
	"errors"
	"net/url"
	"time"

	tea "charm.land/bubbletea/v2"

	"switchboard/client/oneuc"
	"switchboard/client/phone"
	"switchboard/store"
	"switchboard/store/act"
	"switchboard/ui/pane"
	"switchboard/ui/text"
)

// check holds what is typed against the rules and shows it for review.
func (s *emergency) check() tea.Cmd {
	if s.problem = ""; s.form.whole() {
		return s.settling()
	}
	unsure := s.form.unsure()
	if !s.form.verify() {
		return nil
	}
	s.unsure, s.sent, s.back, s.stage = unsure, s.form.address(), onForm, onReview
	return tea.Batch(s.keep(), s.weigh(nil))
}

// weigh asks what sending the reviewed address comes to. Each review is to be read anew, also of an address that was reviewed before.
func (s *emergency) weigh(charges *oneuc.Quote) tea.Cmd {
	s.weighed.Clear()
	return s.weighed.Weigh(act.SetAddress{Number: s.n, Address: s.sent, Charges: charges})
}

// pick shows the chosen place for review.
func (s *emergency) pick(i int) tea.Cmd {
	s.picker.at = i
	s.unsure, s.sent, s.back, s.stage = nil, s.picker.chosen(), onPicker, onReview
	return s.weigh(nil)
}

// editPlace goes from a place back to the form, with the place in it.
func (s *emergency) editPlace(e oneuc.E911) tea.Cmd {
	s.form.fill(e)
	s.form.touched = true
	s.stage = onForm
	return nil
}

// provision sends what was reviewed. Replacing the address of a number in
// service is confirmed by its last four digits.
func (s *emergency) provision() tea.Cmd {
	if v, ok := s.weighed.Verdict(); ok && v.Consent.Sureness() == act.ByTyping {
		return s.agree(s.p.kit.Phone(s.n).String()+": change the 911 address", "change it", nil)
	}
	cmd := s.weighed.Confirm(s.addressed)
	if !s.weighed.Sent().IsZero() {
		s.left()
	}
	return cmd
}

// agree asks for more than a letter: the last digits, or the consent to charges.
func (s *emergency) agree(title, verb string, charges *oneuc.Quote) tea.Cmd {
	return pane.Send(pane.Push{Sheet: pane.NewAgree(s.p.kit, s.p.desk, pane.Agreement{
		Title: title, Verb: verb, Says: costs, Act: act.SetAddress{Number: s.n, Address: s.sent, Charges: charges}, Began: sending{s}, Done: s.addressed,
	})})
}

// sending says that a sheet's address is on its way.
type sending struct{ to *emergency }

func (s *emergency) left() {
	s.stage, s.since, s.filed, s.problem = onSending, s.p.kit.Now(), time.Time{}, ""
}

func (s *emergency) addressed(out act.Outcome, err error) tea.Msg {
	o, _ := out.(oneuc.Outcome)
	return addressed{s, s.n, o, err}
}

// answer does what the outcome asks for.
func (s *emergency) answer(m addressed) tea.Cmd {
	s.weighed.Clear()
	if m.err != nil {
		return s.failed(m.err)
	}
	switch o := m.outcome.(type) {
	case oneuc.Provisioned:
		s.file(o.Address)
	case oneuc.Geocoded:
		s.file(o.Address)
	case oneuc.Failed:
		s.file(o.Address)
	case oneuc.Choices:
		s.next = s.choose
	case oneuc.InvalidAddress:
		s.form.fill(s.sent)
		s.form.street.Problem, s.stage = text.Capital(oneuc.Amiss(s.sent, o)), onForm
	case oneuc.FieldErrors:
		s.form.fill(s.sent)
		s.stage = onForm
		if s.form.blame(o); len(o) > 0 {
			s.problem = "The service does not take it: " + o.Error()
		}
	case oneuc.Charges:
		s.stage = onReview
		return tea.Batch(s.weigh(nil), s.agree("This costs money", "accept and provision", &o.Quote))
	}
	return s.load()
}

// failed goes back to the form, or begins to find out.
func (s *emergency) failed(err error) tea.Cmd {
	var open *store.Unsettled
	if errors.As(err, &open) {
		s.follow(open.Intent, s.since)
		return s.load()
	}
	s.form.fill(s.sent)
	s.stage, s.problem = onForm, words(err)
	return nil
}

// overheard says what became of an address whose sheet was closed meanwhile.
func (p *Pane) overheard(m addressed) tea.Cmd {
	if m.to != nil && !m.to.gone {
		return nil
	}
	shown := p.kit.Phone(m.n).String()
	if charges, ok := isCharges(m.err); ok {
		return p.agreeToClear(m.n, "This costs money", "accept and remove the address", &charges.Quote)
	}
	if m.err != nil {
		return pane.Send(pane.Toast{Text: shown + ": " + words(m.err), Bad: true})
	}
	if m.outcome == nil {
		return pane.Say(shown + " has no 911 address any more.")
	}
	if why := oneuc.Amiss(m.to.sent, m.outcome); why != "" {
		return pane.Send(pane.Toast{Text: shown + ": " + why + ". a on its row " + goesOn(m.outcome) + ".", Bad: true})
	}
	return pane.Say(shown + ": 911 address provisioned.")
}

// clearAddress removes an address, once the last digits were typed.
func (p *Pane) clearAddress() tea.Cmd {
	r, _ := p.owned.Selected()
	return p.agreeToClear(r.E164, p.kit.Phone(r.E164).String()+": remove the 911 address", "remove it", nil)
}

func (p *Pane) agreeToClear(n phone.E164, title, verb string, charges *oneuc.Quote) tea.Cmd {
	return pane.Send(pane.Push{Sheet: pane.NewAgree(p.kit, p.desk, pane.Agreement{
		Title: title, Verb: verb, Says: costs, Act: act.ClearAddress{Number: n, Charges: charges},
		Done: func(_ act.Outcome, err error) tea.Msg { return addressed{n: n, err: err} },
	})})
}

// mapOf is a place on a map.
func mapOf(e oneuc.E911) string {
	return "https://www.openstreetmap.org/search?query=" + url.QueryEscape(e.StreetAddress+", "+e.Locality+", "+e.Region+" "+e.PostalCode)
}
