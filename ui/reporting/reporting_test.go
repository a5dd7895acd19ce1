package reporting_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	tea "charm.land/bubbletea/v2"

	"switchboard/client/money"
	"switchboard/client/platfone"
	"switchboard/store"
	"switchboard/store/act"
	"switchboard/ui"
	"switchboard/ui/consoletest"
	"switchboard/ui/pane"
	"switchboard/ui/reporting"
)

// desk answers as it was told to and remembers what it was asked.
type desk struct {
	reasons []platfone.ReportReason
	refused error // of the reasons
	verdict platfone.Verdict
	err     error
	hold    chan struct{} // when set, a report waits for it
	sent    []platfone.NewReport
	said    []string
	by      time.Time
	off     string
}

func (d *desk) ReportReasons(context.Context, string) ([]platfone.ReportReason, error) {
	d.said = append(d.said, "reasons")
	return d.reasons, d.refused
}
func (d *desk) Weigh(_ context.Context, a act.Act) (act.Verdict, error) {
	v := act.Verdict{Act: a}
	if _, report := a.(act.Report); report {
		v.Take(act.Capital("S"))
	}
	if d.off != "" {
		v.Refuse(act.Reason{Code: act.Offline, Say: d.off})
	}
	return v, nil
}
func (d *desk) Do(ctx context.Context, a act.Act, c act.Consent) (act.Outcome, error) {
	v, _ := d.Weigh(ctx, a)
	if err := c.Use(v); err != nil {
		return nil, err
	}
	r, report := a.(act.Report)
	if !report {
		d.said = append(d.said, "retry")
		return nil, nil
	}
	d.sent = append(d.sent, r.Report)
	if d.hold != nil {
		<-d.hold
	}
	return d.verdict, d.err
}
func (d *desk) ReportBy(platfone.Activation) time.Time { return d.by }
func (d *desk) Now() time.Time                         { return time.Now() }
func (d *desk) Order(customer, service, country string) tea.Cmd {
	d.said = append(d.said, "order "+customer+" "+service+" "+country)
	return nil
}

type rig struct {
	*consoletest.Console
	t      *testing.T
	desk   *desk
	folder string
}

// inBubble opens the sheet for a number with a code.
func inBubble(t *testing.T, w, h int, edit func(*desk), do func(*rig)) {
	t.Helper()
	dir := t.TempDir()
	synctest.Test(t, func(t *testing.T) {
		kit := consoletest.Look{}.Kit(t.Context(), t)
		d := &desk{by: time.Now().Add(59 * time.Minute), verdict: platfone.Verdict{Accepted: true, Status: "accepted"}, reasons: []platfone.ReportReason{
			{ID: 2, Name: "Wrong SMS received"}, {ID: 3, Name: "Service not accepting the number", Evidence: true}, {ID: 7, Name: "Other reason"}}}
		if edit != nil {
			edit(d)
		}
		m := ui.New(ui.Options{Kit: kit, Watch: consoletest.Never{}, Panes: []pane.Pane{consoletest.Blank{Name: "blank", Head: "Live"}}, Label: "SANDBOX", Sandbox: true})
		r := &rig{consoletest.New(t, m, w, h), t, d, dir}
		a := platfone.Activation{ID: "64a1c0e8d2a1f9b7e45d3b8e", CustomerID: "acme", Phone: "+447975777666", ServiceID: "telegram", CountryID: "uk",
			SMS: platfone.SMSReceived, Status: platfone.StatusActive, Billing: platfone.BillingBilled, Code: "482913", Retriable: true,
			Price: money.Known(34), ExpireAt: time.Now().Add(10 * time.Minute)}
		r.Send(reporting.New(kit, d, d).Report(a)())
		r.Sleep(time.Second)
		do(r)
		m.Quit()
		synctest.Wait()
	})
}

// file makes a file that is taken.
func (r *rig) file() string {
	path := filepath.Join(r.folder, "shot.png")
	if err := os.WriteFile(path, []byte("\x89PNG\r\n\x1a\n and so on"), 0o600); err != nil {
		r.t.Fatal(err)
	}
	return path
}

func TestFrames(t *testing.T) {
	for _, size := range [][2]int{{40, 8}, {80, 24}, {120, 40}} {
		name := fmt.Sprintf("%dx%d", size[0], size[1])
		inBubble(t, size[0], size[1], nil, func(r *rig) {
			r.Golden("report-reasons-" + name)
			r.Press("2")
			r.Type("The text was not from telegram")
			r.Golden("report-note-" + name)
			r.Press("enter")
			r.Golden("report-file-" + name)
			r.Press("enter")
			r.Golden("report-review-" + name)
			r.desk.verdict = platfone.Verdict{Status: "declined", DeclineID: 1}
			r.Sleep(time.Second)
			r.Press("S")
			r.Golden("report-declined-" + name)
		})
		inBubble(t, size[0], size[1], func(d *desk) { d.refused = errors.New("SMS does not answer") }, func(r *rig) {
			r.Golden("report-noanswer-" + name)
		})
	}
}

