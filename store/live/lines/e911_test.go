package lines

import (
	"errors"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"switchboard/client/oneuc"
	"switchboard/client/phone"
	"switchboard/client/sandbox"
	"switchboard/store"
	"switchboard/store/act"
	"switchboard/store/live"
	"switchboard/store/live/livetest"
)

const bare = phone.E164("+14155234712") // in service, without an address

func (r *linesRig) address(n phone.E164, e oneuc.E911) oneuc.Outcome {
	r.T.Helper()
	o, err := r.Lines.SetE911(r.T.Context(), n, e, false)
	if err != nil {
		r.T.Fatalf("%s: %v", e.Line(), err)
	}
	return o
}

func (r *linesRig) draft(n phone.E164) store.EmergencyDraft {
	r.T.Helper()
	d, err := r.DB.Emergency(r.T.Context(), n)
	if err != nil {
		r.T.Fatal(err)
	}
	return d
}

func TestTwoRoundsThenInvalidThenProvisioned(t *testing.T) {
	linesInBubble(t, func(t *testing.T, r *linesRig) {
		if _, ok := r.address(bare, market("55 Loop")).(oneuc.Choices); !ok {
			t.Fatal("the first address was no choice")
		}
		d := r.draft(bare)
		if d.Round != 1 || len(d.Candidates) != 2 || d.Same {
			t.Fatalf("after the first answer the draft is %+v", d)
		}
		r.reopen() // quitting loses nothing
		d = r.draft(bare)
		r.address(bare, oneuc.MergeChosen(d.Address, d.Candidates[0]))
		d = r.draft(bare)
		if d.Round != 2 || len(d.Candidates) != 2 || d.Chosen != 1 {
			t.Fatalf("after the second answer the draft is %+v", d)
		}
		wrong := d.Address
		wrong.StreetAddress = "4 Nowhere Ln"
		if _, ok := r.address(bare, wrong).(oneuc.InvalidAddress); !ok {
			t.Fatal("an unknown street was not refused")
		}
		d = r.draft(bare)
		if d.Problem == "" || d.Round != 0 || d.Address.StreetAddress != "4 Nowhere Ln" || d.Address.CallerName != "Michel Mabel" {
			t.Fatalf("after the refusal the draft is %+v", d)
		}
		right := d.Address
		right.StreetAddress, right.Locality, right.PostalCode = "1 Market St", "San Francisco", "94105"
		if _, ok := r.address(bare, right).(oneuc.Provisioned); !ok {
			t.Fatal("the right address was not provisioned")
		}
		posts := r.wire.Posted()
		if len(posts) != 4 {
			t.Errorf("%d addresses were sent", len(posts))
		}
		for i, body := range posts {
			for _, want := range []string{`"caller_name":"Michel Mabel"`, `"ops@example.com"`, `"desk@example.com"`} {
				if !strings.Contains(body, want) {
					t.Errorf("request %d lacks %s: %s", i+1, want, body)
				}
			}
		}
		if _, err := r.DB.Emergency(t.Context(), bare); !errors.Is(err, store.ErrNotFound) {
			t.Errorf("the draft outlived its purpose: %v", err)
		}
		if e, _ := r.number(bare).Document.E911(); e.Status != oneuc.StatusProvisioned {
			t.Errorf("the store says %q", e.Status)
		}
	})
}

func TestLostAnswerToAnAddress(t *testing.T) {
	for kind, want := range map[sandbox.Kind]store.IntentState{sandbox.LostAnswer: store.StateConfirmed, sandbox.Malformed: store.StateConfirmed, sandbox.Reset: store.StateAbsent, sandbox.Status: store.StateAbsent} {
		linesInBubble(t, func(t *testing.T, r *linesRig) {
			r.fault(sandbox.Fault{Kind: kind, Method: http.MethodPost})
			typed := market("1 market street apt 4")
			if _, err := r.Lines.SetE911(t.Context(), bare, typed, false); !isUnsettled(err) {
				t.Fatalf("%s: %v", kind, err)
			}
			if e, ok := r.number(bare).Document.E911(); ok {
				t.Errorf("%s: %q is claimed before it was read", kind, e.Status)
			}
			var open *store.OpenIntentError
			if _, err := r.Lines.SetE911(t.Context(), bare, typed, false); !errors.As(err, &open) {
				t.Errorf("%s: sending again while the first is open: %v", kind, err)
			}
			r.reopen()
			time.Sleep(5 * time.Minute)
			in := r.fate(bare)
			if in.State != want {
				t.Fatalf("%s ends %s (%s), want %s", kind, in.State, in.Reason, want)
			}
			e, filed := r.number(bare).Document.E911()
			if filed != (want == store.StateConfirmed) || filed && (in.Ref != "PROVISIONED" || e.Status != oneuc.StatusProvisioned) {
				t.Errorf("%s: the store says %q, the journal %q", kind, e.Status, in.Ref)
			}
			if _, err := r.DB.Emergency(t.Context(), bare); (err == nil) == filed {
				t.Errorf("%s: the draft after it: %v", kind, err)
			}
			if n := len(r.wire.Posted()); n != 1 {
				t.Errorf("%s: %d addresses were sent", kind, n)
			}
		})
	}
}

