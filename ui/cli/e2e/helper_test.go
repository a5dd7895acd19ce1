package e2e

import (
	"os"
	"path/filepath"
	"testing"
	"time"
)

// A program of the clipboard that hangs or fails holds no key up: the next pane is there
// before it is given up.
func TestAHungClipboardHoldsNoKeyUp(t *testing.T) {
	for name, script := range map[string]string{"hangs": "exec /bin/sleep 600", "fails": "exit 3"} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := newHome(t, "WAYLAND_DISPLAY=wayland-0", "SWITCHBOARD_CLIPBOARD=native")
			h.helper("wl-copy", filepath.Join(h.dir, "clip"))
			if err := os.WriteFile(filepath.Join(h.dir, "bin", "wl-copy"), []byte("#!/bin/sh\n: > '"+h.file("begun")+"'\n"+script+"\n"), 0o700); err != nil {
				t.Fatal(err)
			}
			s := h.open(120, 40)
			s.until("codes", func(shown string) bool { return len(codes(shown)) > 1 })
			fast := 0
			for n, from := 0, time.Now(); n < 5 || fast == 0; n++ { // a busy computer may need more
				if time.Since(from) > patience {
					t.Fatalf("no key of %d was taken before the clipboard's program was given up", n)
				}
				s.press("1")
				s.shows("STATE ", "NUMBER ")
				begun := time.Now()
				s.press("c2")
				s.shows("CUSTOMER ", "HELD")
				if time.Since(begun) < time.Second { // the program of the clipboard is given two
					fast++
				}
			}
			if _, err := os.Stat(h.file("begun")); err != nil {
				t.Errorf("the clipboard's program was not started: %v", err)
			}
			if exit := s.quit(); exit != 0 {
				t.Errorf("the program ended with %d", exit)
			}
			s.restored()
		})
	}
}
