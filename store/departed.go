package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"switchboard/client/numbersonline"
	"switchboard/client/oneuc"
	"switchboard/client/phone"
	"switchboard/client/rest"
)

// Departed is a number that left an account without anybody here releasing it. It is told until
// the number is back or a person has seen it.
type Departed struct {
	Provider string     `json:"provider"`
	E164     phone.E164 `json:"e164"`
	Since    time.Time  `json:"gone_at"` // when it was found missing
	Was      string     `json:"was"`     // how it was last, in a few words
}

// departedPrefix begins the settings that keep them: they outlast a cache that is filled anew.
const departedPrefix = "departed."

func departedKey(provider string, n phone.E164) string {
	return departedPrefix + provider + "." + string(n)
}

// Departed are the numbers that left the accounts and are not back, the newest first.
func (db *DB) Departed(ctx context.Context) ([]Departed, error) {
	rows, err := list(ctx, db.cache.r, text, `SELECT value FROM settings WHERE substr(key, 1, length(?1)) = ?1
		AND NOT (substr(key, 1, length(?2)) = ?2 AND substr(key, length(?2) + 1) IN (SELECT e164 FROM numbers))
		AND NOT (substr(key, 1, length(?3)) = ?3 AND substr(key, length(?3) + 1) NOT IN (SELECT e164 FROM gone))`,
		departedPrefix, departedKey(oneuc.Provider, ""), departedKey(numbersonline.Provider, ""))
	if err != nil {
		return nil, fmt.Errorf("reading the numbers that left: %w", err)
	}
	var out []Departed
	for _, row := range rows {
		var d Departed
		if err := json.Unmarshal([]byte(row), &d); err == nil { // a damaged one says nothing
			out = append(out, d)
		}
	}
	slices.SortStableFunc(out, func(a, b Departed) int { return b.Since.Compare(a.Since) })
	return out, nil
}

// SawDeparted notes that a person has seen that numbers left: they are told of no longer.
func (db *DB) SawDeparted(ctx context.Context, all []Departed) error {
	if len(all) == 0 {
		return nil
	}
	err := db.commit(ctx, db.cache, Settings|Healths, func(tx *sql.Tx) error {
		for _, d := range all {
			if err := undepart(ctx, tx, d.Provider, d.E164); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return wrap(err, "noting what was seen")
	}
	for _, d := range all {
		err = errors.Join(err, db.Audit(ctx, "number.seen", d.E164.String(), "a person has seen that it left the "+rest.Screen(d.Provider)+" account"))
	}
	return err
}

const backHere = ` FROM settings WHERE substr(key, 1, length(?1)) = ?1 AND substr(key, length(?1) + 1) IN (SELECT e164 FROM numbers)`

// returned ends what is told of numbers that are back: when one leaves again that is another time.
func (db *DB) returned(ctx context.Context) error {
	prefix := departedKey(oneuc.Provider, "")
	back, err := one(ctx, db.cache.r, number, "SELECT EXISTS (SELECT 1"+backHere+")", prefix)
	if err != nil || back == 0 {
		return err
	}
	return db.exec(ctx, db.cache, Settings|Healths, "DELETE"+backHere, prefix)
}

// depart keeps a number that left as told until it is seen.
func depart(ctx context.Context, tx *sql.Tx, d Departed) error {
	body, err := json.Marshal(d)
	if err == nil {
		_, err = tx.ExecContext(ctx, "INSERT OR REPLACE INTO settings VALUES (?, ?)", departedKey(d.Provider, d.E164), string(body))
	}
	return err
}

func undepart(ctx context.Context, tx *sql.Tx, provider string, n phone.E164) error {
	_, err := tx.ExecContext(ctx, "DELETE FROM settings WHERE key = ?", departedKey(provider, n))
	return err
}

// logDeparted writes into the log which numbers left.
func (db *DB) logDeparted(ctx context.Context, all ...Departed) error {
	var err error
	for _, d := range all {
		err = errors.Join(err, db.Audit(ctx, "number.gone", d.E164.String(), "not on the "+rest.Screen(d.Provider)+" account any more; it was "+d.Was))
	}
	return err
}

// left are the standing notices of numbers that left, one for each provider.
func left(all []Departed) []Standing {
	by := map[string][]Departed{}
	var order []string
	for _, d := range all {
		if by[d.Provider] == nil {
			order = append(order, d.Provider)
		}
		by[d.Provider] = append(by[d.Provider], d)
	}
	var out []Standing
	for _, provider := range order {
		out = append(out, numbersGone(provider, by[provider]))
	}
	return out
}

// wasOwned is how a number of the account was last, in a few words.
func (n Number) wasOwned() string {
	was := []string{n.State.Words(), "911 " + n.Cover().Name()}
	if c, named := n.Document.CNAM(); named && c.DisplayName != "" {
		was = append(was, "caller name "+c.DisplayName)
	}
	return strings.Join(was, ", ")
}

// wasListed is how a listing was last, in a few words.
func (l Listing) wasListed() string {
	was := []string{string(l.State)}
	if l.State == "" {
		was[0] = "proved"
	}
	if l.Grade != "" {
		was = append(was, "grade "+string(l.Grade))
	}
	return strings.Join(was, ", ")
}
