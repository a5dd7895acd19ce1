package platfone

import (
	"context"
	"errors"
	"net/http"
	"strconv"
	"testing"
	"testing/synctest"
	"time"

	"switchboard/client/rest"
)

var someOrder = NewOrder{ServiceID: "telegram", CountryID: "uk", MaxPrice: 40, CustomerPrice: 60, Quality: 50}

func TestPriceMoved(t *testing.T) {
	for _, body := range []string{
		`{"errorName":"MaxPriceExceededException","errorMessage":"m","suggestedPrice":47,"orderId":"682b17b9"}`,
		`{"errorName":"MaxPriceExceededException","errorMessage":"m","suggested_price":47,"order_id":"682b17b9"}`,
		`{"errorName":"MaxPriceExceededException","suggestedPrice":47,"order_id":"682b17b9","orderId":""}`,
	} {
		c, w := dial(t, always(409, body))
		_, err := c.Order(t.Context(), cust, someOrder)
		var moved *PriceMoved
		if !errors.As(err, &moved) || moved.Suggested != 47 || moved.OrderID != "682b17b9" {
			t.Fatalf("%s: %v", body, err)
		}
		if restError(t, err).Name != "MaxPriceExceededException" || len(w.sent) != 1 {
			t.Errorf("%+v after %d requests: a rise is never accepted here", restError(t, err), len(w.sent))
		}
		next := someOrder.Raised(moved)
		if next.MaxPrice != 47 || next.OrderID != "682b17b9" || next.CustomerPrice != 60 {
			t.Errorf("continued with %+v", next)
		}
		if by, tenths := moved.Suggested.Over(someOrder.MaxPrice); by != 7 || tenths != 175 {
			t.Errorf("rise of %s, %d tenths of a percent", by, tenths)
		}
	}
	for _, body := range []string{
		`{"errorName":"MaxPriceExceededException","suggestedPrice":"47","orderId":"x"}`,
		`{"errorName":"MaxPriceExceededException","suggestedPrice":0,"orderId":"x"}`,
		`{"errorName":"MaxPriceExceededException","suggestedPrice":47.5,"orderId":"x"}`,
		`{"errorName":"MaxPriceExceededException","suggestedPrice":47,"suggestedPrice":48,"orderId":"x"}`,
	} {
		c, _ := dial(t, always(409, body))
		_, err := c.Order(t.Context(), cust, someOrder)
		var moved *PriceMoved
		if errors.As(err, &moved) || restError(t, err).Kind != rest.Conflict {
			t.Errorf("%s was believed: %v", body, err)
		}
	}
}

type refusalCase struct {
	name   string
	do     func(*Client) error
	status int
	body   string
	want   error // nil: the *rest.Error alone
	kind   rest.Kind
}

// refusalCases is every documented refusal with its status, and what it means here.
func refusalCases(ctx context.Context) []refusalCase {
	order := func(c *Client) error { _, err := c.Order(ctx, cust, someOrder); return err }
	retry := func(c *Client) error { return c.Retry(ctx, cust, act) }
	pay := func(c *Client) error {
		return c.AddTransaction(ctx, cust, NewTransaction{ID: "t1", Amount: 5})
	}
	create := func(c *Client) error { return c.CreateCustomer(ctx, "acme", 0) }
	report := func(c *Client) error {
		_, err := c.CreateReport(ctx, cust, act, NewReport{ReasonID: 1})
		return err
	}
	return []refusalCase{
		{"bad request", order, 400, `{"errorName":"InvalidRequestParamsException","errorMessage":"max_price"}`, nil, rest.Invalid},
		{"bad key", order, 401, `{"errorName":"UnauthorizedException"}`, nil, rest.Unauthorized},
		{"no money", order, 402, `{"errorName":"PaymentRequiredException"}`, ErrPayment, rest.Payment},
		{"no money, older", order, 402, `{"errorName":"PaymentRequired"}`, ErrPayment, rest.Payment},
		{"on hold", create, 403, `{"errorName":"AccountOnHoldException"}`, ErrOnHold, rest.Forbidden},
		{"on hold, nameless", pay, 403, `{}`, ErrOnHold, rest.Forbidden},
		{"customer held", order, 403, `{"errorName":"AccountOnHoldException"}`, ErrCustomerHeld, rest.Forbidden},
		{"customer held, nameless", retry, 403, `{}`, ErrCustomerHeld, rest.Forbidden},
		{"not allowed, in other words", pay, 403, `{"errorMessage":"Access Denied"}`, nil, rest.Forbidden},
		{"unverified", order, 403, `{"errorName":"EmailNotVerifiedException"}`, nil, rest.Forbidden},
		{"none left", order, 404, `{"errorName":"NoNumbersAvailableException"}`, ErrNoNumbers, rest.NotFound},
		{"stale token", order, 404, `{"errorName":"ResourceNotFoundException","errorMessage":"Order not found"}`, ErrStaleOrder, rest.NotFound},
		{"no customer", order, 404, `{"errorName":"ResourceNotFoundException","errorMessage":"Customer not found"}`, nil, rest.NotFound},
		{"wrong state", retry, 409, `{"errorName":"ResourceBadStateException"}`, ErrWrongState, rest.Conflict},
		{"gone", retry, 410, `{"errorName":"GoneException"}`, ErrWrongState, rest.Gone},
		{"no activation", retry, 404, `{"errorName":"ResourceNotFoundException"}`, nil, rest.NotFound},
		{"used id", pay, 409, `{"errorName":"X","errorMessage":"transaction rejected"}`, ErrDuplicate, rest.Conflict},
		{"used id, as 400", pay, 400, `{"errorMessage":"transaction_id must be unique"}`, ErrDuplicate, rest.Invalid},
		{"odd amount", pay, 400, `{"errorMessage":"amount must be an integer"}`, nil, rest.Invalid},
		{"used customer id", create, 409, `{}`, ErrDuplicate, rest.Conflict},
		{"reported", report, 409, `{"errorName":"ResourceBadStateException","errorMessage":"Report already exists"}`, ErrReported, rest.Conflict},
		{"reported, by name", report, 409, `{"errorName":"ReportAlreadyExistsException"}`, ErrReported, rest.Conflict},
		{"too late, 404", report, 404, `{"errorName":"ReportCreationDeadlinePassed"}`, ErrReportDeadline, rest.Conflict},
		{"too late, 409", report, 409, `{"errorName":"ReportCreationDeadlinePassedException"}`, ErrReportDeadline, rest.Conflict},
		{"server", order, 500, `{"errorName":"InternalException","errorMessage":"oops"}`, nil, rest.Server},
		{"unavailable", order, 503, `{"errorName":"ServiceUnavailableException"}`, nil, rest.Server},
	}
}

