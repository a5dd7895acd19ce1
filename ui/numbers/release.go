package numbers

import (
	"errors"

	tea "charm.land/bubbletea/v2"

	"switchboard/client/oneuc"
	"switchboard/store"
	"switchboard/ui/pane"
	"switchboard/ui/text"
)

// lastFour is how much of a number is typed to release it.
const lastFour = 4

// release asks for the last digits of the number, and gives it back.
func (p *Pane) release() tea.Cmd {
	r, _ := p.owned.Selected()
	since := text.Own("It is ").Append(text.Clean(r.State.Words()), text.Own("."))
	if !r.Created.IsZero() {
		since = text.Clean(capital(r.State.Words())).Append(text.Own(" since "), text.Date(r.Created.Local()), text.Own("."))
	}
	if r.cover.Filed() {
		since = since.Append(text.Own(" Has a 911 address."))
	}
	lines := []text.Safe{since, text.Own("Someone else can take it. This cannot be undone here.")}
	return pane.Send(pane.Push{Sheet: pane.NewTypeConfirm(p.kit, "Release "+p.kit.Phone(r.E164).String(), "Type the last four digits to release it:", r.E164.Last(lastFour),
		func() tea.Cmd { return p.sendRelease(r) }, lines...)})
}

func (p *Pane) sendRelease(r *row) tea.Cmd {
	desk, ctx, shown := p.desk, p.kit.Ctx, p.kit.Phone(r.E164).String()
	return func() tea.Msg {
		became, err := desk.Release(ctx, r.E164)
		switch {
		case err != nil:
			return pane.Toast{Text: words(err), Bad: true}
		case became.Owned():
			return pane.Toast{Text: shown + " is released. The provider keeps it for the account: " + became.Words() + "."}
		}
		return pane.Toast{Text: shown + " is released: it is " + became.Words() + " now."}
	}
}

// words is what an error says to a person. An unknown outcome is not a failure.
func words(err error) string {
	var u *store.Unsettled
	var f oneuc.FieldErrors
	switch {
	case err == nil:
		return ""
	case errors.As(err, &u):
		return "Sent, no answer yet: checking. Nothing will be sent again by itself."
	case errors.As(err, &f):
		return "Nothing was sent: " + f.Error()
	}
	return err.Error()
}

func capital(s string) string {
	if s == "" || s[0] < 'a' || s[0] > 'z' {
		return s
	}
	return string(s[0]-'a'+'A') + s[1:]
}
