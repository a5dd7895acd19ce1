package lines_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"switchboard/ui/cli"
)

// A file that says nothing of who calls and who is told of calls leaves them, and an address is told as it goes out.
func TestAnImportKeepsWhoCallsAndWhoIsTold(t *testing.T) {
	withLines(t, func(t *testing.T, p *linesProgram) {
		p.json(t, cli.OK, "e911", "set", without, "--street", "116 Natoma St", "--unit", "Apt 116", "--city", "San Francisco", "--state", "CA", "--zip", "94105",
			"--caller", "Michel Mabel", "--notify", "ops@example.com")
		file := filepath.Join(t.TempDir(), "a.csv")
		says := func(text, want string, args ...string) {
			t.Helper()
			if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
				t.Fatal(err)
			}
			if said := p.text(t, cli.OK, append([]string{"import", "e911", file}, args...)...); !strings.Contains(said, want) {
				t.Errorf("%q is not in %q", want, said)
			}
		}
		replaces := "This replaces the 911 address on file: 116 NATOMA ST APT 116, SAN FRANCISCO CA 94105. "
		says("number,street,unit,city,state,zip,caller,notify\n"+without+",1 Market St Apt 9,Apt 10,San Francisco,CA,94105,,\n",
			"Look again: the street line holds a unit too: Apt 9. "+replaces+"Sends: Michel Mabel, 1 Market St Apt 9 Apt 10", "--dry-run")
		says("number,street,city,state,zip\n"+without+",1 Market St,San Francisco,CA,94105\n",
			replaces+"Sends: Michel Mabel, 1 Market St, San Francisco CA 94105; e-mail when 911 is called: ops@example.com", "--confirm", "1")
		filed := p.json(t, cli.OK, "e911", "show", without)
		if at(t, filed, "extended_address") != nil || at(t, filed, "caller_name") != "Michel Mabel" || at(t, filed, "notification_contact_emails", 0) != "ops@example.com" {
			t.Errorf("%v", filed)
		}
	})
}
