package numbers_test

import (
	"strings"
	"testing"
	"time"

	"switchboard/client/oneuc"
	"switchboard/store"
	"switchboard/ui/consoletest"
)

func TestCoverage(t *testing.T) {
	provisioned := func(line string, status oneuc.E911Status) oneuc.Document {
		return oneuc.Document{"e911": []byte(`{"street_address":"` + line + `","status":"` + string(status) + `"}`)}
	}
	list := []store.Number{
		{Number: oneuc.Number{E164: "+14155550101", State: oneuc.InService}},
		{Number: oneuc.Number{E164: "+14155550102", State: oneuc.InService, Features: []string{"e911"}}},
		{Number: oneuc.Number{E164: "+14155550103", State: oneuc.InService}, Document: provisioned("1 A ST", oneuc.StatusProvisioned)},
		{Number: oneuc.Number{E164: "+14155550104", State: oneuc.InService}, Document: provisioned("1 A ST", oneuc.StatusGeocoded)},
		{Number: oneuc.Number{E164: "+14155550105", State: oneuc.InService}, Document: provisioned("2 B ST", oneuc.StatusInvalid)},
		{Number: oneuc.Number{E164: "+14155550106", State: oneuc.InService}, Document: provisioned("3 C ST", "SOMETHING NEW")},
		{Number: oneuc.Number{E164: "+14155550107", State: oneuc.InService}, Document: provisioned("4 D ST", "")},
		{Number: oneuc.Number{E164: "+14155550108", State: oneuc.Reserved}},
		{Number: oneuc.Number{E164: "+442079460958", State: oneuc.InService}},
	}
	want := []store.Cover{store.Missing, store.Unread, store.Provisioned, store.Geocoded, store.Broken, store.Broken, store.Geocoded, store.NotNeeded, store.Elsewhere}
	for i, n := range list {
		if got := n.Cover(); got != want[i] {
			t.Errorf("%s is %v, want %v", n.E164, got, want[i])
		}
	}
	c := store.CoverageOf(list)
	if len(c.Missing) != 1 || len(c.Geocoded) != 2 || len(c.Broken) != 2 || c.Unread != 1 || c.Active != 1 || c.Uncovered() != 5 {
		t.Errorf("%+v", c)
	}
	if len(c.Shared) != 1 || len(c.Shared[0].Numbers) != 2 {
		t.Errorf("shared: %+v", c.Shared)
	}
	inConsole(t, consoletest.Looks()[0], 80, 24, func(t *testing.T, r *rig) {
		r.Press("w")
		r.Sleep(time.Second)
		r.Golden("numbers/coverage-terminal-80x24")
		r.Shows("IN SERVICE WITHOUT AN ADDRESS")
	})
}

// In a narrow window the counts go on beneath, and none is cut.
func TestCoverageIsWholeInANarrowWindow(t *testing.T) {
	inConsole(t, consoletest.Looks()[0], 40, 24, func(t *testing.T, r *rig) {
		r.Press("5", "w")
		r.Sleep(time.Second)
		r.Shows("provisioned", "missing", "geocoded only", "refused")
		if strings.Contains(r.Frame(), "…") {
			t.Errorf("something is cut:\n%s", r.Frame())
		}
	})
}
