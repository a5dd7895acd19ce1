package sms

import (
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"switchboard/client/platfone"
	"switchboard/client/sandbox"
	"switchboard/store"
	"switchboard/store/act"
	"switchboard/store/live"
	"switchboard/store/live/livetest"
)

// withCode orders a number and waits for its code.
func (r *rig) withCode(customer string) store.Activation {
	r.T.Helper()
	a := r.mustOrder(customer, "telegram", "uk")
	time.Sleep(40 * time.Second)
	got := r.row(a.ID)
	if !got.HasCode() {
		r.T.Fatalf("no code came: %s", got.RawWords())
	}
	return got
}

// told are the lines of the log that a person is told about, oldest first.
func (r *rig) told() []string {
	r.T.Helper()
	log, err := r.DB.AuditLog(r.T.Context(), 0, 1000)
	if err != nil {
		r.T.Fatal(err)
	}
	var said []string
	for _, e := range slices.Backward(log) {
		if strings.HasPrefix(e.What, store.NoticePrefix) {
			said = append(said, strings.TrimPrefix(e.What, store.NoticePrefix)+" "+e.Who+": "+e.Result)
		}
	}
	return said
}

// png is a file the provider takes, by its content.
var png = []byte("\x89PNG\r\n\x1a\n and so on")

func TestAnAcceptedReportIsInReviewUntilItIsDecided(t *testing.T) {
	inBubble(t, sandbox.Options{SMSAfter: 15 * time.Second}, func(t *testing.T, r *rig) {
		a := r.withCode("acme")
		reasons, err := r.ReportReasons(t.Context(), a.ID)
		if err != nil || len(reasons) == 0 {
			t.Fatalf("%d reasons, %v", len(reasons), err)
		}
		v, err := r.Report(t.Context(), a.ID, platfone.NewReport{ReasonID: 3, Message: "not taken", Evidence: png})
		if err != nil || !v.Accepted {
			t.Fatalf("reporting: %+v, %v", v, err)
		}
		if got := r.row(a.ID); got.Report != platfone.ReportInReview {
			t.Errorf("right after it the row says %q", got.Report)
		}
		if kept, err := r.DB.Report(t.Context(), a.ID); err != nil || kept.Message != "not taken" || kept.Activation.CustomerID != "acme" {
			t.Errorf("kept %+v, %v", kept.Report, err)
		}
		if _, err := r.Report(t.Context(), a.ID, platfone.NewReport{ReasonID: 3, Evidence: png}); livetest.Reason(err) != act.AlreadySo {
			t.Errorf("reporting twice: %v", err)
		}
		start := time.Now()
		time.Sleep(4 * time.Minute)
		if got := r.row(a.ID); got.Billing != platfone.BillingRefunded {
			t.Errorf("after the review the row is %s, %s", got.RawWords(), got.Report)
		}
		want := "report " + a.Phone.String() + ": report accepted: " + a.Price.String() + " refunded"
		if said := r.told(); !slices.Contains(said, want) {
			t.Errorf("told %q, want %q among it", said, want)
		}
		if n := len(r.Since(start, "GET", "/activation/"+a.ID)); n > 5 {
			t.Errorf("%d reads in the four minutes of a review", n)
		}
	})
}

func TestADecisionIsToldOnceAlsoAfterARestart(t *testing.T) {
	inBubble(t, sandbox.Options{SMSAfter: 15 * time.Second}, func(t *testing.T, r *rig) {
		a := r.withCode("acme")
		if _, err := r.Report(t.Context(), a.ID, platfone.NewReport{ReasonID: 3, Evidence: png}); err != nil {
			t.Fatal(err)
		}
		time.Sleep(2 * time.Second)
		r.sched.Kick(reportsKey)
		time.Sleep(time.Second)
		r.Stop()
		body := fmt.Sprintf(`{"activation_id":%q,"approve":false}`, a.ID)
		if _, err := r.World.Control("decide", []byte(body)); err != nil {
			t.Fatal(err)
		}
		r.start(nil)
		time.Sleep(time.Minute)
		r.again()
		time.Sleep(5 * time.Minute)
		n := 0
		for _, s := range r.told() {
			if strings.Contains(s, a.Phone.String()+": report declined") {
				n++
			}
		}
		if n != 1 {
			t.Errorf("told %d times of one decision: %q", n, r.told())
		}
	})
}

func TestADeclinedReportSaysWhatToDoInstead(t *testing.T) {
	inBubble(t, sandbox.Options{SMSAfter: time.Hour}, func(t *testing.T, r *rig) {
		a := r.mustOrder("acme", "telegram", "uk")
		v, err := r.Report(t.Context(), a.ID, platfone.NewReport{ReasonID: 1, Evidence: png})
		if err != nil || v.Accepted || v.DeclineID != 1 {
			t.Fatalf("got %+v, %v", v, err)
		}
		if last := r.Intents(); last[len(last)-1] != "sms.report rejected" {
			t.Errorf("the journal says %v", last)
		}
		if got := r.row(a.ID); got.Report != platfone.ReportNone {
			t.Errorf("the row says %q", got.Report)
		}
		if _, err := r.Report(t.Context(), a.ID, platfone.NewReport{ReasonID: 1, Evidence: png}); err != nil {
			t.Errorf("a declined report cannot be tried again: %v", err)
		}
	})
}

