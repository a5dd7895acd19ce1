package oneuc_test

import (
	"encoding/json"
	"errors"
	"testing"

	"switchboard/client/money"
	"switchboard/client/oneuc"
	"switchboard/client/phone"
	"switchboard/client/rest"
)

func TestActivate(t *testing.T) {
	for name, tc := range map[string]struct {
		answer answer
		want   oneuc.PurchaseState
	}{
		"bought":        {answer{201, example(t, "activate.json")}, oneuc.Bought},
		"not in search": {answer{500, example(t, "activate_not_in_search.json")}, oneuc.NotInSearch},
		"carrier fault": {answer{500, example(t, "activate_carrier_fault.json")}, oneuc.CarrierFault},
		"reserved":      {answer{200, `{"data":{"id":"` + numberA + `","state":"reserved"},"status":"success"}`}, oneuc.Unknown},
	} {
		c, w := newClient(t, tc.answer)
		p, err := c.Activate(t.Context(), numberA, false)
		if err != nil || p.State != tc.want || p.Number != numberA || (p.State != oneuc.Bought && p.Reason == "") {
			t.Errorf("%s: %+v %v", name, p, err)
		}
		if len(w.sent) != 1 || w.last().uri != base+"/%2B14152338397/activate" || w.last().body != `{"data":{}}` {
			t.Errorf("%s: sent %+v", name, w.sent)
		}
	}
}

func TestActivateOtherFaultsAreUnknown(t *testing.T) {
	for name, a := range map[string]answer{
		"another fault": {500, `{"data":{"code":500,"error":"unspecified_fault","message":"timeout"},"error":"500","message":"unspecified_fault","status":"error"}`},
		"a bare 502":    {502, `{}`},
	} {
		c, w := newClient(t, a)
		_, err := c.Activate(t.Context(), numberA, true)
		if !failure(t, err).Unknown() || len(w.sent) != 1 {
			t.Errorf("%s: %v, %d requests", name, err, len(w.sent))
		}
	}
}

func TestConsentStandsBesideTheData(t *testing.T) {
	c, w := newClient(t, answer{402, example(t, "kazoo_charges_invoices.json")}, answer{201, example(t, "activate.json")})
	_, err := c.Activate(t.Context(), numberA, false)
	var charges *oneuc.ChargesError
	if !errors.As(err, &charges) || charges.Quote.Today.String() != "$4.25" {
		t.Fatalf("%v", err)
	}
	if failure(t, err).Unknown() {
		t.Error("a question counts as unknown")
	}
	if _, err = c.Activate(t.Context(), numberA, true); err != nil || w.last().body != `{"data":{},"accept_charges":true}` {
		t.Errorf("%v %s", err, w.last().body)
	}
	c, _ = newClient(t, answer{402, example(t, "kazoo_no_credit.json")})
	if _, err = c.Activate(t.Context(), numberA, false); errors.As(err, &charges) || failure(t, err).Kind != rest.Payment {
		t.Errorf("a refusal looks like a question: %v", err)
	}
}

