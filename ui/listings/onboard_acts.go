package listings

import (
	"context"
	"slices"

	tea "charm.land/bubbletea/v2"

	"switchboard/client/numbersonline"
	"switchboard/client/phone"
	"switchboard/store"
	"switchboard/store/act"
	"switchboard/ui/keybook"
	"switchboard/ui/pane"
	"switchboard/ui/text"
)

// Actions implements pane.Sheet.
func (s *sheet) Actions() []pane.Action {
	leave := "close, nothing is lost"
	switch {
	case s.live:
		leave = "change nothing"
	case s.waiting():
		leave = "leave it running"
	case s.at == onPay || s.at == onOnline:
		leave = "close"
	}
	closing := pane.Action{ID: "onboard.close", Key: keybook.Fixed(leave, "esc"), Do: s.close}
	switch {
	case s.busy != "":
		return nil
	case s.fresh != nil:
		return []pane.Action{
			{ID: "onboard.copy-key", Key: keybook.Fixed("copy the key", "y"), Do: s.copyKey},
			{ID: "onboard.saved", Key: keybook.Fixed("I saved it", "s"), Do: s.saved},
		}
	case s.stopped != "":
		return []pane.Action{{ID: "onboard.support", Key: keybook.Fixed("open "+host, "o"), Do: func() tea.Cmd { return pane.Send(pane.Open{URL: numbersonline.Base}) }},
			{ID: "onboard.another", Key: keybook.Fixed("another number", "N"), Do: func() tea.Cmd { return s.another("") }}, closing}
	case s.form != nil && s.n != "" && !s.live:
		other := pane.Action{ID: "onboard.another", Key: keybook.Fixed("another number", "ctrl+n"), Do: func() tea.Cmd { return s.another("") }}
		return append(s.formActions(), closing, other)
	case s.form != nil:
		return append(s.formActions(), closing)
	}
	return s.payActions(closing)
}

// host is where a person finds the service's support.
const host = "numbers.online"

func (s *sheet) formActions() []pane.Action {
	acts := []pane.Action{
		{ID: "onboard.enter", Key: keybook.Fixed(s.enterHelp(), "enter"), Risk: s.enterRisk(), Off: s.noEnter, Do: s.enter},
		{ID: "onboard.next", Key: keybook.Fixed(s.tabHelp(), "tab"), Do: s.tab},
		{ID: "onboard.down", Key: keybook.Fixed("next field", "down"), Hide: true, Do: s.down},
	}
	if s.at == onProfile || s.at == onLogo {
		acts = append(acts, pane.Action{ID: "onboard.back", Key: keybook.Fixed("without saving", "ctrl+g"), Hide: true, Do: s.forward})
	}
	return append(acts, s.form.Moves("onboard", "next field", acts...)...)
}

func (s *sheet) enterHelp() string {
	switch {
	case s.at == onAccount:
		return "make the account"
	case s.at == onNumber && s.form.at() == "code":
		return "prove it"
	case s.at == onNumber:
		return "send the code"
	case s.at == onProfile:
		return "save"
	case s.form.value("logo") == "":
		return "no logo"
	case s.picture == nil:
		return "preview it"
	}
	return "upload it"
}

func (s *sheet) tabHelp() string {
	if s.at == onLogo {
		return "complete the path"
	}
	return "next field"
}

func (s *sheet) noEnter() string {
	if left := s.wait.Sub(s.p.kit.Now()); left > 0 {
		return s.waitFor + ": " + text.Left(left).String()
	}
	if s.at == onAccount {
		return ""
	}
	return s.p.foresight.Barred(act.Stage{})
}

func (s *sheet) tab() tea.Cmd {
	if s.at == onLogo {
		return s.complete()
	}
	s.form.Go(s.index() + 1)
	return nil // without a command nothing is held up: what is pasted next belongs to the next field
}

func (s *sheet) index() int {
	for i, f := range s.form.Fields {
		if f.Focused() {
			return i
		}
	}
	return 0
}

