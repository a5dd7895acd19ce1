package store

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"switchboard/client/numbersonline"
	"switchboard/client/oneuc"
	"switchboard/client/phone"
)

const (
	one199 = phone.E164("+14155550199")
	one142 = phone.E164("+14155550142")
)

func ptr(n int) *int { return &n }

func listing(n phone.E164, state numbersonline.State, score *int) numbersonline.Listing {
	return numbersonline.Listing{E164: n, State: state, Grade: "A", Risk: &numbersonline.Risk{Score: score, Reports30d: ptr(14)},
		Page: &numbersonline.Page{Handle: "acme", Name: "Acme Dispatch", VerifiedSince: epoch}, Raw: json.RawMessage(`{"state":"verified"}`)}
}

func putListing(t *testing.T, db *DB, seen time.Time, l numbersonline.Listing) {
	t.Helper()
	if err := db.PutListing(t.Context(), seen, l); err != nil {
		t.Fatal(err)
	}
}

func TestListing(t *testing.T) {
	db := open(t)
	if err := db.PutBoundNumbers(t.Context(), epoch, []numbersonline.BoundNumber{{E164: one142, Verified: epoch}, {E164: one199}}); err != nil {
		t.Fatal(err)
	}
	putListing(t, db, epoch, listing(one199, numbersonline.Verified, ptr(42)))
	putListing(t, db, epoch.Add(-time.Minute), listing(one199, numbersonline.Verified, ptr(1))) // older
	all := must[[]Listing](t)(db.Listings(t.Context()))
	if len(all) != 2 || all[0].E164 != one199 || all[1].E164 != one142 {
		t.Fatalf("listings %+v", all)
	}
	first := all[0]
	if *first.Risk.Score != 42 || first.Page.Name != "Acme Dispatch" || !first.Page.VerifiedSince.Equal(epoch) || first.Seen != epoch || first.Bound.E164 != one199 {
		t.Errorf("listing %+v", first)
	}
	if !all[1].Seen.IsZero() || !all[1].Bound.Verified.Equal(epoch) {
		t.Errorf("a proved number without a listing: %+v", all[1])
	}
	if _, moved := first.RiskChange(); moved {
		t.Error("the risk moved before anybody looked")
	}
	if err := db.MarkLooked(t.Context(), epoch, one199); err != nil {
		t.Fatal(err)
	}
	putListing(t, db, epoch.Add(time.Hour), listing(one199, numbersonline.Verified, ptr(61)))
	if by, moved := must[Listing](t)(db.Listing(t.Context(), one199)).RiskChange(); by != 19 || !moved {
		t.Errorf("the risk moved by %d, %v", by, moved)
	}
	putListing(t, db, epoch.Add(2*time.Hour), listing(one199, numbersonline.Verified, nil))
	if l := must[Listing](t)(db.Listing(t.Context(), one199)); l.Risk.Score != nil {
		t.Errorf("an unknown risk came back as %d", *l.Risk.Score)
	}
	if _, err := db.Listing(t.Context(), "+1"); !errors.Is(err, ErrNotFound) {
		t.Errorf("an unknown number: %v", err)
	}
}

// A glance tells the same as all that is known of the listings, of what it tells at all.
func TestGlanceTellsHowListingsStand(t *testing.T) {
	db := open(t)
	for i, state := range []numbersonline.State{numbersonline.Verified, numbersonline.Verified, numbersonline.Verified} {
		n := phone.E164(fmt.Sprintf("+1415555010%d", i))
		putListing(t, db, epoch, listing(n, state, ptr(10)))
		if err := db.MarkLooked(t.Context(), epoch, n); err != nil {
			t.Fatal(err)
		}
		putListing(t, db, epoch.Add(time.Hour), listing(n, state, []*int{ptr(60), ptr(5), nil}[i]))
	}
	if err := db.PutComplaints(t.Context(), epoch, one199, numbersonline.Reports{E164: one199}); err != nil { // never heard of itself
		t.Fatal(err)
	}
	all, glanced := must[[]Listing](t)(db.Listings(t.Context())), must[[]Listing](t)(db.GlanceListings(t.Context()))
	if len(glanced) != 4 || len(all) != 4 {
		t.Fatalf("%d at a glance, %d in all", len(glanced), len(all))
	}
	for _, l := range all {
		i := slices.IndexFunc(glanced, func(g Listing) bool { return g.E164 == l.E164 })
		g := glanced[max(i, 0)]
		by, known := l.RiskChange()
		if gBy, gKnown := g.RiskChange(); i < 0 || gBy != by || gKnown != known || g.State != l.State || g.Grade != l.Grade || g.Band() != l.Band() || !g.Seen.Equal(l.Seen) || !g.Gone.Equal(l.Gone) {
			t.Errorf("at a glance %+v, in all %+v", g, l)
		}
	}
}

