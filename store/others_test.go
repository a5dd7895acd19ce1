package store

import (
	"database/sql"
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"switchboard/client/numbersonline"
	"switchboard/client/oneuc"
	"switchboard/client/phone"
)

// BenchmarkOthers stores ten thousand numbers of LINES and two thousand listings with a year of risk, and
// then reads the lists as their panes do. With -profile they stay in that profile, so that its panes can
// be measured at their size.
func BenchmarkOthers(b *testing.B) {
	dir := *ofProfile
	if dir == "" {
		dir = filepath.Join(b.TempDir(), "profile")
	}
	db := openAt(b, dir)
	now := time.Now()
	owned := make([]oneuc.Number, 10_000)
	for i := range owned {
		owned[i] = oneuc.Number{E164: phone.E164(fmt.Sprintf("+1661%07d", 2_000_000+i)), State: oneuc.InService, Features: []string{"local"}, Created: now}
	}
	if err := db.PutNumbers(b.Context(), now, owned...); err != nil {
		b.Fatal(err)
	}
	for i := range 2000 {
		if err := db.PutListing(b.Context(), now, proved(i, now)); err != nil {
			b.Fatal(err)
		}
	}
	err := db.journal.write(b.Context(), func(tx *sql.Tx) error {
		_, err := tx.ExecContext(b.Context(), `INSERT OR IGNORE INTO risks WITH RECURSIVE l(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM l WHERE i < 1999),
			d(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM d WHERE i < 365)
			SELECT printf('+1415%07d', 2000000 + l.i), ? - d.i * 86400, (l.i + d.i * 7) % 100, d.i % 7, 'A' FROM l, d`, now.Unix())
		return err
	})
	if err != nil {
		b.Fatal(err)
	}
	for what, read := range map[string]func() (int, error){
		"numbers":  func() (int, error) { list, err := db.Numbers(b.Context()); return len(list), err },
		"listings": func() (int, error) { list, err := db.Listings(b.Context()); return len(list), err },
		"a year of risk": func() (int, error) {
			list, err := db.RiskScores(b.Context(), proved(7, now).E164, now.AddDate(-1, 0, 0))
			return len(list), err
		},
	} {
		b.Run(what, func(b *testing.B) {
			for b.Loop() {
				if n, err := read(); err != nil || n < 365 {
					b.Fatalf("%d read: %v", n, err)
				}
			}
		})
	}
}

// proved is a verified listing.
func proved(i int, now time.Time) numbersonline.Listing {
	score, reports := i%100, i%7
	return numbersonline.Listing{E164: phone.E164(fmt.Sprintf("+1415%07d", 2_000_000+i)), State: numbersonline.Verified, Grade: "A",
		Risk: &numbersonline.Risk{Score: &score, Reports: &reports, Reports30d: &reports},
		Page: &numbersonline.Page{Name: fmt.Sprintf("Company %d", i), Handle: "company", VerifiedSince: now, NextBilling: now.AddDate(1, 0, 0)}}
}
