package pane

import (
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
	Lines []text.Safe // said above the verdict
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

// agreed is the outcome on its way to who asked.
type agreed struct {
	to  *Agree
	msg tea.Msg
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
		return Sequence(Send(Pop{s}), Send(msg.msg))
	}
	return s.weighed.Update(msg)
}

// Actions implements Sheet.
func (s *Agree) Actions() []Action {
	if s.Waiting() != "" {
		return nil
	}
	no := Action{ID: "confirm.no", Key: keybook.Fixed("do nothing", "esc"), Do: func() tea.Cmd { return Send(Pop{s}) }}
	return []Action{s.weighed.Action("confirm.do", s.of.Verb, func(out act.Outcome, err error) tea.Msg {
		return agreed{s, s.of.Done(out, err)}
	}), no}
}

// View implements Sheet.
func (s *Agree) View(w, h int) string {
	var lines []string
	for _, l := range s.of.Lines {
		lines = append(lines, s.kit.Styles.Paint(style.Text, l.Cut(w).String()))
	}
	if len(lines) > 0 {
		lines = append(lines, "")
	}
	// What has to be typed, and what is said against it, is at the end.
	verdict := s.weighed.Lines(w)
	lines = append(lines, verdict...)
	if over := len(lines) - max(h, 1); over > 0 {
		lines = lines[over:]
	}
	return strings.Join(lines, "\n")
}
