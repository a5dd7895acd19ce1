package store

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"switchboard/client/platfone"
)

// mostArms is into how many searches by index a filter may be taken apart.
const mostArms = 24

// History is a page of all activations ever seen that pass the filter, newest first, below
// the key before (0 for the first page). The last row's Key is where the next page begins.
// Raw is empty.
func (db *DB) History(ctx context.Context, f ActivationFilter, before Key, limit int) ([]Activation, error) {
	arms := f.arms()
	parts := make([]string, len(arms))
	var args []any
	for i, arm := range arms {
		c := f.clause()
		c.conds, c.args = append(arm.conds, c.conds...), append(arm.args, c.args...)
		if before > 0 {
			c.and("k < ?", int64(before))
		}
		parts[i] = "SELECT * FROM (SELECT " + activationColumns + " FROM activations" + c.where() + " ORDER BY k DESC LIMIT ?)"
		args = append(append(args, c.args...), limit)
	}
	query := strings.Join(parts, " UNION ALL ")
	if len(arms) > 1 {
		query += " ORDER BY k DESC LIMIT ?"
		args = append(args, limit)
	}
	all, err := list(ctx, db.cache.r, scanActivation, query, args...)
	if err != nil {
		return nil, fmt.Errorf("reading the history: %w", err)
	}
	return all, nil
}

// arms takes the parts that an index orders by age apart into single values: each is a walk
// down its index, where several values at once would be a sort of everything.
func (f ActivationFilter) arms() []clause {
	pairs := len(f.Services) * len(f.Countries)
	switch {
	case len(f.Customers) > 0 && len(f.Customers) <= mostArms:
		rest := column("+service_id", f.Services).join(column("+country_id", f.Countries))
		return each("customer_id = ?", f.Customers, rest)
	case pairs > 0 && pairs <= mostArms:
		var arms []clause
		for _, service := range slices.Compact(slices.Sorted(slices.Values(f.Services))) {
			for _, country := range slices.Compact(slices.Sorted(slices.Values(f.Countries))) {
				arm := clause{}
				arm.and("service_id = ? AND country_id = ?", service, country)
				arms = append(arms, arm.join(column("customer_id", f.Customers)))
			}
		}
		return arms
	}
	// The plus keeps the planner from sorting what it can walk in order.
	rest := column("+customer_id", f.Customers).join(column("+service_id", f.Services)).join(column("+country_id", f.Countries))
	return []clause{rest}
}

func column(name string, values []string) clause {
	var c clause
	in(&c, name, values)
	return c
}

func (c clause) join(d clause) clause {
	return clause{append(slices.Clone(c.conds), d.conds...), append(slices.Clone(c.args), d.args...)}
}

func each(cond string, values []string, rest clause) []clause {
	var arms []clause
	for _, v := range slices.Compact(slices.Sorted(slices.Values(values))) {
		var arm clause
		arm.and(cond, v)
		arms = append(arms, arm.join(rest))
	}
	return arms
}

// CountHistory counts the activations that pass the filter, at most limit of them, so that it
// stays cheap. It is not for the way to a frame.
func (db *DB) CountHistory(ctx context.Context, f ActivationFilter, limit int) (int, error) {
	c := f.clause()
	in(c, "customer_id", f.Customers)
	in(c, "service_id", f.Services)
	in(c, "country_id", f.Countries)
	n, err := one(ctx, db.cache.r, number, "SELECT count(*) FROM (SELECT 1 FROM activations"+c.where()+" LIMIT ?)", append(c.args, limit)...)
	if err != nil {
		return 0, fmt.Errorf("counting the history: %w", err)
	}
	return int(n), nil
}

// Reportable are the activations that were paid for and can still be reported, soonest
// deadline first. now is the provider's time. Raw is empty.
func (db *DB) Reportable(ctx context.Context, now time.Time, limit int) ([]Activation, error) {
	f := ActivationFilter{Now: now, Reportable: true, Billing: []platfone.BillingStatus{platfone.BillingBilled}}
	c := f.clause()
	all, err := list(ctx, db.cache.r, scanActivation,
		"SELECT "+activationColumns+" FROM activations"+c.where()+" ORDER BY "+reportBy+", k LIMIT ?", append(c.args, limit)...)
	if err != nil {
		return nil, fmt.Errorf("reading what can be reported: %w", err)
	}
	return all, nil
}
