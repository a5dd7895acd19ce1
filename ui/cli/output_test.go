package cli

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"reflect"
	"runtime"
	"strings"
	"testing"
	"time"

	"switchboard/client/money"
	"switchboard/client/phone"
	shown "switchboard/ui/text"
)

// sample has every kind of value.
type sample struct {
	ID    string        `json:"sample_id" col:"id"`
	Text  string        `json:"text" col:"text"`
	Phone phone.E164    `json:"e164" col:"number"`
	Price money.Price   `json:"price_cents" col:"price"`
	Left  time.Duration `json:"left_seconds"`
	At    time.Time     `json:"created_at" col:"created"`
	OK    bool          `json:"ok"`
	N     *int          `json:"n"`
	Tags  []string      `json:"tags"`
	Many  []inner       `json:"many"`
	One   *inner        `json:"one"`
}

type inner struct {
	Code  string `json:"code"`
	Round int    `json:"round"`
}

func samples() []sample {
	seven := 7
	return []sample{
		{"a1", "=1+1 \u202e|", "+14155550142", money.Known(-350), 90 * time.Second, time.Date(2026, 11, 21, 22, 31, 5, 0, time.FixedZone("", 3600)), true, &seven,
			[]string{"x", "y"}, []inner{{"12", 1}}, &inner{"34", 2}},
		{ID: "b\"2", Text: "-5"},
	}
}

