package store

import (
	"fmt"
	"testing"
	"time"

	"switchboard/client/money"
	"switchboard/client/platfone"
)

func TestGaps(t *testing.T) {
	db := open(t)
	at := func(hours int) time.Time { return epoch.Add(time.Duration(hours) * time.Hour) }
	for _, s := range [][2]int{{10, 20}, {30, 40}, {18, 25}, {40, 41}, {60, 70}} {
		if err := db.Cover(t.Context(), "history", at(s[0]), at(s[1])); err != nil {
			t.Fatal(err)
		}
	}
	for _, c := range []struct {
		low, high int
		want      string
	}{
		{0, 100, "0-10 25-30 41-60 70-100"},
		{12, 20, ""},
		{12, 35, "25-30"},
		{26, 28, "26-28"},
		{41, 60, "41-60"},
	} {
		got := ""
		for _, g := range must[[]Span](t)(db.Gaps(t.Context(), "history", at(c.low), at(c.high))) {
			if got != "" {
				got += " "
			}
			got += fmt.Sprintf("%.0f-%.0f", g.Low.Sub(epoch).Hours(), g.High.Sub(epoch).Hours())
		}
		if got != c.want {
			t.Errorf("gaps of %d to %d: %q, want %q", c.low, c.high, got, c.want)
		}
	}
	if other := must[[]Span](t)(db.Gaps(t.Context(), "ledger", at(0), at(1))); len(other) != 1 {
		t.Errorf("gaps of something else: %v", other)
	}
	if n := must[int64](t)(one(t.Context(), db.cache.r, number, "SELECT count(*) FROM spans")); n != 3 {
		t.Errorf("%d stretches kept, want 3", n)
	}
}

func TestProgress(t *testing.T) {
	db := open(t)
	if p := must[Progress](t)(db.Progress(t.Context(), "history")); p != (Progress{}) {
		t.Errorf("before it began: %+v", p)
	}
	want := Progress{Cursor: "page 7", Done: 700, Total: 4800, At: epoch}
	if err := db.PutProgress(t.Context(), "history", want); err != nil {
		t.Fatal(err)
	}
	if p := must[Progress](t)(db.Progress(t.Context(), "history")); p != want {
		t.Errorf("progress %+v", p)
	}
}

func TestHookIsFirstOnce(t *testing.T) {
	db := open(t)
	for i, want := range []bool{true, false} {
		if first := must[bool](t)(db.HookSeen(t.Context(), "evt1", epoch.Add(time.Duration(i)*time.Hour))); first != want {
			t.Errorf("delivery %d: first %v", i, first)
		}
	}
	if first := must[bool](t)(db.HookSeen(t.Context(), "evt1", epoch.Add(8*24*time.Hour))); !first {
		t.Error("ids are kept for ever")
	}
}

func TestAuditLog(t *testing.T) {
	db := open(t)
	for i := range 5 {
		if err := db.Audit(t.Context(), "order", fmt.Sprint("cust", i), "done"); err != nil {
			t.Fatal(err)
		}
	}
	var who []string
	for before := int64(0); ; {
		page := must[[]Event](t)(db.AuditLog(t.Context(), before, 2))
		if len(page) == 0 {
			break
		}
		for _, e := range page {
			who = append(who, e.Who)
			before = e.ID
			if e.At.IsZero() || e.What != "order" || e.Result != "done" {
				t.Errorf("event %+v", e)
			}
		}
	}
	if !equalStrings(who, []string{"cust4", "cust3", "cust2", "cust1", "cust0"}) {
		t.Errorf("log %v", who)
	}
}

func TestHealth(t *testing.T) {
	db := open(t)
	want := Health{Provider: "sms", State: "offline", Since: epoch, LastOK: epoch.Add(-time.Minute), NextTry: epoch.Add(time.Minute), Message: "no route"}
	for _, h := range []Health{{Provider: "trust", State: "live"}, {Provider: "sms", State: "live"}, want} {
		if err := db.PutHealth(t.Context(), h); err != nil {
			t.Fatal(err)
		}
	}
	all := must[[]Health](t)(db.Healths(t.Context()))
	if len(all) != 2 || all[0] != want || all[1].State != "live" {
		t.Errorf("healths %+v", all)
	}
}

func TestFavouritesAndRecents(t *testing.T) {
	db := open(t)
	for _, id := range []string{"telegram", "netflix", "telegram"} {
		if err := db.ToggleFavourite(t.Context(), "service", id); err != nil {
			t.Fatal(err)
		}
	}
	if list := must[[]string](t)(db.Favourites(t.Context(), "service")); !equalStrings(list, []string{"netflix"}) {
		t.Errorf("favourites %v", list)
	}
	for i, service := range []string{"telegram", "netflix", "telegram", "whatsapp"} {
		put(t, db, epoch, act(fmt.Sprint("a", i), epoch.Add(time.Duration(i)*time.Second), func(a *platfone.Activation) { a.ServiceID = service }))
	}
	if list := must[[]string](t)(db.Recents(t.Context(), "service", 2)); !equalStrings(list, []string{"whatsapp", "telegram"}) {
		t.Errorf("recents %v", list)
	}
	if list := must[[]string](t)(db.Recents(t.Context(), "weather", 2)); len(list) != 0 {
		t.Errorf("recents of something else: %v", list)
	}
}

func TestSettings(t *testing.T) {
	db := open(t)
	for _, kv := range [][2]string{{"pane.a", "1"}, {"pane.b", "2"}, {"pane.b", "3"}, {"other", "4"}, {"pane.c", "5"}, {"pane.c", ""}} {
		if err := db.PutSetting(t.Context(), kv[0], kv[1]); err != nil {
			t.Fatal(err)
		}
	}
	if v := must[string](t)(db.Setting(t.Context(), "pane.b")); v != "3" {
		t.Errorf("setting %q", v)
	}
	if v := must[string](t)(db.Setting(t.Context(), "pane.c")); v != "" {
		t.Errorf("a forgotten setting %q", v)
	}
	if all := must[map[string]string](t)(db.Settings(t.Context(), "pane.")); len(all) != 2 || all["pane.a"] != "1" {
		t.Errorf("settings %v", all)
	}
}

func TestAccountBalance(t *testing.T) {
	db := open(t)
	if b := must[AccountBalance](t)(db.AccountBalance(t.Context())); b.Total.Known || !b.Seen.IsZero() {
		t.Errorf("before it was heard: %+v", b)
	}
	want := platfone.Balance{Total: money.Known(21430), Reserved: money.Known(100)}
	for i, b := range []platfone.Balance{want, {Total: money.Known(1)}} {
		if err := db.PutAccountBalance(t.Context(), epoch.Add(-time.Duration(i)*time.Second), b); err != nil {
			t.Fatal(err)
		}
	}
	if b := must[AccountBalance](t)(db.AccountBalance(t.Context())); b.Balance != want || b.Seen != epoch {
		t.Errorf("balance %+v", b)
	}
}
