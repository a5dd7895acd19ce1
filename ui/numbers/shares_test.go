package numbers

import (
	"testing"

	"switchboard/client/oneuc"
	"switchboard/client/phone"
	"switchboard/store"
)

// Numbers in service are counted by place, the places with the most to mend first.
func TestCoverageByPlace(t *testing.T) {
	var rows []*row
	for _, n := range []phone.E164{"+12125550101", "+12125550102", "+14155550101", "+447700900001"} {
		r := &row{}
		r.E164, r.State = n, oneuc.InService
		rows = append(rows, r)
	}
	idle := &row{}
	idle.E164, idle.State = "+14155550109", oneuc.Reserved
	got := covered(append(rows, idle), areaOf)
	if want := []share{{"212", 0, 2}, {"415", 0, 1}}; len(got) != 2 || got[0] != want[0] || got[1] != want[1] {
		t.Errorf("shares %+v, want %+v", got, want)
	}
	if by := covered(rows, func(store.Number) string { return "" }); len(by) != 0 {
		t.Errorf("numbers without a place: %+v", by)
	}
}