// TestRefusals holds every refusal to the error a screen tells it by.
func TestRefusals(t *testing.T) {
	all := []error{ErrNoNumbers, ErrStaleOrder, ErrOnHold, ErrCustomerHeld, ErrPayment, ErrWrongState, ErrDuplicate, ErrReported, ErrReportDeadline}
	for _, tt := range refusalCases(t.Context()) {
		t.Run(tt.name, func(t *testing.T) {
			c, w := dial(t, always(tt.status, tt.body))
			err := tt.do(c)
			e := restError(t, err)
			if e.Kind != tt.kind || e.Status != tt.status || len(w.sent) != 1 {
				t.Errorf("kind %d status %d after %d requests", e.Kind, e.Status, len(w.sent))
			}
			for _, sentinel := range all {
				if errors.Is(err, sentinel) != (sentinel == tt.want) {
					t.Errorf("Is(%v) = %v for %v", sentinel, errors.Is(err, sentinel), err)
				}
			}
			if e.Unknown() != (tt.status >= 500) {
				t.Errorf("unknown = %v", e.Unknown())
			}
		})
	}
}

// bubble runs f with a clock of its own that stands in 2026.
func bubble(t *testing.T, f func(*testing.T)) {
	synctest.Test(t, func(t *testing.T) {
		time.Sleep(time.Until(time.Date(2026, 11, 22, 10, 0, 0, 0, time.UTC)))
		f(t)
	})
}

// TestLimits: the three meanings of 429 pause different things.
func TestLimits(t *testing.T) {
	bubble(t, func(t *testing.T) {
		answers := map[string]reply{
			"rate":    {status: 429, header: http.Header{"X-Ratelimit-Reset": {strconv.FormatInt(time.Now().Unix()+40, 10)}}, body: `{"errorName":"TooManyRequestsException","errorMessage":"slow down"}`},
			"actives": {status: 429, body: `{"errorName":"TooManyActivationsException","errorMessage":"20 active","limit":1900000000}`},
			"success": {status: 429, body: `{"errorName":"LowSuccessRateException","errorMessage":"Low success rate for this service/country"}`},
		}
		var next string
		c, w := dial(t, func(*http.Request) reply { return answers[next] })
		order := func(which string) error {
			next = which
			_, err := c.Order(t.Context(), cust, someOrder)
			return err
		}

		err := order("actives")
		var many *TooManyActive
		if !errors.As(err, &many) || !restError(t, err).Until.IsZero() {
			t.Fatalf("actives: %v, until %v", err, restError(t, err).Until)
		}

		err = order("rate")
		e := restError(t, err)
		if e.Local || e.Scope != "activation.create" || e.Estimated || time.Until(e.Until) < 40*time.Second || time.Until(e.Until) > 50*time.Second {
			t.Fatalf("rate: %+v", e)
		}
		if errors.As(err, &many) {
			t.Fatal("a rate limit passed for too many active")
		}
		before := len(w.sent)
		if e := restError(t, order("rate")); !e.Local || len(w.sent) != before {
			t.Fatalf("inside the block: %+v", e)
		}
		answers["get"] = reply{status: 200, body: example(t, "a3_activation")}
		next = "get"
		if _, err := c.Activation(t.Context(), cust, act); err != nil {
			t.Fatalf("a limit on ordering stopped a poll: %v", err)
		}
		time.Sleep(time.Minute)

		err = order("success")
		var low *LowSuccess
		if !errors.As(err, &low) || !low.Estimated || !low.Pair || time.Until(low.Until) < 24*time.Hour || time.Until(low.Until) > 24*time.Hour+time.Minute {
			t.Fatalf("success: %v %+v", err, low)
		}
		before = len(w.sent)
		err = order("success")
		if !errors.As(err, &low) || !restError(t, err).Local || len(w.sent) != before {
			t.Fatalf("inside the day: %v", err)
		}
		next = "get"
		if _, err := c.Activation(t.Context(), cust, act); err != nil {
			t.Fatalf("the day's block stopped a poll: %v", err)
		}
	})
}

