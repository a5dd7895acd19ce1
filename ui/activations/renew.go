package activations

import (
	"strconv"

	tea "charm.land/bubbletea/v2"

	"switchboard/client/money"
	"switchboard/store"
	"switchboard/store/act"
	"switchboard/ui/keybook"
	"switchboard/ui/pane"
	"switchboard/ui/style"
	"switchboard/ui/text"
)

// renewing asks how often a number's order is to be made again when it expires
// without a code, and for how much in all.
type renewing struct {
	p     *Pane
	id    string
	form  *pane.Form
	times *pane.Field
	most  *pane.Field
}

// usually is how often when nothing else is typed.
const usually = "3"

// renewWords is what the key does to the selected number.
func (p *Pane) renewWords() string {
	if r, ok := p.selected(); ok {
		if _, on := p.desk.Renewal(r.ID); on {
			return "stop ordering again"
		}
	}
	return ""
}

// noRenew says why the order of the selected number cannot be made again by
// itself. How often is asked in the sheet.
func (p *Pane) noRenew() string {
	r, ok := p.selected()
	if !ok {
		return p.nothing()
	}
	if _, on := p.desk.Renewal(r.ID); on {
		return ""
	}
	if why, stopped := p.foresight.Stop(r.subject(), act.Renew{ID: r.ID}); stopped {
		return p.kit.Because(why)
	}
	return ""
}

// renew asks for it, or stops it at once.
func (p *Pane) renew() tea.Cmd {
	r, _ := p.selected()
	if at, on := p.desk.Renewal(r.ID); on {
		if p.desk.StopRenewing(r.ID) {
			return pane.Say("Not ordered again any more: " + p.kit.Phone(r.Phone).String() + ", after " + strconv.Itoa(at.Made) + " of " + strconv.Itoa(at.Times) + ". The number itself runs on.")
		}
		return pane.Say("Too late to stop: the next order is on its way. A on its number stops those after it.")
	}
	s := &renewing{p: p, id: r.ID, times: pane.NewField("How often", 2), most: pane.NewField("At most in all", 10)}
	s.times.SetValue(usually)
	s.times.Check = func(v string) string {
		n, _ := strconv.Atoi(v) // what is no number is none of those allowed
		if err := act.CheckTimes(n); err != nil {
			return "How often: " + store.Said(err)
		}
		return ""
	}
	s.most.Hint = func(v string) string {
		if v == "" {
			return "dollars; left out, so many times the max price"
		}
		return ""
	}
	s.most.Check = func(v string) string {
		if _, err := s.amount(v); err != nil {
			return "At most in all: " + store.Said(err)
		}
		return ""
	}
	s.form = pane.NewForm(s.times, s.most)
	return pane.Send(pane.Push{Sheet: s})
}

func (s *renewing) amount(v string) (money.Cents, error) {
	if v == "" {
		return 0, nil
	}
	return money.Parse(v)
}

// Title implements pane.Sheet.
func (s *renewing) Title() string { return "Order again when it expires" }

// Capturing implements pane.Capturer.
func (s *renewing) Capturing() bool { return true }

// Update implements pane.Sheet.
func (s *renewing) Update(msg tea.Msg) tea.Cmd {
	switch msg.(type) {
	case tea.KeyPressMsg, tea.PasteMsg:
		s.form.Update(msg)
	}
	return nil
}

// Actions implements pane.Sheet.
func (s *renewing) Actions() []pane.Action {
	next := pane.Action{ID: "renewing.ask", Key: keybook.Fixed("go on", "enter"), Do: s.ask}
	closing := pane.Action{ID: "renewing.close", Key: keybook.Fixed("close", "esc"), Do: func() tea.Cmd { return pane.Send(pane.Pop{Sheet: s}) }}
	return append(append([]pane.Action{next}, s.form.Moves("renewing", "next field")...), closing)
}

// ask shows what it comes to, and has that agreed to.
func (s *renewing) ask() tea.Cmd {
	if !s.form.Verify() {
		return nil
	}
	times, _ := strconv.Atoi(s.times.Value())
	most, _ := s.amount(s.most.Value())
	done := func(_ act.Outcome, err error) tea.Msg {
		if err != nil {
			return pane.Toast{Text: words(err), Bad: true}
		}
		return renewed{s}
	}
	return pane.Send(pane.Push{Sheet: pane.NewAgree(s.p.kit, s.p.desk, pane.Agreement{
		Title: s.Title(), Verb: "have it ordered again", Act: act.Renew{ID: s.id, Repeat: act.Repeat{Times: times, Most: most}}, Done: done,
	})})
}

// renewed is that an order is made again from now on.
type renewed struct{ by *renewing }

// renewed closes the form and says for how long it holds.
func (p *Pane) renewed(m renewed) tea.Cmd {
	return tea.Batch(pane.Send(pane.Pop{Sheet: m.by}), pane.Say("Ordered again when it expires, while this program runs. A stops it."))
}

// Wide implements pane.Wide.
func (s *renewing) Wide() int { return 76 }

// View implements pane.Sheet.
func (s *renewing) View(w, h int) string {
	lines := s.form.View(s.p.kit, w)
	lines = append(lines, "")
	said := text.Own("Each time the number expires without a code, the same is ordered again: same customer, service, country and max price. It stops with a code, at the first refusal, and when the program ends.")
	for _, l := range said.Wrap(w) {
		lines = append(lines, s.p.kit.Styles.Paint(style.Dim, l.String()))
	}
	return pane.Sight(lines, h)
}

// renewalCell is "again 1 of 3" for a number whose order is made again.
func (p *Pane) renewalCell(r row) (text.Safe, bool) {
	at, on := p.desk.Renewal(r.ID)
	return text.Sentence("again {} of {}", text.Int(int64(at.Made)), text.Int(int64(at.Times))), on
}
