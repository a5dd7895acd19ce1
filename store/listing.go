package store

import (
	"cmp"
	"context"
	"database/sql"
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

// Staged reports whether a profile is saved for the number, whatever is in it.
func (l Listing) Staged() bool {
	return l.Draft != nil || l.State == numbersonline.Draft || l.State == numbersonline.Verified
}

// Name is what the number is called: in public, or in what is staged; "" when nothing tells.
func (l Listing) Name() string {
	switch {
	case l.Page != nil && l.Page.Name != "":
		return l.Page.Name
	case l.Draft != nil:
		p := l.Draft.Profile
		return cmp.Or(p.DBA, p.LegalName, p.Name)
	}
	return ""
}

// Lacks says why the page of the number shows nothing but the number, or would once it is paid
// for; "" when it shows something, and when the service does not tell what is saved.
func (l Listing) Lacks() string {
	switch {
	case l.Draft != nil:
		return l.Draft.Lacks()
	case l.Staged():
		return ""
	}
	return "no profile is saved"
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
	body, err := writeBody(l)
	if err != nil {
		return fmt.Errorf("writing the listing of %s: %w", string(l.E164), err)
	}
	var score any
	if l.Risk != nil && l.Risk.Score != nil {
		score = *l.Risk.Score
	}
	// The history cannot be fetched again, so it is written first.
	if err := db.addRisk(ctx, seen, l); err != nil {
		db.keepListing(seen, l, err)
		return err
	}
	err = db.commit(ctx, db.cache, Listings, func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, `INSERT INTO listings VALUES (?, ?, ?, NULL, 0, ?, '', 0)
			ON CONFLICT DO UPDATE SET body = excluded.body, score = excluded.score, seen = excluded.seen WHERE excluded.seen >= seen`,
			string(l.E164), body, score, unix(seen))
		if err == nil {
			_, err = tx.ExecContext(ctx, "DELETE FROM gone WHERE e164 = ? AND since <= ?", string(l.E164), unix(seen))
		}
		if err != nil {
			return err
		}
		return paid(ctx, tx, l)
	})
	db.keepListing(seen, l, err)
	return wrap(err, "storing the listing of %s", string(l.E164))
}

// paid ends the wait for the payment of a listing that is verified.
func paid(ctx context.Context, tx *sql.Tx, l numbersonline.Listing) error {
	if l.State != numbersonline.Verified {
		return nil
	}
	_, err := tx.ExecContext(ctx, "DELETE FROM checkouts WHERE e164 = ?", string(l.E164))
	return err
}

// AmendListing changes what is kept of a listing by what an act made of it, where it could not be read
// after the act. It stays of the time when it was heard; one that was never heard of is not begun by it.
func (db *DB) AmendListing(ctx context.Context, n phone.E164, change func(*numbersonline.Listing)) error {
	err := db.commit(ctx, db.cache, Listings, func(tx *sql.Tx) error {
		var body []byte
		err := tx.QueryRowContext(ctx, "SELECT body FROM listings WHERE e164 = ? AND body <> ''", string(n)).Scan(&body)
		if errors.Is(err, sql.ErrNoRows) {
			return nil
		}
		var l numbersonline.Listing
		if err == nil {
			err = readBody(body, &l)
		}
		if err != nil {
			return err
		}
		change(&l)
		var changed string
		if changed, err = writeBody(l); err == nil {
			_, err = tx.ExecContext(ctx, "UPDATE listings SET body = ? WHERE e164 = ?", changed, string(n))
		}
		if err != nil {
			return err
		}
		return paid(ctx, tx, l)
	})
	switch {
	case Unsaved(err):
		err = errors.Join(err, db.amendUnsaved(ctx, n, change))
	case err == nil:
		db.recalled.amended(n, change)
	}
	return wrap(err, "storing what became of the listing of %s", string(n))
}

