package reporting

import (
	"errors"
	"strconv"

	tea "charm.land/bubbletea/v2"

	"switchboard/client/platfone"
	"switchboard/store"
	"switchboard/store/act"
	"switchboard/ui/keybook"
	"switchboard/ui/pane"
)

// Actions implements pane.Sheet.
func (s *sheet) Actions() []pane.Action {
	closing := pane.Action{ID: "report.close", Key: keybook.Fixed("close", "esc"), Do: s.close}
	switch s.at {
	case asking:
		return []pane.Action{{ID: "report.ask", Key: keybook.Fixed("ask again", "R"), Off: s.noAsk, Do: s.ask}, closing}
	case declined:
		return append(s.instead(), closing)
	case onReview:
		return append([]pane.Action{
			s.weighed.Action("report.send", "send", func(out act.Outcome, err error) tea.Msg {
				v, _ := out.(platfone.Verdict)
				return answered{s, v, err}
			}),
			s.back(),
		}, append(s.weighed.Ways(), s.weighed.Pages()...)...)
	case onReason:
		return append(s.choices(),
			pane.Action{ID: "report.next", Key: keybook.Fixed("next", "enter", "tab"), Do: s.next},
			pane.Action{ID: "report.up", Key: keybook.Fixed("up", "up", "k"), Hide: true, Do: func() tea.Cmd { return s.move(-1) }},
			pane.Action{ID: "report.down", Key: keybook.Fixed("down", "down", "j"), Hide: true, Do: func() tea.Cmd { return s.move(1) }},
			closing)
	}
	acts := []pane.Action{{ID: "report.next", Key: keybook.Fixed("next", "enter"), Do: s.next}}
	if s.at == onFile {
		acts = append(acts, pane.Action{ID: "report.complete", Key: keybook.Fixed("complete the name", "tab"), Do: s.complete})
	}
	return append(acts, s.back())
}

func (s *sheet) back() pane.Action {
	return pane.Action{ID: "report.back", Key: keybook.Fixed("back", "esc", "shift+tab"), Do: func() tea.Cmd {
		s.goTo(s.at - 1)
		return nil
	}}
}

// choices choose a reason by its number.
func (s *sheet) choices() []pane.Action {
	var acts []pane.Action
	for i, r := range s.reasons {
		if r.ID < 10 {
			acts = append(acts, pane.Action{ID: "report.reason", Key: keybook.Fixed(r.Name, strconv.Itoa(r.ID)), Hide: true, Do: func() tea.Cmd {
				s.pick = i
				return s.next()
			}})
		}
	}
	return acts
}

func (s *sheet) noAsk() string {
	if s.problem == "" {
		return "the provider is being asked"
	}
	return ""
}

func (s *sheet) move(d int) tea.Cmd {
	s.pick = min(max(s.pick+d, 0), len(s.reasons)-1)
	return nil
}

func (s *sheet) next() tea.Cmd {
	switch s.at {
	case onReason:
		s.goTo(onNote)
	case onNote:
		if s.note.Verify() {
			s.goTo(onFile)
		}
	case onFile:
		return s.readFile()
	}
	return nil
}

func (s *sheet) close() tea.Cmd { return pane.Send(pane.Pop{Sheet: s}) }

func (s *sheet) answer(m answered) tea.Cmd {
	shown := s.o.kit.Phone(s.a.Phone).String()
	var open *store.Unsettled
	switch {
	case errors.As(m.err, &open):
		return tea.Batch(s.close(), pane.Send(pane.Toast{Text: words(m.err), Bad: true}))
	case m.err != nil:
		s.problem = words(m.err)
		return s.weighed.Back()
	case m.verdict.Accepted:
		return tea.Batch(s.close(), pane.Say("The report about "+shown+" is in review. Nothing is refunded yet."))
	}
	s.goTo(declined)
	s.verdict = m.verdict
	s.weighed.Back()
	return tea.Batch(s.weighed.Weigh(nil), s.foresight.Want(s.a.ID))
}

// instead are the acts the provider's two hints stand for.
func (s *sheet) instead() []pane.Action {
	order := pane.Action{ID: "report.order", Key: keybook.Fixed("order another", "N"), Off: s.off(act.Order{}), Do: func() tea.Cmd {
		return tea.Batch(s.close(), s.o.orders.Order(s.a.CustomerID, s.a.ServiceID, s.a.CountryID))
	}}
	retry := pane.Action{ID: "report.retry", Key: keybook.Fixed("another SMS to the same number", "r"), Off: s.off(act.Again{}), Do: s.retry}
	if s.verdict.DeclineID == 2 {
		return []pane.Action{retry, order}
	}
	return []pane.Action{order, retry}
}

// off says what stands against an act that the sheet offers instead.
func (s *sheet) off(a act.Act) func() string {
	return func() string { return s.foresight.Off(s.a.ID, a) }
}

func (s *sheet) retry() tea.Cmd {
	desk, ctx, id := s.o.desk, s.o.kit.Ctx, s.a.ID
	return tea.Batch(s.close(), func() tea.Msg {
		if _, err := desk.Do(ctx, act.Again{ID: id}, act.None()); err != nil {
			return pane.Toast{Text: words(err), Bad: true}
		}
		return pane.Toast{Text: "Asked for another SMS. The earlier code is kept."}
	})
}

// words is what an error says to a person.
func words(err error) string {
	var open *store.Unsettled
	switch {
	case errors.As(err, &open):
		return open.Sentence()
	case errors.Is(err, platfone.ErrReported):
		return "This number was reported before; only one report is possible."
	case errors.Is(err, platfone.ErrReportDeadline):
		return "The provider says the time to report this number is over."
	}
	return store.Said(err)
}