func TestALostAnswerToAReportIsFoundByReading(t *testing.T) {
	inBubble(t, sandbox.Options{SMSAfter: 15 * time.Second}, func(t *testing.T, r *rig) {
		a := r.withCode("acme")
		r.inject(sandbox.Fault{Kind: sandbox.LostAnswer, Path: "/report", Times: 1})
		sent := time.Now()
		_, err := r.Report(t.Context(), a.ID, platfone.NewReport{ReasonID: 3, Evidence: png})
		var open *store.Unsettled
		if !errors.As(err, &open) {
			t.Fatalf("got %v, want an open outcome", err)
		}
		if _, err := r.Report(t.Context(), a.ID, platfone.NewReport{ReasonID: 3, Evidence: png}); err == nil {
			t.Error("a second report was sent while the first is open")
		}
		time.Sleep(4 * time.Second)
		if last := r.Intents(); last[len(last)-1] != "sms.report confirmed" {
			t.Errorf("the journal says %v", last)
		}
		if got := r.row(a.ID); got.Report != platfone.ReportInReview {
			t.Errorf("the row says %q", got.Report)
		}
		if _, err := r.DB.Report(t.Context(), a.ID); err != nil {
			t.Errorf("the report was not kept: %v", err)
		}
		if n := len(r.Since(sent, "POST", "/report")); n != 1 {
			t.Errorf("%d reports were sent", n)
		}
	})
}

func TestAReportThatNeverArrivedIsAbsentAfterTwoReads(t *testing.T) {
	inBubble(t, sandbox.Options{SMSAfter: 15 * time.Second}, func(t *testing.T, r *rig) {
		a := r.withCode("acme")
		r.inject(sandbox.Fault{Kind: sandbox.Reset, Path: "/report", Times: 1})
		_, err := r.Report(t.Context(), a.ID, platfone.NewReport{ReasonID: 3, Evidence: png})
		var open *store.Unsettled
		if !errors.As(err, &open) {
			t.Fatalf("got %v", err)
		}
		time.Sleep(time.Minute)
		if last := r.Intents(); last[len(last)-1] != "sms.report unknown" {
			t.Errorf("after a minute the journal says %v", last)
		}
		time.Sleep(2 * time.Minute)
		if last := r.Intents(); last[len(last)-1] != "sms.report absent" {
			t.Errorf("after three minutes the journal says %v", last)
		}
		if v, err := r.Report(t.Context(), a.ID, platfone.NewReport{ReasonID: 3, Evidence: png}); err != nil || !v.Accepted {
			t.Errorf("sending it anew: %+v, %v", v, err)
		}
	})
}

func TestTheDeadlineIsTheConfiguredOne(t *testing.T) {
	inBubble(t, sandbox.Options{SMSAfter: 15 * time.Second}, func(t *testing.T, r *rig) {
		r.Stop()
		r.start(func(c *setup) { c.Notices.ReportWindow = 5 * time.Minute })
		a := r.withCode("acme")
		if by := r.ReportBy(a.Activation); !by.Equal(a.ExpireAt.Add(5 * time.Minute)) {
			t.Errorf("reportable until %v, its end is %v", by, a.ExpireAt)
		}
		time.Sleep(time.Until(a.ExpireAt) + 6*time.Minute)
		if _, err := r.Report(t.Context(), a.ID, platfone.NewReport{ReasonID: 3, Evidence: png}); livetest.Reason(err) != live.ReasonRule {
			t.Errorf("past the deadline: %v", err)
		}
	})
}

func TestReportsMadeElsewhereAreRead(t *testing.T) {
	inBubble(t, sandbox.Options{SMSAfter: 15 * time.Second}, func(t *testing.T, r *rig) {
		a := r.withCode("bluekite")
		if _, err := r.elsewhere().CreateReport(t.Context(), "bluekite", a.ID, platfone.NewReport{ReasonID: 3, Message: "by the shop", Evidence: png}); err != nil {
			t.Fatal(err)
		}
		time.Sleep(6 * time.Minute)
		if got, err := r.DB.Report(t.Context(), a.ID); err != nil || got.Message != "by the shop" {
			t.Errorf("read %+v, %v", got.Report, err)
		}
	})
}

// The reports of a customer for whom every operation is stopped are not asked for: each start would be refused anew.
func TestStoppedCustomersAreNotAskedForReports(t *testing.T) {
	inBubble(t, sandbox.Options{}, func(t *testing.T, r *rig) {
		time.Sleep(3 * time.Hour) // all of the history is read
		r.Stop()
		start := time.Now()
		r.start(nil)
		time.Sleep(30 * time.Minute)
		for _, q := range r.World.Requests() {
			if q.Status == http.StatusForbidden && !q.Time.Before(start) {
				t.Errorf("%v %s %s was refused", q.Time.Sub(start), q.Method, q.Path)
			}
		}
	})
}
