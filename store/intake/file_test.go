package intake_test

import (
	"fmt"
	"io"
	"runtime"
	"strings"
	"testing"
	"unicode/utf8"

	"switchboard/store/intake"
)

const heading = "number,caller,street,unit,city,state,zip\n"

func kind(t *testing.T, name string) intake.Kind {
	t.Helper()
	for _, k := range intake.Kinds() {
		if k.Name == name {
			return k
		}
	}
	t.Fatalf("there is no kind %s", name)
	return intake.Kind{}
}

func read(t *testing.T, name, text string) *intake.Import {
	t.Helper()
	im, err := intake.Read(kind(t, name), strings.NewReader(text))
	if err != nil {
		t.Fatalf("%q: %v", text, err)
	}
	return im
}

const good = `+14155234712,Michel Mabel,1 Market St,Apt 2,San Francisco,CA,94105`

// However a spreadsheet writes a file, it is the same row.
func TestFilesAsSpreadsheetsWriteThem(t *testing.T) {
	for name, text := range map[string]string{
		"plain":      heading + good,
		"mark":       "\xef\xbb\xbf" + heading + good + "\r\n",
		"semicolons": strings.ReplaceAll(heading+good, ",", ";"),
		"tabs":       strings.ReplaceAll(heading+good, ",", "\t"),
		"sep":        "sep=;\r\n" + strings.ReplaceAll(heading+good, ",", ";"),
		"quoted":     heading + `"+14155234712","Michel Mabel","1 Market St","Apt 2","San Francisco","CA","94105"` + "\n\n",
		"held":       heading + strings.Replace(good, "+1415", "'+1415", 1),
		"no plus":    heading + strings.Replace(good, "+1415", "1415", 1),
		"ten digits": heading + strings.Replace(good, "+14155234712", "(415) 523-4712", 1),
		"one cell":   "number,caller,address\n+14155234712,Michel Mabel,\"1 Market St Apt 2, San Francisco, CA 94105\"",
		"other case": "Phone Number;Company;Street Address;Suite;Town;Province;Zip-Code\n" + strings.ReplaceAll(good, ",", ";"),
	} {
		im := read(t, "e911", text)
		if len(im.Rows) != 1 || im.Rows[0].State != intake.Ready || im.Rows[0].Subject != "+14155234712" {
			t.Errorf("%s: %+v", name, im.Rows)
		}
	}
}

// A file that cannot be read to its end does nothing, and says why.
func TestFilesThatAreRefusedWhole(t *testing.T) {
	for name, c := range map[string]struct{ text, says string }{
		"empty":           {"", "the file is empty"},
		"no row":          {heading, "no row below"},
		"utf-16":          {"\xff\xfen\x00", "UTF-16"},
		"no column":       {"numbers,street,city,state,zip\n" + good, "the column number is missing: the first line says numbers, street, city, state, zip"},
		"half an address": {"number,caller,street,zip\n+14155234712,Michel,1 Market St,94105", "the column city, the column state is missing"},
		"column twice":    {"number,phone,caller,address\n", `two columns mean "number"`},
		"open quote":      {heading + good + "\n+14155234713,\"Michel,1 Market St\n" + good, "line 3: a quote does not close"},
		"stray quote":     {heading + good + "\n+14155234713,Mi\"chel,1 Market St,,San Francisco,CA,94105\n", "line 3: a quote does not close, or stands where none may be"},
		"too large":       {heading + "\"" + strings.Repeat("x", intake.MaxBytes), "more than 16 MB"},
	} {
		_, err := intake.Read(kind(t, "e911"), strings.NewReader(c.text))
		if err == nil || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: %v, want %q", name, err, c.says)
		}
	}
}

// A thousand that was written 1,000 is not booked as one dollar, nor is a name cut at its comma.
func TestACellMoreThanThereAreColumns(t *testing.T) {
	text := "customer,balance\nnew1,1,000\nnew2,25,30\nnew3,25,\nnew4,\"1\",, \nnew5,25\n"
	im := read(t, "customers", text)
	for i, says := range []string{"the row has 3 cells and the first line 2", "the row has 3 cells", "", "", ""} {
		if r := im.Rows[i]; (r.State == intake.Ready) != (says == "") || !strings.Contains(r.Why, says) {
			t.Errorf("%+v, want %q", r, says)
		}
	}
}

