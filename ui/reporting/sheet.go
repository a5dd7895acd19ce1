package reporting

import (
	"errors"
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"

	"switchboard/client/platfone"
	"switchboard/store"
	"switchboard/store/act"
	"switchboard/ui/pane"
	"switchboard/ui/text"
)

// step is what the sheet asks for just now.
type step int

const (
	asking   step = iota // the provider, for the reasons
	onReason             // the person, in this order
	onNote
	onFile
	onReview
	declined // what to do instead
)

type sheet struct {
	o *Office
	a platfone.Activation

	at        step
	reasons   []platfone.ReportReason
	pick      int
	note      *pane.Field
	path      *pane.Field
	file      evidence
	reading   bool // the file
	problem   string
	weighed   *pane.Weighed           // of the report as it was reviewed
	foresight *pane.Foresight[string] // by activation: what is open once a report was declined
	verdict   platfone.Verdict
}

// What the sheet's commands answer; to names the sheet that asked.
type (
	reasonsRead struct {
		to   *sheet
		list []platfone.ReportReason
		err  error
	}
	fileRead struct {
		to   *sheet
		file evidence
		why  string
	}
	completed struct {
		to         *sheet
		from, path string
	}
	answered struct {
		to      *sheet
		verdict platfone.Verdict
		err     error
	}
)

func newSheet(o *Office, a platfone.Activation) *sheet {
	s := &sheet{o: o, a: a, weighed: pane.NewWeighed(o.kit, o.desk), note: pane.NewField("Note", 0), path: pane.NewField("File", 0)}
	s.foresight = pane.NewForesight(o.kit, o.desk, func(id string) []act.Act {
		return []act.Act{act.Order{}, act.Again{ID: id}}
	})
	s.note.Check = func(v string) string {
		if field := (*platfone.FieldError)(nil); errors.As(platfone.CheckMessage(v), &field) {
			return "Note: " + field.Allowed
		}
		return ""
	}
	s.note.Hint = func(v string) string {
		return text.Sentence("{} of {}", text.Int(int64(utf8.RuneCountInString(v))), text.Int(platfone.MaxMessage)).String()
	}
	return s
}

// Title implements pane.Sheet.
func (s *sheet) Title() string { return "Report a problem" }

// Capturing implements pane.Capturer.
func (s *sheet) Capturing() bool { return s.at == onNote || s.at == onFile }

// Waiting implements pane.Waiter.
func (s *sheet) Waiting() string { return s.weighed.Waiting() }

// Ticking implements pane.Ticker: the time to report runs out.
func (s *sheet) Ticking() bool { return s.left() > 0 }

// left is the time in which the number can still be reported; 0 when that is
// over or not known.
func (s *sheet) left() time.Duration {
	by := s.o.desk.ReportBy(s.a)
	if by.IsZero() {
		return 0
	}
	return max(0, by.Sub(s.o.desk.Now()))
}

// ask asks which reasons fit the number now.
func (s *sheet) ask() tea.Cmd {
	s.at, s.problem = asking, ""
	desk, ctx, id := s.o.desk, s.o.kit.Ctx, s.a.ID
	return func() tea.Msg {
		v, err := desk.Weigh(ctx, act.Report{ID: id})
		if err == nil {
			err = v.Barred()
		}
		if err != nil {
			return reasonsRead{s, nil, err}
		}
		list, err := desk.ReportReasons(ctx, id)
		return reasonsRead{s, list, err}
	}
}

// Update implements pane.Sheet.
func (s *sheet) Update(msg tea.Msg) tea.Cmd { return s.foresight.Update(msg, s.heard) }

func (s *sheet) heard(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.KeyPressMsg, tea.PasteMsg:
		s.typed(msg)
	case reasonsRead:
		if msg.to == s {
			s.offer(msg)
		}
	case fileRead:
		if msg.to == s {
			return s.took(msg)
		}
	case completed:
		if msg.to == s && s.path.Value() == msg.from {
			s.path.SetValue(msg.path).Keep()
		}
	case answered:
		if msg.to == s {
			return s.answer(msg)
		}
	}
	return s.weighed.Update(msg)
}

func (s *sheet) offer(m reasonsRead) {
	s.reasons = m.list
	switch {
	case m.err != nil:
		s.problem = words(m.err)
	case len(m.list) == 0:
		s.problem = "The provider takes no report about this number now."
	default:
		s.goTo(onReason)
	}
}

func (s *sheet) typed(msg tea.Msg) {
	s.problem = ""
	switch s.at {
	case onNote:
		s.note.Update(msg)
	case onFile:
		if !s.reading {
			s.path.Update(msg)
			s.file = evidence{}
		}
	}
}

func (s *sheet) took(m fileRead) tea.Cmd {
	s.reading = false
	if m.why != "" {
		s.problem = m.why
		return nil
	}
	s.file = m.file
	return s.review()
}

// review shows what would be sent, once more held to the documented limits.
func (s *sheet) review() tea.Cmd {
	s.goTo(onReview)
	r := s.report()
	if err := r.Check(s.reason()); err != nil {
		s.problem = store.Said(err)
		return nil
	}
	return s.weighed.Weigh(act.Report{ID: s.a.ID, Report: r})
}

// goTo asks for the next thing; going on over a part that is wrong stops there.
func (s *sheet) goTo(to step) {
	s.at, s.problem = to, ""
	s.note.Focus(to == onNote)
	s.path.Focus(to == onFile)
}

func (s *sheet) reason() platfone.ReportReason { return s.reasons[s.pick] }

// report is what would be sent.
func (s *sheet) report() platfone.NewReport {
	return platfone.NewReport{ReasonID: s.reason().ID, Message: s.note.Value(), Evidence: s.file.bytes}
}

// readFile takes the typed path; without one it goes on when none is needed.
func (s *sheet) readFile() tea.Cmd {
	path := s.path.Value()
	switch {
	case s.reading:
		return nil
	case path == "" && s.reason().Evidence:
		s.problem = "File: this reason needs one: jpg, png, webp, zip, pdf or mp4, at most 5 MB"
		return nil
	case path == "":
		s.file = evidence{}
		return s.review()
	}
	s.reading = true
	return func() tea.Msg {
		f, why := readEvidence(path)
		return fileRead{s, f, why}
	}
}

func (s *sheet) complete() tea.Cmd {
	path := s.path.Value()
	return func() tea.Msg { return completed{s, path, complete(path)} }
}

// kindWords are a file's type and size for a person.
func (e evidence) kindWords() string {
	_, kind, _ := strings.Cut(e.kind, "/")
	if n := len(e.bytes); n >= 1<<20 {
		return fmt.Sprintf("%s, %.1f MB", kind, float64(n)/(1<<20))
	}
	return fmt.Sprintf("%s, %d KB", kind, (len(e.bytes)+1023)/1024)
}