func TestActivateCollection(t *testing.T) {
	both := []phone.E164{numberA, numberB}
	one := `{"data":{"_read_only":{"state":"in_service"},"id":"` + numberA + `","state":"in_service"},"status":"success"}`
	noFailure := `{"data":{"success":{"` + numberA + `":{"id":"` + numberA + `","state":"in_service"}},"error":[]},"status":"success"}`
	for name, tc := range map[string]struct {
		answer    answer
		numbers   []phone.E164
		consented bool
		want      []oneuc.PurchaseState
	}{
		"all":                            {answer{201, example(t, "collection.json")}, both, false, []oneuc.PurchaseState{oneuc.Bought, oneuc.Bought}},
		"failures alone":                 {answer{400, example(t, "collection_error.json")}, both, true, []oneuc.PurchaseState{oneuc.Unknown, oneuc.NotInSearch}},
		"both, 400, consented":           {answer{400, example(t, "kazoo_collection_both_400.json")}, both, true, []oneuc.PurchaseState{oneuc.Bought, oneuc.NotInSearch}},
		"both, 200, consented":           {answer{201, example(t, "kazoo_collection_both_200.json")}, both, true, []oneuc.PurchaseState{oneuc.Bought, oneuc.NotInSearch}},
		"both, 400, perhaps a trial run": {answer{400, example(t, "kazoo_collection_both_400.json")}, both, false, []oneuc.PurchaseState{oneuc.Unknown, oneuc.NotInSearch}},
		"both, 200, perhaps a trial run": {answer{201, example(t, "kazoo_collection_both_200.json")}, both, false, []oneuc.PurchaseState{oneuc.Unknown, oneuc.NotInSearch}},
		"single number's shape":          {answer{201, one}, []phone.E164{numberA}, false, []oneuc.PurchaseState{oneuc.Bought}},
		"empty list of errors":           {answer{200, noFailure}, both, false, []oneuc.PurchaseState{oneuc.Bought, oneuc.Unknown}},
		"names nobody":                   {answer{200, `{"data":{},"status":"success"}`}, both, true, []oneuc.PurchaseState{oneuc.Unknown, oneuc.Unknown}},
		"refused by rule": {answer{400, `{"data":{"` + numberA + `":{"code":409,"error":"number_exists","message":"x"}},"error":"400","message":"client error","status":"error"}`},
			[]phone.E164{numberA}, true, []oneuc.PurchaseState{oneuc.Refused}},
	} {
		t.Run(name, func(t *testing.T) {
			c, w := newClient(t, tc.answer)
			got, err := c.ActivateCollection(t.Context(), tc.numbers, tc.consented)
			if err != nil || len(got) != len(tc.want) {
				t.Fatalf("%+v %v", got, err)
			}
			for i, p := range got {
				if p.State != tc.want[i] || p.Number != tc.numbers[i] {
					t.Errorf("%s is %q (%s), want %q", p.Number, p.State, p.Reason, tc.want[i])
				}
			}
			if len(w.sent) != 1 || w.uris() != "PUT /phone_numbers/collection/activate" {
				t.Error(w.uris())
			}
		})
	}
}

func TestCollectionRequest(t *testing.T) {
	c, w := newClient(t, answer{201, example(t, "collection.json")})
	if _, err := c.ActivateCollection(t.Context(), []phone.E164{numberA, numberB}, false); err != nil {
		t.Fatal(err)
	}
	if want := `{"data":{"numbers":["+14152338397","+14152338421"]}}`; w.last().body != want {
		t.Errorf("sent %s, want %s", w.last().body, want)
	}
	for name, numbers := range map[string][]phone.E164{"none": nil, "twice": {numberA, numberA}, "spaced": {"+1 415 233 8397"}} {
		if _, err := c.ActivateCollection(t.Context(), numbers, false); !failure(t, err).Local {
			t.Errorf("%s: %v", name, err)
		}
	}
	if len(w.sent) != 1 {
		t.Error(w.uris())
	}
}

func TestCollectionThatFailsAsAWhole(t *testing.T) {
	ctx, both := t.Context(), []phone.E164{numberA, numberB}
	c, _ := newClient(t, answer{402, example(t, "kazoo_charges_categories.json")})
	var charges *oneuc.ChargesError
	if _, err := c.ActivateCollection(ctx, both, false); !errors.As(err, &charges) {
		t.Errorf("%v is not a question", err)
	}
	c, _ = newClient(t, answer{502, `{"data":{},"error":"502","message":"x","status":"error"}`})
	if got, err := c.ActivateCollection(ctx, both, true); got != nil || !failure(t, err).Unknown() {
		t.Errorf("%+v %v", got, err)
	}
	c, _ = newClient(t, answer{400, `{"data":{"numbers":{"uniqueItems":{"message":"no repeats"}}},"error":"400","message":"x","status":"error"}`})
	if got, err := c.ActivateCollection(ctx, both, true); got != nil || failure(t, err).Unknown() {
		t.Errorf("%+v %v", got, err)
	}
}

