package store

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"switchboard/client/platfone"
	"switchboard/testdata/proof"
)

// A sync onto a disk that fills in the middle of it: what was taken is shown, the disk is blamed and
// nothing is begun; with room again one more sync brings everything, once.
func TestASyncOntoADiskThatFills(t *testing.T) {
	times, rows := proof.Size(t, 1), 1000
	if proof.Large() {
		rows = 10000
	}
	dice := rand.New(rand.NewPCG(proof.Seed(t, 1), 5))
	for range times {
		f := filling{t: t, dir: filepath.Join(t.TempDir(), "profile"), now: time.Now().Truncate(time.Second)}
		for i := range rows {
			f.list = append(f.list, act(fmt.Sprintf("r%05d", i), f.now, coded("482913", 2*time.Second)))
		}
		f.fills(1 + dice.IntN(rows/16))
		if t.Failed() {
			return
		}
	}
	proof.Figure(t, "rows on disks that filled", times*rows)
}

// filling is a profile on a disk that fills while a list is stored.
type filling struct {
	t    *testing.T
	dir  string
	now  time.Time
	list []platfone.Activation
}

// sync stores the list a page at a time until one cannot be saved, and returns what was taken.
func (f *filling) sync(db *DB) (taken []platfone.Activation, err error) {
	const page = 100
	for at := 0; at < len(f.list); at += page {
		if err := db.PutActivations(f.t.Context(), f.now, f.list[at:min(at+page, len(f.list))]...); err != nil {
			return f.list[:at], err
		}
	}
	return f.list, nil
}

func (f *filling) fills(after int) {
	db := openAt(f.t, f.dir)
	room := limitDisk(f.t, db.cache, after)
	taken, err := f.sync(db)
	if !errors.Is(err, ErrFull) {
		f.t.Fatalf("with room for %d pages: %d rows, %v", after, len(taken), err)
	}
	roomToo := limitDisk(f.t, db.journal, 0)
	f.shows(db, taken)
	f.refuses(db)
	if all := must[[]Standing](f.t)(db.Standing(f.t.Context(), f.now)); len(all) == 0 || all[0].Code != DiskFull || !all[0].Grave() {
		f.t.Errorf("what stands: %+v", all)
	}
	room()
	roomToo()
	if taken, err := f.sync(db); err != nil || len(taken) != len(f.list) {
		f.t.Errorf("with room again: %d rows, %v", len(taken), err)
	}
	if all := must[[]Standing](f.t)(db.Standing(f.t.Context(), f.now)); len(all) != 0 {
		f.t.Errorf("with room again, still stands: %+v", all)
	}
	if err := db.Close(); err != nil {
		f.t.Fatal(err)
	}
	db = openAt(f.t, f.dir)
	f.shows(db, f.list)
	for _, file := range db.files() {
		if said, err := one(f.t.Context(), file.w, func(s scanner) (said string, err error) { err = s.Scan(&said); return said, err }, "PRAGMA integrity_check"); err != nil || said != "ok" {
			f.t.Errorf("%s: %s, %v", file.path, said, err)
		}
	}
	if err := db.Close(); err != nil {
		f.t.Fatal(err)
	}
}

// shows fails the test where a row that was taken is not there, or its code is not there once.
func (f *filling) shows(db *DB, taken []platfone.Activation) {
	f.t.Helper()
	for _, want := range taken {
		a, err := db.Activation(f.t.Context(), want.ID)
		if err != nil || a.Code != "482913" {
			f.t.Fatalf("%s was taken, and it is %+v, %v", want.ID, a, err)
		}
		if got := codesOf(f.t, db, want.ID); !slices.Equal(got, []string{"482913"}) {
			f.t.Fatalf("%s was taken, and its codes are %v", want.ID, got)
		}
	}
}

// refuses fails the test where something could be begun.
func (f *filling) refuses(db *DB) {
	f.t.Helper()
	id, err := db.Begin(f.t.Context(), Intent{Op: "sms.order", NaturalKey: "k", Body: []byte(`"` + strings.Repeat("x", 9000) + `"`)}, nil)
	if id != 0 || !errors.Is(err, ErrFull) {
		f.t.Errorf("without room %d was begun: %v", id, err)
	}
}