func TestComplaints(t *testing.T) {
	db := open(t)
	if _, _, err := db.Complaints(t.Context(), one199); !errors.Is(err, ErrNotFound) {
		t.Errorf("before any: %v", err)
	}
	r := numbersonline.Reports{E164: one199, Reports: []numbersonline.Report{{Tags: []string{"robocall"}, Body: "rang at night"}}}
	if err := db.PutComplaints(t.Context(), epoch, one199, r); err != nil {
		t.Fatal(err)
	}
	putListing(t, db, epoch, listing(one199, numbersonline.Verified, ptr(1)))
	got, seen, err := db.Complaints(t.Context(), one199)
	if err != nil || len(got.Reports) != 1 || got.Reports[0].Body != "rang at night" || seen != epoch {
		t.Errorf("complaints %+v, %v, %v", got, seen, err)
	}
	if l := must[Listing](t)(db.Listing(t.Context(), one199)); l.Complaints != 1 {
		t.Errorf("listing counts %d", l.Complaints)
	}
}

func TestRiskHistoryKeepsChanges(t *testing.T) {
	db := open(t)
	for _, step := range []struct {
		after time.Duration
		score *int
	}{{0, ptr(12)}, {time.Minute, ptr(12)}, {time.Hour, ptr(42)}, {2 * time.Hour, nil}, {3 * time.Hour, nil}, {27 * time.Hour, nil}} {
		putListing(t, db, epoch.Add(step.after), listing(one199, numbersonline.Verified, step.score))
	}
	putListing(t, db, epoch, numbersonline.Listing{E164: one142, State: numbersonline.Draft})
	history := must[[]Risk](t)(db.Risks(t.Context(), one199, epoch))
	if len(history) != 4 || *history[0].Score != 12 || *history[1].Score != 42 || history[2].Score != nil || history[3].At != epoch.Add(27*time.Hour) {
		t.Errorf("history %+v", history)
	}
	for since, want := range map[time.Time]int{epoch: 4, epoch.Add(time.Minute): 3, epoch.Add(48 * time.Hour): 0} {
		scores := must[[]Risk](t)(db.RiskScores(t.Context(), one199, since))
		if len(scores) != want {
			t.Errorf("since %v there are %d scores, not %d", since, len(scores), want)
		}
		for i, s := range scores {
			if r := history[4-want+i]; s.At != r.At || !equal(s.Score, r.Score) {
				t.Errorf("score %d is %+v of %+v", i, s, r)
			}
		}
	}
	if none := must[[]Risk](t)(db.Risks(t.Context(), one142, epoch)); len(none) != 0 {
		t.Errorf("history of a draft: %v", none)
	}
}

func TestCheckoutLastsUntilVerified(t *testing.T) {
	db := open(t)
	if _, err := db.Checkout(t.Context(), one199); !errors.Is(err, ErrNotFound) {
		t.Errorf("before any: %v", err)
	}
	for _, n := range []phone.E164{one199, one142} {
		if err := db.PutCheckout(t.Context(), Checkout{E164: n, URL: "https://checkout.stripe.com/c/1", Minted: epoch}); err != nil {
			t.Fatal(err)
		}
	}
	putListing(t, db, epoch, listing(one199, numbersonline.Draft, nil))
	if l := must[Listing](t)(db.Listing(t.Context(), one199)); !l.Paying() || l.CheckoutAt != epoch {
		t.Errorf("a draft with a payment: %+v", l)
	}
	putListing(t, db, epoch.Add(time.Minute), listing(one199, numbersonline.Verified, nil))
	if l := must[Listing](t)(db.Listing(t.Context(), one199)); l.Paying() {
		t.Error("it is verified and still paying")
	}
	putListing(t, db, epoch, listing(one142, numbersonline.Draft, nil))
	if err := db.AmendListing(t.Context(), one142, func(l *numbersonline.Listing) { l.State = numbersonline.Verified }); err != nil {
		t.Fatal(err)
	}
	if _, err := db.Checkout(t.Context(), one142); !errors.Is(err, ErrNotFound) {
		t.Errorf("verified by what an act made of it, and still paying: %v", err)
	}
}

