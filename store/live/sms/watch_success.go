package sms

import (
	"context"
	"fmt"
	"strings"
	"time"

	"switchboard/client/platfone"
	"switchboard/store/live"
)

// watchSuccess tells when one more failure brings the success rate under the
// provider's limit, for the account and for each service and country, and when
// a block begins.
func (s *SMS) watchSuccess(ctx context.Context) error {
	now := s.api.Now()
	since := now.Add(-platfone.SuccessWindow)
	near := map[string]string{}
	account, err := s.db.SuccessWindow(ctx, since, "", "")
	if err != nil {
		return err
	}
	warn(near, accountName, "of all orders ", account)
	routes, err := s.db.Routes(ctx, since, time.Time{})
	if err != nil {
		return err
	}
	for _, r := range routes {
		// The sums are kept by the hour; only what is close by them is counted exactly.
		if r.Record.Caution() < platfone.Ask {
			continue
		}
		exact, err := s.db.SuccessWindow(ctx, since, r.ServiceID, r.CountryID)
		if err != nil {
			return err
		}
		warn(near, r.ServiceID+"/"+r.CountryID, "", exact)
	}
	blocks, err := s.db.Limits().Blocked(ctx, platfone.Provider, time.Now())
	if err != nil {
		return fmt.Errorf("reading what is blocked: %w", err)
	}
	for _, b := range blocks {
		if b.Scope == platfone.BudgetCreate.Name && strings.Contains(strings.ToLower(b.Reason), "success rate") {
			near["blocked."] = "ordering is blocked until " + b.Until.Local().Format("2 Jan 15:04") + ": too few orders got a code"
		}
	}
	return s.crossings(ctx, "watch.success", live.NoticeLimit, near)
}

func warn(near map[string]string, key, of string, r platfone.Record) {
	switch {
	case r.Blocked():
		near[key] = fmt.Sprintf("%s%d of %d orders got a code, which is under the limit of %d %%",
			of, r.Received, r.Ordered, platfone.SuccessPercent)
	case r.After(1).Blocked():
		near[key] = fmt.Sprintf("%s%d of %d orders got a code; one more failure goes under the limit of %d %%",
			of, r.Received, r.Ordered, platfone.SuccessPercent)
	}
}
