package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"math/rand/v2"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"switchboard/client/phone"
	"switchboard/client/platfone"
	"switchboard/store/filter"
	"switchboard/testdata/proof"
)

// small makes segments of few rows, so that a test has many.
func small() *press {
	w := newPress()
	w.block, w.least = 2, 512
	return w
}

var wordsOfTexts = []string{"Żółty kod", "WhatsApp", "code", "Ваш код", "verification", "100 %", "a_b\\c", "İstanbul", "straße", "\u212aelvin", "zero\x00after", "\ufffd?", "no. 7", "e\u0301t\u00e9", "人民"}

// texted are n activations with texts of all kinds.
func texted(dice *rand.Rand, from, n int) []platfone.Activation {
	list := make([]platfone.Activation, n)
	for i := range list {
		list[i] = act(fmt.Sprintf("%019x%05x", dice.Uint32(), from+i), epoch.Add(time.Duration(dice.IntN(40*24*3600))*time.Second), func(a *platfone.Activation) {
			a.CustomerID = []string{"acme", "northwind", "blueKite7", "x1", "Acme2"}[dice.IntN(5)]
			a.ServiceID = []string{"telegram", "whatsapp", "netflix", "steam"}[dice.IntN(4)]
			a.CountryID = []string{"uk", "pl", "us", "us_v"}[dice.IntN(4)]
			a.Phone = phone.FromDigits(fmt.Sprintf("%d%07d", 4400+dice.IntN(60), dice.IntN(1e7)))
			a.Status = platfone.StatusExpired
			if dice.IntN(3) > 0 {
				a.SMS, a.Code = platfone.SMSReceived, fmt.Sprint(1000+dice.IntN(900000))
				a.Text = wordsOfTexts[dice.IntN(len(wordsOfTexts))] + " " + a.Code + " " + wordsOfTexts[dice.IntN(len(wordsOfTexts))]
			}
		})
	}
	return list
}

// question is a random question about rows like these.
func question(dice *rand.Rand, rows []platfone.Activation) ActivationFilter {
	term := func() string {
		a := rows[dice.IntN(len(rows))]
		s := []string{string(a.Phone), a.ID, a.CustomerID, a.ServiceID, a.CountryID, a.Code, a.Text, a.Phone.String(), "never there", "0000", "9999999"}[dice.IntN(11)]
		if s == "" {
			s = "e"
		}
		at := dice.IntN(len(s))
		s = s[at:min(len(s), at+1+dice.IntN(9))]
		if dice.IntN(3) == 0 {
			s = strings.ToUpper(s)
		}
		return s
	}
	f := ActivationFilter{Now: epoch, Any: map[string][]filter.Value{}, None: map[string][]filter.Value{}}
	for range dice.IntN(3) {
		f.Terms = append(f.Terms, term())
	}
	some := func() bool { return dice.IntN(6) == 0 }
	if some() {
		f.Not = []string{term()}
	}
	if some() {
		f.Customers = []string{"acme", "blueKite7", "nobody"}[:1+dice.IntN(3)]
	}
	if some() {
		f.Services = []string{"steam", "netflix"}[:1+dice.IntN(2)]
	}
	if some() {
		f.Any["customer_id"] = []filter.Value{{Text: "acme", Whole: some()}, {Text: "KITE"}}[:1+dice.IntN(2)]
		f.None["service_id"] = []filter.Value{{Text: "tele"}}
	}
	if some() {
		f.From = epoch.AddDate(0, 0, dice.IntN(40))
	}
	if some() {
		f.To = epoch.AddDate(0, 0, dice.IntN(40))
	}
	return f
}

// plainly is the same page without signatures: every row is looked at.
func plainly(t *testing.T, db *DB, f ActivationFilter, from Key, limit int, upward bool) []Key {
	t.Helper()
	beyond, order := "k < ?", " ORDER BY k DESC LIMIT ?"
	if upward {
		beyond, order = "k > ?", " ORDER BY k LIMIT ?"
	}
	all := must[[]Activation](t)(db.history(t.Context(), f, from, limit, beyond, order))
	if upward {
		slices.Reverse(all)
	}
	return keysOf(all)
}

func keysOf(all []Activation) []Key {
	list := make([]Key, len(all))
	for i, a := range all {
		list[i] = a.Key
	}
	return list
}

