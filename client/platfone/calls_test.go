package platfone

import (
	"context"
	"net/http"
	"strings"
	"testing"
	"time"
)

const (
	cust = "xDWxt7dd6efro3yWL4qfuEWjvAz1"
	act  = "63f4d0dab040a865d80da08a"
)

// TestCallsOnTheWire holds every operation of api.md 1.3 and 1.4 to its method, path, query
// and body, and its answer to the document's example.
func TestCallsOnTheWire(t *testing.T) {
	from, to := time.Unix(1632400000, 0), time.Unix(1632486400, 0)
	order := NewOrder{
		ServiceID: "7eleven", CountryID: "us", MaxPrice: 90, Mode: FixedMarkup, Markup: 10000,
		OrderID: "682b17b958bf608ceae5ec3c", Quality: 10,
	}
	tests := []struct {
		name, method, path, query string
		request                   string // an example, or JSON beginning with "{"
		answer                    string
		do                        func(ctx context.Context, c *Client) (any, error)
		check                     func(t *testing.T, got any)
	}{
		{"M1", "POST", "m/customer", "", "m1_create_customer.request", "m1_create_customer", func(ctx context.Context, c *Client) (any, error) {
			return nil, c.CreateCustomer(ctx, cust, 90)
		}, nil},
		{"M2", "PUT", "m/customer/" + cust, "", "m2_set_status.request", "m2_set_status", func(ctx context.Context, c *Client) (any, error) {
			return nil, c.SetCustomerStatus(ctx, cust, CustomerPaused)
		}, nil},
		{"M3", "GET", "m/customers", "created_from_timestamp=1632400000&created_to_timestamp=1632486400&customer_id=" + cust + "&limit=10&page=3&status=disabled%2Cactive", "", "m3_customers",
			func(ctx context.Context, c *Client) (any, error) {
				f := CustomerFilter{ID: cust, Status: []CustomerStatus{CustomerDisabled, CustomerActive}, From: from, To: to}
				return c.Customers(ctx, f, 3, 10)
			}, checkCustomers},
		{"M4", "GET", "m/customers/activation/history", "activation_status=expired%2Ccanceled&billing_status=released%2Crefunded&created_from_timestamp=1632400000&customer_id=" + cust + "&limit=1000&page=1&sms_status=smsRequested%2CretryRequested", "", "m4_history",
			func(ctx context.Context, c *Client) (any, error) {
				return c.CustomersActivations(ctx, ActivationFilter{
					CustomerID: cust, SMS: []SMSStatus{SMSRequested, RetryRequested},
					Status:  []ActivationStatus{StatusExpired, StatusCanceled},
					Billing: []BillingStatus{BillingReleased, BillingRefunded}, From: from,
				}, 1, 0)
			}, checkHistory},
		{"M5", "GET", "m/customers/transactions", "customer_id=" + cust + "&limit=1000&page=1&transaction_id=63f4d0_a", "", "m5_transactions",
			func(ctx context.Context, c *Client) (any, error) {
				return c.Transactions(ctx, TransactionFilter{CustomerID: cust, ID: "63f4d0_a"}, 1, 0)
			}, checkTransactions},
		{"M6", "POST", "m/customer/" + cust + "/transaction", "", "m6_add_transaction.request", "m6_add_transaction", func(ctx context.Context, c *Client) (any, error) {
			return nil, c.AddTransaction(ctx, cust, NewTransaction{ID: cust, Amount: -350, Gateway: "stripe"})
		}, nil},
		{"A1", "POST", "a/customer/" + cust + "/activation", "", "a1_create.request", "a1_create",
			func(ctx context.Context, c *Client) (any, error) { return c.Order(ctx, cust, order) }, checkCreated},
		{"A2 ids", "GET", "a/customer/" + cust + "/activations", "with_data=false", "", "a2_activations",
			func(ctx context.Context, c *Client) (any, error) { return c.ActivationIDs(ctx, cust) },
			func(t *testing.T, got any) {
				if ids := got.([]string); len(ids) != 3 || ids[1] != "63f4d0dab040a865d80da08d" {
					t.Errorf("ids = %v", ids)
				}
			}},
		{"A3", "GET", "a/customer/" + cust + "/activation/" + act, "", "", "a3_activation",
			func(ctx context.Context, c *Client) (any, error) { return c.Activation(ctx, cust, act) }, checkCreated},
		{"A4", "PUT", "a/customer/" + cust + "/activation/" + act + "/retry", "", "", "a4_retry",
			func(ctx context.Context, c *Client) (any, error) { return nil, c.Retry(ctx, cust, act) }, nil},
		{"A5", "PUT", "a/customer/" + cust + "/activation/" + act + "/cancel", "", "", "a5_cancel",
			func(ctx context.Context, c *Client) (any, error) { return nil, c.Cancel(ctx, cust, act) }, nil},
		{"A6", "PUT", "a/customer/" + cust + "/activation/" + act + "/finalize", "", "", "a6_finalize",
			func(ctx context.Context, c *Client) (any, error) { return nil, c.Finalize(ctx, cust, act) }, nil},
		{"A7", "GET", "a/customer/" + cust + "/activation/history", "exclude_active=true&exclude_reported=true&limit=100&only_expired=true&page=2", "", "a7_history",
			func(ctx context.Context, c *Client) (any, error) {
				return c.History(ctx, cust, HistoryFilter{true, true, true}, 2, 0)
			}, checkHistory},
		{"A8", "GET", "a/customer/" + cust, "", "", "a8_customer",
			func(ctx context.Context, c *Client) (any, error) { return c.OnHold(ctx, cust) },
			func(t *testing.T, got any) {
				if got.(bool) {
					t.Error("on hold, want not")
				}
			}},
		{"A9", "GET", "a/customer/" + cust + "/balance", "", "", "a9_balance",
			func(ctx context.Context, c *Client) (any, error) { return c.Balance(ctx, cust) },
			func(t *testing.T, got any) {
				if b := got.(Balance); b.Total != Known(2301) || b.Reserved != Known(210) || b.Free() != Known(2091) {
					t.Errorf("balance = %+v", b)
				}
			}},
		{"A10", "GET", "a/customer/" + cust + "/transactions", "created_from_timestamp=1632400000&created_to_timestamp=1632486400&limit=100&page=1", "", "a10_transactions",
			func(ctx context.Context, c *Client) (any, error) {
				return c.CustomerTransactions(ctx, cust, from, to, 1, 0)
			}, checkTransactions},
		{"A11", "GET", "a/customer/" + cust + "/activation/" + act + "/report/reasons", "", "", "a11_reasons",
			func(ctx context.Context, c *Client) (any, error) { return c.ReportReasons(ctx, cust, act) },
			func(t *testing.T, got any) {
				want := ReportReason{1, "SMS is not coming", true}
				if r := got.([]ReportReason); len(r) != 2 || r[0] != want || r[1].Evidence {
					t.Errorf("reasons = %+v", r)
				}
			}},
		{"A12", "POST", "a/customer/" + cust + "/activation/" + act + "/report", "", "a12_report.request", "a12_report",
			func(ctx context.Context, c *Client) (any, error) {
				return c.CreateReport(ctx, cust, act, NewReport{ReasonID: 4, Message: "2FA enabled here"})
			},
			func(t *testing.T, got any) {
				if v := got.(Verdict); !v.Accepted || v.DeclineID != 0 || v.Hint() != "" {
					t.Errorf("verdict = %+v", v)
				}
			}},
		{"A13", "GET", "a/customer/" + cust + "/activation/" + act + "/report", "", "", "a13_report",
			func(ctx context.Context, c *Client) (any, error) { return c.Report(ctx, cust, act) },
			func(t *testing.T, got any) { checkReport(t, got.(Report)) }},
		{"A14", "GET", "a/customer/" + cust + "/activation/reports", "limit=100&page=1", "", "a14_reports",
			func(ctx context.Context, c *Client) (any, error) { return c.Reports(ctx, cust, 1, 0) },
			func(t *testing.T, got any) {
				p := got.(Page[Report])
				if len(p.Items) != 1 || p.Total != 48 {
					t.Fatalf("page = %+v", p)
				}
				checkReport(t, p.Items[0])
			}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			c, w := dial(t, always(200, example(t, tt.answer)))
			got, err := tt.do(t.Context(), c)
			if err != nil {
				t.Fatal(err)
			}
			if len(w.sent) != 1 {
				t.Fatalf("%d requests, want 1", len(w.sent))
			}
			s := w.sent[0]
			if s.method != tt.method || s.path != "/api/v1/retail/"+tt.path || s.query != tt.query {
				t.Errorf("sent %s %s ? %s\nwant %s /api/v1/retail/%s ? %s", s.method, s.path, s.query, tt.method, tt.path, tt.query)
			}
			if key := s.header.Get("X-Api-Key"); key != "key-for-tests" {
				t.Errorf("X-Api-Key = %q", key)
			}
			if tt.request == "" {
				if s.body != "" {
					t.Errorf("body = %q, want none", s.body)
				}
			} else {
				sameJSON(t, s.body, example(t, tt.request))
			}
			if tt.check != nil {
				tt.check(t, got)
			}
		})
	}
}

