package lines

import (
	"net/http"
	"os/signal"
	"strings"
	"syscall"
	"testing"
	"time"

	"switchboard/client/oneuc"
	"switchboard/client/phone"
	"switchboard/client/sandbox"
	"switchboard/store/act"
	"switchboard/store/act/acttest"
	"switchboard/store/live/livetest"
	"switchboard/testdata/proof"
)

// filling is a way to the provider; once a change was answered no file of this process can grow until room is called.
type filling struct {
	next http.RoundTripper
	was  syscall.Rlimit
}

// RoundTrip implements http.RoundTripper.
func (f *filling) RoundTrip(q *http.Request) (*http.Response, error) {
	r, err := f.next.RoundTrip(q)
	if q.Method != http.MethodGet && !strings.HasSuffix(q.URL.Path, "api_auth") {
		signal.Ignore(syscall.SIGXFSZ)
		if lost := syscall.Getrlimit(syscall.RLIMIT_FSIZE, &f.was); lost != nil {
			return nil, lost
		}
		if lost := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &syscall.Rlimit{Max: f.was.Max}); lost != nil {
			return nil, lost
		}
	}
	return r, err
}

func (f *filling) room(t *testing.T) {
	t.Helper()
	if f.was.Max == 0 {
		return
	}
	if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &f.was); err != nil {
		t.Fatal(err)
	}
}

// What an act made of a number's 911 address while the disk was full is told from memory, and read as soon as there is room.
func TestANumberChangedOnAFullDiskIsReadWhenThereIsRoom(t *testing.T) {
	if !proof.Alone(t) {
		return
	}
	livetest.Bubble(t, sandbox.Options{}, func(t *testing.T, base *livetest.Rig) {
		disk := &filling{next: base.Via}
		base.Via = disk
		r := &linesRig{Rig: base, wire: base.Tap()}
		r.start(nil)
		defer r.Stop()
		defer disk.room(t)
		time.Sleep(5 * time.Minute) // every document was read
		const filed = phone.E164("+14152338397")
		if err := r.RefreshNumber(t.Context(), filed); err != nil {
			t.Fatal(err)
		}
		on := func() bool {
			n, err := r.DB.Number(t.Context(), filed)
			if err != nil {
				t.Fatal(err)
			}
			e, ok := n.Document.E911()
			return ok && e.Status == oneuc.StatusProvisioned
		}
		if err := acttest.Perform(t.Context(), r.Engine, act.ClearAddress{Number: filed}); err != nil {
			t.Errorf("it was done, and says %v", err)
		}
		time.Sleep(20 * time.Second)
		if _, full := r.DB.Unkept(); !full {
			t.Fatal("there was room after all")
		}
		if on() {
			t.Error("on a full disk the number is told to have the address that was removed")
		}
		disk.room(t)
		if err := r.DB.SaveUnsaved(t.Context()); err != nil {
			t.Fatal(err)
		}
		time.Sleep(2*unsavedAgain + time.Second)
		if on() {
			t.Error("with room the number is still told to have its address")
		}
	})
}
