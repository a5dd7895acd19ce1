package trust_test

import (
	"strings"
	"testing"

	"switchboard/client/rest"
	"switchboard/ui/cli"
)

// The account is read and changed, and made once where there is none.
func TestAccounts(t *testing.T) {
	withTrust(t, func(t *testing.T, p *trustProgram) {
		before := p.json(t, cli.OK, "accounts", "show").(map[string]any)
		if before["account_id"] == nil || before["balance_cents"] == nil {
			t.Errorf("the account is %v", before)
		}
		after := p.json(t, cli.OK, "accounts", "set", "--email", "ops@acme.example", "--yes").(map[string]any)
		if after["requests_30d"] != nil || after["billed_30d_cents"] != nil { // the answer to a change does not tell them
			t.Errorf("what was not told is %v and %v", after["requests_30d"], after["billed_30d_cents"])
		}
		if after["email"] != "ops@acme.example" || after["name"] != before["name"] || after["account_id"] != before["account_id"] {
			t.Errorf("it was changed to %v", after)
		}
		if got := p.run(t, "accounts", "set", "--email", "b@acme.example", "--dry-run"); !strings.Contains(got.out, "e-mail now\tops@acme.example\n") || !strings.Contains(got.out, "e-mail\tb@acme.example\n") {
			t.Errorf("what it is and will be: %+v", got)
		}
		if got := p.json(t, cli.OK, "accounts", "set", "--email", "", "--yes").(map[string]any); got["email"] != nil {
			t.Errorf("a cleared address is %v", got["email"])
		}
		if got := p.run(t, "accounts", "signup", "--yes"); got.code == cli.OK || !strings.Contains(got.errs, "has a TRUST account") {
			t.Errorf("a second account: %+v", got)
		}
		p.key, p.full = rest.Secret{}, true
		if got := p.run(t, "list"); got.code != cli.KeyRefused || !strings.Contains(got.errs, "TRUST has no key: connect one in the settings, or make an account.") { // a command has no keys to press
			t.Errorf("without a key it is told: %+v", got)
		}
		if got := p.run(t, "accounts", "signup", "--yes", "--json"); got.code == cli.OK || !strings.Contains(got.out, `"key":"nol_`) {
			t.Errorf("a key that cannot be kept is not told: %+v", got)
		}
		p.full = false
		made := p.json(t, cli.OK, "accounts", "signup", "--name", "Acme", "--yes").(map[string]any)
		if made["kept_in"] == nil || made["key"] != nil || p.key.Empty() {
			t.Errorf("signing up gives %v", made)
		}
		if p.json(t, cli.OK, "accounts", "show").(map[string]any)["account_id"] != made["account_id"] {
			t.Error("the new key is of another account")
		}
	})
}
