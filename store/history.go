package store

import (
	"context"
	"slices"
	"strings"
	"time"

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
	if err := db.answer(ctx, &f); err != nil {
		return nil, err
	}
	if v, ok := f.sieved(); ok {
		all, _, err := db.found(ctx, f, v, before, limit, false, time.Time{})
		return all, wrap(err, "searching the history")
	}
	return db.history(ctx, f, before, limit, "k < ?", " ORDER BY k DESC LIMIT ?")
}

// HistorySoon is History for somebody who waits: a search comes back with what it has found so
// far once it took as long as within. next is the key that it goes on from, 0 when the page is
// full or there is no more.
func (db *DB) HistorySoon(ctx context.Context, f ActivationFilter, before Key, limit int, within time.Duration) (all []Activation, next Key, err error) {
	v, ok := f.sieved()
	if !ok {
		all, err = db.History(ctx, f, before, limit)
		return all, 0, err
	}
	all, next, err = db.found(ctx, f, v, before, limit, false, time.Now().Add(within))
	return all, next, wrap(err, "searching the history")
}

// HistoryAfter is the page of History that ends above the key after, newest first (0 for the
// last page). The first row's Key is where the page above it ends.
func (db *DB) HistoryAfter(ctx context.Context, f ActivationFilter, after Key, limit int) ([]Activation, error) {
	if err := db.answer(ctx, &f); err != nil {
		return nil, err
	}
	if v, ok := f.sieved(); ok {
		all, _, err := db.found(ctx, f, v, after, limit, true, time.Time{})
		slices.Reverse(all)
		return all, wrap(err, "searching the history")
	}
	all, err := db.history(ctx, f, after, limit, "k > ?", " ORDER BY k LIMIT ?")
	slices.Reverse(all)
	return all, err
}

// answer finds out what the part of a filter that is about notes comes to.
func (db *DB) answer(ctx context.Context, f *ActivationFilter) (err error) {
	f.amid, err = db.amidNotes(ctx, NoteActivation, f.Noted)
	return err
}

// history walks the history from a key on.
func (db *DB) history(ctx context.Context, f ActivationFilter, from Key, limit int, beyond, order string) ([]Activation, error) {
	query, args := f.walk(from, limit, beyond, order)
	all, err := page(ctx, db.cache.r, min(limit, mostRoom), scanActivation, query, args...)
	return all, wrap(err, "reading the history")
}

// walk is the statement that walks the history from a key on.
func (f ActivationFilter) walk(from Key, limit int, beyond, order string) (query string, args []any) {
	arms := f.arms()
	for i := range arms {
		arms[i].Where = arms[i].Join(*f.where())
		if from > 0 {
			arms[i].And(beyond, int64(from))
		}
	}
	query, args = together(activationColumns, arms, order, limit)
	if len(arms) > 1 { // a single walk is read as it goes; several have to be held to be put in order
		query, args = query+order, append(args, limit)
	}
	return query, args
}

// together are the rows of several walks, each to its own tail with the values of that.
func together(columns string, arms []arm, tail string, last ...any) (query string, args []any) {
	parts := make([]string, len(arms))
	for i, a := range arms {
		parts[i] = "SELECT " + columns + " FROM activations" + a.hint + a.SQL() + tail
		args = append(append(args, a.Args...), last...)
	}
	if len(parts) == 1 {
		return parts[0], args
	}
	return "SELECT * FROM (SELECT * FROM (" + strings.Join(parts, ") UNION ALL SELECT * FROM (") + "))", args
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
		arms := ending(f.since())
		for i := range arms {
			arms[i].Where = arms[i].Join(rest)
		}
		return arms
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
	if err := db.answer(ctx, &f); err != nil {
		return 0, err
	}
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
	query, args := f.claimed(activationColumns)
	all, err := list(ctx, db.cache.r, scanActivation, query+" ORDER BY "+reportBy+", k LIMIT ?", append(args, limit)...)
	return all, wrap(err, "reading what can be reported")
}

// claimed are columns of all that can be reported.
func (f ActivationFilter) claimed(columns string) (query string, args []any) {
	arms := ending(f.since())
	for i := range arms {
		arms[i].Where = arms[i].Join(*f.where())
	}
	return together(columns, arms, "")
}
