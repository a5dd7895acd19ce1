package platfone

import (
	"errors"
	"strings"
	"testing"

	"switchboard/client/money"
)

// TestFields holds every documented bound at its edges, and that the words name the field.
func TestFields(t *testing.T) {
	a80, a81 := strings.Repeat("a", 80), strings.Repeat("a", 81)
	pdf := func(n int) []byte { return append([]byte("%PDF-"), make([]byte, n-5)...) }
	evidence := func(b []byte) error { _, err := EvidenceType(b); return err }
	tests := []struct {
		field string
		ok    []error
		bad   []error
	}{
		{"customer_id",
			[]error{CheckCustomerID("a"), CheckCustomerID("7"), CheckCustomerID(a80), CheckCustomerID("xDWxt7dd6efro3yWL4qfuEWjvAz1")},
			[]error{CheckCustomerID(""), CheckCustomerID(" "), CheckCustomerID(a81), CheckCustomerID("a_b"), CheckCustomerID("a-b"),
				CheckCustomerID("a/b"), CheckCustomerID(".."), CheckCustomerID("%2f"), CheckCustomerID("a\n"), CheckCustomerID("a\x00"), CheckCustomerID("é")}},
		{"transaction_id",
			[]error{CheckNewTransactionID(a80), CheckTransactionID(a80), CheckTransactionID("ch_3Nf")},
			[]error{CheckNewTransactionID(""), CheckNewTransactionID(a81), CheckNewTransactionID("ch_3Nf"), CheckTransactionID(a81), CheckTransactionID("a-b"), CheckTransactionID("")}},
		{"service_id",
			[]error{CheckServiceID("7eleven"), CheckServiceID("a"), CheckServiceID(a80[:30]), CheckServiceID("x.com"), CheckServiceID("a-b_c")},
			[]error{CheckServiceID(""), CheckServiceID(a80[:31]), CheckServiceID("a/b"), CheckServiceID("-a"), CheckServiceID("a."), CheckServiceID("..")}},
		{"country_id",
			[]error{CheckCountryID("uk"), CheckCountryID("us_v"), CheckCountryID(a80[:9])},
			[]error{CheckCountryID("u"), CheckCountryID(a80[:10]), CheckCountryID("us_"), CheckCountryID("_v"), CheckCountryID("u k")}},
		{"activation_id",
			[]error{CheckActivationID("63f4d0dab040a865d80da08a"), CheckActivationID("a:b-c_d")},
			[]error{CheckActivationID(""), CheckActivationID("."), CheckActivationID(".."), CheckActivationID("a/b"), CheckActivationID("a?b"),
				CheckActivationID("a#b"), CheckActivationID("%2e"), CheckActivationID("a b"), CheckActivationID("a\n"), CheckActivationID("é"), CheckActivationID(strings.Repeat("a", 201))}},
		{"balance", []error{CheckOpening(0), CheckOpening(100_000)}, []error{CheckOpening(-1), CheckOpening(100_001)}},
		{"amount", []error{CheckAmount(1), CheckAmount(-1), CheckAmount(100_000), CheckAmount(-100_000)},
			[]error{CheckAmount(0), CheckAmount(100_001), CheckAmount(-100_001), CheckAmount(-1 << 63)}},
		{"gateway", []error{CheckGateway(""), CheckGateway(a80[:50]), CheckGateway(strings.Repeat("é", 50))}, []error{CheckGateway(a80[:51]), CheckGateway("\xff"), CheckGateway("a\nb"), CheckGateway("a\u202eb"), CheckGateway("a\x1b[31mb")}},
		{"message", []error{CheckMessage(""), CheckMessage(strings.Repeat("é", 1000)), CheckMessage("two\r\nlines\n")},
			[]error{CheckMessage(strings.Repeat("é", 1001)), CheckMessage("\xff"), CheckMessage("one\na\u202eb"), CheckMessage("a\x1bb")}},
		{"max_price", []error{CheckCeiling(1), CheckCeiling(10_000)}, []error{CheckCeiling(0), CheckCeiling(10_001), CheckCeiling(-1)}},
		{"customer_markup", []error{CheckMarkup(0), CheckMarkup(10_000)}, []error{CheckMarkup(-1), CheckMarkup(10_001)}},
		{"customer_price", []error{CheckCustomerPrice(0), CheckCustomerPrice(1_010_000)}, []error{CheckCustomerPrice(-1), CheckCustomerPrice(1_010_001)}},
		{"quality_factor", []error{CheckQuality(0), CheckQuality(100)}, []error{CheckQuality(-1), CheckQuality(101)}},
		{"status", []error{CheckStatus(CustomerActive), CheckStatus(CustomerMarked)}, []error{CheckStatus(""), CheckStatus("Active")}},
		{"customer_billing_type", nil, []error{NewOrder{ServiceID: "a", CountryID: "us", MaxPrice: 1, Mode: 3}.Check()}},
		{"evidence", []error{evidence(pdf(MaxEvidence))}, []error{evidence(pdf(MaxEvidence + 1)), evidence(nil), evidence([]byte("<svg"))}},
	}
	for _, tt := range tests {
		for i, err := range tt.ok {
			if err != nil {
				t.Errorf("%s: allowed value %d refused: %v", tt.field, i, err)
			}
		}
		for i, err := range tt.bad {
			var f *FieldError
			if !errors.As(err, &f) || f.Field != tt.field || f.Allowed == "" {
				t.Errorf("%s: value %d gave %v", tt.field, i, err)
			}
		}
	}
}

