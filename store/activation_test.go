package store

import (
	"encoding/json"
	"errors"
	"testing"
	"time"

	"switchboard/client/money"
	"switchboard/client/platfone"
)

func TestActivationComesBackWhole(t *testing.T) {
	db := open(t)
	want := act("64a1c0e8d2a1f9b7e45d3b8e", epoch, coded("482913", 38*time.Second), func(a *platfone.Activation) {
		a.Text, a.CancelableAfter, a.Report = "Twój kod: 482913", epoch.Add(2*time.Minute), "inReview"
		a.CustomerPrice = money.Price{}
	})
	put(t, db, epoch.Add(time.Minute), want)
	got := must[Activation](t)(db.Activation(t.Context(), want.ID))
	if got.Seen != epoch.Add(time.Minute) || got.CodeAt != epoch.Add(38*time.Second) {
		t.Errorf("seen %v, code at %v", got.Seen, got.CodeAt)
	}
	if string(got.Raw) != string(want.Raw) {
		t.Errorf("raw %s, want %s", got.Raw, want.Raw)
	}
	got.Raw, want.Raw = nil, nil
	if g, w := got.Activation, want; g.Text != w.Text || g.Code != w.Code || g.Price != w.Price || g.CustomerPrice != w.CustomerPrice ||
		g.Phone != w.Phone || g.Formatted != w.Formatted || g.SMS != w.SMS || g.Status != w.Status || g.Billing != w.Billing ||
		g.Report != w.Report || !g.CreatedAt.Equal(w.CreatedAt) || !g.UpdatedAt.Equal(w.UpdatedAt) || !g.ExpireAt.Equal(w.ExpireAt) ||
		!g.CancelableAfter.Equal(w.CancelableAfter) || g.Retriable != w.Retriable || g.CustomerID != w.CustomerID ||
		g.CountryID != w.CountryID || g.ServiceID != w.ServiceID {
		t.Errorf("got %+v\nwant %+v", g, w)
	}
	if _, err := db.Activation(t.Context(), "nothing"); !errors.Is(err, ErrNotFound) {
		t.Errorf("an unknown activation: %v", err)
	}
}

func TestOlderNeverOverwrites(t *testing.T) {
	waiting := act("a1", epoch)
	code := act("a1", epoch, coded("1111", 30*time.Second))
	done := act("a1", epoch, coded("1111", 30*time.Second), ended(platfone.StatusFinalized, time.Minute))
	refunded := act("a1", epoch, coded("1111", 30*time.Second), ended(platfone.StatusFinalized, 2*time.Minute), func(a *platfone.Activation) {
		a.Billing, a.Report = platfone.BillingRefunded, platfone.ReportApproved
	})
	tie := act("a1", epoch, func(a *platfone.Activation) { a.UpdatedAt = code.UpdatedAt })
	for _, c := range []struct {
		name         string
		first, later platfone.Activation
		want         platfone.Activation
	}{
		{"a newer one", waiting, code, code},
		{"an older one", code, waiting, code},
		{"the same second, less advanced", code, tie, code},
		{"the same second, more advanced", tie, code, code},
		{"an ended one revived", done, act("a1", epoch, coded("1111", 3*time.Minute)), done},
		{"a refund after the end", done, refunded, refunded},
		{"a bill after the refund", refunded, done, refunded},
	} {
		t.Run(c.name, func(t *testing.T) {
			db := open(t)
			put(t, db, epoch, c.first)
			put(t, db, epoch.Add(time.Hour), c.later)
			got := must[Activation](t)(db.Activation(t.Context(), "a1"))
			if got.SMS != c.want.SMS || got.Status != c.want.Status || got.Billing != c.want.Billing || !got.UpdatedAt.Equal(c.want.UpdatedAt) {
				t.Errorf("got %s %s %s %v", got.SMS, got.Status, got.Billing, got.UpdatedAt)
			}
		})
	}
}

