package store

import (
	"slices"
	"testing"
	"time"

	"switchboard/client/rest"
)

// What stands comes from everywhere and is told the worst first; every one of
// the conditions has a weight, a word and an end.
func TestStandingTellsTheWorstFirst(t *testing.T) {
	db := open(t)
	now := time.Now()
	db.Stand(LookingOnly(""), BrokenSettings("config.toml:3: sms.base_ulr: there is no such setting"))
	if all := must[[]Standing](t)(db.Standing(t.Context(), now)); len(all) != 2 || all[0].Code != SettingsBroken || all[1].Code != ReadOnly {
		t.Errorf("%+v", all)
	}

	db = open(t)
	if err := db.Limits().Block(t.Context(), rest.Block{Provider: "sms", Scope: "create", Until: now.Add(24 * time.Hour), Reason: "low success rate", Seen: now}); err != nil {
		t.Fatal(err)
	}
	if err := db.Limits().Block(t.Context(), rest.Block{Provider: "sms", Scope: "read", Until: now.Add(time.Minute), Seen: now}); err != nil {
		t.Fatal(err)
	}
	for provider, state := range map[string]HealthState{"sms": "hold", "trust": "refused", "lines": "offline"} {
		if err := db.PutHealth(t.Context(), Health{Provider: provider, State: state, Since: now}); err != nil {
			t.Fatal(err)
		}
	}
	if err := db.hold(t.Context(), "The journal was damaged."); err != nil {
		t.Fatal(err)
	}
	all := must[[]Standing](t)(db.Standing(t.Context(), now))
	var got []Condition
	for _, s := range all {
		got = append(got, s.Code)
		if s.Word == "" || s.Sentence == "" || s.Ends == "" || s.weight() < 0 {
			t.Errorf("not whole: %+v", s)
		}
	}
	if want := []Condition{JournalHeld, Blocked, OnHold, KeyRefused, Unreachable}; !slices.Equal(got, want) {
		t.Errorf("told %v, want %v: a pause of a minute is no block", got, want)
	}
	if err := db.Unblock(t.Context(), "sms", "create"); err != nil {
		t.Fatal(err)
	}
	if all := must[[]Standing](t)(db.Standing(t.Context(), now)); slices.ContainsFunc(all, func(s Standing) bool { return s.Code == Blocked }) {
		t.Error("lifted, and still told")
	}
}

// While nobody is asked, what was last heard of a provider is not told as so now.
func TestOfflineHidesWhatNobodyAsksNow(t *testing.T) {
	db := open(t)
	if err := db.PutHealth(t.Context(), Health{Provider: "sms", State: "error", Since: time.Now()}); err != nil {
		t.Fatal(err)
	}
	db.Stand(WorkingOffline("Working offline", time.Time{}))
	if all := must[[]Standing](t)(db.Standing(t.Context(), time.Now())); len(all) != 1 || all[0].Word != "OFFLINE" {
		t.Errorf("%+v", all)
	}
}

// What keeps acts from being carried out is grave, being offline is not; a pause is told from its least length on.
func TestWhatIsGrave(t *testing.T) {
	for _, code := range weights {
		want := code != Offline && code != Unreachable && code != Trouble && code != ReadOnly && code != NumberGone && code != CutOff
		if (Standing{Code: code}).Grave() != want {
			t.Errorf("%s is grave: %v", code, !want)
		}
	}
	db := open(t)
	for scope, long := range map[string]time.Duration{"told": longPause, "short": longPause - time.Second} {
		if err := db.Limits().Block(t.Context(), rest.Block{Provider: "sms", Scope: scope, Until: epoch.Add(long), Seen: epoch}); err != nil {
			t.Fatal(err)
		}
	}
	list := must[[]Standing](t)(db.Standing(t.Context(), epoch))
	if len(list) != 1 || list[0].Scope != "told" {
		t.Errorf("%+v", list)
	}
}

// A mistake that ends with a question is not given a second end.
func TestASentenceEndsOnce(t *testing.T) {
	for said, want := range map[string]string{"it is wrong": "it is wrong.", "did you mean base_url?": "did you mean base_url?", "It is.": "It is."} {
		if got := Ended(said); got != want {
			t.Errorf("%q ends as %q", said, got)
		}
	}
}
