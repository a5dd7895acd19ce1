package trust_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"switchboard/ui/cli"
)

// A dry run upon a listing ends as its command does: what is verified is so, and what the service refused because the
// listing was claimed on the website is told before it is tried again.
func TestADryRunUponAListingEndsAsItsCommand(t *testing.T) {
	withTrust(t, func(t *testing.T, p *trustProgram) {
		for _, c := range []struct {
			args []string
			code int
			says string // of the dry run
		}{
			{[]string{"pay", "+14155550199"}, cli.OK, "is verified already"},
			{[]string{"stage", "+12135550188", "--bio", "x"}, cli.Failure, "claimed on the website"},
			{[]string{"pay", "+12135550188"}, cli.Failure, "claimed on the website"},
			{[]string{"stage", "+14155550199", "--bio", "x"}, cli.Failure, "claimed on the website"},
			{[]string{"pay", "+14155550199"}, cli.OK, "is verified already"}, // nothing is sent that could be refused
		} {
			if c.args[0] == "stage" {
				if _, err := p.rig.World.Control("trust/claim", []byte(`{"e164":"`+c.args[1]+`"}`)); err != nil {
					t.Fatal(err)
				}
			}
			if did := p.run(t, append(c.args, "-y")...); did.code != c.code {
				t.Errorf("%q: %+v", c.args, did)
			}
			if dry := p.run(t, append(c.args, "--dry-run")...); dry.code != c.code || !strings.Contains(dry.out+dry.errs, c.says) {
				t.Errorf("%q --dry-run: %+v", c.args, dry)
			}
		}
	})
}

// Commands that follow one another ask the service for nothing that they do not need, and for nothing twice: a profile
// that is saved is read before and after, and the list of numbers once a minute.
func TestACommandReadsNothingTwice(t *testing.T) {
	withTrust(t, func(t *testing.T, p *trustProgram) {
		p.run(t, "list")
		time.Sleep(3 * time.Second)
		for _, c := range []struct {
			args   []string
			want   []string
			polled string // whoever polls may ask this beside them, or not before they have ended
		}{
			{[]string{"stage", "+12135550101", "--legal-name", "Northwind"}, []string{"GET +12135550101", "PUT +12135550101", "GET +12135550101"}, ""},
			{[]string{"stage", "+12135550101", "--legal-name", "Northwind"}, []string{"GET +12135550101"}, ""},
			{[]string{"pay", "+12135550101"}, []string{"GET +12135550101", "POST verify-checkout"}, ""},
			{[]string{"pay", "+12135550101"}, []string{"GET +12135550101"}, "GET +12135550101"}, // it looks for the payment
		} {
			before := len(p.rig.World.Requests())
			if got := p.run(t, append(c.args, "-y")...); got.code != cli.OK {
				t.Errorf("%q: %+v", c.args, got)
			}
			var asked []string
			for _, q := range p.rig.World.Requests()[before:] {
				asked = append(asked, q.Method+" "+q.Path[strings.LastIndex(q.Path, "/")+1:])
			}
			if c.polled != "" && len(asked) == len(c.want)+1 {
				if i := slices.Index(asked, c.polled); i >= 0 {
					asked = slices.Delete(asked, i, i+1)
				}
			}
			if !slices.Equal(asked, c.want) {
				t.Errorf("%q asks %q, not %q", c.args, asked, c.want)
			}
			time.Sleep(3 * time.Second)
		}
	})
}
