package store

import (
	"slices"
	"strings"
	"testing"
	"time"

	"switchboard/client/platfone"
)

// What ended lately, and what can be reported, is found whether it ran for minutes, for days, for
// ever, or was first heard of without the time it was made at.
func TestWhatEndsIsFoundHoweverLongItRan(t *testing.T) {
	db := open(t)
	now := epoch.AddDate(0, 0, 30)
	ran := func(long time.Duration) func(*platfone.Activation) {
		return func(a *platfone.Activation) {
			a.SMS, a.Code, a.Billing = platfone.SMSReceived, "1", platfone.BillingBilled
			a.Status, a.ExpireAt, a.UpdatedAt = platfone.StatusExpired, a.CreatedAt.Add(long), a.CreatedAt.Add(time.Minute)
		}
	}
	var want []string
	for id, long := range map[string]time.Duration{"minutes": 20 * time.Minute, "two hours": longRun * time.Second, "more": (longRun + 1) * time.Second, "days": 20 * 24 * time.Hour} {
		put(t, db, now, act(id, now.Add(-long-5*time.Minute), ran(long)), act(id+" before", now.Add(-long-3*time.Hour), ran(long)))
		want = append(want, id)
	}
	late := act("unborn", now.Add(-25*time.Minute), ran(20*time.Minute))
	unborn := late
	unborn.CreatedAt, unborn.UpdatedAt = time.Time{}, time.Time{}
	put(t, db, now, unborn)
	put(t, db, now, late)
	for _, name := range append(want, "unborn") {
		if !slices.Contains(idsOf(must[[]Activation](t)(db.LiveActivations(t.Context(), now))), name) {
			t.Errorf("%s is not among what ended lately", name)
		}
		if !slices.Contains(idsOf(must[[]Activation](t)(db.Reportable(t.Context(), now, 50))), name) {
			t.Errorf("%s cannot be reported", name)
		}
		if !slices.Contains(idsOf(must[[]Activation](t)(db.History(t.Context(), ActivationFilter{Now: now, Reportable: true}, 0, 50))), name) {
			t.Errorf("%s is not in the history of what can be reported", name)
		}
	}
	for _, all := range [][]Activation{must[[]Activation](t)(db.LiveActivations(t.Context(), now)), must[[]Activation](t)(db.Reportable(t.Context(), now, 50))} {
		if ids := idsOf(all); len(ids) != len(want)+1 {
			t.Errorf("%v, want %v and unborn, each once", ids, want)
		}
	}
	if c := must[Claim](t)(db.claim(t.Context(), now, 0)); c.N != len(want)+1 {
		t.Errorf("%d to be claimed", c.N)
	}
	forever := act("for ever", now.Add(-time.Hour), ran(0))
	forever.ExpireAt, forever.UpdatedAt, forever.Status = time.Time{}, now.Add(-time.Minute), platfone.StatusFinalized
	put(t, db, now, forever)
	if !slices.Contains(idsOf(must[[]Activation](t)(db.Reportable(t.Context(), now, 50))), "for ever") {
		t.Error("what never expires cannot be reported")
	}
}

func idsOf(all []Activation) []string {
	ids := make([]string, len(all))
	for i, a := range all {
		ids[i] = a.ID
	}
	return ids
}

// No walk to what ended lately, to what can be reported, or to the sums of a route goes through a
// whole table.
func TestTheLeanIndexesAreEnough(t *testing.T) {
	db := open(t)
	plan := func(query string, args ...any) string {
		return strings.Join(must[[]string](t)(list(t.Context(), db.cache.r, func(s scanner) (detail string, err error) {
			var id, parent, unused int
			err = s.Scan(&id, &parent, &unused, &detail)
			return detail, err
		}, "EXPLAIN QUERY PLAN "+query, args...)), "; ")
	}
	claims, args := ActivationFilter{Now: epoch, Reportable: true}.claimed("k")
	for query, args := range map[string][]any{
		claims: args,
		"SELECT sum(ordered) FROM routes WHERE service_id = 'a' AND hour IN (SELECT hour FROM hours WHERE hour >= 5)":                                                                          nil,
		"SELECT sum(n) FROM json_each('[]') p CROSS JOIN waits ON service_id = p.value ->> 0 AND country_id = p.value ->> 1 AND day >= 1 AND day < 5 GROUP BY service_id, country_id, seconds": nil,
	} {
		if got := plan(query, args...); strings.Contains(got, "SCAN activations") || strings.Contains(got, "SCAN routes") || strings.Contains(got, "SCAN waits") || !strings.Contains(got, "SEARCH") {
			t.Errorf("%s\n%s", query, got)
		}
	}
	arms := ending(unix(epoch))
	for i, a := range arms {
		if got := plan("SELECT k FROM activations"+a.hint+a.SQL(), a.Args...); !strings.Contains(got, "SEARCH activations USING") {
			t.Errorf("walk %d: %s", i, got)
		}
	}
}
