package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"switchboard/client/numbersonline"
	"switchboard/client/phone"
)

// Listing is a number at the trust service as it was last heard of.
type Listing struct {
	numbersonline.Listing
	Seen time.Time // zero: the number is proved, its listing was not read yet
	Gone time.Time // since when the number is not on the account any more; zero while it is. The rest is then how it was last
	// Bound is the proof that the number is ours; its E164 is empty when none was heard of.
	Bound         numbersonline.BoundNumber
	LookedScore   *int // the risk when a person last looked; nil when it was unknown
	LookedAt      time.Time
	CheckoutAt    time.Time // when a payment was prepared that is not known to be done
	Complaints    int       // how many reports are kept
	ComplaintSeen time.Time
}

// Paying reports whether a payment was prepared and is not known to be done. The service
// itself keeps saying draft then.
func (l Listing) Paying() bool {
	return !l.CheckoutAt.IsZero() && l.Gone.IsZero() && l.State != numbersonline.Verified
}

// CanChange says why what stands at the service for a number cannot be changed,
// "" when it can.
func (l Listing) CanChange() string {
	if l.Gone.IsZero() {
		return ""
	}
	return "it is not on this account since " + l.Gone.Local().Format("2 Jan 2006, 15:04")
}

// StateWord is the one word for where a number stands: the service's own, unverified, draft,
// verified, and ours: paying for a draft whose payment is prepared, unread for a number that
// is proved and was not read yet, gone for one that is not on the account any more.
func (l Listing) StateWord() string {
	switch {
	case !l.Gone.IsZero():
		return "gone"
	case l.Paying():
		return "paying"
	case l.State == "":
		return "unread"
	}
	return string(l.State)
}

// StateWords are the words that StateWord gives, but for one that the service may use one day.
func StateWords() []string {
	return []string{string(numbersonline.Unverified), string(numbersonline.Draft), "paying", string(numbersonline.Verified), "unread", "gone"}
}

// Overdue reports whether the payment of a verified number was due before now, and the service
// has not told of another.
func (l Listing) Overdue(now time.Time) bool {
	return l.State == numbersonline.Verified && l.Page != nil && !l.Page.NextBilling.IsZero() && now.After(l.Page.NextBilling)
}

// RiskChange is how much the risk has moved since a person last looked; false when one of the
// two is unknown.
func (l Listing) RiskChange() (int, bool) {
	if l.Risk == nil || l.Risk.Score == nil || l.LookedScore == nil {
		return 0, false
	}
	return *l.Risk.Score - *l.LookedScore, true
}

// PutListing stores a listing heard at the moment seen and adds its risk to the history. A
// verified listing ends the wait for its payment.
func (db *DB) PutListing(ctx context.Context, seen time.Time, l numbersonline.Listing) error {
	body, err := json.Marshal(l)
	if err != nil {
		return fmt.Errorf("writing the listing of %s: %w", string(l.E164), err)
	}
	var score any
	if l.Risk != nil && l.Risk.Score != nil {
		score = *l.Risk.Score
	}
	// The history cannot be fetched again, so it is written first.
	if err := db.addRisk(ctx, seen, l); err != nil {
		return err
	}
	err = db.commit(ctx, db.cache, Listings, func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, `INSERT INTO listings VALUES (?, ?, ?, NULL, 0, ?, '', 0)
			ON CONFLICT DO UPDATE SET body = excluded.body, score = excluded.score, seen = excluded.seen WHERE excluded.seen >= seen`,
			string(l.E164), string(body), score, unix(seen))
		if err == nil {
			_, err = tx.ExecContext(ctx, "DELETE FROM gone WHERE e164 = ? AND since <= ?", string(l.E164), unix(seen))
		}
		if err == nil && l.State == numbersonline.Verified {
			_, err = tx.ExecContext(ctx, "DELETE FROM checkouts WHERE e164 = ?", string(l.E164))
		}
		return err
	})
	return wrap(err, "storing the listing of %s", string(l.E164))
}

// PutBoundNumbers replaces the list of numbers that are proved to be ours.
func (db *DB) PutBoundNumbers(ctx context.Context, seen time.Time, list []numbersonline.BoundNumber) error {
	err := db.commit(ctx, db.cache, Listings, func(tx *sql.Tx) error {
		if _, err := tx.ExecContext(ctx, "DELETE FROM bound"); err != nil {
			return err
		}
		for _, n := range list {
			body, err := json.Marshal(n)
			if err != nil {
				return err
			}
			if _, err := tx.ExecContext(ctx, "INSERT OR REPLACE INTO bound VALUES (?, ?, ?)", string(n.E164), string(body), unix(seen)); err != nil {
				return err
			}
			if _, err := tx.ExecContext(ctx, "DELETE FROM gone WHERE e164 = ? AND since < ?", string(n.E164), unix(seen)); err != nil {
				return err
			}
		}
		return nil
	})
	return wrap(err, "storing the proved numbers")
}

