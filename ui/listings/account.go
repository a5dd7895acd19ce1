package listings

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"switchboard/client/numbersonline"
	"switchboard/store"
	"switchboard/store/act"
	"switchboard/ui/keybook"
	"switchboard/ui/pane"
	"switchboard/ui/style"
	"switchboard/ui/text"
)

// account is the sheet of the account that the key belongs to: what the provider tells of it, and its name and e-mail
// address, which can be changed.
type account struct {
	p           *Pane
	read        pane.Loader[numbersonline.Account]
	is          numbersonline.Account
	at          time.Time // when it was read; zero while it was not
	form        *pane.Form
	name, email *pane.Field
	weighed     *pane.Weighed // a change of nothing yet: what stands against every change
	problem     string
	sending     bool
}

// renamed is what came of a change of the account.
type renamed struct {
	to  *account
	now numbersonline.Account
	err error
}

func (p *Pane) noAccount() string {
	if !p.desk.HasKey() {
		return "TRUST has no key: n makes an account, the settings connect one"
	}
	return ""
}

func (p *Pane) openAccount() tea.Cmd {
	f := accountForm()
	s := &account{p: p, form: f.Form, name: f.field("name"), email: f.field("email"), weighed: pane.NewWeighed(p.kit, p.desk)}
	s.email.Hint = func(v string) string {
		if v == "" && s.is.Email != "" {
			return "empty: it is cleared"
		}
		return ""
	}
	return pane.Sequence(pane.Send(pane.Push{Sheet: s}), tea.Batch(s.ask(), s.weighed.Weigh(act.Account{}))) // in turn: an answer needs its sheet
}

// ask reads the account.
func (s *account) ask() tea.Cmd {
	desk := s.p.desk
	s.problem = ""
	return s.read.Load(s.p.kit.Ctx, func(ctx context.Context) (numbersonline.Account, error) { return desk.Account(ctx) })
}

// Title implements pane.Sheet.
func (s *account) Title() string { return "TRUST account" }

// Capturing implements pane.Capturer.
func (s *account) Capturing() bool { return !s.at.IsZero() && !s.sending }

// Waiting implements pane.Waiter.
func (s *account) Waiting() string {
	if !s.sending {
		return ""
	}
	return "The change was sent and cannot be stopped. The answer will be shown."
}

// Update implements pane.Sheet. What is typed is newer than what was read.
func (s *account) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.KeyPressMsg, tea.PasteMsg:
		s.problem = ""
		s.form.Update(msg)
		return nil
	case renamed:
		if msg.to == s {
			return s.answer(msg)
		}
	}
	a, err, ok := s.read.Take(msg)
	switch {
	case !ok:
		return s.weighed.Update(msg)
	case err != nil:
		s.problem = store.Said(err)
	default:
		if first := s.at.IsZero(); first {
			s.name.SetValue(a.Name)
			s.email.SetValue(a.Email)
		}
		s.is, s.at = a, s.p.kit.Now()
	}
	return nil
}

// changed is what differs from what was read; nil leaves one alone.
func (s *account) changed() act.Account {
	var a act.Account
	if v := s.name.Value(); v != s.is.Name {
		a.Name = &v
	}
	if v := s.email.Value(); v != s.is.Email {
		a.Email = &v
	}
	return a
}

func (s *account) save() tea.Cmd {
	if !s.form.Verify() {
		return nil
	}
	a := s.changed()
	if a == (act.Account{}) {
		return tea.Batch(pane.Send(pane.Pop{Sheet: s}), pane.Say("Nothing was changed."))
	}
	s.sending, s.problem = true, ""
	return pane.Act(s.p.kit, s.p.desk, a, func(out act.Outcome, err error) tea.Msg {
		now, _ := out.(numbersonline.Account)
		return renamed{s, now, err}
	})
}

