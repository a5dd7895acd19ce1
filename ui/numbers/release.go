package numbers

import (
	"errors"

	tea "charm.land/bubbletea/v2"

	"switchboard/client/oneuc"
	"switchboard/store"
	"switchboard/store/act"
	"switchboard/ui/pane"
)

// release asks for the last digits of the number, and gives it back.
func (p *Pane) release() tea.Cmd {
	r, _ := p.owned.Selected()
	return pane.Send(pane.Push{Sheet: pane.NewAgree(p.kit, p.desk, pane.Agreement{
		Title: "Release " + p.kit.Phone(r.E164).String(), Verb: "release", Act: act.Release{Number: r.E164},
		Done: func(out act.Outcome, err error) tea.Msg { return p.released(r, out, err) },
	})})
}

// released says what became of a number that was given back.
func (p *Pane) released(r *row, out act.Outcome, err error) tea.Msg {
	became, _ := out.(oneuc.State)
	shown := p.kit.Phone(r.E164).String()
	switch {
	case err != nil:
		return pane.Toast{Text: words(err), Bad: true}
	case became.Owned():
		return pane.Toast{Text: shown + " is released. The provider keeps it for the account: " + became.Words() + "."}
	}
	return pane.Toast{Text: shown + " is released: it is " + became.Words() + " now."}
}

// words is what an error says to a person. An unknown outcome is not a failure.
func words(err error) string {
	var u *store.Unsettled
	var f oneuc.FieldErrors
	switch {
	case err == nil:
		return ""
	case errors.As(err, &u):
		return u.Sentence()
	case errors.As(err, &f):
		return "Nothing was sent: " + f.Error()
	}
	return store.Said(err)
}
