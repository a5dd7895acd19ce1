package wiring_test

import (
	"strings"
	"testing"

	"switchboard/ui/cli"
)

// What is chosen of each record is written, in that order, by the names of the format, of CSV or of the table; what
// cannot be chosen is refused with the reason.
func TestColumnsOfCommands(t *testing.T) {
	alone(t)
	ask(t, "--sandbox", "customers", "list")
	for line, want := range map[string]string{
		"customers list --columns status,id":                                                            "status\tcustomer_id\nactive\t",
		"history --columns country,cost_cents":                                                          "",
		"customers list --csv --columns free_cents,customer_id":                                         "free_cents,customer_id\n",
		"customers list --csv --no-header --columns status":                                             "active\n",
		"customers list --format md --columns id,balance":                                               "| customer_id | balance |\n| --- | --- |\n| acme | ",
		"customers list --quiet --columns status,customer_id":                                           "active\tacme\n",
		"customers show acme --columns customer_id,status":                                              "customer_id\tacme\nstatus\tactive\n",
		"export customers --columns status,customer_id":                                                 "status,customer_id\n",
		"activations list --filter customer:nobody --csv --columns code,text":                           "code,text\n",
		"keys --columns action,keys":                                                                    "| action | keys |\n",
		"doctor --offline --columns profile":                                                            "profile\tsandbox\n",
		"activations list --filter customer:nobody --csv --columns e164,code":                           "e164,code\n",
		"order --customer acme --service telegram --country uk --dry-run --columns activation_id --csv": "act,",
	} {
		code, out, errs := ask(t, append([]string{"--sandbox"}, strings.Fields(line)...)...)
		switch {
		case want == "" && code != cli.Usage:
			t.Errorf("%s: exit %d, %.200s %s", line, code, out, errs)
		case want != "" && (code != cli.OK || !strings.HasPrefix(out, want)):
			t.Errorf("%s: exit %d, %.200q %s", line, code, out, errs)
		}
	}
	for line, says := range map[string]string{
		"customers list --columns id,free,nosuch":               `"nosuch" is none of the columns here, which are customer_id, status, free, `,
		"customers list --csv --columns nosuch":                 `which are customer_id, status, free_cents, `,
		"customers list --columns free,free_cents":              "free_cents is named twice",
		"customers list --columns id,":                          `"" is none of the columns`,
		"customers list --json --columns id":                    "json has every field always",
		"customers list --ndjson --columns id":                  "ndjson has every field always",
		"completion bash --columns id":                          "completion writes no rows",
		"export codes --columns free":                           `"free" is none of the columns here, which are code, text, `,
		"insights trend --days 7 --chart ascii --columns spent": "--chart: blocks or ascii, and no other format and no columns beside it",
	} {
		code, out, errs := ask(t, append([]string{"--sandbox"}, strings.Fields(line)...)...)
		if code != cli.Usage || out != "" && !strings.HasPrefix(out, `{"error"`) || !strings.Contains(out+strings.ReplaceAll(errs, `\"`, `"`), says) {
			t.Errorf("%s: exit %d, %.200q %s", line, code, out, errs)
		}
	}
}
