package e2e

import (
	"bytes"
	"errors"
	"image"
	"image/color"
	"image/png"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"
)

const (
	ourNumber = "+16285550164"
	ourShown  = "+1 628 555 0164"
	taxID     = "98-7612345"
)

var (
	newAccountKey = regexp.MustCompile(`nol_[0-9a-f]{40}`)
	toldCode      = regexp.MustCompile(`tells the code: ([0-9]{6})`)
)

// onboarding is a person who puts a number online, in as many consoles as it takes.
type onboarding struct {
	t    *testing.T
	p    *served
	h    *home
	s    *screen
	said string // everything the consoles before this one wrote
	code string
	used int // how much of that was written when the code had been used
}

// newcomer is somebody whose profile knows where TRUST is and has no key.
func newcomer(t *testing.T) *onboarding {
	t.Helper()
	p := serve(t, "--no-limits")
	h := newHome(t)
	write(t, h.config(), "profile = \"desk\"\n[profiles.desk]\nread_only = false\n[profiles.desk.trust]\nbase_url = \""+p.Trust.BaseURL+"\"\n")
	o := &onboarding{t: t, p: p, h: h}
	o.browser()
	o.open()
	return o
}

// open starts the console and goes to the listings.
func (o *onboarding) open() {
	o.t.Helper()
	o.s = o.h.start(100, 32)
	o.s.shows("Listings", "? help")
	o.s.press("4")
}

// interrupted kills the console as it stands, starts it again, and goes on.
func (o *onboarding) interrupted() {
	o.t.Helper()
	if err := o.s.cmd.Process.Kill(); err != nil {
		o.t.Fatal(err)
	}
	if exit := o.s.ends(); exit != -1 {
		o.t.Errorf("the console ended with %d before it was killed", exit)
	}
	o.said += o.s.written()
	o.kept("")
	o.open()
	o.s.shows("▌  " + ourShown)
	o.s.press("n")
	o.s.shows("Put a number online")
}

// signUp makes the account: its key lies in a private file when it is shown.
func (o *onboarding) signUp() {
	o.t.Helper()
	s := o.s
	s.shows("TRUST has no account yet.")
	s.press("n")
	s.shows("» Account", "Enter make the account")
	s.press("Northwind desk" + tabKey + "ops@northwind.example")
	s.shows("ops@northwind.example_")
	s.insist(enter, "Enter make the account") // what is typed ahead of the form makes no account
	key := newAccountKey.FindString(s.read("This is the account's key.", "I saved it"))
	if key == "" {
		o.t.Fatalf("no key is shown:\n%s", s.text())
	}
	info, err := os.Stat(o.h.keysFile())
	if err != nil || info.Mode().Perm() != 0o600 {
		o.t.Fatalf("the file of keys: %v, %v", info, err)
	}
	if kept := read(o.t, o.h.keysFile()); !strings.Contains(kept, key) {
		o.t.Error("the key is shown and not stored")
	}
	s.press("s")
	if shown := s.shows("» Number", key[:12], "Code by"); strings.Contains(shown, key) {
		o.t.Error("the key is still shown after it was saved")
	}
}

// prove proves the number with a code that begins with a zero.
func (o *onboarding) prove() {
	o.t.Helper()
	s := o.s
	s.paste(ourNumber)
	s.shows(ourNumber+"_", "Enter send the code")
	s.press(enter)
	o.code = toldCode.FindStringSubmatch(s.until("a code", toldCode.MatchString))[1]
	if o.code[0] != '0' { // the sandbox gives every other one a zero
		first := o.code
		s.read("Enter prove it")
		s.press("\x1b[A\x1b[A")
		s.shows("Enter send the code")
		s.press(enter)
		s.until("another code", func(shown string) bool {
			found := toldCode.FindStringSubmatch(shown)
			if found == nil || found[1] == first {
				return false
			}
			o.code = found[1]
			return true
		})
	}
	if o.code[0] != '0' {
		o.t.Fatalf("no code begins with a zero: %s", o.code)
	}
	s.read("Enter prove it")
	s.paste(o.code)
	s.shows(o.code + "_")
	s.press(enter)
	if shown := s.read("✓ Number   "+ourShown+" proved", "» Profile"); strings.Contains(shown, o.code) {
		o.t.Error("the code is still shown after it was used")
	}
	o.used = len(s.written())
}

// profile stages a business with its tax id, which is never drawn.
func (o *onboarding) profile() {
	o.t.Helper()
	s := o.s
	s.shows("Kind", "Name in public", "Tax id (private)")
	s.press(tabKey)
	for _, field := range []string{"Northwind", "Northwind LLC", taxID, "Oregon", "2019-04-01", "Freight"} {
		s.paste(field)
		s.press(tabKey)
	}
	s.shows("Northwind LLC", strings.Repeat("•", len(taxID)), "Freight")
	s.watch(patience, "the draft", func(string) bool { return o.kept("Freight") })
	s.press(enter)
	s.read("✓ Profile  Northwind, business", "» Logo")
}

// logo looks at a picture and uploads it.
func (o *onboarding) logo() {
	o.t.Helper()
	s, file := o.s, o.h.file("logo.png")
	write(o.t, file, picture(o.t))
	s.shows("Enter no logo")
	s.paste(file)
	s.shows("logo.png_", "Enter preview it")
	s.press(enter)
	s.read("KB. Enter uploads it.", "▄")
	s.press(enter)
	s.read("✓ Logo     uploaded", "» Pay      $29 a year on Stripe", "Enter prepare the payment")
}

