package platfone

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"switchboard/client/money"
)

const (
	cust = "xDWxt7dd6efro3yWL4qfuEWjvAz1"
	act  = "63f4d0dab040a865d80da08a"
)

// wireCall is one operation: what it puts on the wire and what it makes of the answer.
type wireCall struct {
	name, method, path, query string
	request                   string // the example of its body, "" for none
	answer                    string // the example of its answer
	do                        func(ctx context.Context, c *Client) (any, error)
	check                     func(t *testing.T, got any)
}

var from, to = time.Unix(1632400000, 0), time.Unix(1632486400, 0)

// manageCalls are the operations of management.
func manageCalls() []wireCall {
	return []wireCall{
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
	}
}

// activationCalls are the operations about activations.
func activationCalls() []wireCall {
	order := NewOrder{
		ServiceID: "7eleven", CountryID: "us", MaxPrice: 90, Mode: FixedMarkup, Markup: 10000,
		OrderID: "682b17b958bf608ceae5ec3c", Quality: 10,
	}
	return []wireCall{
		{"A1", "POST", "a/customer/" + cust + "/activation", "", "a1_create.request", "a1_create",
			func(ctx context.Context, c *Client) (any, error) { return c.Order(ctx, cust, order) }, checkCreated},
		{"A3", "GET", "a/customer/" + cust + "/activation/" + act, "", "", "a3_activation",
			func(ctx context.Context, c *Client) (any, error) { return c.Activation(ctx, cust, act) }, checkCreated},
		{"A4", "PUT", "a/customer/" + cust + "/activation/" + act + "/retry", "", "", "a4_retry",
			func(ctx context.Context, c *Client) (any, error) { return nil, c.Retry(ctx, cust, act) }, nil},
		{"A5", "PUT", "a/customer/" + cust + "/activation/" + act + "/cancel", "", "", "a5_cancel",
			func(ctx context.Context, c *Client) (any, error) { return nil, c.Cancel(ctx, cust, act) }, nil},
		{"A6", "PUT", "a/customer/" + cust + "/activation/" + act + "/finalize", "", "", "a6_finalize",
			func(ctx context.Context, c *Client) (any, error) { return nil, c.Finalize(ctx, cust, act) }, nil},
	}
}

// customerCalls are the operations about the customer and reports.
func customerCalls() []wireCall {
	return []wireCall{
		{"A7", "GET", "a/customer/" + cust + "/activation/history", "limit=100&page=2", "", "a7_history",
			func(ctx context.Context, c *Client) (any, error) { return c.CustomerHistory(ctx, cust, 2) }, checkHistory},
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
				if b := got.(Balance); b.Total != money.Known(2301) || b.Reserved != money.Known(210) || b.Free() != money.Known(2091) {
					t.Errorf("balance = %+v", b)
				}
			}},
		{"A10", "GET", "a/customer/" + cust + "/transactions", "created_from_timestamp=1632400000&limit=100&page=2", "", "a10_transactions",
			func(ctx context.Context, c *Client) (any, error) { return c.CustomerTransactions(ctx, cust, from, 2) }, checkTransactions},
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
}

// TestCallsOnTheWire holds every operation to its method, path, query
// and body, and its answer to the document's example.
func TestCallsOnTheWire(t *testing.T) {
	for _, tt := range slices.Concat(manageCalls(), activationCalls(), customerCalls()) {
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
	if c.ID != cust || c.Balance != money.Known(90) || c.Status != CustomerActive || c.CreatedAt.Unix() != 1632400000 || c.UpdatedAt.Unix() != 1632400000 {
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
		Price: money.Known(90), CustomerPrice: money.Known(100), Retriable: true,
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
		SMS: SMSRequested, Status: StatusActive, Billing: BillingReserved, Price: money.Known(20), CustomerPrice: money.Known(80),
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
	if tr.ID != act || tr.CustomerID != cust || tr.Gateway != "stripe" || tr.Amount != money.Known(190) || tr.CreatedAt.Unix() != 1632400000 {
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
