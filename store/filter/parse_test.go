package filter_test

import (
	"reflect"
	"strings"
	"testing"
	"time"

	"switchboard/store/filter"
)

var grammar = filter.Grammar{
	Fields: []filter.Field{
		{Name: "status", Same: []string{"24h", "h24"}, Values: []string{"active", "paused", "disabled", "markedForDeletion"}},
		{Name: "customer"},
		{Name: "free", Same: []string{"balance"}, Kind: filter.Money},
		{Name: "active", Kind: filter.Count},
		{Name: "left", Kind: filter.Span},
	},
	Has: []string{"code"}, Is: []string{"low"}, Dates: true,
}

var noon = time.Date(2026, 11, 21, 12, 0, 0, 0, time.FixedZone("here", 3600))

func day(d int) time.Time { return time.Date(2026, 11, d, 0, 0, 0, 0, noon.Location()) }

func TestFilterGrammar(t *testing.T) {
	for in, want := range map[string]filter.Query{
		"":                                     {},
		"  ":                                   {},
		`acme "two words" -gone`:               {Terms: []string{"acme", "two words"}, Not: []string{"gone"}},
		`"still open`:                          {Terms: []string{"still open"}},
		`-"not this"`:                          {Not: []string{"not this"}},
		`+1 (415) 555-0142`:                    {Terms: []string{"+1", "(415)", "555-0142"}},
		`10:30 ops@acme.example 911:`:          {Terms: []string{"10:30", "ops@acme.example", "911:"}},
		`20261130T12:30 "v2:x" +1:a`:           {Terms: []string{"20261130T12:30", "v2:x", "+1:a"}},
		"24h:paus -h24:=active":                {In: map[string][]filter.Value{"status": {{Text: "paused", Whole: true}}}, Out: map[string][]filter.Value{"status": {{Text: "active", Whole: true}}}},
		`10:30 "status:paused"`:                {Terms: []string{"10:30", "status:paused"}},
		"status:paused":                        {In: map[string][]filter.Value{"status": {{Text: "paused", Whole: true}}}},
		"status:PAUS,act":                      {In: map[string][]filter.Value{"status": {{Text: "paused", Whole: true}, {Text: "active", Whole: true}}}},
		"customer:=acme status:=ACTIVE":        {In: map[string][]filter.Value{"customer": {{Text: "acme", Whole: true}}, "status": {{Text: "active", Whole: true}}}},
		"-status:active":                       {Out: map[string][]filter.Value{"status": {{Text: "active", Whole: true}}}},
		`customer:acme,"b c" x`:                {In: map[string][]filter.Value{"customer": {{Text: "acme"}, {Text: "b c"}}}, Terms: []string{"x"}},
		"balance<500":                          {Below: map[string]int64{"free": 50000}},
		"free>0.40 free<5":                     {Above: map[string]int64{"free": 40}, Below: map[string]int64{"free": 500}},
		"free<=5":                              {Below: map[string]int64{"free": 501}},
		"free>=5":                              {Above: map[string]int64{"free": 499}},
		"-free<5":                              {Above: map[string]int64{"free": 499}},
		"-free>=5":                             {Below: map[string]int64{"free": 500}},
		"free:-3.50":                           {Above: map[string]int64{"free": -351}, Below: map[string]int64{"free": -349}},
		"free<9 free<5 free<7":                 {Below: map[string]int64{"free": 500}},
		"active>2":                             {Above: map[string]int64{"active": 2}},
		"left<2m":                              {Below: map[string]int64{"left": 120}},
		"left>1h30m":                           {Above: map[string]int64{"left": 5400}},
		"has:code -is:low":                     {Has: map[string]bool{"code": true}, Is: map[string]bool{"low": false}},
		"after:2026-11-01":                     {After: day(1)},
		"before:2026-11-03T00:00":              {Before: day(3)},
		"after:2026-11":                        {After: day(1)},
		"status: customer:= free< has: after:": {}, // on the way to something
		"Status:Active FREE<1 acme\t":          {In: map[string][]filter.Value{"status": {{Text: "active", Whole: true}}}, Below: map[string]int64{"free": 100}, Terms: []string{"acme"}},
	} {
		got := grammar.Parse(in, noon)
		if got.Problem != "" {
			t.Errorf("%q: %s", in, got.Problem)
		}
		got.Chips, got.Problem = nil, ""
		if !reflect.DeepEqual(got, want) {
			t.Errorf("%q is\n%+v, want\n%+v", in, got, want)
		}
	}
}

