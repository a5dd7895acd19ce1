package intake_test

import (
	"fmt"
	"io"
	"strings"
	"testing"

	"switchboard/store/intake"
)

// sample is a good file of a kind: its heading, and a row whose {} is another thing with each number.
type sample struct {
	kind, heading, row string
	subject            func(n int) string
	needs              string // a column without which it cannot be read
	other              string // the good row of the same thing that wants something else
}

func phoned(n int) string { return fmt.Sprintf("+1415%07d", 2_000_000+n) }

func samples() []sample {
	return []sample{
		{"e911", "number,caller,address", `{},Michel Mabel,"1 Market St, San Francisco, CA 94105"`, phoned, "number", `{},Michel Mabel,"2 Market St, San Francisco, CA 94105"`},
		{"cnam", "number,cnam", `{},ACME INC`, phoned, "number", `{},ACME LLC`},
		{"customers", "customer,balance", `{},25.00`, func(n int) string { return fmt.Sprintf("plumber%d", n) }, "customer", `{},26.00`},
		{"listings", "number,kind,legal_name", `{},business,Northwind`, phoned, "number", `{},business,Southwind`},
	}
}

// endless gives rows of a sample without an end.
type endless struct {
	of   sample
	n    int
	left string
}

func (e *endless) Read(p []byte) (int, error) {
	if e.left == "" {
		e.n++
		e.left = e.of.line(e.of.row, e.n)
	}
	n := copy(p, e.left)
	e.left = e.left[n:]
	return n, nil
}

func (s sample) line(row string, n int) string {
	return strings.ReplaceAll(row, "{}", s.subject(n)) + "\n"
}

// What is wrong with a file is told for every kind alike: what cannot be read to its end does nothing, what is wrong
// with a row is told with its line, and the other rows are read.
func TestBadFilesOfEveryKind(t *testing.T) {
	known := map[string]bool{}
	for _, s := range samples() {
		known[s.kind] = true
		good := s.line(s.row, 1)
		for name, c := range map[string]struct{ text, refused string }{
			"a quote that does not close": {s.heading + "\n" + good + "\"" + s.line(s.row, 2) + s.line(s.row, 3), "line 3: a quote does not close"},
			"a column that is missing":    {strings.Replace(s.heading, s.needs, "colour", 1) + "\n" + good, "the column " + s.needs + " is missing: the first line says colour"},
			"no row":                      {s.heading + "\n\n", "no row below"},
			"nothing":                     {"", "the file is empty"},
		} {
			if _, err := intake.Read(kind(t, s.kind), strings.NewReader(c.text)); err == nil || !strings.Contains(err.Error(), c.refused) {
				t.Errorf("%s, %s: %v, want %q", s.kind, name, err, c.refused)
			}
		}
		long := &endless{of: s}
		if _, err := intake.Read(kind(t, s.kind), io.MultiReader(strings.NewReader(s.heading+"\n"), long)); err == nil || !strings.Contains(err.Error(), "more than 20,000 rows: split it") {
			t.Errorf("%s, 300,000 rows: %v", s.kind, err)
		}
		text := "\xef\xbb\xbf" + s.heading + "\r\n" + good + // 2
			s.line("=1+1"+strings.TrimPrefix(s.row, "{}"), 2) + // 3: a formula
			good + // 4: the same
			s.line(s.row, 3) + s.line(s.other, 3) + // 5 and 6: the same thing, and each wants something else
			s.line(s.row, 4) // 7
		want := []string{"", "begins with = as a formula does", "the same as line 2", "line 6 wants something else", "line 5 wants something else", ""}
		for how, text := range map[string]string{"commas": text, "semicolons": semicolons(text)} {
			im := read(t, s.kind, text)
			if len(im.Rows) != len(want) {
				t.Errorf("%s, %s: %d rows", s.kind, how, len(im.Rows))
				continue
			}
			for i, says := range want {
				if r := im.Rows[i]; r.Line != i+2 || (r.State == intake.Ready) != (says == "") || !strings.Contains(r.Why, says) {
					t.Errorf("%s, %s: %+v, want line %d %q", s.kind, how, r, i+2, says)
				}
			}
		}
	}
	for _, k := range intake.Kinds() {
		if !known[k.Name] {
			t.Errorf("the kind %s has no sample", k.Name)
		}
	}
}

// semicolons puts them between the cells; what is quoted stays as it is.
func semicolons(s string) string {
	parts := strings.Split(s, `"`)
	for i := 0; i < len(parts); i += 2 {
		parts[i] = strings.ReplaceAll(parts[i], ",", ";")
	}
	return strings.Join(parts, `"`)
}
