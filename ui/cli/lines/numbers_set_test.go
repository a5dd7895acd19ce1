package lines_test

import (
	"testing"

	"switchboard/ui/cli"
)

func TestPortingFactsAndOwnFieldsOnTheCommandLine(t *testing.T) {
	withLines(t, func(t *testing.T, p *linesProgram) {
		for _, bad := range [][]string{{"--porting", "billing_name"}, {"--porting", "nosuch=x"}, {"--field", "crm"}, {"--field", "state=deleted"}} {
			p.json(t, cli.Usage, append([]string{"numbers", "set", with}, bad...)...)
		}
		p.json(t, cli.OK, "numbers", "set", with, "--porting", "billing_name=Acme Inc", "--field", "crm=C-1042", "--field", `tags=["vip"]`)
		shown := p.json(t, cli.OK, "numbers", "show", with)
		if at(t, shown, "own_fields") != `{"crm":"C-1042","tags":["vip"]}` || at(t, shown, "porting") != `{"billing_name":"Acme Inc"}` || at(t, shown, "cnam") != "ACME PLUMB" {
			t.Errorf("after fields of one's own the number is %v", shown)
		}
		p.json(t, cli.OK, "numbers", "set", with, "--field", "tags=")
		if got := at(t, p.json(t, cli.OK, "numbers", "show", with), "own_fields"); got != `{"crm":"C-1042"}` {
			t.Errorf("after one was removed they are %v", got)
		}
	})
}

// Comments on the move are added one by one, and removed together.
func TestPortingCommentsOnTheCommandLine(t *testing.T) {
	withLines(t, func(t *testing.T, p *linesProgram) {
		p.json(t, cli.OK, "numbers", "set", with, "--porting", "comments=LOA attached", "--porting", "comments=called on Monday")
		p.json(t, cli.OK, "numbers", "set", with, "--porting", "comments=date agreed", "--porting", "port_id=P-7")
		if got := at(t, p.json(t, cli.OK, "numbers", "show", with), "porting"); got != `{"comments":["LOA attached","called on Monday","date agreed"],"port_id":"P-7"}` {
			t.Errorf("the porting facts are %v", got)
		}
		p.json(t, cli.OK, "numbers", "set", with, "--porting", "comments=")
		if got := at(t, p.json(t, cli.OK, "numbers", "show", with), "porting"); got != `{"port_id":"P-7"}` {
			t.Errorf("without comments they are %v", got)
		}
	})
}

// An address without a caller's name is sent without one, also over one that has a name.
func TestAnAddressWithoutACallerOnTheCommandLine(t *testing.T) {
	withLines(t, func(t *testing.T, p *linesProgram) {
		const address = "1 Market St, San Francisco, CA 94105"
		if got := at(t, p.json(t, cli.OK, "e911", "set", without, "--address", address), "caller_name"); got != nil {
			t.Errorf("the caller is %v", got)
		}
		if got := at(t, p.json(t, cli.OK, "e911", "set", without, "--address", address, "--caller", "Acme Inc", "--confirm", last(without)), "caller_name"); got != "Acme Inc" {
			t.Errorf("the caller is %v", got)
		}
		if got := at(t, p.json(t, cli.OK, "e911", "set", without, "--address", address, "--caller", "", "--confirm", last(without)), "caller_name"); got != nil {
			t.Errorf("after it was taken away the caller is %v", got)
		}
	})
}

// What no field takes is said by the option that it was given with, before anything is sent.
func TestWhatDoesNotFitNamesItsOption(t *testing.T) {
	withLines(t, func(t *testing.T, p *linesProgram) {
		const n = "+14152338397"
		place := func(option, value string) []string {
			args := []string{"e911", "set", n}
			for name, fits := range map[string]string{"--street": "1 Market St", "--city": "San Francisco", "--state": "CA", "--zip": "94105", "--caller": "Acme"} {
				if name != option {
					args = append(args, name, fits)
				}
			}
			return append(args, option, value)
		}
		for _, c := range []struct {
			option, reason string
			args           []string
		}{
			{"--city", "address_unfit", place("--city", "San\u202e Francisco")},
			{"--zip", "address_unfit", place("--zip", "ABC")},
			{"--caller", "address_unfit", place("--caller", "AB")},
			{"--cnam", "invalid", []string{"numbers", "set", n, "--cnam", "sixteen letters!"}},
			{"--carrier", "invalid", []string{"numbers", "set", n, "--carrier", "a\nb"}},
		} {
			said := p.json(t, cli.Usage, c.args...)
			if at(t, said, "error", "field") != c.option || at(t, said, "error", "reason") != c.reason || at(t, said, "error", "allowed") == "" {
				t.Errorf("%v: %v", c.args, said)
			}
		}
		if p.sent("POST")+p.sent("PUT") > 0 {
			t.Error("something was sent")
		}
	})
}