func checkCustomers(t *testing.T, got any) {
	p := got.(Page[Customer])
	if len(p.Items) != 1 || p.Page != 1 || p.Limit != 10 || p.Pages != 5 || p.Total != 48 || p.Last() {
		t.Fatalf("page = %+v", p)
	}
	c := p.Items[0]
	if c.ID != cust || c.Balance != Known(90) || c.Status != CustomerActive || c.CreatedAt.Unix() != 1632400000 || c.UpdatedAt.Unix() != 1632400000 {
		t.Errorf("customer = %+v", c)
	}
}

func checkHistory(t *testing.T, got any) {
	p := got.(Page[Activation])
	if len(p.Items) != 1 || p.Total != 48 {
		t.Fatalf("page = %+v", p)
	}
	checkExpired(t, p.Items[0], "+44 7975 777666")
}

// checkExpired is the history sample, which contradicts the document's own state rules.
func checkExpired(t *testing.T, a Activation, formatted string) {
	t.Helper()
	want := Activation{
		ID: act, CustomerID: cust, Phone: "+447975777666", Formatted: formatted, CountryID: "uk", ServiceID: "7eleven",
		SMS: SMSRequested, Status: StatusExpired, Billing: BillingBilled, Code: "6363", Text: "Your code is 6363",
		Price: Known(90), CustomerPrice: Known(100), Retriable: true,
		ExpireAt: time.Unix(1679061628, 0), UpdatedAt: time.Unix(1679061629, 0), CreatedAt: time.Unix(1679061001, 0),
	}
	checkActivation(t, a, want)
	if s := a.State(time.Now()); s != Done {
		t.Errorf("state = %s, want DONE: a code wins over sms_status", s)
	}
}

