package lines

import (
	"encoding/json"
	"fmt"
	"testing"
	"time"

	"switchboard/client/oneuc"
	"switchboard/client/phone"
	"switchboard/client/sandbox"
	"switchboard/store/act"
	"switchboard/store/live"
	"switchboard/store/live/livetest"
)

// BenchmarkWeigh is the verdict on each act upon one of ten thousand numbers, of which no other has
// an emergency address.
func BenchmarkWeigh(b *testing.B) {
	r := livetest.New(b, b.TempDir()+"/profile", sandbox.Options{NoLimits: true})
	e := r.Make(live.Config{})
	b.Cleanup(func() { _ = r.DB.Close() })
	l := New(e, r.OneUC())
	now := time.Now()
	owned := make([]oneuc.Number, 10_000)
	for i := range owned {
		owned[i] = oneuc.Number{E164: phone.E164(fmt.Sprintf("+1661%07d", 2_000_000+i)), State: oneuc.InService, Created: now}
	}
	if err := r.DB.PutNumbers(b.Context(), now, owned...); err != nil {
		b.Fatal(err)
	}
	n := owned[5000].E164
	d := oneuc.Document{"id": json.RawMessage(`"` + string(n) + `"`), "state": json.RawMessage(`"in_service"`),
		"e911": json.RawMessage(`{"street_address":"116 NATOMA ST","locality":"SAN FRANCISCO","region":"CA","postal_code":"94105","status":"PROVISIONED"}`)}
	if err := r.DB.PutDocument(b.Context(), now, d); err != nil {
		b.Fatal(err)
	}
	cnam := oneuc.CNAM{DisplayName: "ACME"}
	for name, a := range map[string]act.Act{
		"set":     act.Set{Number: n, Properties: oneuc.Properties{CNAM: &cnam}},
		"address": act.SetAddress{Number: n, Address: oneuc.E911{StreetAddress: "1 MARKET ST", Locality: "SAN FRANCISCO", Region: "CA", PostalCode: "94105"}},
		"clear":   act.ClearAddress{Number: n}, "release": act.Release{Number: n},
	} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				if _, err := l.Weigh(b.Context(), a); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
