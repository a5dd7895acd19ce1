package insights

import (
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"

	"switchboard/store"
	"switchboard/ui/keybook"
	"switchboard/ui/pane"
)

// spanSheet asks for a span of the person's own.
type spanSheet struct {
	p        *Pane
	form     *pane.Form
	from, to *pane.Field
}

const dayLayout = "2006-01-02"

// mostDays is the longest span that is drawn, in days.
const mostDays = 3660

func (p *Pane) askSpan() tea.Cmd {
	check := func(name string) func(string) string {
		return func(v string) string {
			if _, err := time.Parse(dayLayout, v); err != nil {
				return name + ": a day, such as " + p.desk.Now().Format(dayLayout)
			}
			return ""
		}
	}
	s := &spanSheet{p: p, from: pane.NewField("First day", len(dayLayout)), to: pane.NewField("Last day", len(dayLayout))}
	s.from.Check = check("First day")
	s.to.Check = func(v string) string {
		if wrong := check("Last day")(v); wrong != "" {
			return wrong
		}
		switch from, to, ok := s.days(); {
		case ok && to.Before(from):
			return "Last day: not before the first"
		case ok && to.Sub(from) > mostDays*24*time.Hour:
			return "Last day: ten years after the first at most"
		}
		return ""
	}
	shown := p.period(p.window)
	s.from.SetValue(shown.From.Format(dayLayout))
	s.to.SetValue(shown.To.Add(-time.Second).Format(dayLayout))
	s.form = pane.NewForm(s.from, s.to)
	return pane.Send(pane.Push{Sheet: s})
}

// days are the two days as they are written, both in the person's own place.
func (s *spanSheet) days() (from, to time.Time, ok bool) {
	in := s.p.desk.Now().Location()
	from, err := time.ParseInLocation(dayLayout, s.from.Value(), in)
	to, err2 := time.ParseInLocation(dayLayout, s.to.Value(), in)
	return from, to, err == nil && err2 == nil
}

// Title implements pane.Sheet.
func (s *spanSheet) Title() string { return "Choose dates" }

// Capturing implements pane.Capturer.
func (s *spanSheet) Capturing() bool { return true }

// Update implements pane.Sheet.
func (s *spanSheet) Update(msg tea.Msg) tea.Cmd {
	switch msg.(type) {
	case tea.KeyPressMsg, tea.PasteMsg:
		s.form.Update(msg)
	}
	return nil
}

// Actions implements pane.Sheet.
func (s *spanSheet) Actions() []pane.Action {
	show := pane.Action{ID: "span.show", Key: keybook.Fixed("show these dates", "enter"), Do: s.show}
	closing := pane.Action{ID: "span.close", Key: keybook.Fixed("close", "esc"), Do: func() tea.Cmd { return pane.Send(pane.Pop{Sheet: s}) }}
	return slices.Concat([]pane.Action{show}, s.form.Moves("span", "next field"), []pane.Action{closing})
}

// Wide implements pane.Wide: two days, and what is wrong with one.
func (s *spanSheet) Wide() int { return 52 }

// View implements pane.Sheet.
func (s *spanSheet) View(w, h int) string {
	lines := s.form.View(s.p.kit, w)
	n := min(len(lines), h)
	return pane.Stack(n, lines[:n])
}

func (s *spanSheet) show() tea.Cmd {
	if !s.form.Verify() {
		return nil
	}
	from, to, _ := s.days()
	p := s.p
	p.custom = store.Between(from, to.AddDate(0, 0, 1))
	p.window = own()
	for at := range p.kept {
		if at.window == own() {
			delete(p.kept, at)
		}
	}
	return tea.Batch(pane.Send(pane.Pop{Sheet: s}), p.load())
}