func TestFilterSaysWhatCanBeAsked(t *testing.T) {
	for in, want := range map[string]string{
		"color:red":         "there is no color; there is status: customer: free< active< left< has:code is:low after: before:",
		"foo1:bar":          "there is no foo1; there is status:",
		"911:missing":       "there is no 911; there is status:",
		`911:="missing"`:    "there is no 911; there is status:",
		"-e911:missing":     "there is no e911; there is status:",
		"custom3r:acme":     "there is no custom3r; did you mean customer:? there is status:",
		"costumer:acme":     "there is no costumer; there is status:",
		"customer_id:acme":  "there is no customer_id; did you mean customer:? there is status:",
		"created-at:monday": "there is no created-at; there is status:",
		"fre<3":             "there is no fre; did you mean free<? there is status:",
		"color<3":           "there is no color;",
		"status:=act":       "status: one of active, paused",
		"status:sleeping":   "status: one of active, paused",
		"status<3":          "status: use status:",
		"free<five":         "free: an amount in dollars",
		"free<1e3":          "free: an amount",
		"active<1.5":        "active: a whole number",
		"left<soon":         "left: a time",
		"left<99999999999d": "left: a time",
		"has:wings":         "has: one of code",
		"after:yesterday":   "after: a day",
		"-free:3":           "free: use free< or free>",
		"-after:2026-11-01": "there is no after;",
	} {
		got := grammar.Parse("acme "+in, noon)
		if !strings.HasPrefix(got.Problem, want) {
			t.Errorf("%q says %q, want %q", in, got.Problem, want)
		}
		if len(got.Terms) != 1 || len(got.Chips) != 1 {
			t.Errorf("%q: what can be used was not: %+v", in, got)
		}
	}
}

func FuzzFilter(f *testing.F) {
	for _, s := range []string{`a "b c" -d status:x,y free<5 left>2m`, `"`, `-:`, `x:"a,b",c`, "free<=", "\u00a0 \xff:<>", `-"-"`} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		got := grammar.Parse(s, noon)
		for _, term := range append(got.Terms, got.Not...) {
			if strings.TrimSpace(term) == "" || strings.Contains(term, `"`) {
				t.Errorf("%q has the term %q", s, term)
			}
		}
		if got.Empty() != reflect.DeepEqual(got, filter.Query{Problem: got.Problem}) {
			t.Errorf("%q: empty is %v of %+v", s, got.Empty(), got)
		}
		again := grammar.Parse(strings.Join(got.Chips, " "), noon)
		if again.Problem = got.Problem; !reflect.DeepEqual(again, got) {
			t.Errorf("%q: its chips mean\n%+v, it means\n%+v", s, again, got)
		}
	})
}

func TestANumberIsFoundHoweverItWasCopied(t *testing.T) {
	row := filter.TextOf("+14155550142", "acme")
	for _, typed := range []string{"\u202a+1 (415) 555\u20110142\u202c", "\u200e415\u2009555\u20130142", "\u2068+1\u00a0415\u00a05550142\u2069 \u202c", "\ufeff4155550142"} {
		for _, term := range (filter.Grammar{}).Parse(typed, time.Now()).Terms {
			if !row.Has(term) {
				t.Errorf("%q: %q is not found", typed, term)
			}
		}
	}
	if row.Has("\u202a416") {
		t.Error("another number is found")
	}
}