const listingQuery = `SELECT n.e164, coalesce(l.body, ''), coalesce(b.body, ''), l.looked, coalesce(l.looked_at, 0), coalesce(l.seen, 0),
	coalesce(l.complaints, ''), coalesce(l.complaints_seen, 0), coalesce(c.minted, 0),
	coalesce(g.since, 0)
	FROM (SELECT e164 FROM listings UNION SELECT e164 FROM bound) n
	LEFT JOIN listings l USING (e164) LEFT JOIN bound b USING (e164) LEFT JOIN checkouts c USING (e164)
	LEFT JOIN gone g USING (e164)`

func scanListing(s scanner) (Listing, error) {
	var l Listing
	var number phone.E164
	var body, bound, complaints []byte
	var looked sql.NullInt64
	err := s.Scan((*string)(&number), &body, &bound, &looked, moment{&l.LookedAt}, moment{&l.Seen}, &complaints,
		moment{&l.ComplaintSeen}, moment{&l.CheckoutAt}, moment{&l.Gone})
	if err != nil {
		return l, err
	}
	if len(body) > 0 {
		err = json.Unmarshal(body, &l.Listing)
	}
	if len(bound) > 0 {
		err = errors.Join(err, json.Unmarshal(bound, &l.Bound))
	}
	if len(complaints) > 0 {
		var r numbersonline.Reports
		err = errors.Join(err, json.Unmarshal(complaints, &r))
		l.Complaints = len(r.Reports)
	}
	l.E164 = number
	if looked.Valid {
		score := int(looked.Int64)
		l.LookedScore = &score
	}
	return l, err
}

// Listings are all numbers of the account at the trust service, highest risk first, then by number.
func (db *DB) Listings(ctx context.Context) ([]Listing, error) {
	all, err := list(ctx, db.cache.r, scanListing, listingQuery+" ORDER BY coalesce(l.score, -1) DESC, n.e164")
	return all, wrap(err, "reading the listings")
}

// Listing reads one number; ErrNotFound when it was never heard of.
func (db *DB) Listing(ctx context.Context, n phone.E164) (Listing, error) {
	l, err := one(ctx, db.cache.r, scanListing, listingQuery+" WHERE n.e164 = ?", string(n))
	return l, wrap(err, "reading the listing of %s", string(n))
}

// MarkLooked notes that a person has seen the risk of a number as it is now.
func (db *DB) MarkLooked(ctx context.Context, at time.Time, n phone.E164) error {
	err := db.exec(ctx, db.cache, Listings, "UPDATE listings SET looked = score, looked_at = ? WHERE e164 = ?", unix(at), string(n))
	return wrap(err, "noting that the listing of %s was looked at", string(n))
}

// PutComplaints stores what people said about a number, as heard at the moment seen.
func (db *DB) PutComplaints(ctx context.Context, seen time.Time, n phone.E164, r numbersonline.Reports) error {
	body, err := json.Marshal(r)
	if err != nil {
		return fmt.Errorf("writing the reports about %s: %w", string(n), err)
	}
	err = db.exec(ctx, db.cache, Listings, `INSERT INTO listings VALUES (?, '', NULL, NULL, 0, 0, ?, ?) ON CONFLICT DO UPDATE SET
			complaints = excluded.complaints, complaints_seen = excluded.complaints_seen WHERE excluded.complaints_seen >= complaints_seen`,
		string(n), string(body), unix(seen))
	return wrap(err, "storing the reports about %s", string(n))
}

// Complaints are what people said about a number and when that was heard; ErrNotFound when
// nothing was read yet.
func (db *DB) Complaints(ctx context.Context, n phone.E164) (r numbersonline.Reports, seen time.Time, err error) {
	var body []byte
	var at int64
	err = db.cache.r.QueryRowContext(ctx, "SELECT complaints, complaints_seen FROM listings WHERE e164 = ? AND complaints <> ''", string(n)).Scan(&body, &at)
	if errors.Is(err, sql.ErrNoRows) {
		err = ErrNotFound
	}
	if err == nil {
		err = json.Unmarshal(body, &r)
	}
	if err != nil {
		return numbersonline.Reports{}, time.Time{}, fmt.Errorf("reading the reports about %s: %w", string(n), err)
	}
	return r, stamp(at), nil
}
