package pane_test

import (
	"strconv"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"switchboard/client/money"
	"switchboard/themes"
	"switchboard/ui/keybook"
	"switchboard/ui/pane"
	"switchboard/ui/style"
	"switchboard/ui/text"
)

func kit(t *testing.T) *pane.Kit {
	t.Helper()
	theme, problems := themes.Set{}.Load(themes.Mono)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	return &pane.Kit{Ctx: t.Context(), Styles: style.New(theme, false), Keys: keybook.New(nil)}
}

func self(s string) string { return s }

func TestListFollowsItsRow(t *testing.T) {
	l := pane.List[string]{Key: self}
	l.Set([]string{"a", "b", "c"})
	l.Move(1)
	l.Set([]string{"new", "a", "b", "c"})
	if got, _ := l.Selected(); got != "b" {
		t.Errorf("a new row moved the cursor to %q", got)
	}
	l.Set([]string{"new", "a", "c"})
	if got, _ := l.Selected(); got != "c" {
		t.Errorf("after its row went the cursor is on %q, want the one in its place", got)
	}
}

func TestMarksSurviveNewRows(t *testing.T) {
	l := pane.List[string]{Key: self}
	l.Set([]string{"a", "b", "c"})
	l.Mark()
	l.Mark()
	l.Set([]string{"c", "b"})
	if got := l.Marked(); len(got) != 1 || got[0] != "b" || l.Marks() != 2 {
		t.Errorf("marked %v of %d", got, l.Marks())
	}
	if !l.Unmark() || l.Unmark() {
		t.Error("marks are not removed once")
	}
}

func TestListWithoutMarksIsNotGoneThrough(t *testing.T) {
	asked := 0
	l := pane.List[string]{Key: func(s string) string { asked++; return s }}
	rows := make([]string, 10_000)
	for i := range rows {
		rows[i] = strconv.Itoa(i)
	}
	l.Set(rows)
	asked = 0
	if got := l.Marked(); len(got) > 0 || asked > 0 {
		t.Errorf("without a mark %d rows are looked at, and %d are marked", asked, len(got))
	}
	l.Mark()
	asked = 0
	if got := l.Marked(); len(got) != 1 || asked != 1 {
		t.Errorf("for the first row, the only one that is marked, %d rows are looked at, and %d are marked", asked, len(got))
	}
}

func TestTableDropsColumnsAndNeverRunsOver(t *testing.T) {
	k := kit(t)
	cell := func(s string) pane.Cell { return pane.Cell{Text: text.Clean(s)} }
	table := pane.Table[string]{Kit: k, Columns: []pane.Column[string]{
		{Title: "NAME", Min: 10, Grow: true, Cell: cell},
		{Title: "LATER", Min: 8, Drop: 1, Cell: cell},
		{Title: "FIRST", Min: 8, Drop: 9, Cell: cell},
	}}
	table.Key = self
	table.Set([]string{"plain", "日本語の長い名前がここにある", "e\u0301\u0301\u0301\u0301", "third"})
	for w := 5; w < 60; w++ {
		for i, line := range table.View(w, 10) {
			if n := text.Width(line); n > w {
				t.Errorf("at %d cells line %d takes %d: %q", w, i, n, line)
			}
		}
	}
	heads := func(w int) string { return ansi.Strip(table.View(w, 1)[0]) }
	if h := heads(26); strings.Contains(h, "FIRST") || !strings.Contains(h, "LATER") {
		t.Errorf("26 cells have the columns %q", h)
	}
	if h := heads(16); strings.Contains(h, "LATER") {
		t.Errorf("16 cells have the columns %q", h)
	}
}

func TestTableShowsTheCursorInAnyHeight(t *testing.T) {
	k := kit(t)
	rows := make([]string, 100)
	for i := range rows {
		rows[i] = strings.Repeat("x", i+1)
	}
	table := pane.Table[string]{Kit: k, Columns: []pane.Column[string]{{Title: "N", Min: 4, Cell: func(s string) pane.Cell { return pane.Cell{Text: text.Int(int64(len(s)))} }}}}
	table.Key = self
	table.Group = func(s string) string { return []string{"LOW", "HIGH"}[len(s)/51] }
	table.Set(rows)
	for _, h := range []int{2, 3, 7, 40} {
		for range rows {
			table.Move(1)
			lines := table.View(20, h)
			if len(lines) > h {
				t.Fatalf("%d lines in %d", len(lines), h)
			}
			if !strings.Contains(strings.Join(lines, "\n"), k.Styles.Select) {
				t.Fatalf("the cursor is out of sight in %d lines", h)
			}
		}
		table.Move(-1000)
	}
}

