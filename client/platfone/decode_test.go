package platfone

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"testing"
	"time"

	"switchboard/client/money"
)

// TestMoneyIsStrict: an amount that is missing or odd is unknown, never zero, and costs
// nothing else of the row.
func TestMoneyIsStrict(t *testing.T) {
	tests := []struct {
		field string
		want  money.Price
	}{
		{`"price":20`, money.Known(20)},
		{`"price":0`, money.Known(0)},
		{`"price":1010000`, money.Known(1_010_000)},
		{`"price":1010001`, money.Price{}},
		{`"price":-1`, money.Price{}},
		{`"price":null`, money.Price{}},
		{`"price":"20"`, money.Price{}},
		{`"price":20.0`, money.Price{}},
		{`"price":2e1`, money.Price{}},
		{`"price":1.5`, money.Price{}},
		{`"price":true`, money.Price{}},
		{`"price":[20]`, money.Price{}},
		{`"price":{"cents":20}`, money.Price{}},
		{`"price":99999999999999999999`, money.Price{}},
		{`"Price":20`, money.Price{}},
		{`"price":20,"price":30`, money.Price{}},
		{`"price":20,"PRICE":30`, money.Known(20)},
		{`"other":1`, money.Price{}},
	}
	for _, tt := range tests {
		var a Activation
		if err := json.Unmarshal([]byte(`{"activation_id":"a","sms_code":"123",`+tt.field+`}`), &a); err != nil {
			t.Errorf("%s: %v", tt.field, err)
			continue
		}
		if a.Price != tt.want || a.Code != "123" || a.ID != "a" {
			t.Errorf("%s: price %+v of %+v, want %+v", tt.field, a.Price, a, tt.want)
		}
	}
	if s := (money.Price{}).String(); s != "–" {
		t.Errorf("an unknown price reads %q", s)
	}
}

// TestDisplayIsLenient: words nobody documented are kept and odd kinds do not cost the row.
func TestDisplayIsLenient(t *testing.T) {
	var a Activation
	err := json.Unmarshal([]byte(`{"activation_id":"a","sms_status":"smsLost","activation_status":7,"billing_status":null,
		"sms_code":482913,"sms_text":{"x":1},"phone":14155550142,"expire_at":"1729088539","updated_at":1.5,"created_at":-5,
		"cancelable_after":99999999999999,"is_retriable":"yes","formatted":["x"]}`), &a)
	if err != nil {
		t.Fatal(err)
	}
	want := Activation{ID: "a", SMS: "smsLost", Status: "7", Code: "482913", Phone: "+14155550142", ExpireAt: time.Unix(1729088539, 0)}
	a.Raw = nil
	if asJSON(t, a) != asJSON(t, want) {
		t.Errorf("got %+v\nwant %+v", a, want)
	}
	if s := a.State(time.Unix(0, 0)); s != Odd || a.RawWords() != "smsLost 7 –" {
		t.Errorf("state %s, words %q", s, a.RawWords())
	}
}

func TestRowsWithoutAnIDAreCounted(t *testing.T) {
	c, _ := dial(t, always(200, `{"customers":[{"customer_id":"a"},{"balance":1},7,null,{"customer_id":"b","balance":-350}],"page":1,"pages":9}`))
	p, err := c.Customers(t.Context(), CustomerFilter{}, 1, 0)
	if err != nil {
		t.Fatal(err)
	}
	if len(p.Items) != 2 || p.Skipped != 3 || p.Items[0].Balance.Known || p.Items[1].Balance.String() != "-$3.50" {
		t.Errorf("page = %+v", p)
	}
	for _, body := range []string{`{}`, `[]`, `{"customers":null}`, `{"customers":{}}`, `{"Customers":[]}`, `null`} {
		c, _ := dial(t, always(200, body))
		if p, err := c.Customers(t.Context(), CustomerFilter{}, 1, 0); err == nil {
			t.Errorf("%s passed for a page: %+v", body, p)
		}
	}
	if !(Page[Customer]{Page: 1, Pages: 1 << 30}).Last() {
		t.Error("a page without rows must end the walk, whatever its count says")
	}
}

// What a customer's own routes list is that customer's, whether its rows say so or not.
func TestWhatACustomerAsksForIsItsOwn(t *testing.T) {
	c, _ := dial(t, always(200, `{"transactions":[{"transaction_id":"TX1","amount":5}],"activations":[{"activation_id":"A1"}],"page":1,"pages":1}`))
	if p, err := c.CustomerTransactions(t.Context(), cust, time.Time{}, 1); err != nil || len(p.Items) != 1 || p.Items[0].CustomerID != cust {
		t.Errorf("its ledger = %+v, %v", p, err)
	}
	if p, err := c.CustomerHistory(t.Context(), cust, 1); err != nil || len(p.Items) != 1 || p.Items[0].CustomerID != cust {
		t.Errorf("its history = %+v, %v", p, err)
	}
}