// TestUnblockTime: the document promises the time and not the field.
func TestUnblockTime(t *testing.T) {
	now := time.Date(2026, 11, 22, 10, 0, 0, 0, time.UTC)
	want := now.Add(3 * time.Hour)
	sec, ms := strconv.FormatInt(want.Unix(), 10), strconv.FormatInt(want.UnixMilli(), 10)
	tests := map[string]time.Duration{
		`{"unblockAt":` + sec + `}`:                                3 * time.Hour,
		`{"unblock_at":"` + sec + `"}`:                             3 * time.Hour,
		`{"blockedUntil":` + ms + `}`:                              3 * time.Hour,
		`{"blocked_until":"2026-11-22T13:00:00Z"}`:                 3 * time.Hour,
		`{"blocked_until":"2026-11-22T14:00:00.000+01:00"}`:        3 * time.Hour,
		`{"errorMessage":"Unblocked at 2026-11-22 13:00:00."}`:     3 * time.Hour,
		`{"retryAfter":10800}`:                                     3 * time.Hour,
		`{"details":{"retry_after":"10800"}}`:                      3 * time.Hour,
		`{"a":"2026-11-22T11:00:00Z","b":[{"until":` + sec + `}]}`: 3 * time.Hour,
		`{"unblockAt":"2026-11-22T09:00:00Z"}`:                     0,
		`{"unblockAt":"2027-11-22T09:00:00Z"}`:                     0,
		`{"limit":10800,"errorCode":429}`:                          0,
		`{"unblockAt":1e99,"x":null,"y":true}`:                     0,
		`not json`:                                                 0,
		``:                                                         0,
	}
	for body, want := range tests {
		if got := bodyWait([]byte(body), now); got != want {
			t.Errorf("%s: %v, want %v", body, got, want)
		}
	}
	for value, want := range map[string]time.Duration{
		"10800": 3 * time.Hour, sec: 3 * time.Hour, "Sun, 22 Nov 2026 13:00:00 GMT": 3 * time.Hour,
		"": 0, "soon": 0, "-5": 0, "Sun, 22 Nov 2026 09:00:00 GMT": 0,
	} {
		if got := headerWait(value, now); got != want {
			t.Errorf("Retry-After %q: %v, want %v", value, got, want)
		}
	}
}

// TestUnblockTimeByTheirClock: a block is counted from the provider's time, so a clock that
// is wrong here does not shorten it, and the window's own reset does not end a day's block.
func TestUnblockTimeByTheirClock(t *testing.T) {
	bubble(t, func(t *testing.T) {
		theirs := time.Now().Add(6 * time.Hour)
		header := http.Header{
			"Date":              {theirs.UTC().Format(http.TimeFormat)},
			"X-Ratelimit-Reset": {strconv.FormatInt(theirs.Unix()+30, 10)},
		}
		body := `{"errorName":"LowSuccessRateException","unblockAt":` + strconv.FormatInt(theirs.Add(2*time.Hour).Unix(), 10) + `}`
		c, _ := dial(t, func(*http.Request) reply { return reply{429, header, body} })
		_, err := c.Order(t.Context(), cust, someOrder)
		var low *LowSuccess
		if !errors.As(err, &low) || low.Estimated {
			t.Fatalf("%v", err)
		}
		if left := time.Until(low.Until); left < 2*time.Hour || left > 2*time.Hour+10*time.Second {
			t.Errorf("blocked for %v, want two hours", left)
		}
		body = `{"errorName":"LowSuccessRateException"}`
		c, _ = dial(t, func(*http.Request) reply { return reply{429, header, body} })
		_, err = c.Order(t.Context(), cust, someOrder)
		if !errors.As(err, &low) || !low.Estimated || time.Until(low.Until) < 24*time.Hour {
			t.Errorf("without a time: %+v", low)
		}
	})
}