func TestEvidenceType(t *testing.T) {
	tests := map[string]string{
		"\xff\xd8\xff\xe0": "image/jpeg", "\x89PNG\r\n\x1a\n": "image/png", "RIFF\x00\x00\x00\x00WEBPVP8 ": "image/webp",
		"PK\x03\x04": "application/zip", "%PDF-1.4": "application/pdf", "\x00\x00\x00\x18ftypmp42": "video/mp4",
		"GIF89a": "", "RIFF\x00\x00\x00\x00WAVE": "", "PNG": "", "MZ": "",
	}
	for content, want := range tests {
		got, err := EvidenceType([]byte(content))
		if got != want || (err == nil) != (want != "") {
			t.Errorf("%q: %q, %v", content, got, err)
		}
	}
	needs := ReportReason{ID: 1, Evidence: true}
	if err := (NewReport{ReasonID: 1}).Check(needs); err == nil || !strings.Contains(err.Error(), "evidence") {
		t.Errorf("a reason that needs evidence: %v", err)
	}
	if err := (NewReport{ReasonID: 1}).Check(ReportReason{ID: 1}); err != nil {
		t.Errorf("a reason that needs none: %v", err)
	}
}

func TestPriceArithmetic(t *testing.T) {
	tests := []struct {
		name             string
		o                NewOrder
		actual           money.Cents
		reserve, charged money.Cents
		reserveExact     bool
		chargedExact     bool
		margin, least    money.Cents
	}{
		{"fixed A", NewOrder{MaxPrice: 40, Mode: FixedPrice, CustomerPrice: 60}, 34, 60, 60, true, true, 26, 20},
		{"fixed A below cost", NewOrder{MaxPrice: 40, Mode: FixedPrice, CustomerPrice: 30}, 40, 30, 30, true, true, -10, -10},
		{"fixed B", NewOrder{MaxPrice: 40, Mode: FixedMarkup, Markup: 50}, 34, 60, 60, true, true, 26, 20},
		{"dynamic", NewOrder{MaxPrice: 40, Mode: Dynamic, Markup: 50}, 34, 60, 51, true, true, 17, 11},
		{"dynamic, half a cent", NewOrder{MaxPrice: 33, Mode: Dynamic, Markup: 50}, 21, 50, 32, false, false, 11, 11},
		{"dynamic, above the ceiling", NewOrder{MaxPrice: 20, Mode: Dynamic, Markup: 10}, 50, 22, 22, true, true, -28, 2},
		{"no markup", NewOrder{MaxPrice: 33, Mode: FixedMarkup}, 33, 33, 33, true, true, 0, 0},
		{"dearest", NewOrder{MaxPrice: 10000, Mode: FixedMarkup, Markup: 10000}, 10000, 1_010_000, 1_010_000, true, true, 1_000_000, 1_000_000},
	}
	for _, tt := range tests {
		reserve, re := tt.o.Reserve()
		charged, ce := tt.o.Charged(tt.actual)
		margin, _ := tt.o.Margin(tt.actual)
		least, _ := tt.o.LeastMargin(money.Known(21))
		if reserve != tt.reserve || re != tt.reserveExact || charged != tt.charged || ce != tt.chargedExact || margin != tt.margin || least != tt.least {
			t.Errorf("%s: reserve %s %v, charged %s %v, margin %s, least %s", tt.name, reserve, re, charged, ce, margin, least)
		}
	}
	if c, exact := (NewOrder{MaxPrice: 40, Mode: Dynamic, Markup: 50}).LeastMargin(money.Price{}); c != 0 || exact {
		t.Errorf("unknown lowest price: %s %v", c, exact)
	}
}