// written is what an output writes for the samples, and its words.
func written(t *testing.T, f Format, person bool, p *Problem) (data, words string) {
	t.Helper()
	var out, errs bytes.Buffer
	o := newOutput(&out, &errs, person)
	o.Format = f
	o.List("none")
	for _, r := range samples() {
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
	first := `{"sample_id":"a1","text":"=1+1 \u202e|","e164":"+14155550142","price_cents":-350,"left_seconds":90,` +
		`"created_at":"2026-11-21T21:31:05Z","ok":true,"n":7,"tags":["x","y"],"many":[{"code":"12","round":1}],"one":{"code":"34","round":2}}`
	second := `{"sample_id":"b\"2","text":"-5","e164":null,"price_cents":null,"left_seconds":0,"created_at":null,"ok":false,"n":null,"tags":[],"many":[],"one":null}`
	for f, want := range map[Format]string{
		JSON:   "[\n" + first + ",\n" + second + "\n]\n",
		NDJSON: first + "\n" + second + "\n",
		Quiet:  "a1\nb\"2\n",
		CSV: "sample_id,text,e164,price_cents,left_seconds,created_at,ok,n,tags,many,one\n" +
			"a1,'=1+1 \ufffd|,+14155550142,-350,90,2026-11-21T21:31:05Z,true,7,\"[\"\"x\"\",\"\"y\"\"]\",\"[{\"\"code\"\":\"\"12\"\",\"\"round\"\":1}]\",\"{\"\"code\"\":\"\"34\"\",\"\"round\"\":2}\"\n" +
			"\"b\"\"2\",'-5,,,0,,false,,[],[],\n",
		Text: "sample_id\ttext\te164\tprice\tcreated_at\na1\t=1+1 \ufffd|\t+14155550142\t-3.50\t2026-11-21T21:31:05Z\nb\"2\t-5\t\t\t\n",
		Markdown: "| sample_id | text | e164 | price | created_at |\n| --- | --- | --- | --- | --- |\n" +
			"| a1 | =1+1 \ufffd\\| | +14155550142 | -3.50 | 2026-11-21T21:31:05Z |\n| b\"2 | -5 |  |  |  |\n",
	} {
		if got, words := written(t, f, false, nil); got != want || words != "" {
			t.Errorf("%s:\ngot  %q\nwant %q\nwords %q", f, got, want, words)
		}
	}
}

// A person sees amounts in dollars and times of their own zone, which the
// heading names.
func TestTableForAPerson(t *testing.T) {
	was := time.Local
	time.Local = time.FixedZone("CET", 3600)
	defer func() { time.Local = was }()
	got, _ := written(t, Text, true, nil)
	want := "ID   TEXT     NUMBER            PRICE  CREATED (CET)\na1   =1+1 \ufffd|  +1 415 555 0142  -$3.50  2026-11-21 22:31:05\nb\"2  -5\n"
	if got != want {
		t.Errorf("got\n%q\nwant\n%q", got, want)
	}
}

// In a spreadsheet nothing is a formula, and a number is no text.
func TestNoFormulaInCSV(t *testing.T) {
	for _, s := range []string{"=1", "@x", "+1+cmd|' /C calc'!A0 code 777123", "-5", "\t=1", "\r=1", "\n=1", " =1", "\r\n+1", "\tcode"} {
		var out bytes.Buffer
		o := newOutput(&out, io.Discard, false)
		o.Format, o.NoHeader = CSV, true
		if err := errors.Join(o.Row(inner{Code: s}), o.finish(nil)); err != nil {
			t.Fatal(err)
		}
		if got := strings.TrimPrefix(out.String(), `"`); !strings.HasPrefix(got, "'") {
			t.Errorf("%q stands as %q", s, out.String())
		}
	}
}

func TestProblemInEachFormat(t *testing.T) {
	p := &Problem{Exit: 5, Reason: "limited", Message: "wait", RetryAfter: 20}
	data, _ := written(t, JSON, false, p)
	var list []struct {
		Error *Problem
		ID    string `json:"sample_id"`
	}
	if err := json.Unmarshal([]byte(data), &list); err != nil || len(list) != 3 || list[1].ID != `b"2` || !reflect.DeepEqual(list[2].Error, p) {
		t.Errorf("a list that was begun: %s (%v)", data, err)
	}
	data, _ = written(t, NDJSON, false, p)
	for line := range bytes.Lines([]byte(data)) {
		if !json.Valid(line) {
			t.Errorf("%q is no JSON", line)
		}
	}
	if data, _ = written(t, CSV, false, p); strings.Contains(data, "limited") {
		t.Errorf("an error stands among the values: %s", data)
	}
}

// A list that is held stands beside its error.
func TestHeldListWithAProblem(t *testing.T) {
	var out bytes.Buffer
	o := newOutput(&out, io.Discard, false)
	o.Format = JSON
	o.Held("")
	if err := errors.Join(o.Row(inner{"1", 1}), o.finish(&Problem{Exit: 8, Reason: "choice"})); err != nil {
		t.Fatal(err)
	}
	if want := `{"error":{"exit":8,"reason":"choice","message":""},"results":[{"code":"1","round":1}]}` + "\n"; out.String() != want {
		t.Error(out.String())
	}
}

func TestEmptyList(t *testing.T) {
	for f, want := range map[Format]string{JSON: "[]\n", NDJSON: "", CSV: "code,round\n", Text: "", Quiet: ""} {
		var out, errs bytes.Buffer
		o := newOutput(&out, &errs, false)
		o.Format = f
		o.given = reflect.TypeFor[inner]()
		o.List("There is none.")
		said := "There is none.\n"
		if f == Quiet {
			said = ""
		}
		if err := o.finish(nil); err != nil || out.String() != want || errs.String() != said {
			t.Errorf("%s: %q, %q, %v", f, out.String(), errs.String(), err)
		}
	}
}

// A write that fails is an error, not silence.
func TestWritingFails(t *testing.T) {
	full, err := os.OpenFile("/dev/full", os.O_WRONLY, 0)
	if err != nil {
		t.Skip("this system has no /dev/full")
	}
	defer full.Close()
	o := newOutput(full, io.Discard, false)
	o.Format = JSON
	o.List("")
	if err := o.finish(nil); err == nil {
		t.Error("nobody hears of it")
	}
}

// A record that is live is seen before the next one is there; of a list the
// first is.
func TestFirstRecordIsSeenAtOnce(t *testing.T) {
	for _, f := range []Format{JSON, NDJSON, CSV, Text, Markdown, Quiet} {
		var out bytes.Buffer
		o := newOutput(&out, io.Discard, false)
		o.Format = f
		o.List("")
		if err := o.Row(inner{"12", 1}); err != nil || !strings.Contains(out.String(), "12") {
			t.Errorf("%s: %q (%v)", f, out.String(), err)
		}
	}
}

// A list is no longer in memory than its longest row, in every format.
func TestListsAreStreamed(t *testing.T) {
	for _, f := range []Format{JSON, NDJSON, CSV, Text, Markdown, Quiet} {
		for _, person := range []bool{false, true} {
			o := newOutput(io.Discard, io.Discard, person)
			o.Format = f
			o.List("")
			var before, after runtime.MemStats
			runtime.GC()
			runtime.ReadMemStats(&before)
			row := sample{ID: "x", Text: strings.Repeat("long ", 200)}
			for range 20_000 {
				if err := o.Row(row); err != nil {
					t.Fatal(err)
				}
			}
			runtime.GC()
			runtime.ReadMemStats(&after)
			if grown := int64(after.HeapAlloc) - int64(before.HeapAlloc); grown > 4<<20 {
				t.Errorf("%s: %d bytes are kept of 20,000 rows", f, grown)
			}
			if err := o.finish(nil); err != nil {
				t.Fatal(err)
			}
		}
	}
}

func BenchmarkRows(b *testing.B) {
	for _, f := range []Format{JSON, CSV, Text} {
		b.Run(fmt.Sprint(f), func(b *testing.B) {
			o := newOutput(io.Discard, io.Discard, false)
			o.Format = f
			o.List("")
			row := samples()[0]
			for b.Loop() {
				if err := o.Row(row); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// Joiners that a language or a picture needs leave in every format as they came.
func TestTextLeavesAsItWasSent(t *testing.T) {
	const sent = "می\u200cخواهم 👩\u200d👧 ❤\ufe0f 482913"
	for format, person := range map[Format]bool{Text: true, Quiet: false, CSV: false, Markdown: false} {
		var out, errs bytes.Buffer
		o := newOutput(&out, &errs, person)
		o.Format = format
		if err := errors.Join(o.Value(sent, inner{Code: sent}), o.finish(nil)); err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(out.String(), sent) {
			t.Errorf("%s: %q", format, out.String())
		}
	}
}

func TestCellsAreQuoted(t *testing.T) {
	for cell, want := range map[string]string{`a"b`: `"a""b"`, "a,b": `"a,b"`, "a\nb": "\"a\nb\"", " a": `" a"`, "ab": "ab", "": ""} {
		if got := string(appendCell(nil, cell)); got != want {
			t.Errorf("%q is %s, want %s", cell, got, want)
		}
	}
}

// What a record holds within it is read field by field, by a person and by a script, and never as
// one value in braces.
func TestARecordWithinARecordIsReadByField(t *testing.T) {
	for person, want := range map[bool]string{
		true:  "one\n  code   34\n  round  2\n",
		false: "many.1.code\t12\nmany.1.round\t1\none.code\t34\none.round\t2\n",
	} {
		var out, errs bytes.Buffer
		o := newOutput(&out, &errs, person)
		if err := errors.Join(o.Row(samples()[0]), o.finish(nil)); err != nil {
			t.Fatal(err)
		}
		if !strings.HasSuffix(out.String(), want) || strings.ContainsAny(out.String(), "{}") {
			t.Errorf("for a person %v: %s", person, out.String())
		}
	}
}

// A person sees moments as they want them, and a script where it asked for that; data for programs has them in UTC.
func TestMomentsAreShownAsIsWanted(t *testing.T) {
	was := time.Local
	time.Local = time.FixedZone("CET", 3600)
	defer func() { time.Local = was }()
	set := func(w string) func() shown.Times { return func() shown.Times { return shown.Times(w) } }
	for _, c := range []struct {
		f      Format
		person bool
		clock  clock
		want   string
	}{
		{Text, true, clock{}, "CREATED (CET)|2026-11-21 22:31:05"},
		{Text, true, clock{set: set("utc")}, "CREATED (UTC)|2026-11-21 21:31:05"},
		{Text, true, clock{set: set("ago")}, "CREATED |d ago"},
		{Text, false, clock{}, "2026-11-21T21:31:05Z"},
		{Text, false, clock{asked: "local"}, "2026-11-21 22:31:05"},
		{Markdown, false, clock{asked: "utc"}, "2026-11-21 21:31:05"},
		{CSV, false, clock{asked: "local", set: set("local")}, "2026-11-21T21:31:05Z"},
		{JSON, false, clock{asked: "local", set: set("local")}, "2026-11-21T21:31:05Z"},
	} {
		var out bytes.Buffer
		o := newOutput(&out, io.Discard, c.person)
		o.Format, o.clock = c.f, c.clock
		o.List("none")
		r := samples()[0]
		if c.clock.set != nil && c.clock.set() == shown.Ago {
			r.At = time.Now().Add(-50 * time.Hour)
		}
		if err := errors.Join(o.Row(r), o.finish(nil)); err != nil {
			t.Fatal(err)
		}
		for want := range strings.SplitSeq(c.want, "|") {
			if !strings.Contains(out.String(), strings.TrimSpace(want)) {
				t.Errorf("%s, to a person %t, %v: %q is missing:\n%s", c.f, c.person, c.clock, want, out.String())
			}
		}
	}
}
