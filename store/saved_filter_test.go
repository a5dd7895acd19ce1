package store

import (
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"
)

func TestAFilterIsSavedRenamedAndRemoved(t *testing.T) {
	db, ctx := open(t), t.Context()
	vip := SavedFilter{List: "history", Name: " Refunds ", Text: "state:refunded tag:vip"}
	if err := db.SaveFilter(ctx, vip, false); err != nil {
		t.Fatal(err)
	}
	got, err := db.SavedFilter(ctx, "history", "refunds")
	if err != nil || got.Name != "Refunds" || got.Text != vip.Text || got.At.IsZero() {
		t.Errorf("%+v %v", got, err)
	}
	other := SavedFilter{List: "history", Name: "REFUNDS", Text: "state:done"}
	if err := db.SaveFilter(ctx, other, false); !errors.Is(err, ErrSaved) {
		t.Errorf("one of the same name was put in its place without a word: %v", err)
	}
	if err := db.SaveFilter(ctx, other, true); err != nil {
		t.Error(err)
	}
	if err := errors.Join(db.SaveFilter(ctx, SavedFilter{List: "history", Name: "b", Text: "acme"}, false), db.SaveFilter(ctx, SavedFilter{List: "live", Name: "b", Text: "acme"}, false)); err != nil {
		t.Error(err)
	}
	if err := db.RenameFilter(ctx, "history", "b", "refunds"); !errors.Is(err, ErrSaved) {
		t.Errorf("renamed to a name that is taken: %v", err)
	}
	if err := errors.Join(db.RenameFilter(ctx, "history", "refunds", "refunds"), db.ForgetFilter(ctx, "history", "b")); err != nil {
		t.Error(err)
	}
	if err := errors.Join(db.ForgetFilter(ctx, "history", "b")); !errors.Is(err, ErrNotFound) {
		t.Errorf("removed twice: %v", err)
	}
	all, err := db.SavedFilters(ctx, "")
	if said := fmt.Sprint(all); err != nil || len(all) != 2 || !strings.Contains(said, "{history refunds state:done") || !strings.Contains(said, "{live b acme") {
		t.Error(all, err)
	}
}

// Several who save at once lose nothing of each other.
func TestFiltersOfSeveralAtOnce(t *testing.T) {
	db := open(t)
	var all sync.WaitGroup
	for i := range 8 {
		all.Go(func() {
			if err := db.SaveFilter(t.Context(), SavedFilter{List: "live", Name: fmt.Sprint("f", i), Text: "acme"}, false); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	if got, err := db.SavedFilters(t.Context(), "live"); err != nil || len(got) != 8 {
		t.Errorf("%d filters of 8 %v", len(got), err)
	}
}

// What cannot be a filter is refused with the field and what is allowed; one that fitted once says why it does not now.
func TestWhatCannotBeSaved(t *testing.T) {
	db := open(t)
	for says, f := range map[string]SavedFilter{
		"the list: one of live, customers": {List: "lives", Name: "a", Text: "acme"},
		"the name: 1 to 40":                {List: "live", Name: "@a", Text: "acme"},
		"not beginning with @":             {List: "live", Name: strings.Repeat("a", 41), Text: "acme"},
		"digits, signs and blanks":         {List: "live", Name: "a\x1b[2J", Text: "acme"},
		"letters":                          {List: "live", Name: " ", Text: "acme"},
		"the filter: up to 200":            {List: "live", Name: "a", Text: strings.Repeat("a", 201)},
		"the filter: ":                     {List: "live", Name: "a", Text: "colour:red"},
		"everything would pass":            {List: "live", Name: "a", Text: " "},
	} {
		if err := db.SaveFilter(t.Context(), f, true); err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("%+v: %v, wanted %q", f, err, says)
		}
	}
	if why := (SavedFilter{List: "live", Text: "colour:red"}).Problem(time.Now()); why == "" {
		t.Error("a filter that asks for what there is not has no problem")
	}
	for i := range maxFiltersEach {
		if err := db.SaveFilter(t.Context(), SavedFilter{List: "log", Name: fmt.Sprint(i), Text: "acme"}, false); err != nil {
			t.Fatal(err)
		}
	}
	if err := db.SaveFilter(t.Context(), SavedFilter{List: "log", Name: "more", Text: "acme"}, false); err == nil || !strings.Contains(err.Error(), "remove one first") {
		t.Error(err)
	}
}
