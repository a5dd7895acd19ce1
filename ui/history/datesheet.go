package history

import (
	tea "charm.land/bubbletea/v2"

	"switchboard/ui/keybook"
	"switchboard/ui/pane"
)

// dateSheet asks for the date that the list is to be shown from.
type dateSheet struct {
	p    *Pane
	form *pane.Form
}

func (p *Pane) askDate() tea.Cmd {
	day := pane.NewField("Date", 24)
	day.Hint = func(v string) string {
		if v == "" {
			return "2026-11-01, 2026-11, or 30d ago: 30d"
		}
		return ""
	}
	day.Check = func(v string) string {
		if _, ok := before(v, p.kit.Now()); !ok {
			return "Date: a day, such as " + p.kit.Now().Format("2006-01-02") + ", a month, or how long ago, such as 30d"
		}
		return ""
	}
	return pane.Send(pane.Push{Sheet: &dateSheet{p: p, form: pane.NewForm(day)}})
}

// Title implements pane.Sheet.
func (s *dateSheet) Title() string { return "Go to a date" }

// Capturing implements pane.Capturer.
func (s *dateSheet) Capturing() bool { return true }

// Update implements pane.Sheet.
func (s *dateSheet) Update(msg tea.Msg) tea.Cmd {
	switch msg.(type) {
	case tea.KeyPressMsg, tea.PasteMsg:
		s.form.Update(msg)
	}
	return nil
}

// Actions implements pane.Sheet.
func (s *dateSheet) Actions() []pane.Action {
	return []pane.Action{
		{ID: "date.show", Key: keybook.Fixed("show this date", "enter"), Do: s.show},
		{ID: "date.close", Key: keybook.Fixed("close", "esc"), Do: func() tea.Cmd { return pane.Send(pane.Pop{Sheet: s}) }},
	}
}

// Wide implements pane.Wide: a date, and what is wrong with one.
func (s *dateSheet) Wide() int { return 72 }

// View implements pane.Sheet.
func (s *dateSheet) View(w, h int) string {
	lines := s.form.View(s.p.kit, w)
	n := min(len(lines), h)
	return pane.Stack(n, lines[:n])
}

func (s *dateSheet) show() tea.Cmd {
	if !s.form.Verify() {
		return nil
	}
	to, _ := before(s.form.At().Value(), s.p.kit.Now())
	return tea.Batch(pane.Send(pane.Pop{Sheet: s}), s.p.goDay(to))
}
