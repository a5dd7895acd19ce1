package wiring

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"switchboard/store/config"
	"switchboard/ui/cli"
	"switchboard/ui/notify"
	"switchboard/ui/text"
)

// A program that is started for the person (the clipboard's, that of the
// notices, one that prints a key) is given none of the keys, of whichever
// profile, and neither is one that a library starts: they are not in the
// process any more. The program itself goes on finding them.
func TestNoProgramThatIsStartedHasAKey(t *testing.T) {
	dir := t.TempDir()
	seen := func(name string) string { return filepath.Join(dir, name) }
	writes := func(name string) string {
		return `["/bin/sh", "-c", "/usr/bin/env > ` + seen(name) + `; cat > /dev/null; echo nol_printed_key"]`
	}
	for name, value := range map[string]string{
		"XDG_CONFIG_HOME": dir, "XDG_DATA_HOME": dir, "XDG_STATE_HOME": dir, "HOME": dir,
		"SWITCHBOARD_SMS_KEY": "canary-sms-key", "SWITCHBOARD_TRUST_KEY": "nol_canary", "SWITCHBOARD_LINES_KEY": "canary-lines",
		"SWITCHBOARD_WEBHOOK_SECRET": "canary-secret", "OTHER_ACCOUNT": "canary-other",
	} {
		t.Setenv(name, value)
	}
	settings := "clipboard = \"command\"\nclipboard_command = " + writes("clipboard") + "\n[notify]\ncommand = " + writes("notice") +
		"\n[profiles.default.trust]\nkey_env = \"\"\nkey_cmd = " + writes("key") + "\n[profiles.other.sms]\nkey_env = \"OTHER_ACCOUNT\"\n"
	if err := os.MkdirAll(seen("switchboard"), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "switchboard", "config.toml"), []byte(settings), 0o600); err != nil {
		t.Fatal(err)
	}
	p := New()
	if _, err := p.Clip(t.Context(), "123456"); err != nil {
		t.Fatal(err)
	}
	s := &session{paths: p.paths, env: p.env, flags: cli.Flags{Profile: config.Default}}
	if err := s.choose(); err != nil {
		t.Fatal(err)
	}
	emitter := notify.Emitter{Environ: s.env.Environ(), Command: s.set.Notify.Command}
	if err := emitter.Run(context.Background(), notify.Code, text.Own("a code came"), time.Now()); err != nil {
		t.Fatal(err)
	}
	if found, err := s.chain.Find(t.Context(), s.profile, config.Trust); err != nil || found.Secret.Reveal() != "nol_printed_key" {
		t.Errorf("the program that prints a key: %v", err)
	}
	for _, name := range []string{"clipboard", "notice", "key"} {
		got, err := os.ReadFile(seen(name))
		if err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if strings.Contains(string(got), "canary") {
			t.Errorf("the program for the %s was given a key", name)
		}
	}
	if all := strings.Join(os.Environ(), "\n"); strings.Contains(all, "canary") {
		t.Error("a key stays in the process: what a library starts is given it")
	}
	if found, err := s.chain.Find(t.Context(), s.profile, config.SMS); err != nil || found.Secret.Reveal() != "canary-sms-key" {
		t.Errorf("the key itself is not found any more: %v", err)
	}
}
