package acceptance

import (
	"strings"
	"testing"
	"time"

	"switchboard/client/sandbox"
	"switchboard/ui/cli"
)

// An order whose answer is lost is a row of its own until it is found, which is told.
func TestALostAnswerIsUnknownUntilItIsFound(t *testing.T) {
	t.Parallel()
	inBubble(t, cli.Flags{}, func(d *desk) {
		d.order("acme", "telegram", "united kingdom")
		d.fault(sandbox.Fault{Provider: "sms", Method: "POST", Path: "/activation", Kind: sandbox.LostAnswer})
		d.fault(sandbox.Fault{Provider: "sms", Method: "GET", Kind: sandbox.Latency, MS: 4000, Times: 20})
		d.Press("enter")
		d.Sleep(2 * time.Second)
		if frame := strings.ToLower(d.Frame()); !strings.Contains(frame, "result not known yet") || !strings.Contains(frame, "checking whether it went") {
			t.Errorf("nothing says that the outcome is unknown:\n%s", frame)
		}
		told := false
		for range 180 {
			d.Sleep(time.Second)
			told = told || strings.Contains(d.Frame(), "order, which got no answer: it was done")
			if told && strings.Contains(d.Frame(), "No answer yet") {
				t.Fatalf("it is told to be unknown beside what it is:\n%s", d.Frame())
			}
		}
		if !told {
			t.Error("nobody was told that it was found")
		}
		if n := d.orders(); n != 1 {
			t.Errorf("%d orders were sent", n)
		}
		if open, err := d.DB.OpenIntents(d.Ctx); err != nil || len(open) > 0 {
			t.Errorf("%d attempts are not settled: %v", len(open), err)
		}
	})
}