func TestGeocodedAddressIsReadUntilItIsActive(t *testing.T) {
	linesInBubble(t, func(t *testing.T, r *linesRig) {
		rural := market("500 Rural Route 2")
		rural.Locality, rural.PostalCode = "Petaluma", "94952"
		if _, ok := r.address(bare, rural).(oneuc.Geocoded); !ok {
			t.Fatal("the address was active at once")
		}
		if e, _ := r.number(bare).Document.E911(); e.Status != oneuc.StatusGeocoded {
			t.Errorf("the store says %q", e.Status)
		}
		if r.Lines.Watched(bare).IsZero() {
			t.Error("nobody looks at it again")
		}
		log, err := r.DB.AuditLog(t.Context(), 0, 10)
		if err != nil || !slices.ContainsFunc(log, func(e store.Event) bool { return e.What == opE911 && strings.Contains(e.Result, "not active yet") }) {
			t.Errorf("the log says %+v, %v", log, err)
		}
		time.Sleep(125 * time.Second)
		if e, _ := r.number(bare).Document.E911(); e.Status != oneuc.StatusProvisioned {
			t.Errorf("two minutes later the store says %q", e.Status)
		}
		since := time.Now()
		time.Sleep(5 * time.Minute)
		if n := len(r.Since(since, http.MethodGet, "4712")); n != 0 {
			t.Errorf("an active address was read %d times more", n)
		}
	})
}

func TestCallerNameAndAddressLeaveEachOtherAlone(t *testing.T) {
	linesInBubble(t, func(t *testing.T, r *linesRig) {
		const n = phone.E164("+14155550142") // has both, and fields of somebody else
		before := r.number(n).Document
		if before == nil {
			if err := r.Lines.RefreshNumber(t.Context(), n); err != nil {
				t.Fatal(err)
			}
			before = r.number(n).Document
		}
		if err := r.Lines.SetProperties(t.Context(), n, oneuc.Properties{CNAM: &oneuc.CNAM{DisplayName: "NEW NAME", InboundLookup: true}}, false); err != nil {
			t.Fatal(err)
		}
		d, err := r.Lines.api.Number(t.Context(), n)
		if err != nil {
			t.Fatal(err)
		}
		was, _ := before.E911()
		now, ok := d.E911()
		if !ok || now.Status != oneuc.StatusProvisioned || now.Line() != was.Line() || string(d["my_own_field"]) != string(before["my_own_field"]) {
			t.Errorf("after a caller name the document is %s", d.Number().Raw)
		}
		if _, ok := r.address(n, market("1 Market St")).(oneuc.Provisioned); !ok {
			t.Fatal("the address was not taken")
		}
		d, err = r.Lines.api.Number(t.Context(), n)
		if err != nil {
			t.Fatal(err)
		}
		if name, ok := d.CNAM(); !ok || name.DisplayName != "NEW NAME" || !name.InboundLookup || string(d["my_own_field"]) != string(before["my_own_field"]) {
			t.Errorf("after an address the document is %s", d.Number().Raw)
		}
	})
}

func TestRemovingAnAddress(t *testing.T) {
	linesInBubble(t, func(t *testing.T, r *linesRig) {
		const n = phone.E164("+14152338397")
		r.fault(sandbox.Fault{Kind: sandbox.LostAnswer, Method: http.MethodPost})
		if err := r.Lines.ClearE911(t.Context(), n, false); !isUnsettled(err) {
			t.Fatal(err)
		}
		time.Sleep(5 * time.Second)
		if in := r.fate(n); in.State != store.StateConfirmed {
			t.Errorf("ends %s (%s)", in.State, in.Reason)
		}
		d := r.number(n).Document
		if _, ok := d.E911(); ok {
			t.Error("the store still shows the address")
		}
		if name, _ := d.CNAM(); name.DisplayName != "ACME PLUMB" {
			t.Errorf("the caller name went with it: %q", name.DisplayName)
		}
		if err := r.Lines.ClearE911(t.Context(), n, false); livetest.Reason(err) != act.AlreadySo {
			t.Errorf("removing what is not there: %v", err)
		}
	})
}

