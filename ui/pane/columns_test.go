package pane_test

import (
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"switchboard/ui/pane"
	"switchboard/ui/text"
)

// people is a list of customers with a column beside them that matters less, and one that matters more.
func people(t *testing.T, names ...string) *pane.Table[string] {
	word := func(s text.Literal) func(string) pane.Cell {
		return func(string) pane.Cell { return pane.Cell{Text: text.Own(s)} }
	}
	p := &pane.Table[string]{List: pane.List[string]{Key: self}, Kit: kit(t), Columns: []pane.Column[string]{
		{Title: "STATE", Min: 6, Drop: 1, Cell: word("active")},
		{Title: "CUSTOMER", Min: 8, Name: true, Drop: 2, Cell: func(s string) pane.Cell { return pane.Cell{Text: text.Clean(s), Middle: true} }},
		{Title: "SEEN", Min: 4, Drop: 8, Cell: word("3s")},
	}}
	p.Set(names)
	return p
}

const long = "u7Qm2Zk9Rt4WxCv9Bn6Mm3Qw1"

// A name is whole where it can be: what matters less goes for it, what matters more does not, and nothing goes in vain.
func TestNamesAreWhole(t *testing.T) {
	for _, c := range []struct {
		w          int
		has, lacks string
	}{
		{60, long + "  3s", "…"},
		{36, "active " + long, "3s"},
		{30, "…", long},
		{30, "3s", long},
	} {
		row := ansi.Strip(strings.Join(people(t, "acme", long).Body(c.w, 9), "\n"))
		if !strings.Contains(row, c.has) || strings.Contains(row, c.lacks) {
			t.Errorf("%d cells are drawn as\n%s", c.w, row)
		}
	}
	if row := people(t, strings.Repeat("x", 80)).Body(60, 9)[0]; !strings.Contains(row, "3s") {
		t.Errorf("one name of 80 letters takes it all:\n%s", row)
	}
	p := people(t, "acme", long)
	before := p.Body(60, 9)[0]
	p.Set([]string{"acme"})
	if after := p.Body(60, 9)[0]; after != before {
		t.Errorf("a name that went moved the columns:\n%s\n%s", before, after)
	}
}

// A list whose names fit beside a detail stands beside it, one that needs more stands over it, and one that nothing is wide enough for stands beside.
func TestALongNameTakesTheWidth(t *testing.T) {
	said := func(w, h int) []string { return []string{"detail"} }
	for _, c := range []struct {
		need   int
		beside bool
	}{{60, true}, {77, true}, {78, false}, {120, false}, {121, true}} {
		var drawn int
		split := pane.Split{Kit: kit(t), Need: c.need, PreviewHeight: 4, Preview: said, Detail: said, List: func(w, h int) []string {
			drawn = w
			return []string{"list"}
		}}
		frame := ansi.Strip(split.View(120, 34))
		if beside := strings.Contains(strings.Split(frame, "\n")[0], "detail"); beside != c.beside || strings.Count(frame, "\n") != 33 {
			t.Errorf("a list that needs %d is drawn as\n%s", c.need, frame)
		}
		if c.need <= 120 && drawn < c.need {
			t.Errorf("a list that needs %d has %d", c.need, drawn)
		}
	}
}

// What three blanks set apart stays whole where it can.
func TestWordsSetApartStayTogether(t *testing.T) {
	d := pane.NewDetail(kit(t), 40).Prose(0, text.Own("Can place calls, has no 911 address.   a adds one"))
	if got := strings.Join(d.Lines(9), "\n"); got != "Can place calls, has no 911 address.\na adds one" {
		t.Error(got)
	}
}
