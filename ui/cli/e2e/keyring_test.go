package e2e

import (
	"net"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// bus is the address of a session's bus which takes every connection and never says a
// word, as a keyring that waits for its password.
func (h *home) bus() string {
	h.t.Helper()
	path := filepath.Join(h.dir, "bus")
	var listen net.ListenConfig
	l, err := listen.Listen(h.t.Context(), "unix", path)
	if err != nil {
		h.t.Fatal(err)
	}
	done := make(chan struct{})
	go func() {
		defer close(done)
		var kept []net.Conn
		for {
			conn, err := l.Accept()
			if err != nil {
				break
			}
			kept = append(kept, conn)
		}
		for _, conn := range kept {
			_ = conn.Close() // nothing was said on it
		}
	}()
	h.t.Cleanup(func() {
		_ = l.Close()
		<-done
	})
	return "unix:path=" + path
}

// inRing has the key of SMS looked for in the keyring, and nowhere else.
func (h *home) inRing(p *served) {
	h.t.Helper()
	write(h.t, h.config(), "[profiles.default]\nread_only = false\n[profiles.default.sms]\nkeyring = true\nbase_url = \""+p.SMS.BaseURL+
		"\"\n[profiles.default.trust]\nbase_url = \""+p.Trust.BaseURL+"\"\n[profiles.default.lines]\nbase_url = \""+p.Lines.BaseURL+"\"\n")
	write(h.t, h.keysFile(), "[default]\ntrust = \""+p.Trust.Key+"\"\nlines = \""+p.Lines.APIKey+"\"\n")
}

// A keyring that hangs, and one that is not there, stop neither a command nor the console:
// what is saved is shown, why there is no key is said, and nothing is sent without one.
func TestWithoutItsKeyringTheProgramStarts(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		bus  func(*home) string
		says string
	}{
		"hangs":   {(*home).bus, "the keyring did not answer within 3 s: it may be locked"},
		"missing": {func(h *home) string { return "unix:path=" + filepath.Join(h.dir, "nothing") }, "this computer has no keyring that can be used here"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := serve(t, "--no-limits")
			h := connected(t, p)
			if got := h.bare("sync"); got.code != 0 && got.code != 10 { // the history may not be whole yet
				t.Fatalf("reading with the key: %+v", got)
			}
			h.inRing(p)
			h.env = append(h.env, "DBUS_SESSION_BUS_ADDRESS="+c.bus(h))
			asked := len(p.requests("sms"))
			h.withoutRing(p, c.says)
			if n := len(p.requests("sms")) - asked; n != 0 {
				t.Errorf("%d requests were made without a key", n)
			}
		})
	}
}

// withoutRing uses the program while no key can be had from the keyring.
func (h *home) withoutRing(p *served, says string) {
	h.t.Helper()
	if got := h.bare("doctor"); !strings.Contains(got.out, says) {
		h.t.Errorf("the doctor: %+v", got)
	}
	if got := h.bare("customers", "list", "--offline"); got.code != 0 || !strings.Contains(got.out, "acme") {
		h.t.Errorf("what is saved: %+v", got)
	}
	before := p.changes()
	if got := h.bare("customers", "credit", "acme", "+1", "-y"); got.code == 0 || !strings.Contains(got.err, says) {
		h.t.Errorf("an act: %+v", got)
	}
	if n := p.changes() - before; n != 0 {
		h.t.Errorf("%d acts were sent", n)
	}
	begun := time.Now()
	s := h.start(120, 40)
	s.press("2")
	s.shows("acme", "TRUST live", "LINES live", "SMS no key", "SMS NO KEY default")
	h.t.Logf("the console with what is saved and the other providers took %v", time.Since(begun))
	s.press("\x03")
	s.ends()
	s.restored()
}
