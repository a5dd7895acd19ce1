package store

import (
	"context"
	"slices"
	"strings"
	"time"

	"switchboard/client/platfone"
	"switchboard/store/filter"
)

// mostArms is into how many searches by index a filter may be taken apart.
const mostArms = 24

// mostRoom is for how many rows of a page room is made before they are read.
const mostRoom = 1000

// History is a page of all activations ever seen that pass the filter, newest first, below
// the key before (0 for the first page). The last row's Key is where the next page begins.
// Raw is empty.
func (db *DB) History(ctx context.Context, f ActivationFilter, before Key, limit int) ([]Activation, error) {
	if v, ok := f.sieved(); ok {
		all, err := db.found(ctx, f, v, before, limit, false)
		return all, wrap(err, "searching the history")
	}
	return db.history(ctx, f, before, limit, "k < ?", " ORDER BY k DESC LIMIT ?")
}

// HistoryAfter is the page of History that ends above the key after, newest first (0 for the
// last page). The first row's Key is where the page above it ends.
func (db *DB) HistoryAfter(ctx context.Context, f ActivationFilter, after Key, limit int) ([]Activation, error) {
	if v, ok := f.sieved(); ok {
		all, err := db.found(ctx, f, v, after, limit, true)
		slices.Reverse(all)
		return all, wrap(err, "searching the history")
	}
	all, err := db.history(ctx, f, after, limit, "k > ?", " ORDER BY k LIMIT ?")
	slices.Reverse(all)
	return all, err
}

// history walks the history from a key on.
func (db *DB) history(ctx context.Context, f ActivationFilter, from Key, limit int, beyond, order string) ([]Activation, error) {
	arms := f.arms()
	parts := make([]string, len(arms))
	var args []any
	for i, arm := range arms {
		c := f.where()
		*c = arm.Join(*c)
		if from > 0 {
			c.And(beyond, int64(from))
		}
		parts[i] = "SELECT " + activationColumns + " FROM activations" + arm.hint + c.SQL() + order
		args = append(append(args, c.Args...), limit)
	}
	query := parts[0]
	if len(arms) > 1 { // a single walk is read as it goes; several have to be held to be put in order
		query = "SELECT * FROM (" + strings.Join(parts, ") UNION ALL SELECT * FROM (") + ")" + order
		args = append(args, limit)
	}
	all, err := page(ctx, db.cache.r, min(limit, mostRoom), scanActivation, query, args...)
	return all, wrap(err, "reading the history")
}

// arm is one search by index.
type arm struct {
	filter.Where
	hint string // which index, where the planner would rather walk the whole table in order
}

// arms takes the parts that an index orders by age apart into single values: each is a walk
// down its index, where several values at once would be a sort of everything.
func (f ActivationFilter) arms() []arm {
	customers, pairs := len(f.Customers), len(f.Services)*len(f.Countries)
	// The plus keeps the planner from sorting what it can walk in order.
	rest := column("+service_id", f.Services).Join(column("+country_id", f.Countries))
	switch {
	case f.running() && customers == 0:
		return []arm{{rest, " INDEXED BY activations_active"}}
	case customers > 0 && customers <= mostArms:
		var arms []arm
		for _, customer := range unique(f.Customers) {
			arms = append(arms, arm{Where: only("customer_id = ?", customer).Join(rest)})
		}
		return arms
	case pairs > 0 && pairs <= mostArms:
		var arms []arm
		for _, service := range unique(f.Services) {
			for _, country := range unique(f.Countries) {
				pair := only("service_id = ? AND country_id = ?", service, country)
				arms = append(arms, arm{Where: pair.Join(column("customer_id", f.Customers))})
			}
		}
		return arms
	}
	rest = rest.Join(column("+customer_id", f.Customers))
	if f.Reportable {
		const index = " INDEXED BY activations_expire"
		late := only("expire_at > ?", unix(f.Now.Add(-platfone.ReportWindow)))
		return []arm{{late.Join(rest), index}, {only("expire_at = 0").Join(rest), index}}
	}
	return []arm{{Where: rest}}
}

func only(cond string, args ...any) (c filter.Where) {
	c.And(cond, args...)
	return c
}

func column(name string, values []string) (c filter.Where) {
	filter.In(&c, name, values)
	return c
}

func unique(values []string) []string { return slices.Compact(slices.Sorted(slices.Values(values))) }

// CountHistory counts the activations that pass the filter, at most limit of them, so that it
// stays cheap. It is not for the way to a frame.
func (db *DB) CountHistory(ctx context.Context, f ActivationFilter, limit int) (int, error) {
	if v, ok := f.sieved(); ok {
		n, err := db.foundCount(ctx, f, v, limit)
		return n, wrap(err, "counting what was searched for")
	}
	c := f.where()
	filter.In(c, "customer_id", f.Customers)
	filter.In(c, "service_id", f.Services)
	filter.In(c, "country_id", f.Countries)
	n, err := one(ctx, db.cache.r, number, "SELECT count(*) FROM (SELECT 1 FROM activations"+c.SQL()+" LIMIT ?)", append(c.Args, limit)...)
	return int(n), wrap(err, "counting the history")
}

// Reportable are the activations that were paid for and can still be reported, soonest
// deadline first. now is the provider's time. Raw is empty.
func (db *DB) Reportable(ctx context.Context, now time.Time, limit int) ([]Activation, error) {
	f := ActivationFilter{Now: now, Reportable: true}
	c := f.where()
	all, err := list(ctx, db.cache.r, scanActivation,
		"SELECT "+activationColumns+" FROM activations"+c.SQL()+" ORDER BY "+reportBy+", k LIMIT ?", append(c.Args, limit)...)
	return all, wrap(err, "reading what can be reported")
}
