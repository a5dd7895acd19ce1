package sms

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"switchboard/client/platfone"
	"switchboard/store"
	"switchboard/store/act"
	"switchboard/store/live"
)

const opReport = "sms.report"

// reportNote is what the journal keeps of a report. The note and the file stay
// with the provider: they may hold what a person wrote in confidence.
type reportNote struct {
	Customer string
	ID       string
	Reason   int
	Evidence int // bytes
}

// declinedReport is the provider's word that it will not look into a report.
type declinedReport struct{ verdict platfone.Verdict }

func (e *declinedReport) Error() string {
	if hint := e.verdict.Hint(); hint != "" {
		return "declined: " + hint
	}
	return "declined"
}

// ReportBy is until when an activation can be reported, as far as is known
// here: the configured time after its end. Zero when its end is not known.
func (s *SMS) ReportBy(a platfone.Activation) time.Time {
	by := a.ReportBy()
	if by.IsZero() {
		return by
	}
	return by.Add(s.reportWindow() - platfone.ReportWindow)
}

// reportWindow is how long after its end a number can be reported.
func (s *SMS) reportWindow() time.Duration {
	if s.cfg.Notices.ReportWindow > 0 {
		return s.cfg.Notices.ReportWindow
	}
	return platfone.ReportWindow
}

// ReportReasons asks which reasons the provider takes for an activation now;
// they change with its state.
func (s *SMS) ReportReasons(ctx context.Context, id string) ([]platfone.ReportReason, error) {
	if err := s.MayAsk(); err != nil {
		return nil, err
	}
	a, err := s.db.Activation(ctx, id)
	if err != nil {
		return nil, err
	}
	return s.api.ReportReasons(ctx, a.CustomerID, id)
}

// report reports a problem; only one report can be made about an activation.
// An accepted one is in review, not yet refunded; a declined one leaves the
// activation as it was. Errors are as for Order.
func (s *SMS) report(ctx context.Context, id string, r platfone.NewReport) (platfone.Verdict, error) {
	a, err := s.db.Activation(ctx, id)
	if err != nil {
		return platfone.Verdict{}, err
	}
	verdict, err := s.sendReport(ctx, a, r)
	var declined *declinedReport
	switch {
	case errors.As(err, &declined):
		s.readSoon(a.CustomerID, id)
		return declined.verdict, nil
	case err == nil, errors.Is(err, platfone.ErrReported):
		if lost := s.keepReport(context.WithoutCancel(ctx), a.CustomerID, id); lost != nil {
			err = errors.Join(err, fmt.Errorf("the report was made, but could not be saved: %w", lost))
		}
	case errors.Is(err, platfone.ErrReportDeadline):
		s.readSoon(a.CustomerID, id)
	}
	return verdict, err
}

func (s *SMS) sendReport(ctx context.Context, a store.Activation, r platfone.NewReport) (platfone.Verdict, error) {
	var verdict platfone.Verdict
	var lost error
	err := s.e.Perform(ctx, live.Attempt{
		Op:      opReport,
		Key:     "sms/report/" + a.ID,
		Subject: a.Phone.String(),
		What:    "The report about " + a.Phone.String(),
		Body:    reportNote{a.CustomerID, a.ID, r.ReasonID, len(r.Evidence)},
		Send: func(ctx context.Context) (string, error) {
			v, err := s.api.CreateReport(ctx, a.CustomerID, a.ID, r)
			if err == nil && !v.Accepted {
				err = &declinedReport{v}
			}
			verdict = v
			return a.ID, err
		},
		Keep: func(ctx context.Context) { // what is in review is read at every start, what is not known to be is not
			if a, lost = s.db.Activation(ctx, a.ID); lost == nil {
				a.Report = platfone.ReportInReview
				lost = s.put(ctx, time.Now(), nil, a.Activation)
			}
		},
	})
	if err == nil && lost != nil {
		err = fmt.Errorf("the report was made, but could not be saved: %w", lost)
	}
	return verdict, err
}

// keepReport reads a report that exists and its activation, and stores both.
// The report was made whatever becomes of these reads.
func (s *SMS) keepReport(ctx context.Context, customer, id string) error {
	heard := time.Now()
	if _, err := s.read(ctx, customer, id); err != nil {
		s.readSoon(customer, id)
	}
	r, err := s.api.Report(ctx, customer, id)
	if err != nil {
		s.e.Kick(reportsKey, 0)
		return nil
	}
	return s.putReports(ctx, heard, customer, r)
}

