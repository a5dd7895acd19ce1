package trust

import (
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

func put(t *testing.T, s *Service, e164, body string) reply {
	t.Helper()
	return send(t, s, "PUT", listingPath(e164), s.Keys().Main, body)
}

func TestStagingMerges(t *testing.T) {
	s := New(1, Options{})
	first := want(t, put(t, s, bare, `{"legal_name":"Bare LLC","ein":"12-3456789","bio":"Soon gone.","marketing_opt_in":true}`), 200)
	second := want(t, put(t, s, bare, `{"website":"https://bare.example","bio":""}`), 200)
	if first.text("kind") != "business" || second.text("verification_id") != first.text("verification_id") {
		t.Errorf("%s%s", first.Body, second.Body)
	}
	if second.text("profile.legal_name") != "Bare LLC" || second.text("profile.website") == "" || second.at("profile.bio") != nil || second.at("profile.marketing_opt_in") != true {
		t.Error(second.Body)
	}
	listing := want(t, send(t, s, "GET", listingPath(bare), s.Keys().Main, ""), 200)
	if listing.text("draft.profile.legal_name") != "Bare LLC" {
		t.Error(listing.Body)
	}
	for _, r := range []reply{first, second, listing} {
		if strings.Contains(r.Body.String(), "12-3456789") || strings.Contains(r.Body.String(), "ein") {
			t.Errorf("the tax id was told: %s", r.Body)
		}
	}
}

func TestPersonalHasNoPublicFields(t *testing.T) {
	s := New(1, Options{})
	want(t, put(t, s, bare, `{"legal_name":"Bare LLC"}`), 200)
	r := want(t, put(t, s, bare, `{"kind":"personal","name":"Michel","website":"https://x.example"}`), 200)
	if r.text("profile.name") != "Michel" || r.at("profile.website") != nil || r.at("profile.legal_name") != nil {
		t.Error(r.Body)
	}
	for _, body := range []string{`{"website":"https://x.example"}`, `{"ein":"1"}`} { // nothing that a person has
		want(t, put(t, s, bare, body), 400)
	}
	want(t, send(t, s, "POST", listingPath(bare)+"/logo", s.Keys().Main, string(picture()), "Content-Type", "image/png"), 400)
}

func TestStagingRefusals(t *testing.T) {
	s := New(1, Options{})
	for _, body := range []string{``, `{}`, `{"color":"red"}`, `{"kind":"club"}`, `{"bio":7}`, `{"formation_date":"April 2019"}`, `{"marketing_opt_in":"yes"}`, `[]`} {
		want(t, put(t, s, bare, body), 400)
	}
	want(t, put(t, s, website, `{"bio":"x"}`), 403)
	want(t, put(t, s, rival, `{"bio":"x"}`), 404)
	want(t, put(t, s, plumbing, `{"kind":"personal"}`), 400)
	control(t, s, "claim", `{"e164":"`+bare+`"}`)
	want(t, put(t, s, bare, `{"bio":"x"}`), 403)
	control(t, s, "claim", `{"e164":"`+bare+`","on":false}`)
	want(t, put(t, s, bare, `{"bio":"x"}`), 200)
}

func TestVerifiedListingIsEditedLive(t *testing.T) {
	s := New(1, Options{})
	if r := want(t, put(t, s, plumbing, `{"website":"https://new.example"}`), 200); r.text("state") != verified {
		t.Error(r.Body)
	}
	r := send(t, s, "GET", listingPath(plumbing), s.Keys().Main, "")
	if r.text("listing.website") != "https://new.example" || r.text("listing.handle") != "acme-plumbing-9f3a" || r.at("draft") != nil {
		t.Error(r.Body)
	}
}

func TestLogo(t *testing.T) {
	s := New(1, Options{})
	logo := func(e164, kind, body string) reply {
		return send(t, s, "POST", listingPath(e164)+"/logo", s.Keys().Main, body, "Content-Type", kind)
	}
	png, webp, jpeg := string(picture()), "RIFF\x10\x00\x00\x00WEBPVP8 ", "\xff\xd8\xff\xe0"
	for _, tc := range []struct {
		kind, body string
		status     int
	}{
		{"image/png", png, 200}, {"image/webp", webp, 200}, {"image/jpeg", jpeg, 200},
		{"image/png", "", 400}, {"image/png", jpeg, 415}, {"image/svg+xml", "<svg/>", 415}, {"", png, 415},
		{"image/png", png + strings.Repeat("x", maxLogo-len(png)), 200}, {"image/png", png + strings.Repeat("x", maxLogo), 413},
	} {
		if r := logo(northwind, tc.kind, tc.body); r.Code != tc.status {
			t.Errorf("%s, %d bytes: %d, want %d: %s", tc.kind, len(tc.body), r.Code, tc.status, r.Body)
		}
	}
	want(t, logo(rival, "image/png", png), 404)
	want(t, logo(bare, "image/png", png), 400)
	r := want(t, logo(northwind, "image/webp", webp), 200)
	if r.text("logo_url") != "http://sandbox.test/api/media/"+r.text("media_id") || r.number("byte_size") != float64(len(webp)) {
		t.Error(r.Body)
	}
	relative := send(t, s, "GET", listingPath(northwind), s.Keys().Main, "").text("draft.logo_url")
	if file := want(t, send(t, s, "GET", relative, "", ""), 200); file.Body.String() != webp || file.Header().Get("Content-Type") != "image/webp" {
		t.Errorf("%s answered %q", relative, file.Body)
	}
	want(t, send(t, s, "GET", "/api/media/none", "", ""), 404)
}

func TestDocuments(t *testing.T) {
	s := New(1, Options{})
	for kind, status := range map[string]int{"application/pdf": 200, "text/plain": 415} {
		want(t, send(t, s, "POST", listingPath(bare)+"/documents", s.Keys().Main, "%PDF-1.7", "Content-Type", kind), status)
	}
	want(t, send(t, s, "POST", listingPath(bare)+"/documents", s.Keys().Main, "%PDF-1.7"+strings.Repeat("x", maxDocument), "Content-Type", "application/pdf"), 413)
}

func TestCheckoutIsPaidOnceAndPublishes(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := New(1, Options{})
		main := s.Keys().Main
		checkout := func() reply {
			return send(t, s, "POST", listingPath(northwind)+"/verify-checkout", main, "")
		}
		before := len(s.state.Payments)
		minted := want(t, checkout(), 200)
		if minted.text("state") != "pending" || checkout().text("url") != minted.text("url") {
			t.Error(minted.Body)
		}
		page := strings.TrimPrefix(minted.text("url"), "http://sandbox.test")
		if r := want(t, send(t, s, "GET", page, "", ""), 200); !strings.Contains(r.Body.String(), "$29.00") || !strings.Contains(r.Body.String(), "<form") {
			t.Error(r.Body)
		}
		for range 2 { // a double click
			if r := want(t, send(t, s, "POST", page, "", ""), 200); !strings.Contains(r.Body.String(), "Paid") {
				t.Error(r.Body)
			}
		}
		if len(s.state.Payments) != before+1 || s.state.Payments[before].Cents != businessCents {
			t.Errorf("payments: %v", s.state.Payments[before:])
		}
		later(publishAfter - time.Second)
		if r := send(t, s, "GET", listingPath(northwind), main, ""); r.text("state") != draft {
			t.Error("published before its time")
		}
		later(time.Second)
		r := send(t, s, "GET", listingPath(northwind), main, "")
		if r.text("state") != verified || !strings.HasPrefix(r.text("listing.handle"), "northwind-llc-") || r.text("trust_grade") != "A" {
			t.Error(r.Body)
		}
		want(t, checkout(), 409)
		renewal := r.text("listing.next_billing")
		later(366 * day)
		if next := send(t, s, "GET", listingPath(northwind), main, "").text("listing.next_billing"); next <= renewal {
			t.Errorf("still billed on %s", next)
		}
		want(t, send(t, s, "POST", "/_sandbox/pay/none", "", ""), 404)
	})
}

func TestCheckoutRefusals(t *testing.T) {
	s := New(1, Options{})
	for e164, status := range map[string]int{bare: 400, plumbing: 409, website: 403, rival: 404} {
		want(t, send(t, s, "POST", listingPath(e164)+"/verify-checkout", s.Keys().Main, ""), status)
	}
}

func TestDevelopmentPayments(t *testing.T) {
	s := New(1, Options{})
	control(t, s, "dev", `{"on":true}`)
	r := want(t, send(t, s, "POST", listingPath(northwind)+"/verify-checkout", s.Keys().Main, ""), 200)
	if r.text("state") != verified || r.at("url") != nil || !strings.HasPrefix(r.text("handle"), "northwind-llc-") {
		t.Error(r.Body)
	}
	if r := send(t, s, "GET", listingPath(northwind), s.Keys().Main, ""); r.text("state") != verified {
		t.Error(r.Body)
	}
}