// down steps through the numbers of LINES in the number's field, else to the next field.
func (s *sheet) down() tea.Cmd {
	if s.at != onNumber || s.form.at() != "number" || len(s.mine) == 0 {
		s.form.Go(s.index() + 1)
		return nil
	}
	now, to := s.form.value("number"), 0
	for i, n := range s.mine {
		if n.String() == now {
			to = (i + 1) % len(s.mine)
		}
	}
	s.form.field("number").SetValue(s.mine[to].String())
	return nil
}

// forward leaves the form the person went back to.
func (s *sheet) forward() tea.Cmd {
	s.passed = s.passed || s.at == onProfile && s.row.Staged()
	s.asked, s.at = -1, -1
	if s.live {
		return s.close()
	}
	return s.load()
}

func (s *sheet) close() tea.Cmd {
	return tea.Batch(pane.Send(pane.Pop{Sheet: s}), s.keepDraft())
}

func (s *sheet) enter() tea.Cmd {
	s.problem, s.said = "", ""
	switch s.at {
	case onAccount:
		return s.signup()
	case onNumber:
		if s.form.at() == "code" {
			return s.confirm()
		}
		return s.sendCode()
	case onProfile:
		return s.save()
	}
	return s.logo()
}

// answered is what came of an act.
type answered struct {
	to  *sheet
	err error
	do  func() tea.Cmd // when it went well
}

// send runs an act; do runs in Update once it went well.
func (s *sheet) send(what string, run func(ctx context.Context) (do func() tea.Cmd, err error)) tea.Cmd {
	s.busy = what
	ctx := s.p.kit.Ctx
	return func() tea.Msg {
		do, err := run(ctx)
		return answered{s, err, do}
	}
}

// agree asks about an act; then runs in Update once it went well.
func (s *sheet) agree(title, verb string, a act.Act, then func() tea.Cmd, says func(*pane.Kit, act.Act, string) []text.Safe) tea.Cmd {
	return pane.Send(pane.Push{Sheet: pane.NewAgree(s.p.kit, s.p.desk, pane.Agreement{
		Title: title, Verb: verb, Act: a, Says: says, Done: func(_ act.Outcome, err error) tea.Msg { return answered{s, err, then} },
	})})
}

// Waiting implements pane.Waiter.
func (s *sheet) Waiting() string {
	if s.busy == "" {
		return ""
	}
	return s.busy + ". The answer will be shown; keys work again then."
}

func (s *sheet) answer(m answered) tea.Cmd {
	s.busy = ""
	if m.err == nil {
		return m.do()
	}
	return s.failed(m.err)
}

func (s *sheet) signup() tea.Cmd {
	if !s.form.Verify() {
		return nil
	}
	desk, name, email := s.p.desk, s.form.value("name"), s.form.value("email")
	return s.send("Making the account", func(ctx context.Context) (func() tea.Cmd, error) {
		got, err := act.Do[act.SignedUp](ctx, desk, act.SignUp{Name: name, Email: email}, act.None())
		if got.Key.Empty() {
			return nil, err
		}
		return func() tea.Cmd { // the account is there, whatever else went wrong
			s.fresh = &fresh{got.SignedUp, got.Where, err}
			return nil
		}, nil
	})
}

func (s *sheet) copyKey() tea.Cmd {
	return pane.Send(pane.Copy{Text: s.fresh.Key.Reveal(), What: "key", Secret: true, Shown: s.fresh.KeyPrefix + "…"})
}

// saved forgets the key: from now on it is only where it was stored.
func (s *sheet) saved() tea.Cmd {
	s.fresh = nil
	return s.load()
}

func (s *sheet) sendCode() tea.Cmd {
	if !s.form.field("number").Verify() {
		s.form.Go(0)
		return nil
	}
	n, _ := phone.Parse(s.form.value("number"))
	for _, r := range s.others {
		if r.E164 == n && r.bound() {
			return s.another(n) // proved already: its next step
		}
	}
	desk, by := s.p.desk, numbersonline.Channel(s.form.value("channel"))
	return tea.Batch(s.keepDraft(), s.send("Asking for a code", func(ctx context.Context) (func() tea.Cmd, error) {
		sent, err := act.Do[numbersonline.CodeSent](ctx, desk, act.SendCode{Number: n, Channel: by}, act.None())
		return func() tea.Cmd { return s.codeSent(n, by, sent) }, err
	}))
}

