package history

import (
	"context"
	"fmt"
	"slices"
	"testing"
	"time"

	"switchboard/client/platfone"
	"switchboard/store"
	"switchboard/ui/keybook"
	"switchboard/ui/pane"
)

// clock is a desk that only tells the time.
type clock struct {
	Desk
	now time.Time
}

func (c clock) Now() time.Time { return c.now }

// gappy is a store with holes in its history.
type gappy struct {
	*store.DB
	gaps []store.Span
}

func (g gappy) Gaps(context.Context, string, time.Time, time.Time) ([]store.Span, error) {
	return g.gaps, nil
}

// keysOf are the rows by key.
func keysOf(rows []row) (keys []string) {
	for _, r := range rows {
		keys = append(keys, r.key())
	}
	return keys
}

func TestHistoryIsTheSameUpwards(t *testing.T) {
	db, err := store.Open(t.Context(), t.TempDir()+"/profile")
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	epoch := time.Unix(1_700_000_000, 0)
	var list []platfone.Activation
	for i := range 40 {
		at := epoch.Add(time.Duration(i) * time.Hour)
		list = append(list, platfone.Activation{ID: fmt.Sprintf("%024x", i), CreatedAt: at, UpdatedAt: at, Status: platfone.StatusFinalized, Raw: []byte(`{}`)})
	}
	if err := db.PutActivations(t.Context(), epoch, list...); err != nil {
		t.Fatal(err)
	}
	gaps := []store.Span{{Low: epoch.Add(-48 * time.Hour), High: epoch.Add(-time.Hour)}}
	for _, h := range []int{2, 3, 9, 10, 30, 50} {
		high := epoch.Add(time.Duration(h)*time.Hour + 30*time.Minute)
		gaps = append(gaps, store.Span{Low: high.Add(-time.Minute), High: high})
	}
	kit := &pane.Kit{Ctx: t.Context(), Keys: keybook.New(nil), Now: time.Now}
	p := &Pane{kit: kit, store: gappy{db, gaps}, desk: clock{now: epoch.Add(1000 * time.Hour)}}
	p.tabs = pane.NewTabs(p.kit, "history", nil, "All")
	p.box = pane.NewFilterBox(p.kit, "history", store.ActivationGrammar(), nil)
	read, back := p.reader(), p.backer()
	all, err := read(t.Context(), "", 1000)
	if err != nil || len(all) != 48 {
		t.Fatalf("%d rows downwards: %v", len(all), err)
	}
	want := keysOf(all)
	for limit := 1; limit < 50; limit++ {
		var got []string
		for before, steps := "", 0; steps < 100; steps++ {
			rows, err := back(t.Context(), before, limit)
			if err != nil {
				t.Fatal(err)
			}
			if len(rows) == 0 {
				break
			}
			got = append(keysOf(rows), got...)
			before = rows[0].place()
		}
		if !slices.Equal(got, want) {
			t.Fatalf("pages of %d upwards give\n%v\nnot\n%v", limit, got, want)
		}
	}
}
