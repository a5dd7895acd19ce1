package e2e

import (
	"bytes"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const (
	up, down, tabKey, escape, enter, clearLine = "\x1b[A", "\x1b[B", "\t", "\x1b", "\r", "\x15"
	wrongKey                                   = "canary-wrong-key-0123456789abcdef"
)

// file is one of the person's own.
func (h *home) file(parts ...string) string {
	return filepath.Join(append([]string{h.dir}, parts...)...)
}

func (h *home) config() string   { return h.file("config", "switchboard", "config.toml") }
func (h *home) keysFile() string { return h.file("config", "switchboard", "keys.toml") }

// paste is a text put into the window at once.
func (s *screen) paste(text string) {
	s.t.Helper()
	s.press("\x1b[200~" + text + "\x1b[201~")
}

// run runs a line of the palette.
func (s *screen) palette(words, line string) {
	s.t.Helper()
	s.press(":")
	s.shows("Commands")
	s.press(words)
	s.shows("▌ " + line)
	s.press(enter)
}

// leave closes the sheet with that title. What comes right after an Esc would
// be read with it as one key.
func (s *screen) leave(title string) {
	s.t.Helper()
	s.shows(title)
	s.press(escape)
	s.gone(title)
}

// gone waits until a text is not on the screen any more.
func (s *screen) gone(text string) {
	s.t.Helper()
	s.until("the end of "+text, func(shown string) bool { return !strings.Contains(shown, text) })
}

// connect fills in the sheet that is open: the key, and the address of the sandbox.
func (s *screen) connect(title, key, base string, fields int) {
	s.t.Helper()
	s.shows("Connect: "+title, "Enter try it")
	s.paste(key)
	s.shows("characters, ends " + key[len(key)-4:])
	for range fields {
		s.press(tabKey)
	}
	s.press(clearLine)
	s.paste(base)
	s.shows(base + "_")
	s.press(enter)
}

// From an empty folder to a connected account, a wrong key first.
func TestFirstHour(t *testing.T) {
	t.Parallel()
	p := serve(t)
	h := newHome(t)
	s := h.start(100, 30)
	s.shows("Try it now", "Connect accounts", "~/data/switchboard", "~/config/switchboard/config.toml")
	s.press(down)
	s.shows("» Connect accounts")
	s.press(enter)
	s.shows("Accounts of default", "no key", "OFFLINE +1 default")
	s.press("s")

	s.connect("SMS codes", wrongKey, p.SMS.BaseURL, 1)
	s.shows("! SMS refused the key")
	if _, err := os.Lstat(h.keysFile()); err == nil {
		t.Error("a key that was refused is stored")
	}
	if _, err := os.Lstat(h.config()); err == nil {
		t.Error("a connection that was refused is set")
	}
	s.press(tabKey + tabKey + tabKey + clearLine)
	s.paste(p.SMS.Key)
	s.shows("characters, ends " + p.SMS.Key[len(p.SMS.Key)-4:])
	s.press(enter)
	s.shows("Works. 40 customers.", "save and continue")
	if _, err := os.Lstat(h.keysFile()); err == nil {
		t.Error("the key is stored before the person says so")
	}
	s.press(enter)
	s.shows("Accounts of default", "ends "+p.SMS.Key[len(p.SMS.Key)-4:], "The key of SMS is kept in ~/config/switchboard/keys.toml.")
	for _, file := range []string{h.keysFile(), h.config()} {
		if info, err := os.Stat(file); err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("%s: %v, %v", file, info, err)
		}
	}
	s.leave("Accounts of default")
	s.press("2")
	s.shows("READ ONLY default", "SMS live", "northwind", "bluekite")

	s.refusedAndAllowed()
	s.others(p)
	s.press("q")
	if exit := s.ends(); exit != 0 {
		t.Errorf("the program ended with %d", exit)
	}
	s.restored()
	secret(t, h, s, p)
}

// refusedAndAllowed meets the guard of a new account, and lifts it.
func (s *screen) refusedAndAllowed() {
	s.t.Helper()
	s.press("1")
	s.shows("SMS live", "READ ONLY default")
	s.press("n")
	s.shows("Allow changes", "The profile default is read-only", "stay read-only")
	s.gone("changes are off") // by then the sheet takes keys
	s.leave("─ Allow changes")
	s.shows("It stays read-only.")
	s.press("n")
	s.shows("This profile is read-only: changes are off.")
	if strings.Contains(s.text(), "stay read-only") {
		s.t.Error("it is offered at every refusal")
	}
	s.palette("allow ch", "allow changes")
	s.shows("stay read-only")
	s.insist("A", "─ Allow changes")
	s.shows("Changes are allowed in the profile default.")
	s.press("n")
	s.shows("Order a number", "acme")
	s.leave("Order a number")
}

// others connects TRUST and LINES, from the palette and from the settings.
func (s *screen) others(p *served) {
	s.t.Helper()
	s.palette("connect number", "connect number trust")
	s.connect("number trust", p.Trust.Key, p.Trust.BaseURL, 1)
	s.shows("Works. The account is")
	s.press(enter)
	s.shows("The key of TRUST is kept", "TRUST live")
	s.press(",")
	s.shows("Settings", "a accounts")
	s.press("a")
	s.shows("Accounts of default")
	s.press("l")
	s.connect("phone lines", p.Lines.APIKey, p.Lines.BaseURL, 2)
	s.shows("Works. The account has numbers.")
	s.press(enter)
	s.shows("The key of LINES is kept", "SMS live", "TRUST live", "LINES live")
}

