package trust

import (
	"encoding/json"
	"errors"
	"fmt"
	"testing"
	"testing/synctest"
	"time"

	"switchboard/client/sandbox/answer"
)

func score(t *testing.T, s *Service, e164 string) float64 {
	t.Helper()
	return want(t, send(t, s, "GET", listingPath(e164), s.Keys().Main, ""), 200).number("risk.score")
}

func TestRiskRisesByItself(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := New(1, Options{})
		if got := score(t, s, dispatch); got != 61 {
			t.Errorf("at first %v", got)
		}
		later(30 * time.Minute)
		if got := score(t, s, dispatch); got != 64 {
			t.Errorf("after half an hour %v", got)
		}
		later(90 * time.Minute)
		if got := score(t, s, dispatch); got != 70 {
			t.Errorf("after two hours %v: the band was to be crossed", got)
		}
		later(40 * day)
		if got := score(t, s, dispatch); got != 11+20*faintPoints {
			t.Errorf("reports did not fade: %v", got)
		}
	})
}

func TestReportsRaiseTheRiskStepByStep(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := New(1, Options{NoLimits: true})
		control(t, s, "report", `{"e164":"`+plumbing+`","count":3,"every_ms":10000}`)
		for _, expect := range []float64{15, 18, 21, 21} {
			if got := score(t, s, plumbing); got != expect {
				t.Errorf("score %v, want %v", got, expect)
			}
			later(10 * time.Second)
		}
		control(t, s, "report", `{"e164":"`+plumbing+`","lane":"accountable","reporter":"bay-freight-77d0","provenance":"matched"}`)
		control(t, s, "report", `{"e164":"`+plumbing+`","provenance":"mismatched"}`)
		control(t, s, "review", `{"e164":"`+plumbing+`","rating":1}`)
		if got := score(t, s, plumbing); got != 21+accountablePoints+faintPoints+1 {
			t.Errorf("score %v", got)
		}
		control(t, s, "report", `{"e164":"`+plumbing+`","count":200,"every_ms":0}`)
		if got := score(t, s, plumbing); got != 100 {
			t.Errorf("score %v", got)
		}
		r := send(t, s, "GET", listingPath(plumbing), s.Keys().Main, "")
		if r.number("risk.report_count") != 205 || r.number("risk.reports_last_30d") != 205 || r.number("risk.review_positive") != 4 || r.text("trust_grade") != "A" {
			t.Error(r.Body)
		}
	})
}

func TestReportsNewestFirst(t *testing.T) {
	s := New(1, Options{NoLimits: true})
	list := func(query string) []any {
		r := want(t, send(t, s, "GET", listingPath(plumbing)+"/reports"+query, s.Keys().Main, ""), 200)
		return r.body["reports"].([]any)
	}
	control(t, s, "report", `{"e164":"`+plumbing+`","count":300,"every_ms":0}`)
	for query, length := range map[string]int{"": defaultReports, "?limit=7": 7, "?limit=200": 200} {
		if got := len(list(query)); got != length {
			t.Errorf("%q: %d reports, want %d", query, got, length)
		}
	}
	for _, query := range []string{"?limit=0", "?limit=201", "?limit=ten"} {
		want(t, send(t, s, "GET", listingPath(plumbing)+"/reports"+query, s.Keys().Main, ""), 400)
	}
	r := want(t, send(t, s, "GET", listingPath(dispatch)+"/reports", s.Keys().Main, ""), 200)
	last, anonymous, accountable := "9999", 0, 0
	for _, item := range r.body["reports"].([]any) {
		row := item.(map[string]any)
		if at := row["created_at"].(string); at > last {
			t.Errorf("%s after %s", at, last)
		} else {
			last = at
		}
		switch {
		case row["lane"] == "accountable" && row["reporter"] != nil && row["provenance"] == "matched":
			accountable++
		case row["lane"] == "crowd" && row["reporter"] == nil:
			anonymous++
		}
	}
	if accountable != 4 || anonymous != 10 || r.number("summary.score") != 61 {
		t.Errorf("%d accountable, %d anonymous: %s", accountable, anonymous, r.Body)
	}
	want(t, send(t, s, "GET", listingPath(rival)+"/reports", s.Keys().Main, ""), 404)
}

func TestControls(t *testing.T) {
	s := New(1, Options{})
	if _, err := s.Control("explode", nil); !errors.Is(err, answer.ErrNoControl) {
		t.Errorf("got %v", err)
	}
	for name, body := range map[string]string{
		"report": `{"e164":"+19"}`, "review": `{"e164":"` + plumbing + `","rating":9}`, "pay": `{"e164":"` + bare + `"}`,
		"claim": `{"e164":"` + bare + `","by":"magic"}`, "dev": `{`,
	} {
		if _, err := s.Control(name, []byte(body)); err == nil || errors.Is(err, answer.ErrNoControl) {
			t.Errorf("%s %s: %v", name, body, err)
		}
	}
	if _, err := s.Control("report", fmt.Appendf(nil, `{"e164":%q,"count":0}`, plumbing)); err == nil {
		t.Error("no reports were injected")
	}
	control(t, s, "pay", "") // every page that waits
	b, err := json.Marshal(s.Ledger())
	if err != nil {
		t.Fatal(err)
	}
	var ledger struct {
		Payments []payment      `json:"payments"`
		Listings []listingEntry `json:"listings"`
		Accounts []accountView  `json:"accounts"`
	}
	if err := json.Unmarshal(b, &ledger); err != nil || len(ledger.Payments) != 4 || len(ledger.Listings) != 7 || len(ledger.Accounts) != 3 {
		t.Errorf("%v: %s", err, b)
	}
	if last := ledger.Payments[3]; last.E164 != northwind || last.Cents != businessCents {
		t.Errorf("paid %+v", last)
	}
}
