package numbers

import (
	"errors"
	"net/url"
	"strconv"
	"time"

	tea "charm.land/bubbletea/v2"

	"switchboard/client/oneuc"
	"switchboard/client/phone"
	"switchboard/store"
	"switchboard/ui/pane"
	"switchboard/ui/text"
)

// check holds what is typed against the rules and shows it for review.
func (s *emergency) check() tea.Cmd {
	s.problem = ""
	unsure := s.form.unsure()
	if !s.form.verify() {
		return nil
	}
	s.unsure, s.sent, s.back, s.stage = unsure, s.form.address(), onForm, onReview
	return s.keep()
}

// pick shows the chosen place for review.
func (s *emergency) pick(i int) tea.Cmd {
	s.picker.at = i
	s.unsure, s.sent, s.back, s.stage = nil, s.picker.chosen(), onPicker, onReview
	return nil
}

// editPlace goes from a place back to the form, with the place in it.
func (s *emergency) editPlace(e oneuc.E911) tea.Cmd {
	s.form.fill(e)
	s.form.touched = true
	s.stage = onForm
	return nil
}

// changes reports that an address of a number in service is replaced by another.
func (s *emergency) changes() bool {
	onFile, has := s.facts.number.Document.E911()
	return has && s.facts.number.State == oneuc.InService && store.PlaceOf(onFile).E911().Line() != s.sent.Line()
}

// provision sends what was reviewed. Replacing the address of a number in
// service is confirmed by its last four digits.
func (s *emergency) provision() tea.Cmd {
	if !s.changes() {
		return s.send(false)
	}
	onFile, _ := s.facts.number.Document.E911()
	kit := s.p.kit
	return pane.Send(pane.Push{Sheet: pane.NewTypeConfirm(kit, kit.Phone(s.n).String()+": change the 911 address", "Type the last four digits to change it:", s.n.Last(lastFour),
		func() tea.Cmd { return s.send(false) },
		text.Own("from  ").Append(kit.Words(onFile.Line())), text.Own("to    ").Append(kit.Words(s.sent.Line())))})
}

func (s *emergency) send(consent bool) tea.Cmd {
	if why := s.p.desk.Refusal(); why != "" {
		s.problem = why
		return nil
	}
	s.stage, s.since, s.filed, s.problem = onSending, s.p.kit.Now(), time.Time{}, ""
	desk, ctx, n, address := s.p.desk, s.p.kit.Ctx, s.n, s.sent
	return func() tea.Msg {
		o, err := desk.SetE911(ctx, n, address, consent)
		return addressed{s, n, o, err}
	}
}

// answer does what the outcome asks for.
func (s *emergency) answer(m addressed) tea.Cmd {
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
		s.form.street.Problem, s.stage = "The service does not find this place: "+text.Clean(o.Message).String(), onForm
	case oneuc.FieldErrors:
		s.form.fill(s.sent)
		s.stage = onForm
		if s.form.blame(o); len(o) > 0 {
			s.problem = "The service does not take it: " + o.Error()
		}
	case oneuc.Charges:
		s.stage = onReview
		sheet := pane.NewConfirm(s.p.kit, "This costs money", "A", "accept and provision", func() tea.Cmd { return s.send(true) }, chargeLines(o.Quote)...)
		return pane.Send(pane.Push{Sheet: sheet})
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
		return pane.Send(pane.Push{Sheet: pane.NewConfirm(p.kit, "This costs money", "A", "accept and remove the address", func() tea.Cmd { return p.sendClear(m.n, true) },
			chargeLines(charges.Quote)...)})
	}
	if m.err != nil {
		return pane.Send(pane.Toast{Text: shown + ": " + words(m.err), Bad: true})
	}
	switch o := m.outcome.(type) {
	case nil:
		return pane.Say(shown + " has no 911 address any more.")
	case oneuc.Provisioned:
		return pane.Say(shown + ": 911 address provisioned.")
	case oneuc.Geocoded:
		return pane.Send(pane.Toast{Text: shown + ": the 911 address is known, not active yet.", Bad: true})
	case oneuc.Choices:
		return pane.Send(pane.Toast{Text: shown + ": " + strconv.Itoa(len(o.Candidates)) + " places are possible; a chooses. Nothing is provisioned.", Bad: true})
	}
	return pane.Send(pane.Toast{Text: shown + ": the 911 address was not taken; a goes on with it.", Bad: true})
}

// clearAddress removes an address, once the last digits were typed.
func (p *Pane) clearAddress() tea.Cmd {
	r, _ := p.owned.Selected()
	lines := []text.Safe{text.Own("Calls to 911 from it will not say where the caller is.")}
	if e, ok := r.Document.E911(); ok {
		lines = append(lines, text.Own("On file: ").Append(p.kit.Words(e.Line())))
	}
	with := 0
	for _, o := range p.all {
		if o.cover.Filed() {
			with++
		}
	}
	if with <= 1 {
		lines = append(lines, text.Own("This is the last 911 address of the account."))
	}
	n := r.E164
	do := func() tea.Cmd { return p.sendClear(n, false) }
	return pane.Send(pane.Push{Sheet: pane.NewTypeConfirm(p.kit, p.kit.Phone(n).String()+": remove the 911 address", "Type the last four digits to remove it:", n.Last(lastFour), do, lines...)})
}

func (p *Pane) sendClear(n phone.E164, consent bool) tea.Cmd {
	desk, ctx := p.desk, p.kit.Ctx
	return func() tea.Msg { return addressed{n: n, err: desk.ClearE911(ctx, n, consent)} }
}

// mapOf is a place on a map.
func mapOf(e oneuc.E911) string {
	return "https://www.openstreetmap.org/search?query=" + url.QueryEscape(e.StreetAddress+", "+e.Locality+", "+e.Region+" "+e.PostalCode)
}