func TestReadThatFailsBeforeAnAddressChangesNothing(t *testing.T) {
	linesInBubble(t, func(t *testing.T, r *linesRig) {
		r.fault(sandbox.Fault{Kind: sandbox.Status, Method: http.MethodGet, Path: "4712", Times: -1})
		if _, err := r.Lines.SetE911(t.Context(), bare, market("1 Market St"), false); err == nil || isUnsettled(err) {
			t.Errorf("%v", err)
		}
		if n := len(r.wire.Posted()); n != 0 {
			t.Errorf("%d addresses were sent", n)
		}
	})
}

func TestAddressesThatCannotBeSent(t *testing.T) {
	linesInBubble(t, func(t *testing.T, r *linesRig) {
		short := market("1 Market St")
		short.CallerName = "Al"
		if o := r.address(bare, short); o.(oneuc.FieldErrors)["e911.caller_name"] == "" {
			t.Errorf("a caller name of two letters: %+v", o)
		}
		if _, err := r.Lines.SetE911(t.Context(), "+442079460958", market("1 Market St"), false); livetest.Reason(err) != live.ReasonRule {
			t.Errorf("a number in London: %v", err)
		}
		if _, err := r.Lines.SetE911(t.Context(), "+12065550180", market("1 Market St"), false); livetest.Reason(err) != live.ReasonRule {
			t.Errorf("a number of somebody else: %v", err)
		}
		if n := len(r.wire.Posted()); n != 0 {
			t.Errorf("%d addresses were sent", n)
		}
	})
}

// A row of a file whose address was sent before and is on file in another way, or is not active, is not simply done: the
// verdict says so, and what came of it goes with the refusal. Which of several places is on file a person has chosen.
func TestWhatWasFiledWithTroubleIsToldWhenItIsSentAgain(t *testing.T) {
	linesInBubble(t, func(t *testing.T, r *linesRig) {
		sent := market("1 Market St")
		sent.Notify = nil
		if _, ok := r.address(bare, sent).(oneuc.Provisioned); !ok {
			t.Fatal("it was not provisioned")
		}
		on, _ := r.number(bare).Document.E911()
		for name, c := range map[string]struct {
			change func(e *oneuc.E911)
			say    string
		}{
			"as sent":           {func(*oneuc.E911) {}, ""},
			"another unit":      {func(e *oneuc.E911) { e.Extended = "APT 9" }, "another unit is on file than was sent"},
			"not active":        {func(e *oneuc.E911) { e.Status = oneuc.StatusGeocoded }, "not active yet"},
			"other and passive": {func(e *oneuc.E911) { e.Extended, e.Status = "APT 9", oneuc.StatusGeocoded }, "not active yet"},
		} {
			now := on
			c.change(&now)
			r.put(bare, oneuc.InService, &now)
			v := r.says(name, act.SetAddress{Number: bare, Address: sent, Once: true}, act.AlreadySo)
			var before *act.Before
			if told := errors.As(v.Err(), &before); told != (c.say != "") || !strings.Contains(v.Err().Error(), c.say) {
				t.Errorf("%s: %v, and what came of it is told: %v", name, v.Err(), told)
			}
		}
		if in := r.fate(bare); in.Ref != "PROVISIONED" || in.Amiss() != "" {
			t.Errorf("the journal has %q", in.Ref)
		}
	})
}

// What the journal keeps of an answer, and of what a look finds, says when that is not what was sent.
func TestTheJournalKeepsThatAnAddressIsNotAsSent(t *testing.T) {
	sent := market("1 Market St")
	on := sent
	on.Extended, on.Status = "APT 9", oneuc.StatusProvisioned
	ref, err := filed(sent, oneuc.Provisioned{Address: on})
	place := store.PlaceOf(sent)
	f := judgeAddress(addressNote{Number: bare, Sent: &place}, on, true)
	if err != nil || ref != f.Ref || oneuc.FilingAmiss(ref) != "another unit is on file than was sent" {
		t.Errorf("answered %q, found %q, %v", ref, f.Ref, err)
	}
}