func TestNumbers(t *testing.T) {
	db := open(t)
	rows := []oneuc.Number{
		{E164: one199, State: oneuc.InService, Features: []string{"e911"}, Created: epoch.UTC(), Raw: json.RawMessage(`{"state":"in_service"}`)},
		{E164: one142, State: oneuc.Reserved},
	}
	if err := db.PutNumbers(t.Context(), epoch, rows...); err != nil {
		t.Fatal(err)
	}
	doc := oneuc.Document{"id": json.RawMessage(`"+14155550199"`), "state": json.RawMessage(`"in_service"`), "ours": json.RawMessage(`{"a":1}`),
		"e911": json.RawMessage(`{"street_address":"116 NATOMA ST","status":"PROVISIONED"}`)}
	if err := db.PutDocument(t.Context(), epoch.Add(time.Minute), doc); err != nil {
		t.Fatal(err)
	}
	if err := db.PutDocument(t.Context(), epoch, oneuc.Document{"id": json.RawMessage(`"+14155550199"`)}); err != nil {
		t.Fatal(err)
	}
	n := must[Number](t)(db.Number(t.Context(), one199))
	if e, ok := n.Document.E911(); !ok || e.Status != oneuc.StatusProvisioned || string(n.Document["ours"]) != `{"a":1}` || n.Read != epoch.Add(time.Minute) {
		t.Errorf("number %+v", n)
	}
	if all := must[[]Number](t)(db.Numbers(t.Context())); len(all) != 2 || all[0].E164 != one142 || all[0].State != oneuc.Reserved || all[0].Document != nil {
		t.Errorf("numbers %+v", all)
	}
	if err := db.DropNumbersUnseen(t.Context(), epoch.Add(time.Second)); err != nil {
		t.Fatal(err)
	}
	if all := must[[]Number](t)(db.Numbers(t.Context())); len(all) != 1 || all[0].E164 != one199 {
		t.Errorf("left: %+v", all)
	}
	if err := db.DropNumbers(t.Context(), one199); err != nil {
		t.Fatal(err)
	}
	if _, err := db.Number(t.Context(), one199); !errors.Is(err, ErrNotFound) {
		t.Errorf("a dropped number: %v", err)
	}
}

func TestDrafts(t *testing.T) {
	db := open(t)
	type form struct{ Street string }
	for i, id := range []string{"a", "b"} {
		if err := db.PutDraft(t.Context(), epoch.Add(time.Duration(i)*time.Second), DraftE911, id, form{"Natoma " + id}); err != nil {
			t.Fatal(err)
		}
	}
	var f form
	if at, err := db.Draft(t.Context(), DraftE911, "b", &f); err != nil || f.Street != "Natoma b" || at != epoch.Add(time.Second) {
		t.Errorf("draft %+v, %v, %v", f, at, err)
	}
	if ids := must[[]string](t)(db.Drafts(t.Context(), DraftE911)); !equalStrings(ids, []string{"b", "a"}) {
		t.Errorf("drafts %v", ids)
	}
	if err := db.PutDraft(t.Context(), epoch, DraftE911, "b", nil); err != nil {
		t.Fatal(err)
	}
	if _, err := db.Draft(t.Context(), DraftE911, "b", &f); !errors.Is(err, ErrNotFound) {
		t.Errorf("a forgotten draft: %v", err)
	}
}

// A risk that does not move is written down once a day, to the second.
func TestAnUnchangedRiskIsWrittenOnceADay(t *testing.T) {
	db, score := open(t), 10
	l := numbersonline.Listing{E164: "+14155550142", State: numbersonline.Verified, Risk: &numbersonline.Risk{Score: &score}}
	for _, at := range []time.Duration{0, riskEvery - time.Second, riskEvery} {
		if err := db.PutListing(t.Context(), epoch.Add(at), l); err != nil {
			t.Fatal(err)
		}
	}
	if list := must[[]Risk](t)(db.Risks(t.Context(), l.E164, epoch)); len(list) != 2 {
		t.Errorf("written %d times, want twice: %+v", len(list), list)
	}
}

// A number is called what the service calls it; ours are only what the service has no word for.
func TestTheWordOfAListing(t *testing.T) {
	at := time.Now()
	for want, l := range map[string]Listing{
		"unverified": {Listing: numbersonline.Listing{State: numbersonline.Unverified}},
		"draft":      {Listing: numbersonline.Listing{State: numbersonline.Draft}},
		"verified":   {Listing: numbersonline.Listing{State: numbersonline.Verified}, CheckoutAt: at},
		"paying":     {Listing: numbersonline.Listing{State: numbersonline.Draft}, CheckoutAt: at},
		"unread":     {},
		"gone":       {Listing: numbersonline.Listing{State: numbersonline.Verified}, Gone: at},
		"suspended":  {Listing: numbersonline.Listing{State: "suspended"}}, // a word that is not documented stays
	} {
		if got := l.StateWord(); got != want {
			t.Errorf("%s, want %s", got, want)
		}
	}
}