func checkCreated(t *testing.T, got any) {
	want := Activation{
		ID: "64a1c0e8d2a1f9b7e45d3b8e", CustomerID: "yHZpQ8lf89aLt8uR6hNyJH7gk0y5", Phone: "+14155552671",
		Formatted: "+1 415 555-2671", CountryID: "us", ServiceID: "netflix",
		SMS: SMSRequested, Status: StatusActive, Billing: BillingReserved, Price: Known(20), CustomerPrice: Known(80),
		ExpireAt: time.Unix(1729088539, 0), UpdatedAt: time.Unix(1729087939, 0), CreatedAt: time.Unix(1729087339, 0),
	}
	checkActivation(t, got.(Activation), want)
}

func checkActivation(t *testing.T, got, want Activation) {
	t.Helper()
	if len(got.Raw) == 0 {
		t.Error("the received object is not kept")
	}
	raw := got.Raw
	got.Raw = nil
	if g, w := asJSON(t, got), asJSON(t, want); g != w {
		t.Errorf("got  %s\nwant %s", g, w)
	}
	if got.Price != want.Price || got.Formatted != want.Formatted || got.Phone != want.Phone {
		t.Errorf("got %+v", got)
	}
	got.Raw = raw
	sameJSON(t, asJSON(t, got), string(raw))
}

