package store

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// sent begins and sends one act, and settles it as it came out: "" leaves it open.
func sent(t *testing.T, db *DB, in Intent, outcome IntentState) int64 {
	t.Helper()
	id := must[int64](t)(db.Begin(t.Context(), in, nil))
	if err := db.MarkSent(t.Context(), id); err != nil {
		t.Fatal(err)
	}
	if outcome != "" {
		if err := db.Settle(t.Context(), id, outcome, "", ""); err != nil {
			t.Fatal(err)
		}
	}
	return id
}

// used is a profile with two hundred acts that ended and four that are open.
func used(t *testing.T) (dir string, open []Intent) {
	t.Helper()
	dir = filepath.Join(t.TempDir(), "profile")
	fill(t, dir, 60)
	db := openAt(t, dir)
	for i := range 200 {
		sent(t, db, Intent{Op: "sms.order", NaturalKey: fmt.Sprint("done", i), Subject: strings.Repeat("telegram ", 8), Body: json.RawMessage(`{"n":1}`)}, StateConfirmed)
		if err := db.Audit(t.Context(), "sms.order", fmt.Sprint("telegram ", i), "done"); err != nil {
			t.Fatal(err)
		}
	}
	open = []Intent{
		{Op: "sms.adjust", NaturalKey: "sms/transaction/t1", Subject: "+$7.77 for acme", Body: json.RawMessage(`{"Customer":"acme"}`)},
		{Op: "sms.order", NaturalKey: "sms/order/acme/telegram/uk", Subject: "telegram/uk for acme", Body: json.RawMessage(`{"Customer":"acme"}`)},
		{Op: "lines.e911", NaturalKey: "lines/number/+14155550142", Subject: "+1 415 555 0142", Body: json.RawMessage(`{"N":"+14155550142"}`)},
		{Op: "trust.checkout", NaturalKey: "trust/listing/+14155550143", Subject: "+1 415 555 0143", Body: json.RawMessage(`{"N":"+14155550143"}`)},
	}
	for i := range open {
		state := StateUnknown
		if i == 1 {
			state = "" // its program ended while it was on its way
		}
		open[i].ID = sent(t, db, open[i], state)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	return dir, open
}

// copied is the profile once more.
func copied(t *testing.T, from string) string {
	t.Helper()
	to := filepath.Join(t.TempDir(), "profile")
	if err := os.CopyFS(to, os.DirFS(from)); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(to, 0o700); err != nil {
		t.Fatal(err)
	}
	unclean(t, to)
	return to
}

// stillOpen fails unless each attempt is found with all that was sent, is told, and
// bars the same, also after a person confirmed the journal.
func stillOpen(t *testing.T, dir string, want []Intent) {
	t.Helper()
	db := openAt(t, dir)
	defer db.Close()
	if err := db.Resume(t.Context()); err != nil {
		t.Fatal(err)
	}
	list := must[[]Intent](t)(db.OpenIntents(t.Context()))
	must[[]Intent](t)(db.TakeUp(t.Context()))
	for _, w := range want {
		at := slices.IndexFunc(list, func(in Intent) bool { return in.ID == w.ID })
		if at < 0 {
			t.Errorf("%s (%s) is not known any more", w.Op, w.Subject)
			continue
		}
		if got := list[at]; got.Damaged || got.Op != w.Op || got.NaturalKey != w.NaturalKey || got.Subject != w.Subject || !bytes.Equal(got.Body, w.Body) || got.SentAt.IsZero() {
			t.Errorf("%s came back as %+v", w.Op, got)
		}
		var twice *OpenIntentError
		if _, err := db.Begin(t.Context(), Intent{Op: w.Op, NaturalKey: w.NaturalKey}, nil); !errors.As(err, &twice) {
			t.Errorf("the same %s began again: %v", w.Op, err)
		}
	}
}

// Whichever page of the journal is damaged, and when it is gone altogether, what
// was sent and has no outcome stays known and is not sent again.
func TestWhateverIsDamagedAnOpenAttemptStaysOpen(t *testing.T) {
	from, open := used(t)
	whole := must[[]byte](t)(os.ReadFile(filepath.Join(from, "journal.db")))
	damages := map[string]func(path string) error{
		"removed": os.Remove,
		"emptied": func(path string) error { return os.Truncate(path, 0) },
		"cut":     func(path string) error { return os.Truncate(path, 6000) },
	}
	for at := int64(0); at < int64(len(whole)); at += 4096 {
		damages[fmt.Sprintf("page %d zeroed", at/4096+1)] = func(path string) error {
			return os.WriteFile(path, slices.Concat(whole[:at], make([]byte, 4096), whole[at+4096:]), 0o600)
		}
		damages[fmt.Sprintf("page %d overwritten", at/4096+1)] = func(path string) error {
			wreck(t, path, at+40, 3000)
			return nil
		}
	}
	for name, damage := range damages {
		t.Run(name, func(t *testing.T) {
			dir := copied(t, from)
			if err := damage(filepath.Join(dir, "journal.db")); err != nil {
				t.Fatal(err)
			}
			stillOpen(t, dir, open)
		})
	}
}

// A flipped byte that no structure shows takes an attempt out of no list.
func TestAQuietlyDamagedRowIsReadFromItsCopy(t *testing.T) {
	from, open := used(t)
	whole := must[[]byte](t)(os.ReadFile(filepath.Join(from, "journal.db")))
	for _, in := range open {
		for _, word := range []string{in.NaturalKey, string(in.Body)} {
			for at := 0; ; at++ {
				next := bytes.Index(whole[at:], []byte(word))
				if next < 0 {
					break
				}
				at += next
				dir, changed := copied(t, from), bytes.Clone(whole)
				changed[at+3] ^= 1
				if err := os.WriteFile(filepath.Join(dir, "journal.db"), changed, 0o600); err != nil {
					t.Fatal(err)
				}
				stillOpen(t, dir, open)
			}
		}
	}
}

// What has an outcome leaves no copy, and a copy that was left behind does not open
// it again.
func TestACopyEndsWithItsAttempt(t *testing.T) {
	db := open(t)
	copies := func() []string {
		names, err := filepath.Glob(filepath.Join(db.dir, copiesFolder, "*"))
		if err != nil {
			t.Fatal(err)
		}
		return names
	}
	id := sent(t, db, Intent{Op: "sms.order", NaturalKey: "one", Subject: "one"}, "")
	left := must[[]byte](t)(os.ReadFile(db.copyPath(id)))
	if info := must[os.FileInfo](t)(os.Stat(db.copyPath(id))); info.Mode().Perm() != 0o600 {
		t.Errorf("others may read it: %v", info.Mode())
	}
	for _, state := range []IntentState{StateUnknown, StateAbsent} {
		if len(copies()) != 1 {
			t.Fatalf("before %s: %v", state, copies())
		}
		if err := db.Settle(t.Context(), id, state, "", ""); err != nil {
			t.Fatal(err)
		}
	}
	if len(copies()) != 0 {
		t.Fatalf("it ended, and there is %v", copies())
	}
	if err := os.WriteFile(db.copyPath(id), left, 0o600); err != nil { // its program ended before it was taken away
		t.Fatal(err)
	}
	dir := db.dir
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	db = openAt(t, dir)
	if list := must[[]Intent](t)(db.OpenIntents(t.Context())); len(list) != 0 || len(copies()) != 0 {
		t.Errorf("open again: %+v, copies %v", list, copies())
	}
}

// A journal of an earlier Switchboard has no copies: what its log says was sent
// without an answer, and nothing else, is open again. Where the log is gone too,
// whatever was sent waits for a person.
func TestWithoutCopiesTheLogTellsWhatWasOpen(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "profile")
	fill(t, dir, 60)
	db := openAt(t, dir)
	log := [][3]string{
		{"sms.adjust", "+$7.77 for acme", SentNoAnswer},
		{"sms.adjust", "+$1.00 for acme", SentNoAnswer}, {"sms.adjust", "+$1.00 for acme", "found: it was done"},
		{"lines.buy", "+1 415 555 0142", "LINES answered 500: fault by carrier"},
		{"lines.release", "+1 415 555 0143", "refused: LINES answered 400: no"},
		{"sms.order", "telegram/uk for acme", "done"},
	}
	for _, e := range log {
		if err := db.Audit(t.Context(), e[0], e[1], e[2]); err != nil {
			t.Fatal(err)
		}
	}
	root := must[int64](t)(one(t.Context(), db.journal.r, number, "SELECT rootpage FROM sqlite_schema WHERE name = 'intents'"))
	audit := must[int64](t)(one(t.Context(), db.journal.r, number, "SELECT rootpage FROM sqlite_schema WHERE name = 'audit'"))
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	if err := os.RemoveAll(filepath.Join(dir, copiesFolder)); err != nil {
		t.Fatal(err)
	}
	opened := func(pages ...int64) (subjects []string) {
		at := copied(t, dir)
		for _, page := range pages {
			wreck(t, filepath.Join(at, "journal.db"), (page-1)*4096, 4096)
		}
		db := openAt(t, at)
		defer db.Close()
		if err := db.Resume(t.Context()); err != nil {
			t.Fatal(err)
		}
		var twice *OpenIntentError
		if _, err := db.Begin(t.Context(), Intent{Op: "sms.adjust", NaturalKey: "sms/transaction/t2"}, nil); !errors.As(err, &twice) {
			t.Errorf("money went on: %v", err)
		}
		if _, err := db.Begin(t.Context(), Intent{Op: "lines.e911", NaturalKey: "lines/number/1"}, nil); err != nil {
			t.Errorf("a 911 address waits: %v", err)
		}
		for _, in := range must[[]Intent](t)(db.OpenIntents(t.Context())) {
			if in.Op != "lines.e911" {
				subjects = append(subjects, in.Subject)
			}
			if in.Damaged && !strings.Contains(in.Told(), fmt.Sprint("switchboard attempts settle ", in.ID)) {
				t.Errorf("no way out: %s", in.Told())
			}
		}
		return subjects
	}
	if got := opened(root); !slices.Equal(got, []string{"+$7.77 for acme", "+1 415 555 0142"}) {
		t.Errorf("by the log: %q", got)
	}
	if got := opened(root, audit); len(got) != 1 || !strings.HasPrefix(got[0], "whatever was sent before ") {
		t.Errorf("by nothing: %q", got)
	}
}