func (s *sheet) codeSent(n phone.E164, by numbersonline.Channel, sent numbersonline.CodeSent) tea.Cmd {
	s.sentTo, s.dev = n, sent.Dev
	s.said = "A code is on its way to " + s.p.kit.Phone(n).String() + " by text."
	if by == numbersonline.Voice {
		s.said = s.p.kit.Phone(n).String() + " is being called with a code."
	}
	s.form.field("code").SetValue("")
	s.form.Go(2)
	s.draft.Asked = asked{n, s.p.kit.Now()}
	return s.keepDraft()
}

// await goes on with a code that was asked for before the sheet was closed.
func (s *sheet) await(a asked) {
	proved := slices.ContainsFunc(s.others, func(r row) bool { return r.E164 == a.Of && r.bound() })
	if n, err := phone.Parse(s.draft.Number); err != nil || n != a.Of || proved || !a.awaits(s.p.kit.Now()) {
		return
	}
	s.sentTo = a.Of
	s.said = "A code was asked for " + s.p.kit.Phone(a.Of).String() + " " + text.Age(s.p.kit.Now().Sub(a.At)).String() + " ago. Enter in the field Number asks for another."
	s.form.Go(2)
}

func (s *sheet) confirm() tea.Cmd {
	code := s.form.field("code")
	switch err := numbersonline.CheckCode(code.Value()); {
	case code.Value() == "" && s.sentTo == "":
		code.Problem = "No code was asked for yet: Enter on a field above does."
		return nil
	case err != nil:
		code.Problem = text.Capital(store.Said(err)) + "."
		return nil
	}
	if !s.form.field("number").Verify() {
		s.form.Go(0)
		return nil
	}
	n, _ := phone.Parse(s.form.value("number"))
	desk, value := s.p.desk, code.Value()
	return s.send("Proving the number", func(ctx context.Context) (func() tea.Cmd, error) {
		_, err := desk.Do(ctx, act.Prove{Number: n, Code: value}, act.None())
		return func() tea.Cmd {
			s.form, s.draft, s.dev = nil, draft{}, numbersonline.CodeSent{}.Dev
			return tea.Batch(s.putDraft(beginning, draft{}), s.another(n), s.p.proved(n))
		}, err
	})
}

// save sends what was changed in the profile; what is public is asked about first.
func (s *sheet) save() tea.Cmd {
	if !s.form.Verify() {
		return nil
	}
	c := s.form.changes(s.row.Draft == nil && !s.live)
	if c.Empty() {
		if s.asked >= 0 {
			return s.forward()
		}
		s.problem = "Nothing was filled in."
		if s.row.Staged() {
			s.problem = "Nothing was changed. Ctrl-G goes on with the profile as it is."
		}
		return nil
	}
	if !s.live {
		return s.stage(c)
	}
	title := "Change the public page of " + s.p.kit.Phone(s.n).String() + "?"
	return tea.Batch(s.keepDraft(), s.agree(title, "change it", act.Stage{Number: s.n, Changes: c}, s.staged, atOnce))
}

// atOnce says when a public page is seen as it is changed.
func atOnce(*pane.Kit, act.Act, string) []text.Safe {
	return []text.Safe{text.Own("Everybody sees the page as soon as it is changed.")}
}

func (s *sheet) stage(c numbersonline.Changes) tea.Cmd {
	desk, n := s.p.desk, s.n
	return tea.Batch(s.keepDraft(), s.send("Saving the profile", func(ctx context.Context) (func() tea.Cmd, error) {
		_, err := desk.Do(ctx, act.Stage{Number: n, Changes: c}, act.None())
		return s.staged, err
	}))
}

// staged goes on once the profile is saved.
func (s *sheet) staged() tea.Cmd {
	if s.live {
		s.form.field("ein").SetValue("")
		return tea.Batch(pane.Send(pane.Pop{Sheet: s}), pane.Say("The public page was changed."))
	}
	s.form = nil // and with it the tax id
	s.asked, s.at = -1, -1
	s.draft = draft{NoLogo: s.draft.NoLogo}
	return tea.Batch(s.putDraft(string(s.n), s.draft), s.load())
}
