package faces

import (
	"reflect"
	"testing"

	"switchboard/store/act"
	"switchboard/store/act/acttest"
)

// A reason or an act that is new belongs into the table: each of one is
// brought about for each of the other, or it is said why that cannot be.
func TestTheTableIsWhole(t *testing.T) {
	tried := map[act.Code]map[string]bool{}
	for _, s := range states() {
		for _, c := range s.cells {
			for _, r := range c.rows {
				if tried[c.code] == nil {
					tried[c.code] = map[string]bool{}
				}
				tried[c.code][r.name] = true
			}
		}
	}
	why := cannot()
	for _, e := range act.Reasons() {
		for _, r := range rows() {
			if never := why[e.Code].of(r.name); tried[e.Code][r.name] == (never != "") {
				t.Errorf("%s of %s: tried %v, and it is said that it cannot be: %q", e.Code, r.name, tried[e.Code][r.name], never)
			}
		}
		delete(why, e.Code)
	}
	for code := range why {
		t.Errorf("%s is no reason of the table", code)
	}
	named := map[string]bool{"Purge": true, "KeepListing": true, "All": true} // upon what is saved here, and several of one kind: each of those is weighed by itself
	for _, r := range rows() {
		named[reflect.TypeOf(r.act(&desk{})).Name()] = true
	}
	for _, name := range acttest.Declared(t, "../../../store/act") {
		if !named[name] {
			t.Errorf("act.%s is in no row", name)
		}
	}
}