func checkTransactions(t *testing.T, got any) {
	p := got.(Page[Transaction])
	if len(p.Items) != 1 || p.Total != 48 {
		t.Fatalf("page = %+v", p)
	}
	tr := p.Items[0]
	if tr.ID != act || tr.CustomerID != cust || tr.Gateway != "stripe" || tr.Amount != Known(190) || tr.CreatedAt.Unix() != 1632400000 {
		t.Errorf("transaction = %+v", tr)
	}
}

func checkReport(t *testing.T, r Report) {
	t.Helper()
	if r.ReasonID != 1 || r.ReasonName != "SMS is not coming" || r.Message != "Test message" || r.CreatedAt.Unix() != 1679061001 {
		t.Errorf("report = %+v", r)
	}
	if !strings.HasPrefix(r.Snapshot, `{"activation_status":"active"`) {
		t.Errorf("snapshot = %q: it is JSON inside a string", r.Snapshot)
	}
	checkExpired(t, r.Activation, r.Activation.Formatted)
}

// TestOrderModes holds the three ways of charging to what they put on the wire.
func TestOrderModes(t *testing.T) {
	base := NewOrder{ServiceID: "telegram", CountryID: "us_v", MaxPrice: 40, CustomerPrice: 60, Markup: 20, Quality: 50}
	tests := []struct {
		mode PriceMode
		want string
	}{
		{FixedPrice, `{"service_id":"telegram","country_id":"us_v","max_price":40,"customer_billing_type":"fixed","customer_price":60,"quality_factor":50}`},
		{FixedMarkup, `{"service_id":"telegram","country_id":"us_v","max_price":40,"customer_billing_type":"fixed","customer_markup":20,"quality_factor":50}`},
		{Dynamic, `{"service_id":"telegram","country_id":"us_v","max_price":40,"customer_billing_type":"dynamic","customer_markup":20,"quality_factor":50}`},
	}
	for _, tt := range tests {
		c, w := dial(t, always(200, example(t, "a1_create")))
		o := base
		o.Mode = tt.mode
		if _, err := c.Order(t.Context(), "acme", o); err != nil {
			t.Fatal(err)
		}
		sameJSON(t, w.sent[0].body, tt.want)
	}
}

// TestActivationsWithData reads the shape the document leaves out: the same objects as A3.
func TestActivationsWithData(t *testing.T) {
	c, w := dial(t, always(200, "["+example(t, "a3_activation")+"]"))
	list, err := c.Activations(t.Context(), cust)
	if err != nil || len(list) != 1 {
		t.Fatalf("list = %v, %v", list, err)
	}
	checkCreated(t, list[0])
	if w.sent[0].query != "with_data=true" {
		t.Errorf("query = %q", w.sent[0].query)
	}
	// Ids alone prove nothing about the activations, so they must not pass for an empty list.
	c, _ = dial(t, always(200, example(t, "a2_activations")))
	if list, err := c.Activations(t.Context(), cust); err == nil {
		t.Errorf("a list of ids was read as %v", list)
	}
	c, _ = dial(t, always(200, "[]"))
	if list, err := c.Activations(t.Context(), cust); err != nil || len(list) != 0 {
		t.Errorf("empty list: %v, %v", list, err)
	}
}

// TestEvidenceTravelsAsDataURL holds api.md A12.
func TestEvidenceTravelsAsDataURL(t *testing.T) {
	c, w := dial(t, always(200, `{"status":"declined","decline_id":2}`))
	v, err := c.CreateReport(t.Context(), cust, act, NewReport{ReasonID: 1, Evidence: []byte("%PDF-1.7")})
	if err != nil {
		t.Fatal(err)
	}
	if v.Accepted || v.Hint() != "Retry using the same number" {
		t.Errorf("verdict = %+v", v)
	}
	sameJSON(t, w.sent[0].body, `{"reason_id":1,"evidence":"data:application/pdf;base64,JVBERi0xLjc="}`)
}

