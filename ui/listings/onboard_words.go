package listings

import (
	"errors"
	"time"

	tea "charm.land/bubbletea/v2"

	"switchboard/client/numbersonline"
	"switchboard/client/phone"
	"switchboard/client/rest"
	"switchboard/store"
	"switchboard/ui/pane"
	"switchboard/ui/text"
)

// failed does what a refusal asks for. What the form holds stays.
func (s *sheet) failed(err error) tea.Cmd {
	var open *store.Unsettled
	var e *rest.Error
	switch {
	case errors.As(err, &open):
		s.problem = open.Sentence()
		if s.at == onNumber && s.form != nil && s.form.at() != "code" {
			s.problem = answer(open) + "A code may have arrived: enter it, or wait a minute before asking again."
			if n, err := phone.Parse(s.form.value("number")); err == nil {
				s.sentTo, s.draft.Asked = n, asked{n, s.p.kit.Now()}
			}
			s.form.Go(2)
		}
		if s.at == onAccount {
			s.problem = answer(open) + "An account may exist whose key nobody has; Enter makes another one."
		}
		return s.load()
	case !errors.As(err, &e):
		s.refused(err)
		return nil
	}
	switch {
	case e.Kind == rest.Limited:
		s.wait, s.waitFor = e.Until, "the service asks to wait"
		if e.Keeps > 0 {
			s.waitFor = e.Keeping()
		}
	case e.Kind == rest.Payment && s.at == onNumber:
		return s.payFirst()
	case e.Kind == rest.Conflict && s.at == onNumber:
		s.stopped = "Another account has proved this number. It cannot be proved for yours while that stands: the support at " + host + " can tell more."
		return s.unasked()
	case e.Kind == rest.Conflict && s.at == onPay:
		s.said = "It is verified already: nothing is left to pay."
		return s.load()
	case e.Kind == rest.Forbidden && e.Name == "" && s.at != onNumber:
		s.stopped = "This listing was claimed on the website. It is edited and paid there: o opens " + host + "."
		return nil
	case e.Kind == rest.Invalid && s.at == onNumber && s.form != nil && s.form.at() == "code":
		s.form.field("code").Problem = store.Said(err) + ". Only a few tries are allowed; the field above sends another code"
		return s.unasked()
	}
	s.refused(err)
	return nil
}

// unasked forgets that a code is awaited: the service takes the one that came no more, or nobody
// knows whether it does. Whoever comes back begins with the number.
func (s *sheet) unasked() tea.Cmd {
	s.draft.Asked = asked{}
	return s.keepDraft()
}

// answer is what came of something sent whose outcome stays open.
func answer(open *store.Unsettled) string {
	if open.Said != "" {
		return open.Said + ". "
	}
	return "No answer yet. "
}

// refused says why an act was not done; one of ours may say until when.
func (s *sheet) refused(err error) {
	s.problem = text.Capital(store.Said(err))
	var until interface {
		Refused() (why string, until time.Time)
	}
	if errors.As(err, &until) {
		if _, at := until.Refused(); !at.IsZero() {
			s.wait, s.waitFor = at, "the service asks to wait"
		}
	}
}

// payFirst goes to the number that has to be paid before another can be proved.
func (s *sheet) payFirst() tea.Cmd {
	s.problem = "A free account holds one number: pay for one first."
	for _, r := range s.others {
		if r.bound() && r.State != numbersonline.Verified {
			s.problem = "A free account holds one number: pay for this one first."
			return s.another(r.E164)
		}
	}
	return nil
}

// enterRisk is what Enter in a form can do: each time makes another account, and none is unmade.
func (s *sheet) enterRisk() pane.Risk {
	if s.at == onAccount {
		return pane.Irreversible
	}
	return pane.Free
}