// foundLikePlainly holds a number of random questions against the plain walk.
func foundLikePlainly(t *testing.T, db *DB, dice *rand.Rand, rows []platfone.Activation, questions int) {
	t.Helper()
	for range questions {
		f, limit, upward := question(dice, rows), 1+dice.IntN(40), dice.IntN(2) == 0
		var from Key
		if dice.IntN(2) == 0 {
			from = keyOf(rows[dice.IntN(len(rows))].CreatedAt, "00000")
		}
		read := db.History
		if upward {
			read = db.HistoryAfter
		}
		got, want := keysOf(must[[]Activation](t)(read(t.Context(), f, from, limit))), plainly(t, db, f, from, limit, upward)
		if !slices.Equal(got, want) {
			t.Fatalf("%+v from %d, upward %v: %d rows, the plain walk finds %d\n%v\n%v", f, from, upward, len(got), len(want), got, want)
		}
		if !upward {
			if soon := soonFound(t, db, f, from, limit); !slices.Equal(soon, want) {
				t.Fatalf("%+v from %d: in parts %v, the plain walk finds %v", f, from, soon, want)
			}
		}
		if n, all := must[int](t)(db.CountHistory(t.Context(), f, 300)), plainly(t, db, f, 0, 300, false); n != len(all) {
			t.Fatalf("%+v: %d counted, there are %d", f, n, len(all))
		}
	}
}

// soonFound is a page that is read with no time at all, so part by part.
func soonFound(t *testing.T, db *DB, f ActivationFilter, from Key, limit int) (all []Key) {
	t.Helper()
	for next := from; ; {
		list, on, err := db.HistorySoon(t.Context(), f, next, limit-len(all), -1)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, keysOf(list)...)
		if next = on; next == 0 || len(all) == limit {
			return all
		}
	}
}

func execCache(t *testing.T, db *DB, query string, args ...any) {
	t.Helper()
	if err := db.cache.write(t.Context(), func(tx *sql.Tx) error {
		_, err := tx.ExecContext(t.Context(), query, args...)
		return err
	}); err != nil {
		t.Fatal(err)
	}
}

// Whatever was written, changed, deleted, purged or left half done, a search finds what a look
// at every row finds.
func TestASearchFindsWhatAPlainWalkFinds(t *testing.T) {
	dice := rand.New(rand.NewPCG(proof.Seed(t, 1), 15))
	db := open(t)
	db.stopSealing() // this test alone makes segments
	rows := texted(dice, 0, 3000)
	put(t, db, epoch.AddDate(0, 2, 0), rows...)
	for round := range proof.Size(t, 24) {
		switch round % 8 {
		case 1, 5:
			w := small()
			w.least = 1 + dice.IntN(512)
			if err := db.sealWith(t.Context(), w); err != nil {
				t.Fatal(err)
			}
		case 2:
			more := texted(dice, len(rows), 150)
			rows = append(rows, more...)
			put(t, db, epoch.AddDate(0, 2, 0), more...)
		case 3:
			for i := range 10 {
				a := rows[dice.IntN(len(rows))]
				execCache(t, db, "UPDATE activations SET sms_text = ?, sms_fold = NULL WHERE id = ?", fmt.Sprint("reworded", i), a.ID)
				execCache(t, db, "DELETE FROM activations WHERE id = ?", rows[dice.IntN(len(rows))].ID)
			}
		case 4:
			execCache(t, db, "DELETE FROM segments WHERE id % 3 = ?", dice.IntN(3))
		case 6:
			if _, err := db.Purge(t.Context(), PurgeFilter{Number: rows[dice.IntN(len(rows))].Phone}); err != nil {
				t.Fatal(err)
			}
		case 7:
			execCache(t, db, "DELETE FROM signatures WHERE k % 7 = ?", dice.IntN(7)) // as a damaged page would
		}
		foundLikePlainly(t, db, dice, rows, 60)
	}
}

// What a search has to look through shrinks to the few blocks that may hold it.
func TestASearchLooksAtFewBlocks(t *testing.T) {
	dice := rand.New(rand.NewPCG(1, 2))
	db := open(t)
	db.stopSealing()
	rows := texted(dice, 0, 2048)
	put(t, db, epoch.AddDate(0, 2, 0), rows...)
	if err := db.sealWith(t.Context(), small()); err != nil {
		t.Fatal(err)
	}
	if n := must[int64](t)(one(t.Context(), db.cache.r, number, "SELECT count(*) FROM segments")); n != 4 {
		t.Fatalf("%d segments", n)
	}
	tx := must[*sql.Tx](t)(db.cache.r.BeginTx(t.Context(), nil))
	defer tx.Rollback()
	bits := must[*sql.Stmt](t)(tx.Prepare("SELECT k, bits FROM signatures WHERE k IN (?" + strings.Repeat(",?", gramsAtOnce-1) + ")"))
	defer bits.Close()
	blocks := 0
	for k, err := range (lookup{tx, bits}).stretches(t.Context(), ActivationFilter{Terms: []string{string(rows[7].Phone)}}.sieveOf(), allKeys, false) {
		if err != nil {
			t.Fatal(err)
		}
		n := must[int64](t)(one(t.Context(), tx, number, "SELECT count(*) FROM activations WHERE k BETWEEN ? AND ?", k.low, k.high))
		blocks += int(n+1) / 2
	}
	if blocks < 1 || blocks > 10 {
		t.Errorf("a whole number is looked for in %d of 1,024 blocks", blocks)
	}
}

