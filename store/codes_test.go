package store

import (
	"errors"
	"testing"
	"time"

	"switchboard/client/platfone"
)

func codesOf(t *testing.T, db *DB, id string) []string {
	t.Helper()
	var list []string
	for _, c := range must[[]Code](t)(db.Codes(t.Context(), id)) {
		list = append(list, c.Code)
	}
	return list
}

func equalStrings(a, b []string) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i] != b[i] {
			return false
		}
	}
	return true
}

func TestCodesAreKeptBeforeTheCache(t *testing.T) {
	db := open(t)
	if _, err := db.cache.w.Exec("CREATE TRIGGER full BEFORE INSERT ON activations BEGIN SELECT raise(ABORT, 'the disk is full'); END"); err != nil {
		t.Fatal(err)
	}
	watch := db.Watch()
	if err := db.PutActivations(t.Context(), epoch, act("a1", epoch, coded("1234", time.Minute))); err == nil {
		t.Fatal("the cache took the row")
	}
	if got := codesOf(t, db, "a1"); !equalStrings(got, []string{"1234"}) {
		t.Errorf("codes %v", got)
	}
	if topics := must[Topic](t)(watch.Next(t.Context())); topics != Codes {
		t.Errorf("topics %b, want Codes only", topics)
	}
}

func TestCodesOfEveryRound(t *testing.T) {
	again := func(code string, status platfone.SMSStatus, after time.Duration) platfone.Activation {
		return act("a1", epoch, coded(code, after), func(a *platfone.Activation) { a.SMS = status })
	}
	for _, c := range []struct {
		name string
		seen []platfone.Activation
		want []string
	}{
		{"once, told twice", []platfone.Activation{again("1", platfone.SMSReceived, 10), again("1", platfone.SMSReceived, 20)}, []string{"1"}},
		{"the old code while waiting for another", []platfone.Activation{
			again("1", platfone.SMSReceived, 10*time.Second), again("1", platfone.RetryRequested, 20*time.Second),
			again("2", platfone.RetryReceived, 30*time.Second), again("2", platfone.RetryReceived, 40*time.Second)}, []string{"1", "2"}},
		{"the same code again", []platfone.Activation{
			again("1", platfone.SMSReceived, 10*time.Second), again("1", platfone.RetryRequested, 20*time.Second),
			again("1", platfone.RetryReceived, 30*time.Second), again("1", platfone.RetryReceived, 30*time.Second)}, []string{"1", "1"}},
		{"a third time", []platfone.Activation{
			again("1", platfone.SMSReceived, 10*time.Second), again("2", platfone.RetryReceived, 30*time.Second),
			again("2", platfone.RetryRequested, 40*time.Second), again("2", platfone.RetryReceived, 50*time.Second)}, []string{"1", "2", "2"}},
		{"an old answer that comes late", []platfone.Activation{
			again("2", platfone.RetryReceived, 30*time.Second), again("1", platfone.SMSReceived, 10*time.Second)}, []string{"2", "1"}},
		{"an old answer with a known code", []platfone.Activation{
			again("1", platfone.SMSReceived, 10*time.Second), again("2", platfone.RetryReceived, 30*time.Second),
			again("1", platfone.RetryRequested, 20*time.Second)}, []string{"1", "2"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			db := open(t)
			for _, a := range c.seen {
				put(t, db, a.UpdatedAt, a)
			}
			if got := codesOf(t, db, "a1"); !equalStrings(got, c.want) {
				t.Errorf("codes %v, want %v", got, c.want)
			}
		})
	}
}

func TestACodeWithoutAParsedCode(t *testing.T) {
	db := open(t)
	put(t, db, epoch, act("a1", epoch, coded("", time.Minute), func(a *platfone.Activation) { a.Text = "tap the link" }))
	list := must[[]Code](t)(db.Codes(t.Context(), "a1"))
	if len(list) != 1 || list[0].Text != "tap the link" {
		t.Errorf("codes %v", list)
	}
}

func TestACopyIsMarkedOnce(t *testing.T) {
	db := open(t)
	put(t, db, epoch.Add(time.Minute), act("a1", epoch, coded("1", time.Minute)))
	put(t, db, epoch.Add(2*time.Minute), act("a2", epoch, coded("2", 2*time.Minute)))
	// What the backfill brings is not offered: nobody waits for it.
	put(t, db, epoch.Add(24*time.Hour), act("old", epoch, coded("3", time.Minute), ended(platfone.StatusExpired, 20*time.Minute)))
	for _, c := range must[[]Code](t)(db.Codes(t.Context(), "a1")) {
		if err := db.MarkCopied(t.Context(), c.ID, epoch.Add(time.Hour)); err != nil {
			t.Fatal(err)
		}
	}
	c := must[[]Code](t)(db.Codes(t.Context(), "a1"))[0]
	if err := db.MarkCopied(t.Context(), c.ID, epoch.Add(2*time.Hour)); err != nil {
		t.Fatal(err)
	}
	if c = must[[]Code](t)(db.Codes(t.Context(), "a1"))[0]; c.Copied != epoch.Add(time.Hour) || c.Damaged {
		t.Errorf("copied at %v, damaged %v", c.Copied, c.Damaged)
	}
	if len(must[[]Code](t)(db.Codes(t.Context(), "old"))) != 1 {
		t.Error("the old code is not kept")
	}
}

func TestCodesAreOnlyAdded(t *testing.T) {
	db := open(t)
	put(t, db, epoch, act("a1", epoch, coded("1", time.Minute)))
	if _, err := db.journal.w.Exec("UPDATE codes SET code = '2'"); err == nil {
		t.Error("a code was overwritten")
	}
}

func TestDamagedCodeIsWithheld(t *testing.T) {
	db := open(t)
	put(t, db, epoch, act("a1", epoch, coded("1234", time.Minute)), act("a2", epoch, coded("5678", time.Minute)))
	if _, err := db.journal.w.Exec("DROP TRIGGER codes_fixed; UPDATE codes SET code = '1235' WHERE activation_id = 'a1'"); err != nil {
		t.Fatal(err)
	}
	c := must[[]Code](t)(db.Codes(t.Context(), "a1"))[0]
	if !c.Damaged || c.Code != "" || c.Text != "" {
		t.Errorf("a damaged code is shown: %+v", c)
	}
	if list := must[[]Code](t)(db.Uncopied(t.Context(), 9)); len(list) != 1 || list[0].Code != "5678" {
		t.Errorf("uncopied %+v", list)
	}
	if err := db.MarkCopied(t.Context(), c.ID, epoch); !errors.Is(err, ErrDamaged) {
		t.Errorf("copying it: %v", err)
	}
	wrong := must[[]string](t)(db.Check(t.Context()))
	if len(wrong) != 1 || wrong[0] != "1 codes do not match their checksum" {
		t.Errorf("check says %q", wrong)
	}
}
