package platfone

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"
	"time"

	"switchboard/client/money"
	"switchboard/client/rest"
)

// TestRefusalsReadAsSentences: what a person sees names what happened and what to do.
func TestRefusalsReadAsSentences(t *testing.T) {
	until := time.Date(2026, 11, 22, 13, 5, 0, 0, time.UTC)
	e := &rest.Error{Provider: Provider}
	for want, err := range map[string]error{
		"no numbers left under $0.40: the provider suggests $0.47":                       &PriceMoved{Asked: 40, Suggested: 47, Err: e},
		"too many numbers are active: close one first":                                   &TooManyActive{e},
		"ordering is blocked until 22 Nov 13:05 because too few orders got a code":       &LowSuccess{Until: until, Err: e},
		"ordering is blocked until about 22 Nov 13:05 because too few orders got a code": &LowSuccess{Until: until, Estimated: true, Err: e},
		"no number is left for this service, country and price":                          &refusal{ErrNoNumbers, e},
		"the provider keeps this customer from it: look at its status (Access Denied)":   &refusal{ErrCustomerHeld, &rest.Error{Provider: Provider, Message: "Access Denied."}},
		"amount: from -$1000.00 to $1000.00, but not zero":                               CheckAmount(0),
		"customer_id: letters a-z, A-Z and digits only, 1 to 80 of them":                 CheckCustomerID("a b"),
	} {
		if err.Error() != want {
			t.Errorf("%q, want %q", err, want)
		}
	}
}

// TestEveryWordIsKnown holds the words of the document to themselves.
func TestEveryWordIsKnown(t *testing.T) {
	for word, known := range map[interface{ Known() bool }]bool{
		SMSRequested: true, SMSReceived: true, RetryRequested: true, RetryReceived: true, SMSStatus("smsrequested"): false, SMSStatus(""): false,
		BillingReserved: true, BillingReleased: true, BillingBilled: true, BillingRefunded: true, BillingStatus(""): false,
		CustomerActive: true, CustomerPaused: true, CustomerDisabled: true, CustomerMarked: true, CustomerStatus("deleted"): false,
	} {
		if word.Known() != known {
			t.Errorf("%q: known %v", word, word.Known())
		}
	}
	var words []string
	for s := Odd; s <= Refunded; s++ {
		words = append(words, s.String())
	}
	if got := strings.Join(words, " "); got != "ODD WAITING CODE NEXT SMS EXPIRING DONE EXPIRED CANCELED REFUNDED" {
		t.Error(got)
	}
}

// TestPriceAsJSON: an unknown price is null and comes back unknown.
func TestPriceAsJSON(t *testing.T) {
	for text, want := range map[string]money.Price{"34": money.Known(34), "-350": money.Known(-350), "0": money.Known(0), "null": {}, `"34"`: {}, "3.4": {}} {
		p := money.Known(99)
		if err := json.Unmarshal([]byte(text), &p); err != nil || p != want {
			t.Errorf("%s: %+v, %v", text, p, err)
		}
		if back := asJSON(t, want); want.Known && back != text || !want.Known && back != "null" {
			t.Errorf("%+v written as %s", want, back)
		}
	}
}

func TestFree(t *testing.T) {
	for _, tt := range []struct {
		b    Balance
		want money.Price
	}{
		{Balance{money.Known(3300), money.Known(180)}, money.Known(3120)},
		{Balance{money.Known(3300), money.Price{}}, money.Known(3300)},
		{Balance{money.Price{}, money.Known(180)}, money.Price{}},
		{Balance{money.Known(-350), money.Known(0)}, money.Known(-350)},
	} {
		if got := tt.b.Free(); got != tt.want {
			t.Errorf("%+v: %s, want %s", tt.b, got, tt.want)
		}
	}
}

// TestProviderTime: expiries are meant by the provider's clock, which the Date header tells.
func TestProviderTime(t *testing.T) {
	bubble(t, func(t *testing.T) {
		theirs := time.Now().Add(6 * time.Hour)
		c, _ := dial(t, func(*http.Request) reply {
			return reply{200, http.Header{"Date": {theirs.UTC().Format(http.TimeFormat)}}, example(t, "a9_balance")}
		})
		if _, err := c.Balance(t.Context(), cust); err != nil {
			t.Fatal(err)
		}
		if off := c.Now().Sub(theirs).Abs(); off > time.Second || c.ClockSkew() < 5*time.Hour {
			t.Errorf("their time is %v off, skew %v", off, c.ClockSkew())
		}
	})
}

// TestRateLimitTimeInBody: a wait that only the body names is kept.
func TestRateLimitTimeInBody(t *testing.T) {
	bubble(t, func(t *testing.T) {
		c, _ := dial(t, always(429, `{"errorName":"TooManyRequestsException","retryAfter":300}`))
		_, err := c.Reports(t.Context(), cust, 1, 0)
		e := restError(t, err)
		if left := time.Until(e.Until); e.Scope != BudgetReports.Name || e.Estimated || left < 300*time.Second || left > 310*time.Second {
			t.Errorf("%+v, in %v", e, left)
		}
	})
}