func TestHoldMustBeStated(t *testing.T) {
	for _, body := range []string{`{}`, `{"accountOnHold":null}`, `{"accountOnHold":"maybe"}`} {
		c, _ := dial(t, always(200, body))
		if hold, err := c.OnHold(t.Context(), cust); err == nil {
			t.Errorf("%s was read as %v", body, hold)
		}
	}
	c, _ := dial(t, always(200, `{"accountOnHold":true,"regCountry":"us"}`))
	if hold, err := c.OnHold(t.Context(), cust); err != nil || !hold {
		t.Errorf("on hold = %v, %v", hold, err)
	}
}

// TestAccountBalanceShapes holds the inferred shapes in one place.
func TestAccountBalanceShapes(t *testing.T) {
	tests := map[string]Balance{
		`{"total":21430,"reserved":100}`:       {Total: money.Known(21430), Reserved: money.Known(100)},
		`{"balance":21430}`:                    {Total: money.Known(21430)},
		`{"data":{"balance":21430}}`:           {Total: money.Known(21430)},
		`{"user":{"total":5,"reserved":null}}`: {Total: money.Known(5)},
		`{"amount":5}`:                         {},
		`{"balance":"5"}`:                      {},
	}
	for body, want := range tests {
		c, _ := dial(t, always(200, body))
		got, err := c.AccountBalance(t.Context())
		if err != nil || got != want {
			t.Errorf("%s: %+v, %v; want %+v", body, got, err, want)
		}
	}
}

func TestMarshalKeepsWhatWasNotReceived(t *testing.T) {
	a := Activation{ID: "a", Phone: "+14155550142", SMS: SMSRequested, Status: StatusActive, Price: money.Known(0), ExpireAt: time.Unix(5, 0)}
	var back Activation
	if err := json.Unmarshal([]byte(asJSON(t, a)), &back); err != nil {
		t.Fatal(err)
	}
	if back.ID != a.ID || back.Phone != a.Phone || back.Price != a.Price || back.CustomerPrice.Known || !back.ExpireAt.Equal(a.ExpireAt) || !back.CancelableAfter.IsZero() {
		t.Errorf("got %+v", back)
	}
}

// TestWebhookSamples: the data of every documented webhook is an activation that decodes.
func TestWebhookSamples(t *testing.T) {
	names, err := filepath.Glob(filepath.Join("..", "..", "testdata", "platfone", "webhook_*_*.json"))
	if err != nil || len(names) != 5 {
		t.Fatalf("%d samples, %v", len(names), err)
	}
	for _, name := range names {
		b, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		var hook struct{ Data Activation }
		if err := json.Unmarshal(b, &hook); err != nil || hook.Data.ID != act || hook.Data.Price != money.Known(90) {
			t.Errorf("%s: %+v, %v", name, hook.Data, err)
		}
	}
}

// FuzzDecode: no input may panic, and whatever is read writes JSON that reads back alike.
func FuzzDecode(f *testing.F) {
	for _, name := range []string{"a3_activation", "m3_customers", "m5_transactions", "a13_report", "p1_price", "c1_countries", "a9_balance"} {
		f.Add([]byte(example(f, name)))
	}
	f.Add([]byte(`{"activation_id":"a","price":1,"price":2,"expire_at":"9e9"}`))
	f.Add([]byte(`{"a`))
	f.Fuzz(func(t *testing.T, b []byte) {
		for _, out := range []json.Unmarshaler{
			new(Customer), new(Transaction), new(Report), new(ReportReason), new(Verdict), new(Balance), new(accountBalance),
			new(PairPrice), new(Country), new(Service), new(done), new(hold), new(list[Activation, *Activation]),
			&pageOf[Activation, *Activation]{key: "activations"}, &priceTable{outer: "country_id", inner: "services"},
		} {
			_ = out.UnmarshalJSON(b)
		}
		var a Activation
		if a.UnmarshalJSON(b) != nil {
			return
		}
		if !a.Price.Known && a.Price.Cents != 0 || a.Price.Cents < 0 {
			t.Fatalf("price %+v", a.Price)
		}
		a.State(time.Unix(1729088539, 0))
		text, err := json.Marshal(a)
		if err != nil {
			t.Fatalf("%q was read and cannot be written: %v", b, err)
		}
		var back Activation
		if err := json.Unmarshal(text, &back); err != nil {
			t.Fatalf("%s does not read back: %v", text, err)
		}
		a.Raw, back.Raw = nil, nil
		one, _ := json.Marshal(a)
		two, _ := json.Marshal(back)
		if !bytes.Equal(one, two) {
			t.Fatalf("read back differently:\n%s\n%s", one, two)
		}
	})
}

func BenchmarkDecodePage(b *testing.B) {
	var page bytes.Buffer
	page.WriteString(`{"activations":[`)
	row := example(b, "a3_activation")
	for i := range 1000 {
		if i > 0 {
			page.WriteByte(',')
		}
		page.WriteString(row)
	}
	page.WriteString(`],"page":1,"limit":1000,"pages":1,"total":1000}`)
	b.SetBytes(int64(page.Len()))
	for b.Loop() {
		p := pageOf[Activation, *Activation]{key: "activations"}
		if err := json.Unmarshal(page.Bytes(), &p); err != nil || len(p.page.Items) != 1000 {
			b.Fatal(err)
		}
	}
}
