package notify

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"switchboard/testdata/proof"
	"switchboard/ui/text"
)

// Hostile text in a notice, as every terminal takes it and as the person's own program does: it ends
// no sequence before its end and begins none.
func TestHostileTextLeavesAsText(t *testing.T) {
	list := proof.Mixtures(t, 500)
	for _, env := range []string{"TERM=xterm-kitty", "TERM=foot", "TERM_PROGRAM=iTerm.app", "TERM=foot TMUX=x"} {
		sent := ""
		e := Emitter{Environ: strings.Fields(env), Send: func(s text.Signal) error { sent = s.String(); return nil }}
		frame := func(s string) int { return strings.Count(s, "\x1b") }
		if err := e.Show(Note{Title: text.Own("Switchboard"), Body: text.Own("plain")}); err != nil {
			t.Fatal(err)
		}
		plain, bells := frame(sent), strings.Count(sent, "\a")
		for _, s := range list {
			if err := e.Show(Note{Title: text.Own("Switchboard"), Body: Decide(Event{Kind: Code, Full: text.Clean(s)}, Settings{ShowCodes: true}, Now{}).Body}); err != nil {
				t.Fatal(err)
			}
			inner := strings.NewReplacer("\x1b", "", "\a", "").Replace(sent)
			if frame(sent) != plain || strings.Count(sent, "\a") != bells || proof.Acts(inner) >= 0 {
				t.Fatalf("%s: %q is shown by %q", env, s, sent)
			}
		}
	}
	ownProgram(t, strings.Join(list[:400], ""))
	proof.Figure(t, "hostile notices", 4*len(list)+1)
}

// ownProgram tells a person's program of a hostile text.
func ownProgram(t *testing.T, s string) {
	t.Helper()
	dir := t.TempDir()
	script, out := filepath.Join(dir, "pager"), filepath.Join(dir, "out")
	if err := os.WriteFile(script, []byte("#!/bin/sh\n/bin/cat > \"$OUT\"\n"), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := (Emitter{Environ: []string{"OUT=" + out}, Command: []string{script}}).Run(t.Context(), Code, text.Clean(s), time.Time{}); err != nil {
		t.Fatal(err)
	}
	got, err := os.ReadFile(out)
	if err != nil || !json.Valid(got) || strings.Count(string(got), "\n") != 1 || proof.Acts(string(got)) >= 0 {
		t.Errorf("the program read %q, %v", got, err)
	}
}
