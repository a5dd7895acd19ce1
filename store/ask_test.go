package store

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"switchboard/client/money"
	"switchboard/client/platfone"
)

// parts are what filters are put together of: fields and what can stand behind them, whole, in part, and with capitals and accents.
var parts = []string{
	"tele", "TELE", "service:tele", "service:=tele", "service:=telegram", "service:a,w", "-service:app", "country:u", "country:=uk", "-country:=us", "customer:Ac", "customer:=acme",
	"customer:=acme customer:=zero", "-customer:cm", "state:wait", "state:done,exp", "-state:refunded", "status:=odd", "state:code -state:code", "bill:re", "-bill:billed", "report:in",
	"-report:declined", "cost<0.30", "cost>0.20", "cost:0.40", "price>=0.21", "pays<0.80", "-pays<0.80", "age<30m", "age>1h", "age<=20m", "has:code", "-has:code", "has:sms", "-has:sms", "has:report", "is:reported",
	"-is:reported", "is:reportable", "-is:reportable", "+44", "(797)", "7975-77", "482913", "zolty", "Żółty", "straße", `"code is"`, "-code", "100%", "a_b", "after:2026-11-21T10:30", "before:2026-11-21T11:10",
}

// some makes an activation of few values, so that filters meet them often.
func some(r *rapid.T, i int, now time.Time) platfone.Activation {
	pick := func(name string, of ...string) string { return rapid.SampledFrom(of).Draw(r, name) }
	at := now.Add(-time.Duration(rapid.IntRange(0, 150).Draw(r, "minutes")) * time.Minute)
	return act(fmt.Sprintf("a%07x", i), at, func(a *platfone.Activation) {
		a.CustomerID, a.ServiceID, a.CountryID = pick("customer", "acme", "ACME", "zero"), pick("service", "telegram", "whatsapp", "tele"), pick("country", "uk", "us")
		a.Status = platfone.ActivationStatus(pick("status", "active", "canceled", "expired", "finalized"))
		a.Billing = platfone.BillingStatus(pick("billing", "reserved", "released", "billed", "refunded"))
		a.SMS = platfone.SMSStatus(pick("sms", "smsRequested", "smsReceived", "retryRequested"))
		a.Report = platfone.ReportStatus(pick("report", "", "", "inReview", "declined"))
		a.Text = pick("text", "", "Your code is 482913", "Żółty STRASSE a_b", "100% free")
		a.Code = pick("code", "", "482913")
		a.UpdatedAt = at.Add(time.Duration(rapid.IntRange(0, 40).Draw(r, "until")) * time.Minute)
		if rapid.Bool().Draw(r, "known") {
			a.Price, a.CustomerPrice = money.Known(money.Cents(rapid.IntRange(18, 42).Draw(r, "cost"))), money.Known(80)
		} else {
			a.Price, a.CustomerPrice = money.Price{}, money.Price{}
		}
		if rapid.IntRange(0, 5).Draw(r, "endless") == 0 {
			a.ExpireAt = time.Time{}
		}
	})
}

// The same filter finds the same activations in a list in memory and in the history that SQLite reads.
func TestFilterMeansTheSameInMemoryAndInTheHistory(t *testing.T) {
	now := time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC)
	db := open(t)
	rapid.Check(t, func(r *rapid.T) {
		if _, err := db.cache.w.ExecContext(t.Context(), "DELETE FROM activations"); err != nil {
			t.Fatal(err)
		}
		var all []platfone.Activation
		for i := range rapid.IntRange(1, 25).Draw(r, "rows") {
			all = append(all, some(r, i, now))
		}
		put(t, db, now, all...)
		for range 12 {
			asked := strings.Join(rapid.SliceOfN(rapid.SampledFrom(parts), 1, 3).Draw(r, "asked"), " ")
			q := ActivationGrammar().Parse(asked, now)
			if q.Problem != "" {
				r.Fatalf("%q: %s", asked, q.Problem)
			}
			var want, got []string
			for _, a := range ActivationRows(now, 0).Only(q, all) {
				want = append(want, a.ID)
			}
			for _, a := range must[[]Activation](t)(db.History(t.Context(), Asked(q, now), 0, 1000)) {
				got = append(got, a.ID)
			}
			slices.Sort(got)
			if !slices.Equal(got, want) {
				r.Fatalf("%q finds %q in memory and %q in the history", asked, want, got)
			}
			if n := must[int](t)(db.CountHistory(t.Context(), Asked(q, now), 1000)); n != len(want) {
				r.Fatalf("%q counts %d of %d", asked, n, len(want))
			}
		}
	})
}

// An SMS with a link alone came, and has no code: what asks for codes leaves it out, in memory and on disk.
func TestALinkIsNoCode(t *testing.T) {
	now := time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC)
	link := act("a0000001", now, func(a *platfone.Activation) { a.Code, a.Text = "", "see https://a.example/x" })
	code := act("a0000002", now, func(a *platfone.Activation) { a.Code, a.Text = "482913", "code 482913" })
	none := act("a0000003", now, func(a *platfone.Activation) { a.Code, a.Text = "", "" })
	db := open(t)
	if err := db.PutActivations(t.Context(), now, link, code, none); err != nil {
		t.Fatal(err)
	}
	for asked, want := range map[string]string{"has:code": "2", "-has:code": "31", "has:sms": "21", "-has:sms": "3"} {
		q := ActivationGrammar().Parse(asked, now)
		saved, err := db.History(t.Context(), Asked(q, now), 0, 10)
		if err != nil {
			t.Fatal(err)
		}
		got := ""
		for _, a := range saved {
			got += a.ID[len(a.ID)-1:]
		}
		held := ""
		for _, a := range []platfone.Activation{none, code, link} {
			if ActivationRows(now, 0).Pass(q, a) {
				held += a.ID[len(a.ID)-1:]
			}
		}
		if sorted(got) != sorted(want) || sorted(held) != sorted(want) {
			t.Errorf("%s: saved %s, held %s, want %s", asked, got, held, want)
		}
	}
}

func sorted(s string) string {
	b := []byte(s)
	slices.Sort(b)
	return string(b)
}
