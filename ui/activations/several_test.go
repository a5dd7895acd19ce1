package activations_test

import (
	"strings"
	"testing"
	"time"
)

// sent counts the requests of a method whose path ends so.
func (r *rig) sent(method, end string) (n int) {
	for _, q := range r.World.Requests() {
		if q.Method == method && strings.HasSuffix(q.Path, end) {
			n++
		}
	}
	return n
}

// changes counts the requests that change something.
func (r *rig) changes() int { return r.sent("PUT", "") + r.sent("DELETE", "") + r.sent("POST", "") }

func TestSeveralAreClosedTogether(t *testing.T) {
	inBubble(t, setup{w: 120, h: 40}, func(r *rig) {
		before := r.changes()
		r.Press("space", "space", "V")
		if frame := r.Frame(); !strings.Contains(frame, "3 marked") || !strings.Contains(frame, "x close 3 marked") {
			t.Fatalf("three are not marked, or the footer does not say what x does:\n%s", frame)
		}
		r.Press("x", "A") // in the same moment: it cannot have been read
		r.Sleep(time.Second)
		if n := r.changes() - before; n != 0 {
			t.Fatalf("%d were sent for a key that came too early\n%s", n, r.Frame())
		}
		if frame := r.Frame(); !strings.Contains(frame, "Close 3 numbers") || !strings.Contains(frame, "$1.67 in all") || !strings.Contains(frame, "$0.82 in all") {
			t.Errorf("the sheet does not say what it comes to:\n%s", frame)
		}
		r.Press("A")
		r.Sleep(10 * time.Second)
		if frame := r.Frame(); !strings.Contains(frame, "3 done") {
			t.Errorf("there is no recap:\n%s", frame)
		}
		r.Press("A", "enter")
		r.Sleep(5 * time.Second)
		if n := r.changes() - before; n != 3 {
			t.Errorf("%d were sent for three numbers", n)
		}
		r.Press("esc")
		if frame := r.Frame(); strings.Contains(frame, "marked") || !strings.Contains(frame, "4 active") {
			t.Errorf("what was closed is still marked, or runs:\n%s", frame)
		}
	})
}

// A close that waits for its moment waits on when several are asked about and
// nothing is done.
func TestAPlannedCloseOutlivesTheSheetOfSeveral(t *testing.T) {
	inBubble(t, setup{w: 120, h: 40}, func(r *rig) {
		r.Press("x")
		r.Sleep(200 * time.Millisecond)
		planned := strings.Contains(r.Frame(), "ends ")
		r.Press("space", "space", "x")
		r.Sleep(time.Second)
		if frame := r.Frame(); !planned || !strings.Contains(frame, "Close 2 numbers") {
			t.Fatalf("nothing is planned, or the sheet is not open:\n%s", frame)
		}
		before := r.changes()
		r.Press("esc")
		r.Sleep(3 * time.Minute)
		if n := r.changes() - before; n != 1 {
			t.Errorf("%d were sent for the number that was about to be closed\n%s", n, r.Frame())
		}
	})
}

// A filter that hides marked rows keeps them out of an act, and says so.
func TestMarksOutliveAFilter(t *testing.T) {
	inBubble(t, setup{w: 120, h: 40}, func(r *rig) {
		before := r.changes()
		r.Press("ctrl+a", "/")
		r.Type("telegram")
		r.Press("enter")
		r.Sleep(time.Second)
		r.Press("x")
		r.Sleep(time.Second)
		if frame := r.Frame(); !strings.Contains(frame, "Close 2 numbers") || !strings.Contains(frame, "5 marked rows are not shown and not included.") {
			t.Errorf("it is not said what is left out:\n%s", frame)
		}
		r.Press("esc", "/", "ctrl+u")
		r.Type("nothing-like-it")
		r.Press("enter", "x")
		r.Sleep(time.Second)
		if frame := r.Frame(); !strings.Contains(frame, "No marked row is shown: Esc takes the marks off") {
			t.Errorf("an act upon no row is not refused:\n%s", frame)
		}
		r.Press("esc", "esc")
		r.Sleep(time.Second)
		if n := r.changes() - before; n != 0 {
			t.Errorf("%d were sent", n)
		}
	})
}

// What is noted is kept, shown in the detail, and found by the filter.
func TestANoteOnANumber(t *testing.T) {
	inBubble(t, setup{w: 120, h: 40}, func(r *rig) {
		r.Press("t")
		r.Type("ask for a refund")
		r.Press("tab")
		r.Type("vip late")
		r.Press("enter")
		r.Sleep(time.Second)
		if frame := r.Frame(); !strings.Contains(frame, "ask for a refund") || !strings.Contains(frame, "#late #vip") {
			t.Errorf("the detail does not show it:\n%s", frame)
		}
		r.Press("/")
		r.Type("tag:vip")
		r.Press("enter")
		r.Sleep(time.Second)
		if frame := r.Frame(); !strings.Contains(frame, "1 of 7") {
			t.Errorf("the filter does not find it:\n%s", frame)
		}
	})
}