func TestAnAcceptedReportIsSentWhole(t *testing.T) {
	inBubble(t, 80, 24, nil, func(r *rig) {
		r.Shows("can be reported for 58:59", "Only one report per number is possible.", "needs a file")
		r.Press("down", "enter")
		r.Type("It says: in use")
		r.Press("enter", "enter")
		r.Shows("File: this reason needs one")
		path := r.file()
		r.Paste(filepath.Dir(path) + "/sh")
		r.Press("tab")
		r.Press("enter")
		r.Shows("png, 1 KB", "S send")
		r.Sleep(time.Second)
		if len(r.desk.sent) != 0 {
			t.Fatal("it was sent before it was reviewed")
		}
		r.Press("enter")
		if len(r.desk.sent) != 0 {
			t.Fatal("Enter sent it")
		}
		r.Press("S")
		r.Shows("is in review. Nothing is refunded yet.")
		r.Hides("Report a problem")
		if len(r.desk.sent) != 1 || r.desk.sent[0].ReasonID != 3 || r.desk.sent[0].Message != "It says: in use" || len(r.desk.sent[0].Evidence) != 18 {
			t.Errorf("sent %+v", r.desk.sent)
		}
	})
}

func TestADeclinedReportHasTheHintOneKeyAway(t *testing.T) {
	for id, c := range map[int]struct{ words, key, said string }{
		1: {"Try another number", "N", "order acme telegram uk"}, 2: {"Retry using the same number", "r", "retry"},
	} {
		inBubble(t, 80, 24, func(d *desk) { d.verdict = platfone.Verdict{Status: "declined", DeclineID: id} }, func(r *rig) {
			r.Press("2", "enter", "enter")
			r.Sleep(time.Second)
			r.Press("S")
			r.Shows("declined the report", c.words)
			r.Sleep(time.Second) // what came of it is read first
			r.Press(c.key)
			if got := r.desk.said[len(r.desk.said)-1]; got != c.said {
				t.Errorf("hint %d: asked %q, want %q", id, got, c.said)
			}
			r.Hides("declined the report")
		})
	}
}

func TestALostAnswerIsNotCalledAFailure(t *testing.T) {
	inBubble(t, 80, 24, func(d *desk) { d.err = &store.Unsettled{Intent: 1, What: "The report"} }, func(r *rig) {
		r.Press("2", "enter", "enter")
		r.Sleep(time.Second)
		r.Press("S")
		r.Shows(store.NoAnswer)
		r.Hides("Report a problem")
	})
}

func TestARefusalKeepsWhatWasTyped(t *testing.T) {
	inBubble(t, 80, 24, func(d *desk) { d.err = platfone.ErrReportDeadline }, func(r *rig) {
		r.Press("2")
		r.Type("my words")
		r.Press("enter", "enter")
		r.Sleep(time.Second)
		r.Press("S")
		r.Shows("The provider says the time to report this number is over.", "my words")
		r.Sleep(time.Second)
		r.Press("esc", "esc")
		r.Shows("my words_")
	})
}

func TestTheNoteHasALimit(t *testing.T) {
	inBubble(t, 80, 24, nil, func(r *rig) {
		r.Press("2")
		r.Paste(strings.Repeat("é", 1001))
		r.Shows("1,001 of 1,000")
		r.Press("enter")
		r.Shows("Note: at most 1000 characters")
		r.Press("backspace", "enter", "enter")
		r.Sleep(time.Second)
		r.Press("S")
		if len(r.desk.sent) != 1 || len([]rune(r.desk.sent[0].Message)) != 1000 {
			t.Errorf("%d reports were sent", len(r.desk.sent))
		}
	})
}

func TestWhatIsRefusedIsNotSent(t *testing.T) {
	inBubble(t, 80, 24, func(d *desk) { d.off = "+44 7700 cannot be reported: the time for reporting it is over." }, func(r *rig) {
		r.Press("2", "enter", "enter")
		r.Sleep(time.Second)
		r.Press("S")
		r.Shows("the time for reporting it is over")
		if len(r.desk.sent) != 0 {
			t.Error("it was sent after the deadline")
		}
	})
}

func TestNothingCanBeCalledBackOnceItIsSent(t *testing.T) {
	inBubble(t, 80, 24, func(d *desk) { d.hold = make(chan struct{}) }, func(r *rig) {
		r.Press("2", "enter", "enter")
		r.Sleep(time.Second)
		r.Press("S", "S", "S")
		r.Press("esc")
		r.Shows("cannot be stopped", "On its way")
		close(r.desk.hold)
		r.Settle()
		r.Shows("is in review")
		if len(r.desk.sent) != 1 {
			t.Errorf("sent %d times", len(r.desk.sent))
		}
	})
}

func TestReasonsAreAskedAgain(t *testing.T) {
	inBubble(t, 80, 24, func(d *desk) { d.refused = errors.New("SMS does not answer") }, func(r *rig) {
		r.Shows("SMS does not answer")
		r.desk.refused = nil
		r.Press("R")
		r.Shows("Wrong SMS received")
	})
	inBubble(t, 80, 24, func(d *desk) { d.reasons = nil }, func(r *rig) {
		r.Shows("The provider takes no report about this number now.")
	})
}
