package acceptance

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"switchboard/ui/cli"
)

// A file is chosen in the palette, looked at, agreed to and taken in; closing
// its sheet does not stop it, and the report has every row.
func TestAFileIsImportedInTheConsole(t *testing.T) {
	inBubble(t, cli.Flags{}, func(d *desk) {
		name := filepath.Join(d.T.TempDir(), "addresses.csv")
		rows := "number;caller;address\n+14155234712;Michel Mabel;1 Market St, San Francisco, CA 94105\n+12065550180;Michel Mabel;1 Market St, San Francisco, CA 94105\n" +
			"+12065551422;Michel Mabel;55 Loop, Oakland, CA 94607\n"
		if err := os.WriteFile(name, []byte(rows), 0o600); err != nil {
			d.T.Fatal(err)
		}
		d.Resize(120, 40)
		before := d.lines()
		d.Press("ctrl+p")
		d.Type("import a csv")
		d.Press("enter")
		d.Shows("Import a CSV file", "Enter check it")
		d.Press("tab", "enter")
		d.Shows("File: the path of a CSV file")
		d.Type(name)
		d.Press("enter")
		d.Sleep(20 * time.Second)
		d.Shows("3 rows: 2 can be done, 1 wrong.", "line 3", "not a number of the account")
		d.Press("enter")
		d.Shows("Nothing was done")
		if d.lines() != before {
			t.Error("Enter has sent something")
		}
		d.Press("ctrl+p")
		d.Type("import a csv")
		d.Press("enter")
		d.Press("tab")
		d.Type(name)
		d.Press("enter")
		d.Sleep(20 * time.Second)
		d.Control("fault", `{"provider":"lines","path":"phone_numbers","kind":"latency","ms":2000,"times":20}`)
		d.Press("A")
		d.Shows("It goes on when this is closed.")
		d.Press("esc", "2")
		d.Shows("40 customers")
		d.Sleep(time.Minute)
		d.Shows("3 rows: 1 done, 1 waits for a choice")
		if now := d.lines(); now == before || !strings.Contains(now, "+14155234712") {
			t.Errorf("nothing is on file: %s", now)
		}
	})
}
