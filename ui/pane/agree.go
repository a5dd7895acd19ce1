package pane

import (
	"errors"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"switchboard/store/act"
	"switchboard/ui/keybook"
	"switchboard/ui/style"
	"switchboard/ui/text"
)

// Agreement is what a sheet asks a person to agree to.
type Agreement struct {
	Title string
	Verb  string // what the confirming key does: "release"
	Act   act.Act
	Typed string // how the person wrote it, where that is not how it is sent
	// Says are words above the verdict, nil is none. They are made of the act and of what was typed, and
	// of nothing else: what can change while the sheet is open is a fact of the verdict, which is weighed anew.
	Says func(kit *Kit, a act.Act, typed string) []text.Safe
	// Began is sent as soon as the act has left, and the sheet closes then, where its answer takes minutes and somebody else shows it; nil waits.
	Began tea.Msg
	// Done makes a message of the outcome, for whoever asked; the sheet has closed by then.
	Done func(act.Outcome, error) tea.Msg
}

// Agree is the sheet that asks before an act: it draws the verdict, does
// nothing on Esc, and acts on the one key, or the words, that the verdict asks
// for, once it has been on the screen long enough to be read.
type Agree struct {
	kit     *Kit
	of      Agreement
	weighed *Weighed
}

// agreed is the outcome, for the sheet and then for who asked.
type agreed struct {
	to  *Agree
	out act.Outcome
	err error
}

// NewAgree returns the sheet.
func NewAgree(kit *Kit, judge act.Judge, of Agreement) *Agree {
	return &Agree{kit: kit, of: of, weighed: NewWeighed(kit, judge)}
}

// Init implements Starter.
func (s *Agree) Init() tea.Cmd { return s.weighed.Weigh(s.of.Act) }

// Title implements Sheet.
func (s *Agree) Title() string { return s.of.Title }

// Capturing implements Capturer.
func (s *Agree) Capturing() bool { return s.weighed.Typing() }

// Waiting implements Waiter.
func (s *Agree) Waiting() string { return s.weighed.Waiting() }

// Ticking implements Ticker.
func (s *Agree) Ticking() bool { return !s.weighed.Sent().IsZero() }

// Update implements Sheet.
func (s *Agree) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.KeyPressMsg, tea.PasteMsg:
		s.weighed.Type(msg)
		return nil
	case agreed:
		if msg.to != s {
			return nil
		}
		return s.answer(msg)
	}
	return s.weighed.Update(msg)
}

// Actions implements Sheet.
func (s *Agree) Actions() []Action {
	if s.Waiting() != "" {
		return nil
	}
	no := Action{ID: "confirm.no", Key: keybook.Fixed("do nothing", "esc"), Do: func() tea.Cmd { return Send(Pop{s}) }}
	do := s.weighed.Action("confirm.do", s.of.Verb, func(out act.Outcome, err error) tea.Msg {
		if s.of.Began != nil {
			return s.of.Done(out, err)
		}
		return agreed{s, out, err}
	})
	if confirm := do.Do; s.of.Began != nil {
		do.Do = func() tea.Cmd {
			cmd := confirm()
			if s.weighed.Sent().IsZero() {
				return cmd
			}
			s.weighed.Clear() // the person closed it: keys count at once
			return Sequence(Send(Pop{s}), Send(s.of.Began), cmd)
		}
	}
	acts := slices.Concat([]Action{do, no}, s.weighed.Ways(), s.weighed.Pages())
	if v, ok := s.weighed.Verdict(); ok && v.Consent.Sureness() == act.ByCapital {
		acts = append(acts, notByEnter(s, v.Consent.What(), s.of.Verb))
	}
	return acts
}

// answer closes the sheet and hands the outcome on. When what would happen is
// not what was shown any more, that is shown, and asked about anew.
func (s *Agree) answer(m agreed) tea.Cmd {
	var no *act.Refusal
	if errors.As(m.err, &no) && no.Why == act.Changed {
		return tea.Batch(s.weighed.Back(), Fail(m.err))
	}
	return Sequence(Send(Pop{s}), Send(s.of.Done(m.out, m.err)))
}

// Wide implements Wide.
func (s *Agree) Wide() int {
	return Widest(func(w int) []string { return append(s.lines(w), s.weighed.Field(w)...) })
}

func (s *Agree) lines(w int) []string {
	var lines []string
	if s.of.Says != nil {
		for _, l := range s.of.Says(s.kit, s.of.Act, s.of.Typed) {
			lines = append(lines, wrappedSafe(s.kit, style.Text, l, w)...)
		}
	}
	switch {
	case s.weighed.Refused():
		return append(s.weighed.Lines(w), lines...)
	case len(lines) > 0:
		lines = append(lines, "")
	}
	return append(lines, s.weighed.Lines(w)...)
}

// View implements Sheet. Where there is no room for all of it, it is scrolled,
// and counts as seen once its end was on the screen.
func (s *Agree) View(w, h int) string {
	lines, field := s.lines(w), s.weighed.Field(w)
	if len(field) > 0 && len(lines)+len(field) < h {
		lines = append(lines, "")
	}
	return strings.Join(append(s.weighed.Draw(lines, w, h-len(field)), field...), "\n")
}