func TestSuccessRule(t *testing.T) {
	tests := []struct {
		r        Record
		blocked  bool
		headroom int
		rate     int
		shown    bool
		caution  Caution
	}{
		{Record{0, 0}, false, 9, 0, false, Safe},
		{Record{8, 0}, false, 1, 0, false, Safe},
		{Record{9, 0}, false, 0, 0, false, Ask}, // one more failure is the 10th: 0 %
		{Record{10, 0}, true, 0, 0, true, Stopped},
		{Record{10, 1}, false, 4, 10, true, Warn},
		{Record{13, 1}, false, 1, 7, true, Ask},
		{Record{14, 1}, false, 0, 7, true, Ask}, // 7.14 %
		{Record{15, 1}, true, 0, 6, true, Stopped},
		{Record{100, 7}, false, 0, 7, true, Ask}, // exactly 7 %
		{Record{101, 7}, true, 0, 6, true, Stopped},
		{Record{100, 14}, false, 100, 14, true, Warn},
		{Record{100, 15}, false, 114, 15, true, Safe},
		{Record{41, 26}, false, 330, 63, true, Safe},
	}
	for _, tt := range tests {
		rate, shown := tt.r.Rate()
		if tt.r.Blocked() != tt.blocked || tt.r.Headroom() != tt.headroom || rate != tt.rate || shown != tt.shown || tt.r.Caution() != tt.caution {
			t.Errorf("%+v: blocked %v, headroom %d, rate %d %v, caution %d", tt.r, tt.r.Blocked(), tt.r.Headroom(), rate, shown, tt.r.Caution())
		}
	}
	// What Headroom promises is what Blocked does.
	for ordered := range 200 {
		for received := range 20 {
			r := Record{ordered, received}
			n := r.Headroom()
			if r.Blocked() {
				continue
			}
			if r.After(n).Blocked() || !r.After(n+1).Blocked() {
				t.Fatalf("%+v: headroom %d is not the edge", r, n)
			}
		}
	}
}

// Where nobody said what is paid at most, it is a little more than suggested, within every limit.
func TestTheUsualMaximum(t *testing.T) {
	for _, c := range []struct {
		suggested money.Cents
		limits    []money.Price
		want      money.Cents
	}{{84, nil, 97}, {34, nil, 39}, {9_900, nil, 10_000}, {84, []money.Price{{}, money.Known(90)}, 90}, {84, []money.Price{money.Known(50)}, 97}} {
		if got := UsualMax(c.suggested, c.limits...); got != c.want {
			t.Errorf("%d within %v: %d, want %d", c.suggested, c.limits, got, c.want)
		}
	}
}
