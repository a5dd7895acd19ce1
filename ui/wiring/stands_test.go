package wiring

import (
	"context"
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"switchboard/client/oneuc"
	"switchboard/client/rest"
	"switchboard/store"
	"switchboard/store/act"
	"switchboard/ui/cli"
	"switchboard/ui/problems"
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

// known waits until it is known that something stands.
func known(code store.Condition) func(context.Context, *store.DB) error {
	return func(ctx context.Context, db *store.DB) error {
		for changes := db.Watch(); ; {
			list, err := db.Standing(ctx, time.Now())
			if err != nil || slices.ContainsFunc(list, func(s store.Standing) bool { return s.Code == code }) {
				changes.Close()
				return err
			}
			if _, err := changes.Next(ctx); err != nil {
				return err
			}
		}
	}
}

// ill is one thing that stands: how it is brought about, what the key that mends it leads to,
// and how it ends.
type ill struct {
	files          func(t *testing.T, p Program, dir string) // between two programs
	brought, ended func(context.Context, *store.DB) error
	full           bool   // while the disk takes nothing
	locked         bool   // while another program holds the cache
	leads          string // what Enter in the list of problems says or opens
	typed          string // what is typed there
}

// cutOff leaves several acts whose program ended in the middle of them.
func cutOff(t *testing.T, _ Program, dir string) {
	db, err := store.Open(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	body := json.RawMessage(`{"ID":"5f1c0ffee5f1c0ffee5f1c0f"}`)
	_, err = db.BeginRun(t.Context(), store.Run{Title: "Close 2 numbers", Total: 2, Acts: []store.RunAct{{N: 0, Op: "sms.cancel", Body: body}, {N: 1, Op: "sms.cancel", Body: body}}})
	if err = errors.Join(err, db.Close()); err != nil {
		t.Fatal(err)
	}
}

func ills() map[store.Condition]ill {
	const lost = "+14155550143"
	offline, on1 := health(store.HealthOffline)
	trouble, on2 := health(store.HealthError)
	refused, on3 := health(store.HealthRefused)
	hold, on4 := health(store.HealthHold)
	let := func(ctx context.Context, db *store.DB) error { return db.Resume(ctx) }
	return map[store.Condition]ill{
		store.Unreachable: {brought: offline, ended: on1, leads: "asked again now"}, store.Trouble: {brought: trouble, ended: on2, leads: "asked again now"},
		store.OnHold: {brought: hold, ended: on4, leads: "asked again now"}, store.KeyRefused: {brought: refused, ended: on3, leads: "Connect: phone lines"},
		store.NoKey: {
			files: func(t *testing.T, p Program, _ string) {
				base, _ := provider(t)
				t.Setenv("SWITCHBOARD_TRUST_KEY", "")
				settled(t, p, linked(base)+"trust.key_cmd = [\"/bin/false\"]\n")
			},
			brought: known(store.NoKey), ended: func(context.Context, *store.DB) error { return nil }, leads: "Connect: number trust",
		},
		store.JournalHeld: {files: removed, ended: let, leads: "Confirm the journal", typed: "journal"},
		journalDamaged:    {files: damaged, ended: let, leads: "Confirm the journal", typed: "journal"},
		store.DiskFull:    {full: true, leads: "Saved."},
		store.Locked:      {locked: true, leads: "Saved."},
		store.SettingsBroken: {files: func(t *testing.T, p Program, _ string) { settled(t, p, "sms.base_ulr = \"https://staging.example\"\n") },
			ended: func(context.Context, *store.DB) error { return nil }, leads: "Settings"},
		store.Blocked: {
			brought: func(ctx context.Context, db *store.DB) error {
				return db.Limits().Block(ctx, rest.Block{Provider: "sms", Scope: "account", Until: time.Now().Add(time.Hour), Seen: time.Now(), Reason: "too many failures"})
			},
			ended: func(ctx context.Context, db *store.DB) error { return db.Unblock(ctx, "sms", "account") }, leads: "Blocked", typed: "L",
		},
		store.CutOff: {files: cutOff, ended: func(ctx context.Context, db *store.DB) error {
			all, err := db.CutOff(ctx)
			for _, r := range all {
				err = errors.Join(err, db.EndRun(ctx, r.ID))
			}
			return err
		}, leads: "Close 2 numbers"},
		store.NumberGone: {
			brought: func(ctx context.Context, db *store.DB) error {
				if err := db.PutNumbers(ctx, time.Now(), oneuc.Number{E164: lost, State: oneuc.InService}); err != nil {
					return err
				}
				return db.LoseNumber(ctx, time.Now(), lost)
			},
			ended: func(ctx context.Context, db *store.DB) error {
				all, err := db.Departed(ctx)
				return errors.Join(err, db.SawDeparted(ctx, all))
			},
			leads: "no notice is shown",
		},
	}
}

// Whatever is wrong and lasts has a word for the top line, an entry among the problems whose key
// mends it, a line from doctor and, where it keeps acts from being sent, a reason of the same
// name; when it is mended the word goes.
func TestWhatStandsIsToldAndEnds(t *testing.T) {
	for code, c := range ills() {
		t.Run(string(code), func(t *testing.T) {
			base, _ := provider(t)
			keyed(t)
			p := home(t, linked(base))
			at := sick{t: t, p: p, ill: c, code: code}
			if code == journalDamaged {
				at.code = store.JournalHeld
			}
			at.opened(func(_ *session, look *problems.Problems) {
				if word, _, _ := look.Loud(); word != "" {
					t.Fatalf("before: %s", word)
				}
			})
			if c.files != nil {
				c.files(t, p, p.paths.Profile("default"))
			}
			at.opened(func(s *session, look *problems.Problems) {
				if c.brought != nil {
					if err := c.brought(t.Context(), s.db); err != nil {
						t.Fatal(err)
					}
				}
				if c.full {
					stop := noRoom(t)
					err := s.db.PutSetting(t.Context(), "x", strings.Repeat("x", 9000))
					stop()
					if !errors.Is(err, store.ErrFull) {
						t.Fatalf("no room, and %v", err)
					}
				}
				if c.locked {
					at.letGo = seized(t, s.db.Dir()) // until it was told: a write of the start that succeeds ends it
					if err := s.db.PutSetting(t.Context(), "x", "y"); !errors.Is(err, store.ErrLocked) {
						t.Errorf("another program holds it, and %v", err)
					}
				}
				at.told(s, look)
			})
			if c.ended != nil {
				settled(t, p, linked(base))
			}
			at.opened(func(s *session, look *problems.Problems) {
				if c.ended != nil {
					if err := c.ended(t.Context(), s.db); err != nil {
						t.Fatal(err)
					}
				}
				at.well(s)
			})
			if said := standsNow(t, p); len(said) > 0 {
				t.Errorf("mended, and the doctor says %+v", said)
			}
		})
	}
}

// A command tells what stands with the provider that it asks, and not with another.
func TestACommandTellsWhatStandsWithItsProvider(t *testing.T) {
	base, _ := provider(t)
	keyed(t)
	t.Setenv("SWITCHBOARD_LINES_KEY", "a8e02581451f3d0fc4a5171dafa18c09")
	p := home(t, strings.ReplaceAll(linked(base), `"a1"`, `"4af48995e1bc0f4e0080301f2fe056f3"`))
	db, err := store.Open(t.Context(), p.paths.Profile("default"))
	if err != nil {
		t.Fatal(err)
	}
	refused, _ := health(store.HealthRefused)
	if err := errors.Join(refused(t.Context(), db), db.Close()); err != nil {
		t.Fatal(err)
	}
	for line, tells := range map[string]bool{"numbers list": true, "e911 show +14155550143": true, "sync": true, "customers list": false, "listings list": false, "code": false} {
		if r := run(t, p, strings.Fields(line)...); strings.Contains(r.errs, "LINES KEY REFUSED") != tells {
			t.Errorf("%s: %s", line, r.errs)
		}
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
