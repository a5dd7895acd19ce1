package e2e

import (
	"encoding/base64"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
)

var (
	copied  = regexp.MustCompile(`\x1b\]52;c;([A-Za-z0-9+/=]*)(\x1b\\|\a)`)
	codeRow = regexp.MustCompile(`CODE +(\+[0-9][0-9 ]*[0-9]) +[a-z]+ +(?:[A-Za-z0-9]+ +)?([A-Za-z0-9-]+) `)
)

// order orders a number of telegram in the United Kingdom for acme by keys.
func (s *screen) order() {
	s.t.Helper()
	s.shows("SMS live", "WAITING")
	s.listens()
	s.press("n")
	s.shows("Order a number")
	for _, said := range []string{"acme", "telegram", "united kingdom"} {
		s.press(said)
		s.until("the choice of "+said, func(shown string) bool { return offered(shown, said) })
		s.press("\r")
	}
	// An Enter is for what was seen for a moment: figures that move just then want another.
	s.shows("Enter orders Telegram, United Kingdom, for acme")
	pressed := time.Time{}
	s.until("the end of the order", func(shown string) bool {
		if strings.Contains(shown, "Enter order") && time.Since(pressed) > time.Second {
			pressed = time.Now()
			s.press("\r")
		}
		return !strings.Contains(shown, "Order a number")
	})
}

// listens waits until keys are taken: just after a sheet closed by itself they are not. A look at the customers and
// back changes nothing, however often it is asked for.
func (s *screen) listens() {
	s.t.Helper()
	pressed := time.Time{}
	s.until("a key that is taken", func(shown string) bool {
		if strings.Contains(shown, "CUSTOMER ") && strings.Contains(shown, "HELD") {
			return true
		}
		if time.Since(pressed) > time.Second {
			pressed = time.Now()
			s.press("2")
		}
		return false
	})
	s.press("1")
	s.shows("STATE ", "NUMBER ")
}

// quit leaves the console once it takes keys.
func (s *screen) quit() int {
	s.t.Helper()
	s.listens()
	s.press("q")
	return s.ends()
}

// offered says whether the cursor of a picker stands on what was said.
func offered(shown, said string) bool {
	for line := range strings.SplitSeq(shown, "\n") {
		if i := strings.Index(strings.ToLower(line), "▌ "+said); i > 0 && strings.Contains(line[:i], "│") {
			return true
		}
	}
	return false
}

// codes are the codes on the screen, by their numbers in digits.
func codes(shown string) map[string]string {
	all := map[string]string{}
	for _, m := range codeRow.FindAllStringSubmatch(shown, -1) {
		all["+"+strings.Map(digit, m[1])] = m[2]
	}
	return all
}

func digit(r rune) rune {
	if r < '0' || r > '9' {
		return -1
	}
	return r
}

// A person orders, sees the code come, copies it with one key, and leaves a
// terminal that is as it was.
func TestOrderCodeCopyQuit(t *testing.T) {
	t.Parallel()
	h := newHome(t)
	clip := filepath.Join(h.dir, "clip")
	h.helper("wl-copy", clip)
	h.env = append(h.env, "WAYLAND_DISPLAY=wayland-0", "SWITCHBOARD_CLIPBOARD=native")
	s := h.open(120, 40, "--sms-after", "1s")
	s.order()
	s.shows("(telegram, acme) for $", "Number copied.")
	number := read(t, clip)
	if !strings.HasPrefix(number, "+44") {
		t.Fatalf("after the order %q is on the clipboard, not the number", number)
	}
	code := ""
	s.until("the code of "+number, func(shown string) bool {
		code = codes(shown)[number]
		return code != ""
	})
	s.press("C")
	s.shows("Copied " + code + ": telegram, acme, +44 … " + number[len(number)-3:] + " (wl-copy)")
	if got := read(t, clip); got != code {
		t.Errorf("on the clipboard is %q, on the screen %q", got, code)
	}
	s.press("q")
	if exit := s.ends(); exit != 0 {
		t.Errorf("the program ended with %d", exit)
	}
	s.restored()
}

// Where there is no program for the clipboard, the terminal is asked.
func TestCopyWithoutHelper(t *testing.T) {
	s := newHome(t).open(120, 40)
	shown := s.until("codes", func(shown string) bool { return len(codes(shown)) > 1 })
	var known []string
	for _, code := range codes(shown) {
		known = append(known, code)
	}
	s.press("c")
	s.shows("to your terminal's clipboard")
	found := copied.FindStringSubmatch(s.written())
	if found == nil {
		t.Fatalf("no OSC 52 was written; the screen shows:\n%s", s.text())
	}
	got, err := base64.StdEncoding.DecodeString(found[1])
	if err != nil || !slices.Contains(known, string(got)) {
		t.Errorf("copied was %q (%v), known are %q", got, err, known)
	}
	s.press("q")
	if exit := s.ends(); exit != 0 {
		t.Errorf("the program ended with %d", exit)
	}
	s.restored()
}

// helper puts a program on the path that keeps what it is given in a file.
func (h *home) helper(name, file string) {
	h.t.Helper()
	bin := filepath.Join(h.dir, "bin")
	if err := os.MkdirAll(bin, 0o700); err != nil {
		h.t.Fatal(err)
	}
	script := "#!/bin/sh\n/bin/cat > '" + file + "'\n"
	if err := os.WriteFile(filepath.Join(bin, name), []byte(script), 0o700); err != nil {
		h.t.Fatal(err)
	}
	h.env = append(h.env, "PATH="+bin)
}

func read(t *testing.T, file string) string {
	t.Helper()
	b, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}
