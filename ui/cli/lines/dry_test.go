package lines_test

import (
	"testing"

	"switchboard/client/oneuc"
	"switchboard/client/phone"
	"switchboard/store/act"
	"switchboard/ui/cli"
)

// acts are all that can be done to numbers, with the command that does it.
func acts() map[string]struct {
	act  act.Act
	args []string
} {
	n := phone.E164(with)
	name := "Acme Plumb"
	to := oneuc.E911{CallerName: "Michel Mabel", StreetAddress: "1 Market St", Locality: "San Francisco", Region: "CA", PostalCode: "94105"}
	return map[string]struct {
		act  act.Act
		args []string
	}{
		"release": {act.Release{Number: n}, []string{"numbers", "release", with}},
		"set":     {act.Set{Number: n, Properties: oneuc.Properties{CarrierName: &name}}, []string{"numbers", "set", with, "--carrier", name}},
		"address": {act.SetAddress{Number: n, Address: to}, []string{"e911", "set", with, "--caller", to.CallerName, "--street", to.StreetAddress,
			"--city", to.Locality, "--state", to.Region, "--zip", to.PostalCode}},
		"clear": {act.ClearAddress{Number: n}, []string{"e911", "clear", with}},
	}
}

// A dry run tells what would be done and sends nothing, whatever was agreed to.
func TestDryRunSendsNothing(t *testing.T) {
	withLines(t, func(t *testing.T, p *linesProgram) {
		for name, a := range acts() {
			got := p.json(t, cli.OK, append(a.args, "--dry-run", "--confirm", "8397")...)
			if at(t, got, "act") != a.act.Op() || at(t, got, "allowed") != true {
				t.Errorf("%s: %v", name, got)
			}
		}
		if n := p.sent("POST") + p.sent("DELETE") + p.sent("PUT"); n != 0 {
			t.Errorf("%d requests that change something were sent", n)
		}
	})
}