// putReports stores reports about one customer's activations; what does not
// say which activation it is about is left out.
func (s *SMS) putReports(ctx context.Context, heard time.Time, customer string, list ...platfone.Report) error {
	known := make([]platfone.Report, 0, len(list))
	for _, r := range list {
		if r.Activation.CustomerID == "" {
			r.Activation.CustomerID = customer
		}
		if r.Activation.ID != "" {
			known = append(known, r)
		}
	}
	return store.Saved(s.db.PutReports(ctx, heard, known...))
}

// lookForReport finds out whether a report was made.
func (s *SMS) lookForReport(ctx context.Context, in store.Intent) (live.Finding, error) {
	var note reportNote
	if err := json.Unmarshal(in.Body, &note); err != nil {
		return live.Finding{Reason: "the journal does not say what was reported"}, nil
	}
	heard := time.Now()
	r, err := s.api.Report(ctx, note.Customer, note.ID)
	if missing(err) {
		return noReport(), nil
	}
	if closed(err) {
		return s.lookForReportOfStopped(ctx, note)
	}
	if err != nil {
		return live.Finding{}, live.Misplaced(ctx, s, err)
	}
	if r.Activation.ID == "" {
		r.Activation.ID = note.ID
	}
	return live.Finding{State: live.Happened, Ref: note.ID, Reason: "found: it is in review", Settle: func(ctx context.Context) error {
		s.readSoon(note.Customer, note.ID)
		if err := s.putReports(ctx, heard, note.Customer, r); err != nil {
			return fmt.Errorf("saving the report: %w", err)
		}
		return nil
	}}, nil
}

func noReport() live.Finding {
	return live.Finding{State: live.Absent, Reason: "no report was made, or it was declined at once"}
}

// lookForReportOfStopped finds it out for a customer whose reports cannot be
// asked for: the number itself says whether one was made about it. The report's
// own words are read when the customer is active again.
func (s *SMS) lookForReportOfStopped(ctx context.Context, note reportNote) (live.Finding, error) {
	heard := time.Now()
	a, err := s.number(ctx, note.Customer, note.ID)
	if err != nil {
		return live.Finding{}, err
	}
	if err := s.put(ctx, heard, nil, a); err != nil {
		return live.Finding{}, err
	}
	if a.Report == platfone.ReportNone {
		return noReport(), nil
	}
	return live.Finding{State: live.Happened, Ref: note.ID, Reason: "found: the number says that a report was made"}, nil
}

// weighReport judges a report: there is one for a number, and it stays.
func (s *SMS) weighReport(ctx context.Context, r act.Report, v *act.Verdict) error {
	v.Take(act.Capital("S"))
	a, err := s.found(ctx, r.ID, v)
	if err != nil || a.ID == "" {
		return err
	}
	live.Invalid(v, platfone.CheckMessage(r.Report.Message))
	v.Before = append(v.Before, act.Fact{Name: "number", Value: a.Phone.String(), Kind: act.Number}, act.Fact{Name: "you paid", Value: a.Price.String(), Kind: act.Money})
	if by := s.ReportBy(a.Activation); !by.IsZero() {
		v.Before = append(v.Before, act.Fact{Name: "until", Value: by.Local().Format("2 Jan 15:04"), Loose: true})
	}
	v.Warn(act.CannotBeUndone.Of("A report", "there is only one"), act.Capital("S"))
	if why := a.CanReport(s.Now(), s.ReportBy(a.Activation)); why != "" {
		done, err := s.db.Done(ctx, opReport, "sms/report/"+r.ID, time.Time{})
		if err != nil {
			return err
		}
		if len(done) > 0 {
			v.Refuse(act.AlreadySo.Of(act.Hidden(a.Phone.String() + " was reported already, " + done[0].Local().Format("2 Jan 15:04"))))
		} else {
			v.Refuse(act.WrongState.Of(a.Phone, "reported", why))
		}
	}
	return s.e.Unsettled(ctx, v, "sms/report/"+r.ID)
}
