package sms

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"switchboard/client/platfone"
	"switchboard/client/rest"
	"switchboard/store"
	"switchboard/store/live"
)

const (
	reportsKey   = "sms/reports"
	reviewEvery  = time.Minute // between two looks at what is in review
	reviewAtOnce = 10          // activations in one look
	unreadMost   = 200         // reported activations whose report is looked for in one look
	reviewName   = "watch.review"
)

// reviews follows the reports that are in review, tells when one is decided,
// and reads the reports that were made elsewhere.
type reviews struct {
	s      *SMS
	walked map[string]time.Time // customers whose list of reports was read
	turn   int                  // where the next look goes on
}

// beat is the job. What is in review costs a read each; everything else is
// found out from the store.
func (v *reviews) beat(ctx context.Context) (time.Duration, error) {
	open, err := v.s.db.History(ctx, store.ActivationFilter{Report: []platfone.ReportStatus{platfone.ReportInReview}}, 0, unreadMost)
	if err != nil {
		return 0, err
	}
	for i := range min(len(open), reviewAtOnce) {
		a := open[(v.turn+i)%len(open)]
		if _, err := v.s.read(ctx, a.CustomerID, a.ID); err != nil {
			return live.Resume(err), err
		}
	}
	v.turn += reviewAtOnce
	if err := v.tell(ctx, open); err != nil {
		return 0, err
	}
	if err := v.catchUp(ctx); err != nil {
		return live.Resume(err), err
	}
	return reviewEvery, nil
}

// tell says which reports were decided since the last look, also when that was
// in an earlier run.
func (v *reviews) tell(ctx context.Context, open []store.Activation) error {
	kept, err := v.s.db.Setting(ctx, reviewName)
	if err != nil {
		return err
	}
	watched := strings.Fields(kept)
	for _, a := range open {
		if !slices.Contains(watched, a.ID) {
			watched = append(watched, a.ID)
		}
	}
	var still []string
	for _, id := range watched {
		a, err := v.s.db.Activation(ctx, id)
		switch {
		case errors.Is(err, store.ErrNotFound):
			continue
		case err != nil:
			return err
		case a.Report == platfone.ReportInReview:
			still = append(still, id)
			continue
		}
		if err := v.s.e.Notice(ctx, live.NoticeReport, a.Phone.String(), verdictWords(a)); err != nil {
			return err
		}
	}
	if now := strings.Join(still, " "); now != kept {
		return v.s.db.PutSetting(ctx, reviewName, now)
	}
	return nil
}

func verdictWords(a store.Activation) string {
	switch a.Report {
	case platfone.ReportApproved:
		return "report accepted: " + a.Price.String() + " refunded"
	case platfone.ReportDeclined:
		return "report declined: nothing is refunded"
	}
	return "report is " + string(a.Report)
}

// catchUp reads the lists of the customers who have a report that was never
// read: it was made by another client of the account.
func (v *reviews) catchUp(ctx context.Context) error {
	reported, err := v.s.db.UnheardReports(ctx, unreadMost)
	if err != nil {
		return err
	}
	for _, a := range reported {
		// A list read after the activation last changed has told everything it knows.
		if a.CustomerID == "" || v.walked[a.CustomerID].After(a.Seen) {
			continue
		}
		stopped, err := v.stopped(ctx, a.CustomerID)
		if err != nil {
			return err
		}
		if stopped { // it would be refused, at every start anew
			continue
		}
		err = v.walk(ctx, a.CustomerID)
		var refused *rest.Error
		if errors.As(err, &refused) && (refused.Kind == rest.Forbidden || refused.Kind == rest.NotFound) {
			v.walked[a.CustomerID] = time.Now() // this customer cannot be read; the others can
			continue
		}
		if err != nil {
			return fmt.Errorf("reading the reports of %s: %w", a.CustomerID, err)
		}
	}
	return nil
}

// stopped reports that nothing of a customer can be read, by the status that was read last.
func (v *reviews) stopped(ctx context.Context, customer string) (bool, error) {
	c, err := v.s.db.Customer(ctx, customer)
	if errors.Is(err, store.ErrNotFound) {
		return false, nil
	}
	return err == nil && c.Status.MayAct() != "", err
}

// walk reads all reports of a customer.
func (v *reviews) walk(ctx context.Context, customer string) error {
	heard := time.Now()
	for n := 1; n <= mostPages; n++ {
		page, err := v.s.api.Reports(ctx, customer, n, platfone.MaxPage)
		if err != nil {
			return err
		}
		if err := v.s.putReports(ctx, heard, customer, page.Items...); err != nil {
			return err
		}
		if page.Last() {
			v.walked[customer] = time.Now()
			return nil
		}
	}
	v.walked[customer] = time.Now() // the newest are read; the rest is told and not asked for at each beat
	a := live.Attempt{Op: "sms.reports", Subject: customer}
	v.s.e.Audit(ctx, a, (&store.Incomplete{What: "the list of reports", Pages: mostPages}).Error())
	return nil
}