// TestActsNeedTheirResult: a 2xx that does not say success leaves the outcome unknown.
func TestActsNeedTheirResult(t *testing.T) {
	for _, body := range []string{``, `{}`, `null`, `[]`, `{"result":"queued"}`, `{"Result":"success"}`, `{"result":"success"`} {
		c, _ := dial(t, always(200, body))
		err := c.Cancel(t.Context(), cust, act)
		if err == nil {
			t.Errorf("%q passed for success", body)
			continue
		}
		if e := restError(t, err); !e.Unknown() {
			t.Errorf("%q: outcome not unknown: %v", body, e)
		}
	}
	c, _ := dial(t, always(200, `{"activation_status":"active"}`))
	if _, err := c.Order(t.Context(), cust, NewOrder{ServiceID: "a", CountryID: "us", MaxPrice: 1}); err == nil || !restError(t, err).Unknown() {
		t.Errorf("an order without an id: %v", err)
	}
	c, _ = dial(t, always(201, `{"result":"success"}`))
	if err := c.Cancel(t.Context(), cust, act); err != nil {
		t.Errorf("201: %v", err)
	}
}

// TestNothingOddReachesTheWire: what breaks a documented limit is refused before it is sent,
// with the field in words.
func TestNothingOddReachesTheWire(t *testing.T) {
	good := NewOrder{ServiceID: "7eleven", CountryID: "us", MaxPrice: 90}
	ctx := t.Context()
	tests := map[string]func(c *Client) error{
		"customer_id": func(c *Client) error { return c.CreateCustomer(ctx, "a-b", 0) },
		"balance":     func(c *Client) error { return c.CreateCustomer(ctx, "ab", 100001) },
		"status":      func(c *Client) error { return c.SetCustomerStatus(ctx, "ab", "gone") },
		"transaction_id": func(c *Client) error {
			return c.AddTransaction(ctx, "ab", NewTransaction{ID: "a_b", Amount: 1})
		},
		"amount": func(c *Client) error { return c.AddTransaction(ctx, "ab", NewTransaction{ID: "ab"}) },
		"gateway": func(c *Client) error {
			return c.AddTransaction(ctx, "ab", NewTransaction{ID: "ab", Amount: 1, Gateway: strings.Repeat("x", 51)})
		},
		"max_price": func(c *Client) error {
			o := good
			o.MaxPrice = 10001
			_, err := c.Order(ctx, "ab", o)
			return err
		},
		"customer_markup": func(c *Client) error {
			o := good
			o.Mode, o.Markup = Dynamic, -1
			_, err := c.Order(ctx, "ab", o)
			return err
		},
		"quality_factor": func(c *Client) error {
			o := good
			o.Quality = 101
			_, err := c.Order(ctx, "ab", o)
			return err
		},
		"activation_id": func(c *Client) error { return c.Cancel(ctx, "ab", "..") },
		"limit":         func(c *Client) error { _, err := c.History(ctx, "ab", HistoryFilter{}, 1, 101); return err },
		"page":          func(c *Client) error { _, err := c.Customers(ctx, CustomerFilter{}, 0, 0); return err },
		"service_id":    func(c *Client) error { _, err := c.Price(ctx, "a/b", "uk"); return err },
		"country_id":    func(c *Client) error { _, err := c.PricesByCountry(ctx, "u"); return err },
		"message": func(c *Client) error {
			_, err := c.CreateReport(ctx, "ab", act, NewReport{ReasonID: 1, Message: strings.Repeat("é", 1001)})
			return err
		},
		"reason_id": func(c *Client) error { _, err := c.CreateReport(ctx, "ab", act, NewReport{}); return err },
		"evidence": func(c *Client) error {
			_, err := c.CreateReport(ctx, "ab", act, NewReport{ReasonID: 1, Evidence: []byte("GIF89a")})
			return err
		},
	}
	for field, do := range tests {
		c, w := dial(t, always(http.StatusOK, `{"result":"success"}`))
		err := do(c)
		if err == nil || len(w.sent) != 0 {
			t.Errorf("%s: %d requests, error %v", field, len(w.sent), err)
			continue
		}
		e := restError(t, err)
		if !e.Local || e.Sent || e.Unknown() || !strings.HasPrefix(e.Message, field+": ") {
			t.Errorf("%s: refused with %+v", field, e)
		}
	}
}
