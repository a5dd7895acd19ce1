package rest

import (
	"encoding/json"
	"strings"
	"testing"
)

type inner struct {
	Amount *int64 `json:"amount"`
}

type purse struct {
	inner
	Balance  *int64           `json:"balance"`
	Rows     []inner          `json:"rows"`
	ByName   map[string]inner `json:"by_name"`
	Ignored  int              `json:"-"`
	Untagged int
}

func TestStrict(t *testing.T) {
	var p purse
	body := ` {"balance":2301,"amount":-350,"rows":[{"amount":1},{"amount":null,"other":{"a":1,"A":2}}],"by_name":{"x":{"amount":2},"X":{"amount":3}},"Untagged":4,"more":[1.5]} ` + "\n"
	if err := Strict([]byte(body), &p); err != nil {
		t.Fatal(err)
	}
	if *p.Balance != 2301 || *p.Amount != -350 || *p.Rows[0].Amount != 1 || p.Rows[1].Amount != nil || *p.ByName["X"].Amount != 3 || p.Untagged != 4 {
		t.Errorf("%+v", p)
	}
}

func TestStrictRefuses(t *testing.T) {
	for body, words := range map[string]string{
		`{"balance":1,"BALANCE":999}`:                `"BALANCE" is given where "balance" is meant`,
		`{"Balance":1}`:                              `"Balance" is given where "balance" is meant`,
		`{"balance":1,"balance":1}`:                  `"balance" is given twice`,
		`{"balance":1,"\u0062alance":2}`:             `"balance" is given twice`,
		`{"other":{"a":1,"a":2}}`:                    `"a" is given twice`,
		`{"rows":[{"amount":1,"Amount":2}]}`:         `"Amount" is given`,
		`{"by_name":{"x":{"AMOUNT":2}}}`:             `"AMOUNT" is given`,
		`{"Amount":1}`:                               `"Amount" is given`,
		`{"balance":1.5}`:                            "1.5",
		`{"balance":1e3}`:                            "1e3",
		`{"balance":"1"}`:                            "string",
		`{"balance":true}`:                           "bool",
		`{"balance":99999999999999999999}`:           "99999999999999999999",
		`{"balance":1}<html>`:                        "after the value",
		`{"balance":1}{}`:                            "after the value",
		`{"balance":1`:                               "reading",
		`{"balance":}`:                               "reading",
		``:                                           "reading",
		`[1]`:                                        "array",
		`{"a":` + strings.Repeat("[", 20000) + `}`:   "",
		`{"balance":1,"a":{"b":[{"c":1,"c":null}]}}`: `"c" is given twice`,
	} {
		var p purse
		if err := Strict([]byte(body), &p); err == nil || !strings.Contains(err.Error(), words) {
			t.Errorf("%.60s: %v", body, err)
		}
	}
}

// What Strict takes, a plain decoder takes too, with the same result.
func FuzzStrict(f *testing.F) {
	f.Add([]byte(`{"balance":2301,"rows":[{"amount":1}],"by_name":{"x":{}}}`))
	f.Add([]byte(`{"balance":1,"BALANCE":2}`))
	f.Fuzz(func(t *testing.T, body []byte) {
		var p, q purse
		if Strict(body, &p) != nil {
			return
		}
		if err := json.Unmarshal(body, &q); err != nil {
			t.Fatal(err)
		}
		a, _ := json.Marshal(p)
		b, _ := json.Marshal(q)
		if string(a) != string(b) {
			t.Fatalf("%s and %s", a, b)
		}
	})
}

func FuzzRedact(f *testing.F) {
	f.Add([]byte(`{"sms_code":"123","phone":"447975777666","a":[1,{"key":{}}]}`))
	f.Add([]byte(`{"a":"+44 7975 777666`))
	f.Fuzz(func(t *testing.T, body []byte) {
		wrapped := append(append([]byte(`{"auth_token":"CANARY-IN-TOKEN","rest":`), body...), '}')
		if out := redactBody(wrapped, theKey()); strings.Contains(out, "CANARY-IN") || len(out) > 3*shownBody {
			t.Fatalf("%d bytes: %.200s", len(out), out)
		}
	})
}
