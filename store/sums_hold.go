package store

import (
	"context"
	"fmt"
	"strings"
)

// tallyColumns are the figures of every table of sums.
const tallyColumns = "ordered, received, reserved, billed, charged, refunds, refunded, returned, reported, approved, declined"

// sumsHold compares the sums that are kept with each other and with the ledger: each figure is kept at least twice, by
// the hour and by the day, of all and of each. SQLite does not notice one in which a bit has turned. The error wraps ErrDamaged.
func (f *file) sumsHold(ctx context.Context, q querier) error {
	sums := "coalesce(sum(" + strings.ReplaceAll(tallyColumns, ", ", "), 0), coalesce(sum(") + "), 0)"
	same := func(table, at, from, by, unit string) string {
		return "SELECT count(*) FROM (SELECT DISTINCT " + at + " AS at FROM " + table + ") AS part WHERE (SELECT " + sums + " FROM " + table + " WHERE " + at +
			" = part.at) IS NOT (SELECT " + sums + " FROM " + from + " WHERE " + by + " >= part.at AND " + by + " < part.at + " + unit + ")"
	}
	for what, query := range map[string]string{
		"the sums of an hour":                same("hours", "hour", "routes", "hour", "1"),
		"the sums of a route":                same("routes", "hour", "hours", "hour", "1"),
		"the sums of a day":                  same("route_days", "day", "hours", "hour", "86400"),
		"the sums of a customer":             same("spends", "day", "hours", "hour", "86400"),
		"the hours of a day":                 "SELECT count(*) FROM (SELECT DISTINCT hour / 86400 * 86400 AS day FROM hours) WHERE day NOT IN (SELECT day FROM route_days) OR day NOT IN (SELECT day FROM spends)",
		"how long codes took":                waitsDiffer("day_waits", "waits"),
		"how long codes took in one country": waitsDiffer("waits", "day_waits"),
		"what a customer paid in":            creditsDiffer,
	} {
		n, err := one(ctx, q, number, query)
		if isDamage(err) {
			return fmt.Errorf("checking the %s: %w: %v", f.name, ErrDamaged, bare(err))
		}
		if err != nil {
			return fmt.Errorf("checking the %s: %w", f.name, err)
		}
		if n > 0 {
			return fmt.Errorf("checking the %s: %w: %s does not come to what it is made of", f.name, ErrDamaged, what)
		}
	}
	return nil
}

// waitsDiffer counts the days of one table of times to a code that the other tells otherwise.
func waitsDiffer(one, other string) string {
	of := func(table string) string {
		return "(SELECT day, sum(n) AS codes, sum(n * seconds) AS waited FROM " + table + " GROUP BY day)"
	}
	return "SELECT count(*) FROM " + of(one) + " a LEFT JOIN " + of(other) + " b USING (day) WHERE a.codes IS NOT b.codes OR a.waited IS NOT b.waited"
}

// creditsDiffer counts the customers whose days of paying in do not come to their lines of the ledger.
const creditsDiffer = `WITH paid AS (SELECT customer_id, count(*) AS n, coalesce(sum(amount), 0) AS amount FROM transactions GROUP BY customer_id),
	kept AS (SELECT customer_id, sum(n) AS n, sum(amount) AS amount FROM credits GROUP BY customer_id)
	SELECT count(*) FROM (SELECT customer_id FROM paid UNION SELECT customer_id FROM kept) LEFT JOIN paid USING (customer_id)
	LEFT JOIN kept USING (customer_id) WHERE paid.n IS NOT kept.n OR paid.amount IS NOT kept.amount`