// secret looks for keys wherever they are not to be.
func secret(t *testing.T, h *home, s *screen, p *served) {
	t.Helper()
	keys := append(p.keys(), wrongKey)
	clean(t, "what was written to the terminal", []byte(s.written()), keys)
	kept := 0
	err := filepath.WalkDir(h.dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || !d.Type().IsRegular() {
			return err
		}
		b, err := os.ReadFile(path)
		if path == h.keysFile() {
			for _, k := range []string{p.SMS.Key, p.Trust.Key, p.Lines.APIKey} {
				if bytes.Contains(b, []byte(k)) {
					kept++
				}
			}
			return err
		}
		clean(t, path, b, keys)
		if info, _ := d.Info(); info != nil && info.Mode().Perm()&0o077 != 0 {
			t.Errorf("%s can be read by others: %v", path, info.Mode())
		}
		return err
	})
	if err != nil || kept != 3 {
		t.Errorf("%d keys are kept, %v", kept, err)
	}
	for _, args := range [][]string{{"doctor"}, {"doctor", "--json"}, {"config", "show"}, {"config", "check"}, {"activations", "list", "--json", "--debug"}} {
		got := h.bare(args...)
		clean(t, strings.Join(args, " "), []byte(got.out+got.err), keys)
	}
}

// connected is a home with the three accounts of a sandbox that is served.
func connected(t *testing.T, p *served, env ...string) *home {
	t.Helper()
	h := newHome(t, env...)
	write(t, h.config(), "[profiles.default]\nread_only = false\n[profiles.default.sms]\nbase_url = \""+p.SMS.BaseURL+
		"\"\n[profiles.default.trust]\nbase_url = \""+p.Trust.BaseURL+"\"\n[profiles.default.lines]\nbase_url = \""+p.Lines.BaseURL+"\"\n")
	write(t, h.keysFile(), "[default]\nsms = \""+p.SMS.Key+"\"\ntrust = \""+p.Trust.Key+"\"\nlines = \""+p.Lines.APIKey+"\"\n")
	return h
}

// atOnce is how many requests may be under way when one of them is refused: six calls, of which each may try a second route.
const atOnce = 12

// A key that is refused is used no second time; the other providers go on.
func TestRefusedKeyStopsItsProvider(t *testing.T) {
	t.Parallel()
	p := serve(t)
	h := connected(t, p)
	s := h.start(120, 40)
	s.shows("SMS live", "TRUST live", "LINES live", "WAITING", " free")
	clean(t, "the command line", arguments(t, s.cmd), p.keys())
	p.tell("key", `{"provider":"sms","refuse":true}`)
	s.shows("SMS key refused", "TRUST live", "LINES live")
	s.press("!")
	s.shows("SMS does not accept its key", "enter a new key")
	s.press(enter)
	s.shows("Connect: SMS codes")
	s.leave("─ Connect")
	asked := len(p.requests("sms")) // with those that were under way when the first was refused
	s.press("n")
	s.shows("key")
	if now := len(p.requests("sms")); now != asked {
		t.Errorf("%d requests more were made with a refused key", now-asked)
	}
	var refused []request
	for _, q := range p.requests("sms") {
		if q.Status == http.StatusUnauthorized {
			refused = append(refused, q)
		}
	}
	if n := len(refused); n == 0 || n > atOnce {
		t.Errorf("a refused key was used for %v", refused)
	}
	s.press("\x03")
	s.ends()
	s.restored()
}

// A profile is chosen by name; what is of one is not in the other.
func TestProfilesAreSwitched(t *testing.T) {
	p := serve(t)
	h := connected(t, p)
	write(t, h.config(), "[profiles.work]\nread_only = true\n"+read(t, h.config()))
	s := h.start(100, 30)
	s.shows("SMS live", "acme", "default")
	s.palette("profile work", "profile: work")
	s.shows("OFFLINE +1 work", "SMS no key")
	if shown := s.text(); strings.Contains(shown, "acme") {
		t.Errorf("the account of another profile is shown:\n%s", shown)
	}
	s.press("n")
	s.shows("changes are off")
	s.palette("allow ch", "allow changes")
	s.shows("no account is connected")
	s.leave("─ Commands")
	s.palette("profile sandbox", "profile: sandbox")
	s.shows("SANDBOX", "SMS live")
	s.palette("connect acc", "connect accounts")
	s.shows("Accounts of default", "from the file")
	s.leave("Accounts of default")
	s.press("q")
	if exit := s.ends(); exit != 0 {
		t.Errorf("the program ended with %d", exit)
	}
	s.restored()
}

// Settings are changed and refused where they are shown, and themes tried on.
func TestSettingsAndThemes(t *testing.T) {
	h := newHome(t, "COLORTERM=truecolor")
	s := h.open(100, 30)
	s.shows("SMS live")
	s.press(",")
	s.shows("Settings", "reload")
	s.press("/")
	s.press("undo_sec")
	s.shows("find undo_sec_")
	s.press(enter + "e")
	s.shows("Now 4 seconds, from default")
	s.press(clearLine + "99" + enter)
	s.shows("! undo_seconds: write a whole number from 3 to 20")
	s.press(clearLine + "9" + enter)
	s.shows("config.toml:1", "Saved: ")
	s.leave("─ Settings")
	s.palette("theme", "theme")
	s.shows("▌ terminal", "Esc as it was")
	before := len(s.written())
	s.press(up + up)
	s.shows("▌ light")
	// A frame comes in pieces: the name may be here before the colours are.
	s.until("a theme of 24 bits that is tried on", func(string) bool { return strings.Contains(s.written()[before:], "38;2;") })
	s.press(enter)
	s.shows("The theme light is saved and in use.")
	s.press("q")
	s.ends()
	if got := read(t, h.config()); !strings.Contains(got, "undo_seconds = 9") || !strings.Contains(got, `theme = "light"`) {
		t.Errorf("written is %q", got)
	}
}
