package listings_test

import (
	"context"
	"encoding/csv"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"switchboard/client/numbersonline"
	"switchboard/client/phone"
	"switchboard/store"
	"switchboard/testdata/proof"
	"switchboard/ui/listings"
)

// spoiled is a number of which everything that the provider words is hostile.
type spoiled struct{ list []string }

func (s spoiled) Listing(_ context.Context, n phone.E164) (store.Listing, error) {
	all := strings.Join(s.list, "")
	return store.Listing{Listing: numbersonline.Listing{E164: n, State: numbersonline.State(all), Grade: all,
		Page: &numbersonline.Page{Handle: all, Name: all, Website: all, LogoURL: all}}}, nil
}

func (s spoiled) Complaints(context.Context, phone.E164) (r numbersonline.Reports, seen time.Time, err error) {
	for _, text := range s.list {
		r.Reports = append(r.Reports, numbersonline.Report{Tags: []string{text}, Rating: text, Body: text, Reporter: text, Lane: text, Provenance: text})
		r.Reviews = append(r.Reviews, numbersonline.Review{Rating: text, Body: text, Reporter: text})
	}
	return r, time.Time{}, nil
}

func (s spoiled) Risks(context.Context, phone.E164, time.Time) (list []store.Risk, err error) {
	for _, text := range s.list {
		list = append(list, store.Risk{Grade: text})
	}
	return list, nil
}

// Hostile text in all that a dispute pack tells: every file has its rows, and a terminal draws it.
func TestHostileTextLeavesAsText(t *testing.T) {
	list := proof.Mixtures(t, 500)
	path, err := listings.WritePack(t.Context(), spoiled{list}, "+14155550142", t.TempDir(), time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC))
	if err != nil {
		t.Fatal(err)
	}
	lines := map[string]int{"reports.csv": 2*len(list) + 1, "risk-history.csv": len(list) + 1, "README.md": 21, "listing.json": 15}
	for name, want := range lines {
		raw, err := os.ReadFile(filepath.Join(path, name))
		if err != nil {
			t.Fatal(err)
		}
		text := string(raw)
		if at := proof.Acts(text); at >= 0 {
			t.Errorf("%s acts at %d: %q", name, at, text[max(0, at-40):min(at+40, len(text))])
		}
		if n := strings.Count(text, "\n"); n != want {
			t.Errorf("%s has %d lines, want %d", name, n, want)
		}
		if strings.HasSuffix(name, ".csv") {
			if rows, err := csv.NewReader(strings.NewReader(text)).ReadAll(); err != nil || len(rows) != want {
				t.Errorf("%s: %d rows, %v", name, len(rows), err)
			}
		}
		if strings.HasSuffix(name, ".json") && !json.Valid(raw) {
			t.Errorf("%s is no JSON", name)
		}
	}
	proof.Figure(t, "hostile rows", 3*len(list))
}
