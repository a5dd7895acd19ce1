package history_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"switchboard/client/money"
	"switchboard/client/phone"
	"switchboard/client/platfone"
	"switchboard/client/sandbox"
	"switchboard/store"
	judge "switchboard/store/act"
	"switchboard/store/live"
	"switchboard/ui"
	"switchboard/ui/consoletest"
	"switchboard/ui/history"
	"switchboard/ui/pane"
	"switchboard/ui/text"
)

func TestMain(m *testing.M) { consoletest.Main(m) }

// desk answers as the engine would and remembers what it was asked.
type desk struct {
	said    []string
	refusal string
	held    bool // the journal: nothing is sent, and everything is read
	wait    time.Duration
	db      *store.DB
}

func (d *desk) Now() time.Time                           { return time.Now() }
func (d *desk) ReportBy(a platfone.Activation) time.Time { return a.ReportBy() }

// MayAsk says why nothing can be read.
func (d *desk) MayAsk() error {
	if d.refusal == "" {
		return nil
	}
	return errors.New(d.refusal)
}

// Weigh judges as the desk of SMS does, as far as these tests look.
func (d *desk) Weigh(ctx context.Context, a judge.Act) (judge.Verdict, error) {
	v := judge.Verdict{Act: a}
	if d.refusal != "" {
		v.Refuse(judge.Reason{Code: judge.Offline, Say: d.refusal})
	}
	if d.held {
		v.Refuse(judge.JournalHeld.Of("The journal was lost."))
	}
	r, ok := a.(judge.Report)
	if !ok {
		return v, nil
	}
	of, err := d.db.Activation(ctx, r.ID)
	if why := of.CanReport(d.Now(), of.ReportBy()); err == nil && why != "" {
		v.Refuse(judge.WrongState.Of(of.Phone, "reported", why))
	}
	return v, err
}
func (d *desk) Do(context.Context, judge.Act, judge.Consent) (judge.Outcome, error) { return nil, nil }

func (d *desk) OlderPage(context.Context) (time.Duration, error) {
	d.said = append(d.said, "older")
	return d.wait, nil
}
func (d *desk) Hint(_ context.Context, customer, id string) error {
	d.said = append(d.said, "read "+customer+" "+id)
	return nil
}
func (d *desk) Order(customer, service, country string) tea.Cmd {
	d.said = append(d.said, "order "+customer+" "+service+" "+country)
	return nil
}

// ReportSeveral reports nothing: the sheet has tests of its own.
func (d *desk) ReportSeveral(list []platfone.Activation, _ []text.Safe, _ func(string)) tea.Cmd {
	for _, a := range list {
		d.said = append(d.said, "report "+a.ID)
	}
	return nil
}

func (d *desk) Report(a platfone.Activation) tea.Cmd {
	d.said = append(d.said, "report "+a.ID)
	return nil
}

// rig is the console over a store filled by hand.
type rig struct {
	*consoletest.Rig
	desk   *desk
	folder string
}

func inBubble(t *testing.T, w, h int, fill func(*rig), do func(*rig)) {
	t.Helper()
	folder := t.TempDir()
	consoletest.Bubble(t, sandbox.Options{}, func(t *testing.T, base *consoletest.Rig) {
		time.Sleep(340*24*time.Hour + 14*time.Hour) // a day late in a year
		r := &rig{Rig: base, desk: &desk{}, folder: folder}
		r.Make(live.Config{})
		r.desk.db = r.DB
		if fill != nil {
			fill(r)
		}
		p := history.New(r.Look(consoletest.Look{}), r.DB, r.desk, r.desk, r.desk, history.Settings{ExportDir: r.folder})
		r.Show(w, h, ui.Options{Panes: []pane.Pane{p}})
		do(r)
	})
}

// act is the nth activation, ordered that long ago.
func act(n int, ago time.Duration, edit ...func(*platfone.Activation)) platfone.Activation {
	at := time.Now().Add(-ago)
	a := platfone.Activation{
		ID: fmt.Sprintf("64a1c0e8d2a1f9b7e4%06x", n), CustomerID: "acme", Phone: phone.FromDigits(fmt.Sprintf("4479757776%02d", n)),
		CountryID: "uk", ServiceID: "telegram", SMS: platfone.SMSRequested, Status: platfone.StatusActive, Billing: platfone.BillingReserved,
		Price: money.Known(34), CustomerPrice: money.Known(60), CreatedAt: at, UpdatedAt: at, ExpireAt: at.Add(20 * time.Minute), Retriable: true,
	}
	for _, f := range edit {
		f(&a)
	}
	a.Raw, _ = json.Marshal(map[string]any{"activation_id": a.ID, "sms_code": a.Code})
	return a
}