// picture is a logo: a light disc on a dark ground.
func picture(t *testing.T) string {
	t.Helper()
	img := image.NewGray(image.Rect(0, 0, 64, 64))
	for y := range 64 {
		for x := range 64 {
			if dx, dy := x-32, y-32; dx*dx+dy*dy < 28*28 {
				img.SetGray(x, y, color.Gray{Y: 0xff})
			}
		}
	}
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// prepare has the payment prepared.
func (o *onboarding) prepare() {
	o.t.Helper()
	o.s.press(enter)
	o.s.shows("Prepare the payment?", "$29 a year")
	o.s.insist("P", "Prepare the payment?")
	o.s.shows("Open on this computer", "waits for the payment")
}

// watch looks at the screen again and again, for things that take their time.
func (s *screen) watch(limit time.Duration, what string, ok func(shown string) bool) {
	s.t.Helper()
	const gap = 100 * time.Millisecond
	again := time.NewTicker(gap)
	defer again.Stop()
	for range limit / gap {
		if ok(s.text()) {
			return
		}
		<-again.C
	}
	s.t.Fatalf("%s did not come; the screen shows:\n%s", what, s.text())
}

// link opens the payment in the browser, and is what the browser was given.
func (o *onboarding) link() string {
	o.t.Helper()
	pressed := time.Time{} // what is typed just after a sheet closed by itself is dropped, and told
	o.s.watch(patience, "the page in the browser", func(shown string) bool {
		if strings.Contains(shown, "in the browser.") {
			return true
		}
		if time.Since(pressed) > time.Second {
			pressed = time.Now()
			o.s.press("o")
		}
		return false
	})
	given := strings.TrimSpace(read(o.t, o.h.file("opened")))
	if !strings.HasPrefix(given, o.p.Trust.BaseURL+"/_sandbox/pay/") || strings.ContainsAny(given, " \n") {
		o.t.Fatalf("the browser was given %q", given)
	}
	return given
}

// browser puts a program in the browser's place that keeps what it is given.
func (o *onboarding) browser() {
	o.t.Helper()
	script := "#!/bin/sh\necho \"$@\" > '" + o.h.file("opened") + "'\n"
	write(o.t, o.h.file("bin", "xdg-open"), script)
	if err := os.Chmod(o.h.file("bin", "xdg-open"), 0o700); err != nil {
		o.t.Fatal(err)
	}
	o.h.env = append(o.h.env, "PATH="+o.h.file("bin"))
}

// online waits on another pane for the news that the number is online, and
// leaves. On a slow machine the next look at the payment is a minute away.
func (o *onboarding) online() {
	o.t.Helper()
	s := o.s
	s.watch(3*patience, "the news", func(shown string) bool { return strings.Contains(shown, ourShown+" is online: verified, badge A.") })
	s.press("4")
	s.shows("▌  "+ourShown, "Northwind", "verified")
	s.press("q")
	if exit := s.ends(); exit != 0 {
		o.t.Errorf("the program ended with %d", exit)
	}
	s.restored()
	o.said += s.written()
}

// secrets are the tax id as it was typed and as digits, and the code.
func (o *onboarding) secrets() []string {
	return []string{taxID, strings.ReplaceAll(taxID, "-", ""), o.code}
}

// written looks for them in the terminal. The code is there until it was used,
// for it was told and typed there; the tax id never is.
func (o *onboarding) written() {
	o.t.Helper()
	clean(o.t, "what was written to the terminal", []byte(o.said), o.secrets()[:2])
	clean(o.t, "what was written to the terminal after the proof", []byte(o.said[o.used:]), o.secrets())
}

// kept looks for them in every file, and says whether word is in one.
func (o *onboarding) kept(word string) (found bool) {
	o.t.Helper()
	files := 0
	err := filepath.WalkDir(o.h.dir, func(path string, d fs.DirEntry, err error) error {
		if errors.Is(err, fs.ErrNotExist) {
			return nil // the console removes files as it works
		}
		if err != nil || !d.Type().IsRegular() {
			return err
		}
		body, err := os.ReadFile(path)
		if errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		files++
		found = found || bytes.Contains(body, []byte(word))
		clean(o.t, path, body, o.secrets())
		return err
	})
	if err != nil || files < 5 {
		o.t.Errorf("%d files were looked at, %v", files, err)
	}
	return found
}

// A person puts a number online, and the console is killed twice on the way.
func TestOnboardInterrupted(t *testing.T) {
	o := newcomer(t)
	o.signUp()
	o.prove()
	o.profile()
	o.interrupted()
	o.s.shows("✓ Number   "+ourShown+" proved", "✓ Profile  Northwind, business", "» Logo")
	o.logo()
	o.prepare()
	first := o.link()
	o.interrupted()
	o.s.shows("✓ Logo     uploaded", "» Pay      $29 a year on Stripe", "waits for the payment")
	if again := o.link(); again != first {
		t.Errorf("after the restart another payment is offered: %s, not %s", again, first)
	}
	o.s.press(escape)
	o.s.shows("paying", "n put a number online")
	o.s.press("7")
	o.s.shows("WHEN")
	answer, err := (&http.Client{Timeout: 30 * time.Second}).Post(first, "application/x-www-form-urlencoded", nil)
	if err != nil {
		t.Fatal(err)
	}
	answer.Body.Close()
	if answer.StatusCode != http.StatusOK {
		t.Fatalf("paying: %s", answer.Status)
	}
	o.online()
	o.written()
	o.kept("")
}
