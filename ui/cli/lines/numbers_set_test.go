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