func code(digits string, after time.Duration) func(*platfone.Activation) {
	return func(a *platfone.Activation) {
		a.SMS, a.Billing, a.Code, a.Text = platfone.SMSReceived, platfone.BillingBilled, digits, "Telegram code "+digits+". Do not give it to anyone."
		a.UpdatedAt = a.CreatedAt.Add(after)
	}
}

func ended(how platfone.ActivationStatus, after time.Duration) func(*platfone.Activation) {
	return func(a *platfone.Activation) {
		a.Status, a.UpdatedAt = how, a.CreatedAt.Add(after)
		if a.Billing == platfone.BillingReserved {
			a.Billing = platfone.BillingReleased
		}
	}
}

func reported(s platfone.ReportStatus) func(*platfone.Activation) {
	return func(a *platfone.Activation) {
		a.Report = s
		if s == platfone.ReportApproved {
			a.Billing = platfone.BillingRefunded
		}
		a.UpdatedAt = a.UpdatedAt.Add(time.Minute)
	}
}

func of(customer, service, country string) func(*platfone.Activation) {
	return func(a *platfone.Activation) { a.CustomerID, a.ServiceID, a.CountryID = customer, service, country }
}

func (r *rig) put(seen time.Time, list ...platfone.Activation) {
	r.T.Helper()
	if err := r.DB.PutActivations(r.T.Context(), seen, list...); err != nil {
		r.T.Fatal(err)
	}
}

// usual fills the store with a little of everything.
func usual(r *rig) {
	now := time.Now()
	second := act(2, 15*time.Minute, code("190772", 41*time.Second))
	r.put(second.UpdatedAt, second)
	second.SMS, second.UpdatedAt = platfone.RetryRequested, second.UpdatedAt.Add(time.Minute)
	r.put(second.UpdatedAt, second)
	second.SMS, second.Code, second.Text, second.UpdatedAt = platfone.RetryReceived, "482913", "Telegram code 482913.", second.UpdatedAt.Add(time.Minute)
	r.put(second.UpdatedAt, second)
	second.Status, second.UpdatedAt = platfone.StatusFinalized, second.UpdatedAt.Add(time.Minute)
	r.put(now, second,
		act(1, 2*time.Minute),
		act(3, 30*time.Minute, of("northwind", "whatsapp", "pl"), ended(platfone.StatusExpired, 20*time.Minute)),
		act(4, 75*time.Minute, code("771204", time.Minute), ended(platfone.StatusExpired, 20*time.Minute)),
		act(5, 26*time.Hour, of("northwind", "google", "pl"), code("903311", time.Minute), ended(platfone.StatusFinalized, 5*time.Minute), reported(platfone.ReportApproved)),
		act(6, 27*time.Hour, code("100200", time.Minute), ended(platfone.StatusFinalized, 5*time.Minute), reported(platfone.ReportInReview)),
		act(7, 9*24*time.Hour, ended(platfone.StatusCanceled, 3*time.Minute)),
		act(8, 10*24*time.Hour, code("555666", 30*time.Second), func(a *platfone.Activation) { a.SMS, a.Status = "strange", "paused" }),
		act(9, 400*24*time.Hour, code("121212", 30*time.Second), ended(platfone.StatusExpired, 20*time.Minute)),
	)
	report := platfone.Report{
		ReasonID: 3, ReasonName: "Service not accepting the number", Message: "It says the number is in use.",
		CreatedAt: now.Add(-26 * time.Hour).Add(10 * time.Minute), UpdatedAt: now.Add(-25 * time.Hour), Raw: json.RawMessage(`{}`),
	}
	report.Activation = act(5, 26*time.Hour, of("northwind", "google", "pl"))
	if err := r.DB.PutReports(r.T.Context(), now, report); err != nil {
		r.T.Fatal(err)
	}
	r.cover(now.Add(-30*24*time.Hour), now.Add(-8*24*time.Hour))
	r.cover(now.Add(-5*24*time.Hour), now)
	if err := r.DB.PutProgress(r.T.Context(), "history", store.Progress{Done: 1204, Total: 4800, At: now}); err != nil {
		r.T.Fatal(err)
	}
}

func (r *rig) cover(low, high time.Time) {
	r.T.Helper()
	if err := r.DB.Cover(r.T.Context(), "history", low, high); err != nil {
		r.T.Fatal(err)
	}
}

// did fails the test unless the desk was asked for it last.
func (r *rig) did(want string) {
	r.T.Helper()
	if got := strings.Join(r.desk.said, ", "); !strings.HasSuffix(got, want) {
		r.T.Errorf("asked %q, want %q last", got, want)
	}
}
