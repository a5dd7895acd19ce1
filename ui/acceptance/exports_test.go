package acceptance

import (
	"encoding/csv"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"switchboard/ui/cli"
)

// written are the rows of a CSV file by the value of its column key, each by the names of its columns.
func written(t *testing.T, raw, key string) map[string]map[string]string {
	t.Helper()
	rows, err := csv.NewReader(strings.NewReader(raw)).ReadAll()
	if err != nil || len(rows) < 2 || !slices.Contains(rows[0], key) {
		t.Fatalf("%v in %.300s", err, raw)
	}
	out := map[string]map[string]string{}
	for _, row := range rows[1:] {
		one := map[string]string{}
		for i, name := range rows[0] {
			one[name] = row[i]
		}
		out[one[key]] = one
	}
	return out
}

// Every pane with a list writes it to a file, where its sheet says, and in it stands what the command writes of the same rows.
func TestEveryPaneExportsWhatItsCommandWrites(t *testing.T) {
	t.Parallel()
	inBubble(t, cli.Flags{SMSAfter: time.Hour}, func(d *desk) {
		for _, line := range []string{"tag customer acme vip", "note customer acme =1+1,two", "tag number +14155550142 office"} {
			if code, _, errs := d.Run(strings.Fields(line)...); code != cli.OK {
				t.Errorf("%s: %s", line, errs)
			}
		}
		d.Sleep(2 * time.Second)
		for _, c := range []struct{ pane, name, key, command string }{
			{"1", "live", "activation_id", "activations list --csv"}, {"2", "customers", "customer_id", "customers list --csv --offline"},
			{"3", "history", "activation_id", "history --csv"}, {"4", "listings", "e164", "listings list --csv --offline"}, {"5", "numbers", "e164", "numbers list --csv --offline"},
		} {
			folder := t.TempDir()
			d.Press(c.pane)
			d.Sleep(time.Second)
			_, out, errs := d.Run(strings.Fields(c.command)...)
			d.Press("E", "end", "tab")
			if c.name == "live" || c.name == "history" { // what is to be said of codes is asked too
				d.Press("tab")
			}
			d.Press("ctrl+u")
			d.Type(folder)
			d.Press("enter")
			d.Sleep(time.Second)
			d.Shows(" written to ", "o open the folder", "y copy the path")
			files, _ := filepath.Glob(filepath.Join(folder, "switchboard-"+c.name+"-*.csv"))
			if len(files) != 1 {
				t.Errorf("%s: %q\n%s", c.name, files, d.Frame())
				continue
			}
			raw, err := os.ReadFile(files[0])
			if err != nil {
				t.Fatal(err)
			}
			d.Press("o")
			if n := len(d.Out.Opened); n == 0 || !strings.HasSuffix(d.Out.Opened[n-1], folder) {
				t.Errorf("%s: o opened %q", c.name, d.Out.Opened)
			}
			d.Press("esc")
			alike(t, c.name, written(t, string(raw), c.key), written(t, out+errs, c.key))
		}
	})
}

// alike holds an export to what the command wrote: the same rows, and in the columns that both have the same.
func alike(t *testing.T, name string, got, want map[string]map[string]string) {
	t.Helper()
	if len(got) != len(want) {
		t.Errorf("%s: %d rows in the file, the command wrote %d", name, len(got), len(want))
	}
	both := 0
	for key, row := range got {
		for column, cell := range row {
			other, ok := want[key][column]
			if ok {
				both++
			}
			if ok && cell != other {
				t.Errorf("%s, %s of %s: %q in the file, the command wrote %q", name, column, key, cell, other)
			}
		}
	}
	if both < 5*len(got) {
		t.Errorf("%s: only %d cells of %d rows could be compared", name, both, len(got))
	}
}