// A history that is read backwards, page by page, leaves whole segments behind.
func TestAHistoryReadBackwardsMakesWholeSegments(t *testing.T) {
	dice := rand.New(rand.NewPCG(1, 5))
	db := open(t)
	db.stopSealing()
	rows := texted(dice, 0, 2300)
	slices.SortFunc(rows, func(a, b platfone.Activation) int { return b.CreatedAt.Compare(a.CreatedAt) })
	for page := range slices.Chunk(rows, 230) {
		put(t, db, epoch.AddDate(0, 2, 0), page...)
		if err := db.sealWith(t.Context(), small()); err != nil {
			t.Fatal(err)
		}
	}
	if n := must[int64](t)(one(t.Context(), db.cache.r, number, "SELECT count(*) FROM segments")); n != 4 {
		t.Errorf("%d segments of 512 rows for 2,300", n)
	}
	foundLikePlainly(t, db, dice, rows, 20)
}

// A key cancels the search before it, and what makes segments behind ends with the store.
func TestASearchAndItsPreparationCanBeEnded(t *testing.T) {
	dice := rand.New(rand.NewPCG(1, 3))
	db := open(t)
	put(t, db, epoch.AddDate(0, 2, 0), texted(dice, 0, 600)...)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := db.History(ctx, ActivationFilter{Terms: []string{"never there"}}, 0, 10); !errors.Is(err, context.Canceled) {
		t.Errorf("a search whose question is gone says %v", err)
	}
	if err := db.sealWith(ctx, small()); !errors.Is(err, context.Canceled) {
		t.Errorf("the making of segments says %v", err)
	}
	if n := must[int64](t)(one(t.Context(), db.cache.r, number, "SELECT count(*) FROM segments")); n != 0 {
		t.Errorf("%d segments were made after the end", n)
	}
}

// Once another letter was typed nothing is looked at any more for the one before.
func TestASearchThatIsNotWantedAnyMoreLooksAtNothing(t *testing.T) {
	dice := rand.New(rand.NewPCG(1, 8))
	db := open(t)
	db.stopSealing()
	put(t, db, epoch.AddDate(0, 2, 0), texted(dice, 0, 3000)...)
	if err := db.sealWith(t.Context(), small()); err != nil {
		t.Fatal(err)
	}
	f := ActivationFilter{Terms: []string{"kod"}}
	looks := func(until int) int {
		ctx, cancel := context.WithCancel(t.Context())
		defer cancel()
		n := 0
		s := search{f: f, v: f.sieveOf(), within: allKeys, columns: "k", tail: " ORDER BY k DESC LIMIT ?", wanted: 10_000, take: func(scanner) (int, error) {
			if n++; n == until {
				cancel()
			}
			return 1, nil
		}}
		if err := s.run(ctx, db); until > 0 && !errors.Is(err, context.Canceled) {
			t.Errorf("canceled after %d rows it says %v", until, err)
		}
		return n
	}
	if all := looks(0); all < 100 {
		t.Fatalf("%d rows of all", all)
	}
	for _, until := range []int{1, 2, 17} {
		if n := looks(until); n > until+1 {
			t.Errorf("canceled after %d rows it took %d", until, n)
		}
	}
}

// Between two segments the cache is free for other programs, and the pause ends with the store.
func TestSegmentsLeaveTheCacheFree(t *testing.T) {
	dice := rand.New(rand.NewPCG(1, 6))
	db := open(t)
	db.stopSealing()
	put(t, db, epoch.AddDate(0, 2, 0), texted(dice, 0, 2300)...)
	w := small()
	w.rest = time.Hour
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	done, watch := make(chan error, 1), func() int64 {
		return must[int64](t)(one(t.Context(), db.cache.r, number, "SELECT count(*) FROM segments"))
	}
	go func() { done <- db.sealWith(ctx, w) }()
	for watch() == 0 {
		runtime.Gosched()
	}
	cancel()
	if err := <-done; !errors.Is(err, context.Canceled) {
		t.Errorf("ended in the pause it says %v", err)
	}
	if n := watch(); n != 1 {
		t.Errorf("%d segments without a pause", n)
	}
}
