package retail

import (
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"switchboard/client/sandbox/contract"
)

// Every event has the fields of the document's sample of it, and no others.
func TestEventsHaveTheDocumentsShape(t *testing.T) {
	inWorld(t, func(d *desk) {
		d.control("account", `{"balance":9000}`)
		d.want(200, "", "POST", "/m/customer/acme/transaction", object{"transaction_id": "gift", "amount": 20000})
		d.s.Listen(true)
		path := d.orderFor("acme", "telegram", "uk")
		pass(firstDelay)
		d.want(200, "", "POST", path+"/report", object{"reason_id": 4, "message": "used before"})
		d.want(200, "", "PUT", "/m/customer/acme", object{"status": "paused"})
		total, _ := d.money("acme")
		d.want(200, "", "POST", "/m/customer/acme/transaction", object{"transaction_id": "most", "amount": 50 - total})
		d.control("account", `{"balance":10}`)
		samples := map[string]string{activationUpdated: "activation_updated", reportUpdated: "report_updated",
			customerUpdated: "customer_updated", customerLowBalance: "customer_low_balance", accountLowBalance: "account_low_balance"}
		for _, e := range d.s.Events() {
			document, err := os.ReadFile(filepath.Join("../../../testdata/platfone", "webhook_"+samples[e.Type]+".json"))
			if err != nil {
				d.Fatal(err)
			}
			sent, err := json.Marshal(e)
			if err != nil {
				d.Fatal(err)
			}
			differences, err := contract.Differences(document, sent, nil, nil)
			if err != nil {
				d.Fatal(err)
			}
			for _, one := range differences {
				d.Errorf("%s: %s", e.Type, one)
			}
			delete(samples, e.Type)
		}
		if len(samples) != 0 {
			d.Errorf("no event of %v", samples)
		}
	}, SMSAfter(firstDelay))
}
