package history_test

import (
	"os"
	"strings"
	"testing"
	"time"
)

// All that passes is marked, of which the list holds a part: acts, copies and exports are about
// those that pass the filter when they are done, wherever the cursor is.
func TestMarksReachBeyondWhatIsHeld(t *testing.T) {
	year(t, func(r *rig, s *counting, on func(place int)) {
		r.Press("ctrl+a")
		r.Shows("2,920 marked")
		r.Press("G", "space")
		r.Shows("2,919 marked")
		copied := func() []string {
			t.Helper()
			r.Press("y")
			return strings.Split(r.Out.Copied[len(r.Out.Copied)-1], "\n")
		}
		if got := copied(); len(got) != 2919 || got[0] != number(0) || got[2918] != number(2918) {
			t.Errorf("%d numbers are copied, from %s to %s", len(got), got[0], got[len(got)-1])
		}
		r.Press("f")
		r.Shows("At most 1,000 at once: 2,919 are marked")
		r.Press("t")
		r.Hides("Tags to add")
		r.Sleep(time.Minute) // what is typed on for a sheet that did not open is no command
		if lines := export(t, r); len(lines) != 2920 || !strings.Contains(lines[1], number(0)) || !strings.Contains(lines[2919], number(2918)) {
			t.Errorf("%d lines are exported", len(lines))
		}
		r.Press("/")
		r.Type("customer:northwind age<100d")
		r.Press("enter")
		if got := copied(); len(got) != 400 || got[0] != number(1) {
			t.Errorf("%d numbers of those that pass are copied, from %s", len(got), got[0])
		}
		if lines := export(t, r); len(lines) != 401 {
			t.Errorf("%d lines of those that pass are exported", len(lines))
		}
		r.Press("esc")
		r.Hides("marked")
	})
}

// export writes a file as the sheet offers it, and returns its lines.
func export(t *testing.T, r *rig) []string {
	t.Helper()
	r.Press("E", "tab", "tab", "ctrl+u")
	r.Type(r.folder)
	r.Press("enter")
	r.Shows("written to")
	r.Press("y", "enter")
	b, err := os.ReadFile(r.Out.Copied[len(r.Out.Copied)-1])
	if err != nil {
		t.Fatal(err)
	}
	return strings.Split(strings.TrimSpace(string(b)), "\n")
}

// A hundred of them, none of which is held any more, are reported: what is marked and does not pass is told.
func TestMarkedNumbersThatAreNotHeldAreReported(t *testing.T) {
	year(t, func(r *rig, s *counting, on func(place int)) {
		r.Press("/")
		r.Type("age>300d age<330d")
		r.Press("enter", "ctrl+a")
		r.Shows("240 marked")
		r.Press("esc") // the marks go before the filter
		r.Hides("marked")
		r.Press("ctrl+a", "/", "ctrl+u", "enter")
		r.Shows("240 marked")
		r.desk.said = nil
		r.Press("f")
		if len(r.desk.said) != 240 {
			t.Errorf("%d are reported", len(r.desk.said))
		}
		r.Press("/")
		r.Type("age<10d")
		r.Press("enter", "y")
		r.Shows("None of the marked numbers passes the filter")
	})
}

// While they are being marked the list goes on, and Esc ends it.
func TestMarkingIsStopped(t *testing.T) {
	year(t, func(r *rig, s *counting, on func(place int)) {
		s.slow = time.Minute
		r.Press("ctrl+a")
		r.Sleep(90 * time.Second)
		r.Shows("marking 1,000")
		r.Press("down")
		on(1)
		r.Press("esc")
		r.Hides("marking", "marked")
		r.Sleep(10 * time.Minute)
		r.Hides("marking", "marked")
	})
}