// PutBoundNumbers replaces the list of numbers that are proved to be ours.
func (db *DB) PutBoundNumbers(ctx context.Context, seen time.Time, list []numbersonline.BoundNumber) error {
	err := db.commit(ctx, db.cache, Listings, func(tx *sql.Tx) error {
		if _, err := tx.ExecContext(ctx, "DELETE FROM bound"); err != nil {
			return err
		}
		for _, n := range list {
			body, err := writeBody(n)
			if err != nil {
				return err
			}
			if _, err := tx.ExecContext(ctx, "INSERT OR REPLACE INTO bound VALUES (?, ?, ?)", string(n.E164), body, unix(seen)); err != nil {
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
		err = readBody(body, &l.Listing)
	}
	if len(bound) > 0 {
		err = errors.Join(err, readBody(bound, &l.Bound))
	}
	if len(complaints) > 0 {
		var r numbersonline.Reports
		err = errors.Join(err, readBody(complaints, &r))
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
	return db.recalled.overListings(all), wrap(err, "reading the listings")
}

// GlanceListings are the numbers of the account with what changes by itself and is told: state, badge, risk,
// and the risk when a person looked. Of 2,000 it takes a fifth of the time that all that is known of them takes.
func (db *DB) GlanceListings(ctx context.Context) ([]Listing, error) {
	all, err := list(ctx, db.cache.r, scanGlance, `SELECT l.e164, coalesce(json_extract(nullif(l.body, ''), '$.State'), ''),
		coalesce(json_extract(nullif(l.body, ''), '$.Grade'), ''), l.score, l.looked, l.seen, coalesce(g.since, 0) FROM listings l LEFT JOIN gone g USING (e164)`)
	return db.recalled.overListings(all), wrap(err, "reading how the listings stand")
}

func scanGlance(s scanner) (Listing, error) {
	var l Listing
	var number phone.E164
	var score, looked sql.NullInt64
	err := s.Scan((*string)(&number), (*string)(&l.State), &l.Grade, &score, &looked, moment{&l.Seen}, moment{&l.Gone})
	l.E164 = number
	if score.Valid {
		n := int(score.Int64)
		l.Risk = &numbersonline.Risk{Score: &n}
	}
	if looked.Valid {
		n := int(looked.Int64)
		l.LookedScore = &n
	}
	return l, err
}

// Listing reads one number; ErrNotFound when it was never heard of.
func (db *DB) Listing(ctx context.Context, n phone.E164) (Listing, error) {
	l, err := one(ctx, db.cache.r, scanListing, listingQuery+" WHERE n.e164 = ?", string(n))
	if l, found := db.recalled.overListing(n, l, err == nil); found {
		return l, nil
	}
	return l, wrap(err, "reading the listing of %s", string(n))
}

// MarkLooked notes that a person has seen the risk of a number as it is now.
func (db *DB) MarkLooked(ctx context.Context, at time.Time, n phone.E164) error {
	err := db.exec(ctx, db.cache, Listings, "UPDATE listings SET looked = score, looked_at = ? WHERE e164 = ?", unix(at), string(n))
	return wrap(err, "noting that the listing of %s was looked at", string(n))
}

// PutComplaints stores what people said about a number, as heard at the moment seen.
func (db *DB) PutComplaints(ctx context.Context, seen time.Time, n phone.E164, r numbersonline.Reports) error {
	body, err := writeBody(r)
	if err != nil {
		return fmt.Errorf("writing the reports about %s: %w", string(n), err)
	}
	err = db.exec(ctx, db.cache, Listings, `INSERT INTO listings VALUES (?, '', NULL, NULL, 0, 0, ?, ?) ON CONFLICT DO UPDATE SET
			complaints = excluded.complaints, complaints_seen = excluded.complaints_seen WHERE excluded.complaints_seen >= complaints_seen`,
		string(n), body, unix(seen))
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
		err = readBody(body, &r)
	}
	if err != nil {
		return numbersonline.Reports{}, time.Time{}, fmt.Errorf("reading the reports about %s: %w", string(n), err)
	}
	return r, stamp(at), nil
}

// Public reports whether everybody can see the number's page.
func (l Listing) Public() bool { return l.State == numbersonline.Verified }
