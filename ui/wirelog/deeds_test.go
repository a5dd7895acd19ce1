package wirelog_test

import (
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"switchboard/store"
)

// done writes an act of this machine into the journal.
func (r *rig) done(op, subject, body string, to store.IntentState, why string) {
	r.T.Helper()
	ctx := r.T.Context()
	id, err := r.DB.Begin(ctx, store.Intent{Op: op, NaturalKey: subject, Subject: subject, Body: []byte(body)}, nil)
	if err == nil {
		err = r.DB.MarkSent(ctx, id)
	}
	if err == nil {
		ref := ""
		if to == store.StateConfirmed { // then it is what came of it
			ref, why = why, ""
		}
		err = r.DB.Settle(ctx, id, to, ref, why)
	}
	if err != nil {
		r.T.Fatal(err)
	}
	r.Settle()
}

func TestWhatIDidToday(t *testing.T) {
	home := t.TempDir()
	t.Setenv("HOME", home)
	inBubble(t, 120, 30, func(r *rig) {
		r.done("sms.adjust", "+$35.00 for acme", `{"Customer":"acme","Transaction":{"Amount":3500}}`, store.StateConfirmed, "")
		r.Sleep(time.Minute)
		r.done("sms.cancel", "+44 7975 777666", `{"Customer":"bert"}`, store.StateRejected, "a code came")
		r.Sleep(time.Second)
		frame := r.Frame() // the pane opens on them
		first, second := strings.Index(frame, "refused: a code came"), strings.Index(frame, "+$35.00 for acme")
		if first < 0 || second < first || !strings.Contains(frame, "2 acts") || !strings.Contains(frame, "done   $35.00") {
			t.Errorf("the acts of today are not told, newest first:\n%s", frame)
		}
		r.Press("/")
		r.Type("customer:bert")
		r.Press("enter")
		r.Sleep(time.Second)
		if frame := r.Frame(); strings.Contains(frame, "+$35.00 for acme") || !strings.Contains(frame, "a code came") {
			t.Errorf("they are not narrowed by the customer:\n%s", frame)
		}
		r.Press("esc", "E", "tab", "ctrl+u")
		r.Type(home)
		r.Press("enter")
		r.Sleep(time.Second)
		files, _ := os.ReadDir(home)
		if len(files) != 1 {
			t.Fatalf("%d files were written\n%s", len(files), r.Frame())
		}
		raw, _ := os.ReadFile(home + "/" + files[0].Name())
		if csv := string(raw); !strings.Contains(csv, "acme,done,3500") || !strings.Contains(csv, "bert,refused: a code came,") {
			t.Errorf("%s", csv)
		}
		r.Sleep(24 * time.Hour)
		r.Press("esc")
		r.Press("right", "a")
		r.Sleep(time.Second)
		if frame := r.Frame(); !strings.Contains(frame, "Nothing was done from this machine today.") {
			t.Errorf("of yesterday:\n%s", frame)
		}
	})
}

// What was done for a customer is copied as a note that can be given to that customer: oldest first, without what a number costs the account,
// which the reason of a refusal may tell.
func TestANoteForTheCustomer(t *testing.T) {
	inBubble(t, 120, 30, func(r *rig) {
		r.done("sms.adjust", "+$35.00 for acme", `{"Customer":"acme","Transaction":{"Amount":3500}}`, store.StateConfirmed, "")
		r.done("sms.order", "telegram/uk for acme", `{"Customer":"acme","Most":34}`, store.StateConfirmed, "")
		r.done("sms.order", "whatsapp/us for acme", `{"Customer":"acme"}`, store.StateRejected, "no numbers left under $0.34: the provider suggests $0.55")
		r.done("sms.cancel", "+44 7975 777666", `{"Customer":"bert"}`, store.StateRejected, "a code came")
		r.Press("g", "down")
		r.Shows("y copy as a note for acme")
		r.Press("y")
		r.Sleep(time.Second)
		want := "acme, 1 Jan 2000, times in UTC\n00:00  balance change: +$35.00 for acme: done\n00:00  order: telegram/uk for acme: done\n00:00  order: whatsapp/us for acme: refused"
		if n := len(r.Out.Copied); n == 0 || r.Out.Copied[n-1] != want {
			t.Errorf("copied %q, want %q", r.Out.Copied, want)
		}
		r.Press("g", "y")
		r.Sleep(time.Second)
		if got := r.Out.Copied[len(r.Out.Copied)-1]; !strings.HasPrefix(got, "bert, ") || strings.Contains(got, "acme") {
			t.Errorf("copied %q", got)
		}
		r.Press("`", "y")
		r.Sleep(time.Second)
		r.Shows("note copied: 1 act for b…")
	})
}

// A year of acts is read a page at a time, and every one of them is reached.
func TestAYearOfActs(t *testing.T) {
	inBubble(t, 120, 30, func(r *rig) {
		const acts = 620
		for i := range acts {
			id, err := r.DB.Begin(r.T.Context(), store.Intent{Op: "sms.adjust", NaturalKey: fmt.Sprint("act", i), Subject: fmt.Sprintf("act-%04d", i), Body: []byte(`{"Customer":"acme"}`)}, nil)
			if err != nil {
				t.Fatal(err)
			}
			if err := r.DB.Settle(r.T.Context(), id, store.StateRejected, "", "no"); err != nil {
				t.Fatal(err)
			}
			time.Sleep(14 * time.Hour)
		}
		r.Settle()
		r.Press("/")
		r.Type("after:2000-01-01")
		r.Press("enter")
		r.Sleep(time.Second)
		r.Press("g")
		r.Shows("act-0619", "more than 200 lines")
		r.Press("G")
		r.Sleep(time.Second)
		r.Shows("act-0000")
	})
}
