package cli

import (
	"bytes"
	"encoding/json"
	"errors"
	"testing"
	"time"

	"switchboard/client/money"
	"switchboard/client/phone"
)

// rows are records with every kind of value.
func rows() []Record {
	at := time.Date(2026, 11, 21, 22, 31, 5, 0, time.UTC)
	return []Record{
		{{"id", "a1"}, {"text", "=1+1 \u202e|"}, {"number", phone.E164("+14155550142")}, {"price", money.Known(-350)}, {"left", 90 * time.Second},
			{"at", at}, {"ok", true}, {"n", 7}, {"many", []Record{{{"code", "12"}, {"round", 1}}}}},
		{{"id", "b\"2"}, {"text", "-5"}, {"number", phone.E164("")}, {"price", money.Price{}}, {"left", time.Duration(0)},
			{"at", time.Time{}}, {"ok", false}, {"n", 1234}, {"many", []Record(nil)}},
	}
}

// written is what an output writes for rows, and its words.
func written(t *testing.T, f Format, p *Problem) (data, words string) {
	t.Helper()
	var out, errs bytes.Buffer
	o := Output{out: &out, errs: &errs, Format: f}
	o.List("none")
	for _, r := range rows() {
		if err := o.Row(r); err != nil {
			t.Fatal(err)
		}
	}
	if err := o.finish(p); err != nil {
		t.Fatal(err)
	}
	return out.String(), errs.String()
}

func TestFormatsOfRows(t *testing.T) {
	first := `{"id":"a1","text":"=1+1 \u202e|","number":"+14155550142","price_cents":-350,"price_usd":"-3.50","left_seconds":90,` +
		`"at":"2026-11-21T22:31:05Z","ok":true,"n":7,"many":[{"code":"12","round":1}]}`
	second := `{"id":"b\"2","text":"-5","number":"","price_cents":null,"price_usd":null,"left_seconds":0,"at":null,"ok":false,"n":1234,"many":[]}`
	for f, want := range map[Format]string{
		JSON:   "[" + first + "," + second + "]\n",
		NDJSON: first + "\n" + second + "\n",
		Quiet:  "a1\nb\"2\n",
		CSV: "id,text,number,price_cents,price_usd,left_seconds,at,ok,n,many\n" +
			"a1,'=1+1 \ufffd|,+14155550142,-350,-3.50,90,2026-11-21T22:31:05Z,yes,7,12 1\n" +
			"\"b\"\"2\",-5,,,,0,,no,1234,\n",
	} {
		if got, words := written(t, f, nil); got != want || words != "" {
			t.Errorf("%s:\ngot  %q\nwant %q\nwords %q", f, got, want, words)
		}
	}
}

func TestProblemInEachFormat(t *testing.T) {
	p := &Problem{Exit: 5, Code: "limited", Message: "wait", RetryAfter: 20}
	data, _ := written(t, JSON, p)
	var whole struct {
		Error   Problem
		Results []map[string]any
	}
	if err := json.Unmarshal([]byte(data), &whole); err != nil || whole.Error != *p || len(whole.Results) != 2 {
		t.Errorf("JSON with a problem: %s (%v)", data, err)
	}
	data, _ = written(t, NDJSON, p)
	for line := range bytes.Lines([]byte(data)) {
		if !json.Valid(line) {
			t.Errorf("%q is no JSON", line)
		}
	}
}

func TestEmptyList(t *testing.T) {
	var out, errs bytes.Buffer
	o := Output{out: &out, errs: &errs, Format: JSON}
	o.List("There is none.")
	if err := o.finish(nil); err != nil || out.String() != "[]\n" || errs.String() != "There is none.\n" {
		t.Errorf("%q, %q, %v", out.String(), errs.String(), err)
	}
}

type full struct{}

func (full) Write([]byte) (int, error) { return 0, errors.New("the disk is full") }

// A write that fails is an error, not silence.
func TestWritingFails(t *testing.T) {
	o := Output{out: full{}, errs: full{}, Format: JSON}
	o.List("")
	if err := o.finish(nil); err == nil {
		t.Error("nobody hears of it")
	}
}
