package wiring

import (
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"testing"
	"time"

	"switchboard/client/oneuc"
	"switchboard/client/rest"
	"switchboard/store"
	"switchboard/store/act"
	"switchboard/ui/cli"
)

// stood is what the doctor tells of one thing that stands.
type stood struct{ Reason, Provider, Word, Sentence, Command string }

func standsNow(t *testing.T, p Program) []stood {
	t.Helper()
	r := run(t, p, "doctor", "--offline", "--json")
	var said struct{ Standing []stood }
	if err := json.Unmarshal([]byte(r.out), &said); err != nil || r.code != cli.OK {
		t.Fatalf("exit %d, %v: %s", r.code, err, r.out)
	}
	return said.Standing
}

// health brings about how it goes with a provider, and that it goes well again.
func health(state store.HealthState) (brought, ended func(context.Context, *store.DB) error) {
	put := func(s store.HealthState) func(context.Context, *store.DB) error {
		return func(ctx context.Context, db *store.DB) error {
			return db.PutHealth(ctx, store.Health{Provider: "lines", State: s, Since: time.Now(), LastOK: time.Now(), Message: "LINES has trouble (500)"})
		}
	}
	return put(state), put(store.HealthLive)
}

// Whatever is wrong and lasts has a word for the top line, a sentence, what mends it or the
// knowledge that only the provider can, a line from doctor and, where it keeps acts from being
// sent, a reason of the same name; when it is mended the word goes.
func TestWhatStandsIsToldAndEnds(t *testing.T) {
	type change = func(context.Context, *store.DB) error
	offline, on1 := health(store.HealthOffline)
	trouble, on2 := health(store.HealthError)
	refused, on3 := health(store.HealthRefused)
	hold, on4 := health(store.HealthHold)
	const lost = "+14155550143"
	for code, c := range map[store.Condition]struct {
		files          func(t *testing.T, dir string) // between two programs
		brought, ended change
	}{
		store.Unreachable: {brought: offline, ended: on1}, store.Trouble: {brought: trouble, ended: on2},
		store.KeyRefused: {brought: refused, ended: on3}, store.OnHold: {brought: hold, ended: on4},
		store.JournalHeld: {
			files: func(t *testing.T, dir string) {
				if err := os.Remove(filepath.Join(dir, "journal.db")); err != nil {
					t.Fatal(err)
				}
			},
			ended: func(ctx context.Context, db *store.DB) error { return db.Resume(ctx) },
		},
		store.Blocked: {
			brought: func(ctx context.Context, db *store.DB) error {
				return db.Limits().Block(ctx, rest.Block{Provider: "sms", Scope: "account", Until: time.Now().Add(time.Hour), Seen: time.Now(), Reason: "too many failures"})
			},
			ended: func(ctx context.Context, db *store.DB) error { return db.Unblock(ctx, "sms", "account") },
		},
		store.NumberGone: {
			brought: func(ctx context.Context, db *store.DB) error {
				if err := db.PutNumbers(ctx, time.Now(), oneuc.Number{E164: lost, State: oneuc.InService}); err != nil {
					return err
				}
				return db.LoseNumber(ctx, time.Now(), lost)
			},
			ended: func(ctx context.Context, db *store.DB) error {
				all, err := db.Departed(ctx)
				if err != nil {
					return err
				}
				return db.SawDeparted(ctx, all)
			},
		},
	} {
		t.Run(string(code), func(t *testing.T) {
			p := home(t, "")
			dir := p.paths.Profile("default")
			open := func(do change) []store.Standing {
				t.Helper()
				db, err := store.Open(t.Context(), dir)
				if err != nil {
					t.Fatal(err)
				}
				defer db.Close()
				if do != nil {
					if err := do(t.Context(), db); err != nil {
						t.Fatal(err)
					}
				}
				list, err := db.Standing(t.Context(), time.Now())
				if err != nil {
					t.Fatal(err)
				}
				return list
			}
			if list := open(nil); len(list) > 0 {
				t.Fatalf("before: %+v", list)
			}
			if c.files != nil {
				c.files(t, dir)
			}
			list := open(c.brought)
			if len(list) != 1 || list[0].Code != code || list[0].Word == "" || list[0].Sentence == "" || list[0].Ends == "" || list[0].Mend == "" && code != store.OnHold {
				t.Fatalf("it stands as %+v", list)
			}
			if said := standsNow(t, p); len(said) != 1 || said[0].Reason != string(code) || said[0].Word != list[0].Word || said[0].Sentence == "" {
				t.Errorf("the doctor says %+v", said)
			}
			if _, keeps := reasonOf(act.Code(code)); keeps == (code == store.Trouble || code == store.NumberGone) {
				t.Errorf("as a reason: %v", keeps)
			}
			if list := open(c.ended); len(list) > 0 {
				t.Errorf("mended, and still %+v", list)
			}
			if said := standsNow(t, p); len(said) > 0 {
				t.Errorf("mended, and the doctor says %+v", said)
			}
		})
	}
}

func reasonOf(code act.Code) (act.Entry, bool) {
	for _, e := range act.Reasons() {
		if e.Code == code {
			return e, true
		}
	}
	return act.Entry{}, false
}