// What is wrong with a row is told with its line, and the others are read.
func TestRowsThatAreWrong(t *testing.T) {
	text := heading +
		good + "\n" +
		"=1+1,Michel,1 Market St,,San Francisco,CA,94105\n" +
		"+14155234713,=cmd|'/c calc'!A1,1 Market St,,San Francisco,CA,94105\n" +
		"1.41555E+10,Michel,1 Market St,,San Francisco,CA,94105\n" +
		"+14155234714,Mi,1 Market St,,San Francisco,CA,94105\n" +
		"+14155234715,Michel,1 Market St,,San Francisco\n" +
		"+14155234716,Michel,1 Market St,,San Francisco,XX,94105\n" +
		good + "\n" +
		"+14155234717,Michel,1 Market St,,San Francisco,CA,94105\n" +
		"4155234717,Michel,2 Market St,,San Francisco,CA,94105\n" +
		"4155234717,Michel,2 Market St,,San Francisco,CA,94105\n" +
		"+14155234718,\"Michel\nMabel\",1 Market St,,San Francisco,CA,94105\n" +
		"+14155234719,Mich\xe9l,1 Market St,,San Francisco,CA,94105\n" +
		"4123456789012345678,Michel,1 Market St,,San Francisco,CA,94105\n" +
		"+14155234720," + strings.Repeat("x", 2000) + ",1 Market St,,San Francisco,CA,94105\n" +
		"+14155234721,'=Michel,1 Market St,,San Francisco,CA,94105\n"
	want := []struct {
		line int
		says string // "" is ready
	}{
		{2, ""}, {3, "number: it begins with = as a formula does"}, {4, "caller: it begins with ="}, {5, "how a spreadsheet shortens a number"}, {6, "caller name must have"},
		{7, "the row has 5 cells and no"}, {8, "state"}, {9, "the same as line 2"}, {10, "line 11 wants something else"}, {11, "line 10 wants something else"}, {12, "line 10 wants something else"},
		{13, "more than one line"}, {15, "UTF-8"}, {16, "number"}, {17, "longer than"}, {18, ""},
	}
	im := read(t, "e911", text)
	if len(im.Rows) != len(want) {
		t.Fatalf("%d rows: %+v", len(im.Rows), im.Rows)
	}
	for i, w := range want {
		r := im.Rows[i]
		if r.Line != w.line || (r.State == intake.Ready) != (w.says == "") || !strings.Contains(r.Why, w.says) {
			t.Errorf("row %d: %+v, want line %d %q", i, r, w.line, w.says)
		}
	}
}

// A row without a word in it is none, however many cells it has, and of several
// problems of a row the same is told each time.
func TestShortRowsAreTold(t *testing.T) {
	for range 20 {
		im := read(t, "e911", heading+"\n,,\n ,\n4155234712\n=1,=2,=3,,=4,=5,=6\n"+good)
		if len(im.Rows) != 3 || im.Rows[0].Why != "the row has 1 cell and no caller" || !strings.HasPrefix(im.Rows[1].Why, "number: ") || im.Rows[2].State != intake.Ready {
			t.Fatalf("%+v", im.Rows)
		}
	}
}

// However long a cell is and whatever stands around it or in it, what is left of it is text.
func TestCellsThatAreTooLong(t *testing.T) {
	long := strings.Repeat("x", 999)
	for s, says := range map[string]string{
		strings.Repeat(" ", 1000) + "A":       "",
		strings.Repeat(" ", 20) + long + "xx": "longer than",
		long + "\u00e9":                       "longer than",
		"'=" + long:                           "longer than",
		"'+" + "1\n2":                         "more than one line",
		"'=\xe9":                              "UTF-8",
	} {
		v, why := intake.Cell(s)
		if (why == "") != (says == "") || !strings.Contains(why, says) || len(v) > 1000 || !utf8.ValidString(v) {
			t.Errorf("%.12q... of %d bytes: %d bytes are left, %q", s, len(s), len(v), why)
		}
	}
}

// repeated gives a row as often as it is asked for, and never ends.
type repeated struct {
	n    int
	left string
}

func (r *repeated) Read(p []byte) (int, error) {
	if r.left == "" {
		r.n++
		r.left = fmt.Sprintf("+1415%07d,Michel,1 Market St,,San Francisco,CA,94105\n", 2000000+r.n)
	}
	n := copy(p, r.left)
	r.left = r.left[n:]
	return n, nil
}

// A file of 300,000 rows is refused at the first row that is too many: memory is
// bounded, and the bound is told.
func TestAFileThatIsTooLong(t *testing.T) {
	from := &repeated{}
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	_, err := intake.Read(kind(t, "e911"), io.MultiReader(strings.NewReader(heading), from))
	runtime.ReadMemStats(&after)
	if err == nil || !strings.Contains(err.Error(), "more than 20,000 rows: split it") {
		t.Fatal(err)
	}
	if from.n > intake.MaxRows+2000 {
		t.Errorf("%d rows were read for a bound of %d", from.n, intake.MaxRows)
	}
	if held := int64(after.HeapInuse) - int64(before.HeapInuse); held > 128<<20 {
		t.Errorf("%d MB are held", held>>20)
	}
}

func TestCustomersAndCallerNames(t *testing.T) {
	im := read(t, "customers", "id;balance\nnew1;25.00\nnew2;\nnew3;1,000\nnew4;2000\nnot one;1\nnew1;25.00\n")
	for i, says := range []string{"", "", "balance: an amount in dollars", "balance: ", "letters", "the same as line 2"} {
		if r := im.Rows[i]; !strings.Contains(r.Why, says) || (r.State == intake.Ready) != (says == "") {
			t.Errorf("%+v, want %q", r, says)
		}
	}
	im = read(t, "cnam", "number,cnam,lookup\n+14155234712,ACME INC,on\n+14155234713,SIXTEEN LETTERS!,\n+14155234714,ACME,perhaps\n+14155234715,,\n")
	for i, says := range []string{"", "1 to 15 characters", "lookup: on or off", "1 to 15"} {
		if r := im.Rows[i]; !strings.Contains(r.Why, says) || (r.State == intake.Ready) != (says == "") {
			t.Errorf("%+v, want %q", r, says)
		}
	}
}
