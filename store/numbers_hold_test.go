package store

import (
	"path/filepath"
	"strings"
	"testing"
	"time"

	"switchboard/client/platfone"
)

// An amount or a code in the cache that is not what came is noticed at the start after a kill, in whatever form its
// object is kept, also where SQLite finds nothing wrong; numbers that are as they came, or were purged, raise no alarm.
func TestAWrongAmountInTheCacheIsNoticed(t *testing.T) {
	for name, c := range map[string]struct {
		query string
		wrong bool
	}{
		"as it came":                 {"", false},
		"a price":                    {"UPDATE activations SET price = price + 1 WHERE id LIKE '%01'", true},
		"a price beside its object":  {"UPDATE activations SET price = price + 1 WHERE id LIKE '%02'", true},
		"what a customer pays":       {"UPDATE activations SET customer_price = 1 WHERE id LIKE '%02'", true},
		"a code":                     {"UPDATE activations SET sms_code = '999999' WHERE id LIKE '%03'", true},
		"a code beside its object":   {"UPDATE activations SET sms_code = '999999' WHERE id LIKE '%04'", true},
		"the object":                 {"UPDATE activation_raw SET raw = replace(raw, '\"price\":20', '\"price\":10')", true},
		"another word of the object": {"UPDATE activation_raw SET raw = replace(raw, '\"x\"', '\"y\"')", true},
		"when it was heard the last": {"UPDATE activations SET seen = seen + 1", false},
	} {
		t.Run(name, func(t *testing.T) {
			dir := filepath.Join(t.TempDir(), "profile")
			fill(t, dir, 20)
			db := openAt(t, dir)
			put(t, db, epoch, act("over", epoch, coded("555555", time.Second), ended(platfone.StatusFinalized, time.Minute), func(a *platfone.Activation) { a.CustomerID = "gone" }))
			if p := must[PurgeResult](t)(db.Purge(t.Context(), PurgeFilter{Customer: "gone"})); p.Deleted != 1 {
				t.Errorf("purged %+v", p)
			}
			if err := db.Close(); err != nil {
				t.Fatal(err)
			}
			cache := pool(filepath.Join(dir, "cache.db"), map[string][]string{"mode": {"rw"}}, 1)
			if _, err := cache.Exec(c.query); err != nil {
				t.Fatal(err)
			}
			cache.Close()
			unclean(t, dir)
			db = openAt(t, dir)
			said := strings.Contains(strings.Join(db.Notes(), ""), "does not match its checksum")
			if aside, _ := filepath.Glob(filepath.Join(dir, "cache-damaged-*")); said != c.wrong || (len(aside) > 0) != c.wrong {
				t.Errorf("told %q, set aside %v", db.Notes(), aside)
			}
			if wrong := must[[]string](t)(db.Check(t.Context())); len(wrong) != 0 {
				t.Errorf("check says %q", wrong)
			}
		})
	}
}