func TestPickerRanks(t *testing.T) {
	p := pane.NewPicker("Country")
	p.Set([]pane.Option{
		{ID: "pl", Name: "Poland", Words: []string{"48", "Polska"}},
		{ID: "uk", Name: "United Kingdom", Words: []string{"44"}},
		{ID: "ua", Name: "Ukraine", Words: []string{"380"}, First: 2},
		{ID: "gone", Name: "Ukonia", Off: "none left"},
	})
	first := func(typed string) string {
		p.Type(func(f *pane.Field) { f.SetValue(typed) })
		o, _ := p.Current()
		return o.ID
	}
	for typed, want := range map[string]string{"": "ua", "uk": "uk", "+48": "pl", "pols": "pl", "king": "uk", "POLAND": "pl", "xyz": ""} {
		if got := first(typed); got != want {
			t.Errorf("%q finds %q first, want %q", typed, got, want)
		}
	}
	first("ukon")
	if why := p.Choose(); why != "none left" {
		t.Errorf("choosing what cannot be had says %q", why)
	}
	first("uk")
	if why := p.Choose(); why != "" {
		t.Fatal(why)
	}
	if o, ok := p.Choice(); !ok || o.ID != "uk" {
		t.Errorf("chose %+v", o)
	}
}

func TestWholeOptionKeepsItsPrice(t *testing.T) {
	p := pane.NewPicker("For")
	p.Set([]pane.Option{
		{ID: "last", Name: "northwind", Note: text.Own("telegram  United Kingdom (virtual)  $0.34"), Whole: true, First: 2},
		{ID: "next", Name: "acme", Note: text.Own("whatsapp  United Kingdom (virtual)  at most $1.20"), Whole: true, First: 1},
	})
	lines := p.Lines(kit(t), 38, 2)
	for i, price := range []string{"$0.34", "$1.20"} {
		line := strings.TrimRight(ansi.Strip(lines[i]), " ")
		if !strings.HasSuffix(line, price) || ansi.StringWidth(line) > 38 {
			t.Errorf("%q does not end with %q in 38 cells", line, price)
		}
	}
}

func TestFormKeepsWhatWasTypedAndNamesTheField(t *testing.T) {
	k := kit(t)
	name, age := pane.NewField("Name", 10), pane.NewField("Age", 3)
	age.Check = func(v string) string {
		if strings.Trim(v, "0123456789") != "" || v == "" {
			return "Age: digits"
		}
		return ""
	}
	f := pane.NewForm(name, age)
	for _, r := range "ann" {
		f.Update(tea.KeyPressMsg{Code: r, Text: string(r)})
	}
	f.Moves("person", "next")[0].Do()
	f.Update(tea.PasteMsg{Content: "1x\x1b[31m\n"})
	if f.Verify() {
		t.Fatal("a wrong age passed")
	}
	screen := strings.Join(f.View(k, 40), "\n")
	if !strings.Contains(screen, "Age: digits") || !strings.Contains(screen, "ann") || strings.Contains(ansi.Strip(screen), "\x1b") || f.At() != age {
		t.Errorf("after a refusal the form shows\n%s", screen)
	}
}

// Every key that moves in a form is in an action, but for those that its sheet has for something else.
func TestFormLeavesItsSheetTheKeysItHas(t *testing.T) {
	first, last := pane.NewField("First", 10), pane.NewField("Last", 10)
	f := pane.NewForm(first, last)
	offer := pane.Action{ID: "sheet.offer", Key: keybook.Fixed("use it", "down")}
	tell := func(others ...pane.Action) (keys []string) {
		for _, a := range f.Moves("sheet", "next", others...) {
			keys = append(keys, a.Key.Keys()...)
			a.Do()
		}
		return keys
	}
	if got := strings.Join(tell(), " "); got != "tab down shift+tab up" || f.At() != last {
		t.Errorf("the keys are %q", got)
	}
	if got := strings.Join(tell(offer), " "); got != "tab shift+tab up" {
		t.Errorf("beside an offer on Down the keys are %q", got)
	}
}

func TestTypedConfirmationRefusesAPaste(t *testing.T) {
	done := 0
	c := pane.NewTypeConfirm(kit(t), "Release", "Type the last four digits:", "8397", func() tea.Cmd { done++; return nil })
	enter := func() {
		for _, a := range c.Actions() {
			if a.Risk == pane.Irreversible {
				a.Do()
			}
		}
	}
	c.Update(tea.PasteMsg{Content: "8397"})
	enter()
	if done != 0 {
		t.Fatal("a pasted word released the number")
	}
	for _, r := range "8397" {
		c.Update(tea.KeyPressMsg{Code: r, Text: string(r)})
	}
	enter()
	if done != 1 {
		t.Errorf("typing the word acted %d times", done)
	}
}

func TestMoneyIsHiddenInPrivateAndADashWhileUnknown(t *testing.T) {
	k := kit(t)
	if got := [3]string{k.Money(money.Price{}).String(), k.Cents(120_350).String(), k.Cents(-5).String()}; got != [3]string{"-", "$1,203.50", "-$0.05"} {
		t.Errorf("shown as %q", got)
	}
	k.Private = true
	if got := [2]string{k.Money(money.Price{}).String(), k.Cents(120_350).String()}; got != [2]string{"-", strings.Repeat(k.Styles.Hidden, 3)} {
		t.Errorf("in private mode shown as %q", got)
	}
}
