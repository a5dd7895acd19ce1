package store

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"switchboard/client/platfone"
)

// beside says how many objects lie beside the rows.
func beside(t *testing.T, db *DB) int64 {
	t.Helper()
	return must[int64](t)(one(t.Context(), db.cache.r, number, "SELECT count(*) FROM activation_raw"))
}

// An object is given back byte for byte as it was received. Where the row says all of it, it is
// not kept a second time.
func TestAnObjectIsGivenBackAsItWasReceived(t *testing.T) {
	const usual = `{"activation_id":"64a1","customer_id":"acme","customer_price":60,"price":34,"phone":"447700900123","country_id":"uk","service_id":"telegram","sms_status":"smsReceived","activation_status":"finalized","billing_status":"billed","report_status":null,"sms_code":"482913","sms_text":"<#> Żółty & \"kod\" 482913\nfA9x","expire_at":1764331200,"updated_at":1764330100,"created_at":1764330000,"is_retriable":true,"cancelable_after":1764330120,"formatted":"+44 7700 900123"}`
	for name, c := range map[string]struct {
		object string
		beside int64
	}{
		"as documented":       {usual, 0},
		"escaped for HTML":    {strings.NewReplacer("<", `\u003c`, ">", `\u003e`, "&", `\u0026`).Replace(usual), 0},
		"the account's own":   {strings.Replace(usual, `"customer_id":"acme","customer_price":60,`, "", 1), 0},
		"never canceled":      {strings.Replace(usual, `"cancelable_after":1764330120`, `"cancelable_after":null`, 1), 0},
		"with another field":  {strings.Replace(usual, `"formatted"`, `"operator":"x","formatted"`, 1), 1},
		"in another order":    {strings.Replace(usual, `"is_retriable":true,`, "", 1)[:len(usual)-len(`"is_retriable":true,`)-1] + `,"is_retriable":true}`, 1},
		"with room":           {strings.ReplaceAll(usual, `":`, `": `), 1},
		"an empty code":       {strings.Replace(usual, `"sms_code":"482913"`, `"sms_code":""`, 1), 1},
		"another spelling":    {strings.Replace(usual, "Ż", `\u017b`, 1), 1},
		"a number with a dot": {strings.Replace(usual, `"price":34`, `"price":34.0`, 1), 1},
	} {
		t.Run(name, func(t *testing.T) {
			db := open(t)
			var a platfone.Activation
			if err := json.Unmarshal([]byte(c.object), &a); err != nil {
				t.Fatal(err)
			}
			put(t, db, epoch, a)
			if got := must[Activation](t)(db.Activation(t.Context(), "64a1")); string(got.Raw) != c.object {
				t.Errorf("given back as\n%s\nwas\n%s", got.Raw, c.object)
			}
			if n := beside(t, db); n != c.beside {
				t.Errorf("%d objects lie beside the row, want %d", n, c.beside)
			}
		})
	}
}

// What changes from one form to the other leaves no old object behind, and a purge leaves none at all.
func TestAnOldObjectDoesNotStay(t *testing.T) {
	db := open(t)
	at := epoch.Unix()
	tell := func(n int64, more string) platfone.Activation {
		a := platfone.Activation{ID: "64a1", CustomerID: "acme", Phone: "+447700900123", CountryID: "uk", ServiceID: "telegram", SMS: platfone.SMSReceived,
			Status: platfone.StatusFinalized, Billing: platfone.BillingBilled, Code: "1234", Text: "code 1234", CreatedAt: time.Unix(at, 0), UpdatedAt: time.Unix(at+n, 0)}
		row := Activation{Activation: a}
		b := string(row.object(false))
		a.Raw = json.RawMessage(strings.TrimSuffix(b, "}") + more + "}")
		return a
	}
	for i, c := range []struct {
		more   string
		beside int64
	}{{`,"x":1`, 1}, {"", 0}, {`,"x":2`, 1}, {"", 0}} {
		a := tell(int64(i), c.more)
		put(t, db, epoch.Add(time.Duration(i)*time.Minute), a)
		if got := must[Activation](t)(db.Activation(t.Context(), "64a1")); string(got.Raw) != string(a.Raw) {
			t.Errorf("step %d gives back %s, want %s", i, got.Raw, a.Raw)
		}
		if n := beside(t, db); n != c.beside {
			t.Errorf("step %d: %d objects lie beside the row, want %d", i, n, c.beside)
		}
	}
	if _, err := db.Purge(t.Context(), PurgeFilter{Customer: "acme"}); err != nil {
		t.Fatal(err)
	}
	if got := must[Activation](t)(db.Activation(t.Context(), "64a1")); len(got.Raw) != 0 {
		t.Errorf("after a purge the object is %s", got.Raw)
	}
}