func TestLeftOutFieldsStay(t *testing.T) {
	db := open(t)
	put(t, db, epoch, act("a1", epoch))
	put(t, db, epoch, act("a1", epoch, coded("1", time.Minute), func(a *platfone.Activation) {
		a.CustomerID, a.Formatted, a.CustomerPrice, a.Price = "", "", money.Price{}, money.Price{}
	}))
	got := must[Activation](t)(db.Activation(t.Context(), "a1"))
	if got.CustomerID != "acme" || got.Formatted == "" || got.CustomerPrice != money.Known(80) || got.Price != money.Known(20) {
		t.Errorf("got %+v", got.Activation)
	}
}

func TestLiveActivations(t *testing.T) {
	db := open(t)
	now := epoch.Add(time.Hour)
	put(t, db, now,
		act("running", now.Add(-5*time.Minute)),
		act("closing", now.Add(-30*time.Minute)),
		act("expired-just", now.Add(-25*time.Minute), ended(platfone.StatusExpired, 20*time.Minute)),
		act("expired-long", now.Add(-45*time.Minute), ended(platfone.StatusExpired, 20*time.Minute)),
		act("canceled-just", now.Add(-10*time.Minute), ended(platfone.StatusCanceled, 5*time.Minute)),
		act("canceled-long", now.Add(-18*time.Minute), ended(platfone.StatusCanceled, 5*time.Minute)),
	)
	var ids []string
	for _, a := range must[[]Activation](t)(db.LiveActivations(t.Context(), now)) {
		ids = append(ids, a.ID)
	}
	want := []string{"running", "canceled-just", "expired-just", "closing"}
	if len(ids) != len(want) {
		t.Fatalf("live: %v, want %v", ids, want)
	}
	for i := range want {
		if ids[i] != want[i] {
			t.Fatalf("live: %v, want %v", ids, want)
		}
	}
	if n := must[Count](t)(db.ActiveCount(t.Context())); n != (Count{2, false}) {
		t.Errorf("%+v active, want 2 of what was read", n)
	}
	if err := db.Cover(t.Context(), "history", now.Add(-time.Hour), now); err != nil {
		t.Fatal(err)
	}
	if n := must[Count](t)(db.ActiveCount(t.Context())); n != (Count{2, true}) {
		t.Errorf("%+v active, want 2", n)
	}
	if list := must[[]Activation](t)(db.WaitingActivations(t.Context())); len(list) != 2 || list[0].ID != "closing" {
		t.Errorf("waiting: %v", list)
	}
}

func TestClashingKeys(t *testing.T) {
	db := open(t)
	// The last five digits and the second are the same.
	put(t, db, epoch, act("aa00000012345", epoch), act("bb00000012345", epoch), act("cc00000012345", epoch))
	put(t, db, epoch, act("bb00000012345", epoch, coded("7", time.Second)))
	// The same row twice in one list, new and known.
	put(t, db, epoch, act("dd00000012345", epoch), act("dd00000012345", epoch, coded("8", time.Second)),
		act("bb00000012345", epoch, coded("9", time.Minute)), act("bb00000012345", epoch, coded("10", time.Hour)))
	keys := map[Key]bool{}
	for _, id := range []string{"aa00000012345", "bb00000012345", "cc00000012345", "dd00000012345"} {
		a := must[Activation](t)(db.Activation(t.Context(), id))
		keys[a.Key] = true
		if made := stamp(int64(a.Key) >> keyBits); made != epoch {
			t.Errorf("%s was made at %v", id, made)
		}
		var raw struct {
			ID   string `json:"activation_id"`
			Code string `json:"sms_code"`
		}
		if err := json.Unmarshal(a.Raw, &raw); err != nil || raw.ID != id || raw.Code != a.Code {
			t.Errorf("%s with the code %q has the raw object %s", id, a.Code, a.Raw)
		}
	}
	if len(keys) != 4 {
		t.Errorf("%d keys for 4 rows", len(keys))
	}
	if r := must[PairRecord](t)(db.PairRecord(t.Context(), "telegram", "uk", epoch)); r.Ordered != 4 || r.Received != 2 || r.Timed != 2 {
		t.Errorf("record %+v", r)
	}
	if got := codesOf(t, db, "bb00000012345"); !equalStrings(got, []string{"7", "9", "10"}) {
		t.Errorf("codes %v", got)
	}
}
