package store

import (
	"context"
	"fmt"
	"slices"
	"sort"

	"switchboard/client/oneuc"
	"switchboard/client/phone"
)

// Coverage is how the emergency addresses of the account stand.
type Coverage struct {
	Missing  []phone.E164 // in service without one
	Geocoded []phone.E164 // known, not active
	Broken   []phone.E164 // refused by the emergency system
	Unread   int          // on file, not read yet
	Active   int
	Shared   []Shared // one address on several numbers, the most numbers first
}

// Shared is one address on several numbers.
type Shared struct {
	Line    string // the provider's words, untrusted
	Numbers []phone.E164
}

// Uncovered is how many numbers can call without being sure to be found.
func (c Coverage) Uncovered() int { return len(c.Missing) + len(c.Geocoded) + len(c.Broken) }

// CoverageOf counts the numbers in service.
func CoverageOf(list []Number) Coverage {
	c := census{at: map[string][]phone.E164{}}
	for _, n := range list {
		c.count(n)
	}
	return c.coverage()
}

// Coverage counts the numbers in service by what was worked out when each was written. Those for
// which it was not, because an older program wrote them, are read one by one.
func (db *DB) Coverage(ctx context.Context) (Coverage, error) {
	if db.recalled.holdsNumbers() {
		all, err := db.Numbers(ctx)
		return CoverageOf(all), err
	}
	tx, err := db.cache.r.BeginTx(ctx, nil)
	if err != nil {
		return Coverage{}, fmt.Errorf("counting the emergency addresses: %w", err)
	}
	defer tx.Rollback()
	c := census{at: map[string][]phone.E164{}}
	for _, part := range []struct {
		scan  func(scanner) (struct{}, error)
		query string
		args  []any
	}{
		{c.scanWhole, unweighed, nil},
		{c.scanMany, "SELECT cover, count(*) FROM covers WHERE serves AND cover IN (?, ?) GROUP BY cover", []any{int(Unread), int(Provisioned)}},
		{c.scanUncovered, "SELECT cover, e164 FROM covers WHERE serves AND cover IN (?, ?, ?)", []any{int(Missing), int(Geocoded), int(Broken)}},
		{c.scanShared, sharedQuery, nil},
	} {
		if _, err := list(ctx, tx, part.scan, part.query, part.args...); err != nil {
			return Coverage{}, fmt.Errorf("counting the emergency addresses: %w", err)
		}
	}
	return c.coverage(), nil
}

// sharedQuery names the numbers of each address that several have. While a number was not worked
// out, any address may be one that it has too.
const sharedQuery = `SELECT line, e164 FROM covers WHERE cover >= 0 AND line IN (
	SELECT line FROM covers WHERE cover >= 0 AND line IS NOT NULL GROUP BY line
	HAVING count(*) > 1 OR EXISTS (SELECT 1 FROM covers WHERE cover < 0))`

// census is a count of numbers that is under way.
type census struct {
	Coverage
	at map[string][]phone.E164 // the numbers of an address
}

func (c *census) count(n Number) {
	if e, has := n.Document.E911(); has {
		c.at[e.Line()] = append(c.at[e.Line()], n.E164)
	}
	if n.State == oneuc.InService {
		c.stands(n.Cover(), 1, n.E164)
	}
}

// stands counts numbers of one standing; which they are is told of those that help would not find.
func (c *census) stands(cover Cover, n int, which ...phone.E164) {
	switch cover {
	case Missing:
		c.Missing = append(c.Missing, which...)
	case Geocoded:
		c.Geocoded = append(c.Geocoded, which...)
	case Broken:
		c.Broken = append(c.Broken, which...)
	case Unread:
		c.Unread += n
	case Provisioned:
		c.Active += n
	}
}

func (c *census) scanWhole(s scanner) (none struct{}, err error) {
	n, err := scanNumber(s)
	c.count(n)
	return none, err
}

func (c *census) scanMany(s scanner) (none struct{}, err error) {
	var cover, n int
	err = s.Scan(&cover, &n)
	c.stands(Cover(cover), n)
	return none, err
}

func (c *census) scanUncovered(s scanner) (none struct{}, err error) {
	var cover int
	var n string
	err = s.Scan(&cover, &n)
	c.stands(Cover(cover), 1, phone.E164(n))
	return none, err
}

func (c *census) scanShared(s scanner) (none struct{}, err error) {
	var line, n string
	err = s.Scan(&line, &n)
	c.at[line] = append(c.at[line], phone.E164(n))
	return none, err
}

// coverage is the count once every number was counted, each list by number.
func (c *census) coverage() Coverage {
	for line, numbers := range c.at {
		if len(numbers) > 1 {
			slices.Sort(numbers)
			c.Shared = append(c.Shared, Shared{line, numbers})
		}
	}
	for _, numbers := range [][]phone.E164{c.Missing, c.Geocoded, c.Broken} {
		slices.Sort(numbers)
	}
	sort.Slice(c.Shared, func(i, j int) bool {
		a, b := c.Shared[i], c.Shared[j]
		if len(a.Numbers) != len(b.Numbers) {
			return len(a.Numbers) > len(b.Numbers)
		}
		return a.Line < b.Line
	})
	return c.Coverage
}