func TestQuotes(t *testing.T) {
	old, err := oneuc.DecodeQuote(data(t, "kazoo_charges_categories.json"))
	if err != nil || len(old.Lines) != 1 {
		t.Fatalf("%+v %v", old, err)
	}
	line := old.Lines[0]
	if line.Item != "e911" || line.Quantity != 2 || line.Rate.String() != "$6.99" || line.Total.String() != "$13.98" || line.Activation.String() != "$5.00" {
		t.Errorf("line %+v", line)
	}
	// Whether the first month is due now is not told: the most is what a limit holds, and is called that.
	if old.Activation.String() != "$5.00" || old.Recurring.String() != "$13.98" || old.Today.String() != "$18.98" || old.Due() != "at most $18.98 today" {
		t.Errorf("today %s (%s), recurring %s", old.Today, old.Due(), old.Recurring)
	}
	invoices, err := oneuc.DecodeQuote(data(t, "kazoo_charges_invoices.json"))
	if err != nil || len(invoices.Lines) != 1 {
		t.Fatalf("%+v %v", invoices, err)
	}
	line = invoices.Lines[0]
	if line.Quantity != 3 || line.Rate.Cents != 100 || line.Discount.Cents != 25 || line.Total.Cents != 275 {
		t.Errorf("line %+v", line)
	}
	if invoices.Activation.Cents != 150 || invoices.Due() != "$4.25 today" || invoices.Recurring.Cents != 275 || invoices.Taxes.Known {
		t.Errorf("%+v", invoices)
	}
}

func TestUnknownMoneyIsNotZero(t *testing.T) {
	q, err := oneuc.DecodeQuote([]byte(`{"phone_numbers":{"did":{"quantity":1,"rate":"free"}},"activation_charges":null}`))
	if err != nil || len(q.Lines) != 1 || q.Lines[0].Rate.Known || q.Today.Known || q.Recurring.Known || q.Today.String() != "–" {
		t.Errorf("%+v %v", q, err)
	}
	for raw, want := range map[string]string{"1.005": "$1.01", "-3.5": "-$3.50", `"2.10"`: "$2.10", "1e300": "–", "0": "$0.00", "1e-9": "$0.00", "true": "–", "[]": "–"} {
		q, err := oneuc.DecodeQuote([]byte(`{"activation_charges":` + raw + `}`))
		if err != nil || q.Activation.String() != want {
			t.Errorf("%s is %s, want %s (%v)", raw, q.Activation, want, err)
		}
	}
	if _, err := oneuc.DecodeQuote([]byte(`"soon"`)); err == nil {
		t.Error("a word passes for a quote")
	}
}

// TestQuoteArithmetic holds what a quote leaves out, and only that, to what it can be computed from.
func TestQuoteArithmetic(t *testing.T) {
	quote := func(data string) oneuc.Quote {
		t.Helper()
		q, err := oneuc.DecodeQuote(json.RawMessage(data))
		if err != nil {
			t.Fatal(err)
		}
		return q
	}
	q := quote(`{"phone_numbers":{"did_us":{"quantity":2,"rate":1.00,"discount":0.50}},"activation_charges":5.00}`)
	if q.Lines[0].Total != money.Known(150) || q.Recurring != money.Known(150) || q.Today != money.Known(650) || !q.AtMost {
		t.Errorf("%+v", q)
	}
	if q := quote(`{"phone_numbers":{"did_us":{"quantity":2,"rate":1.00,"total":1.25}}}`); q.Lines[0].Total != money.Known(125) || q.Today.Known {
		t.Errorf("a total that is told: %+v", q)
	}
	if q := quote(`[{"taxes":[0.10,{"amount":0.20}]},{"taxes":[0.05],"summary":{"today":1.005,"recurring":-0.004}}]`); q.Taxes != money.Known(35) ||
		q.Today != money.Known(101) || q.Recurring != money.Known(0) {
		t.Errorf("%+v", q)
	}
}