// answer closes the sheet once the account is changed, or its change is being found out; a refusal leaves it as it was typed.
func (s *account) answer(m renamed) tea.Cmd {
	s.sending = false
	var open *store.Unsettled
	switch {
	case m.err == nil:
		return tea.Batch(pane.Send(pane.Pop{Sheet: s}), pane.Say("The TRUST account is changed."))
	case errors.As(m.err, &open):
		return tea.Batch(pane.Send(pane.Pop{Sheet: s}), pane.Send(pane.Toast{Text: open.Sentence(), Bad: true}))
	}
	s.problem = store.Said(m.err)
	return nil
}

func (s *account) noSave() string {
	switch {
	case s.sending:
		return "the change is on its way"
	case s.stop() != "":
		return s.stop()
	case s.at.IsZero():
		return "the account is being read"
	}
	return ""
}

// stop is what stands against every change, "" while nothing is known to.
func (s *account) stop() string {
	v, known := s.weighed.Verdict()
	if !known || v.Stands() {
		return ""
	}
	r, kit := v.Refused[0], s.p.kit
	if !r.Until.IsZero() && !kit.Now().Before(r.Until) {
		return "" // its time is over
	}
	return kit.Because(r)
}

// Actions implements pane.Sheet.
func (s *account) Actions() []pane.Action {
	save := pane.Action{ID: "account.save", Key: keybook.Fixed("save", "enter"), Risk: pane.Undoable, Off: s.noSave, Do: s.save}
	again := pane.Action{ID: "account.reread", Key: keybook.Fixed("read again", "ctrl+r"), Do: s.ask}
	leave := pane.Action{ID: "account.close", Key: keybook.Fixed("change nothing", "esc"), Do: func() tea.Cmd { return pane.Send(pane.Pop{Sheet: s}) }}
	ways := s.weighed.Ways()
	if !s.at.IsZero() {
		ways = s.form.Moves("account", "next field") // letters are typed
	}
	return slices.Concat([]pane.Action{save, again}, ways, []pane.Action{leave})
}

// Wide implements pane.Wide: room for what is typed.
func (s *account) Wide() int { return 74 }

// View implements pane.Sheet.
func (s *account) View(w, h int) string {
	kit := s.p.kit
	d := pane.NewDetail(kit, w)
	problem := cmp.Or(s.stop(), s.problem) // what stands is why it was not read, too
	if problem != "" {
		d.Prose(style.Bad, text.Clean("! "+problem))
	}
	switch {
	case s.sending:
		d.Own(style.Warn, "Sending"+kit.Styles.Ellipsis)
	case s.at.IsZero() && problem == "":
		d.Own(style.Dim, "Reading the account"+kit.Styles.Ellipsis)
	}
	tail := d.Lines(max(h-2, 1))
	if s.at.IsZero() {
		return strings.Join(tail, "\n")
	}
	form := s.form.View(kit, w)
	facts := s.facts(w).Lines(h - len(form) - len(tail))
	return strings.Join(slices.Concat(facts, form, tail), "\n")
}

// facts are what the provider tells of the account and nobody changes.
func (s *account) facts(w int) *pane.Detail {
	kit, d := s.p.kit, pane.NewDetail(s.p.kit, w)
	d.Field("account", style.Text, text.Clean(s.is.ID))
	d.Field("key", style.Text, text.Clean(s.p.desk.KeyPrefix()))
	role := style.Text
	if s.is.Status != "" && s.is.Status != "active" {
		role = style.Warn
	}
	d.Field("status", role, dash(text.Clean(s.is.Status)))
	d.Field("balance", style.Text, kit.Money(s.is.Prepaid()))
	used := text.Own("not told")
	if u := s.is.Usage; u != nil {
		used = text.Count(u.Requests, "request", "requests").Append(text.Own(", "), kit.Cents(u.Billed.Cents()), text.Own(" billed"))
	}
	d.Field("30 days", style.Text, used)
	if !s.is.Created.IsZero() {
		d.Field("since", style.Text, kit.When(s.is.Created, text.FormDate))
	}
	return d.Field("read", style.Dim, kit.Age(s.at).Append(text.Own(" ago"))).Gap()
}
