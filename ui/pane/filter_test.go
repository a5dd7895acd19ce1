package pane_test

import (
	"reflect"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"switchboard/ui/pane"
)

var grammar = pane.Grammar{
	Fields: []pane.FilterField{
		{Name: "status", Values: []string{"active", "paused", "disabled", "markedForDeletion"}},
		{Name: "customer"},
		{Name: "free", Same: "balance", Kind: pane.MoneyField},
		{Name: "active", Kind: pane.CountField},
		{Name: "left", Kind: pane.SpanField},
	},
	Has: []string{"code"}, Is: []string{"low"}, Dates: true,
}

var noon = time.Date(2026, 11, 21, 12, 0, 0, 0, time.FixedZone("here", 3600))

func day(d int) time.Time { return time.Date(2026, 11, d, 0, 0, 0, 0, noon.Location()) }

func TestFilterGrammar(t *testing.T) {
	for in, want := range map[string]pane.Filter{
		"":                            {},
		"  ":                          {},
		`acme "two words" -gone`:      {Terms: []string{"acme", "two words"}, Not: []string{"gone"}},
		`"still open`:                 {Terms: []string{"still open"}},
		`-"not this"`:                 {Not: []string{"not this"}},
		`+1 (415) 555-0142`:           {Terms: []string{"+1", "(415)", "555-0142"}},
		`10:30 "status:paused"`:       {Terms: []string{"10:30", "status:paused"}},
		"status:paused":               {In: map[string][]string{"status": {"paused"}}},
		"status:PAUS,act":             {In: map[string][]string{"status": {"paused", "active"}}},
		"-status:active":              {Out: map[string][]string{"status": {"active"}}},
		`customer:acme,"b c" x`:       {In: map[string][]string{"customer": {"acme", "b c"}}, Terms: []string{"x"}},
		"balance<500":                 {Below: map[string]int64{"free": 50000}},
		"free>0.40 free<5":            {Above: map[string]int64{"free": 40}, Below: map[string]int64{"free": 500}},
		"free<=5":                     {Below: map[string]int64{"free": 501}},
		"free>=5":                     {Above: map[string]int64{"free": 499}},
		"-free<5":                     {Above: map[string]int64{"free": 499}},
		"-free>=5":                    {Below: map[string]int64{"free": 500}},
		"free:-3.50":                  {Above: map[string]int64{"free": -351}, Below: map[string]int64{"free": -349}},
		"free<9 free<5 free<7":        {Below: map[string]int64{"free": 500}},
		"active>2":                    {Above: map[string]int64{"active": 2}},
		"left<2m":                     {Below: map[string]int64{"left": 120}},
		"left>1h30m":                  {Above: map[string]int64{"left": 5400}},
		"has:code -is:low":            {Has: map[string]bool{"code": true}, Is: map[string]bool{"low": false}},
		"after:2026-11-01":            {After: day(1)},
		"before:2026-11-03T00:00":     {Before: day(3)},
		"after:2026-11":               {After: day(1)},
		"status: free< has: after:":   {}, // on the way to something
		"Status:Active FREE<1 acme\t": {In: map[string][]string{"status": {"active"}}, Below: map[string]int64{"free": 100}, Terms: []string{"acme"}},
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
		"color<3":           "there is no color;",
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
		if got.Empty() != reflect.DeepEqual(got, pane.Filter{Problem: got.Problem}) {
			t.Errorf("%q: empty is %v of %+v", s, got.Empty(), got)
		}
		again := grammar.Parse(strings.Join(got.Chips, " "), noon)
		if again.Problem = got.Problem; !reflect.DeepEqual(again, got) {
			t.Errorf("%q: its chips mean\n%+v, it means\n%+v", s, again, got)
		}
	})
}

func box(t *testing.T) (*pane.FilterBox, *int) {
	k := kit(t)
	k.Now = func() time.Time { return noon }
	n := 0
	return pane.NewFilterBox(k, "test", grammar, func() tea.Cmd { n++; return nil }), &n
}

// press does the action of a box that a key belongs to.
func press(t *testing.T, b *pane.FilterBox, k string) {
	t.Helper()
	for _, a := range b.Actions() {
		for _, bound := range a.Key.Keys() {
			if bound == k && a.Why() == "" {
				a.Do()
				return
			}
		}
	}
	t.Fatalf("nothing is done by %s", k)
}

func TestFilterBoxNarrowsWhileTyping(t *testing.T) {
	b, n := box(t)
	press(t, b, "/")
	for _, r := range "free<5" {
		b.Update(tea.KeyPressMsg{Code: r, Text: string(r)})
	}
	if *n != 6 || b.Filter().Below["free"] != 500 { // f, fr, fre, free; then "free<" asks for nothing, and the whole
		t.Errorf("%d changes, %+v", *n, b.Filter())
	}
	if line := ansi.Strip(b.Line(60, "3 of 48")); !strings.Contains(line, "/ free<5_") || !strings.HasSuffix(line, "3 of 48") {
		t.Errorf("while typing: %q", line)
	}
	press(t, b, "enter")
	if line := ansi.Strip(b.Line(60, "3 of 48")); b.Capturing() || !strings.HasPrefix(line, "free<5 ") || !strings.HasSuffix(line, "3 of 48   Esc clears") {
		t.Errorf("once kept: %q", line)
	}
	press(t, b, "esc")
	if b.Shown() || !b.Filter().Empty() {
		t.Error("Esc did not clear the filter")
	}
	for _, a := range b.Actions() {
		if a.ID == "test.clear" && a.Why() == "" {
			t.Error("an empty filter can be cleared")
		}
	}
}

func TestFilterBoxSaysWhatIsWrong(t *testing.T) {
	b, n := box(t)
	press(t, b, "/")
	b.Update(tea.PasteMsg{Content: "color:\x1b[31mred\n"})
	line := b.Line(100, "48 of 48")
	if *n != 0 || !strings.Contains(ansi.Strip(line), "there is no color; there is status:") || strings.Contains(line, "\x1b[31m") {
		t.Errorf("%d changes, %q", *n, line)
	}
	for w := range 120 {
		if got := ansi.StringWidthWc(b.Line(w, "48 of 48")); got > max(w, 14) {
			t.Fatalf("%d cells of %d", got, w)
		}
	}
}

func TestTabs(t *testing.T) {
	n := 0
	tabs := pane.NewTabs(kit(t), "test", func() tea.Cmd { n++; return nil }, "All", "Low", "Paused")
	acts := tabs.Actions()
	acts[0].Do()
	if tabs.At() != 2 || ansi.Strip(tabs.Line(40)) != " All    Low   [Paused]" {
		t.Errorf("before the first comes %d: %q", tabs.At(), ansi.Strip(tabs.Line(40)))
	}
	acts[1].Do()
	acts[1].Do()
	tabs.Go(1)
	if tabs.At() != 1 || n != 3 {
		t.Errorf("on %d after %d moves", tabs.At(), n)
	}
	if got := ansi.Strip(tabs.Line(10)); got != "[Low]" {
		t.Errorf("in ten cells: %q", got)
	}
}
