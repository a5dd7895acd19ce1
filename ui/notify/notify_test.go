package notify

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"switchboard/ui/text"
)

var noon = time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)

func event(k Kind) Event {
	return Event{Kind: k, Masked: text.Clean("code from telegram"), Full: text.Clean("code 482913 from telegram")}
}

func TestDecide(t *testing.T) {
	away := Now{Time: noon}
	for _, c := range []struct {
		name          string
		kind          Kind
		settings      Settings
		now           Now
		bell, desktop bool
		command       bool
	}{
		{"code, away", Code, Settings{}, away, true, true, true},
		{"code, here", Code, Settings{}, Now{Time: noon, Focused: true}, true, false, true},
		{"ending, away", Ending, Settings{}, away, false, true, true},
		{"away summary", Away, Settings{}, away, false, false, true},
		{"hooks", Hooks, Settings{}, away, false, false, true},
		{"kind switched off", Code, Settings{Off: map[Kind]bool{Code: true}}, away, false, false, false},
		{"another kind switched off", Code, Settings{Off: map[Kind]bool{Low: true}}, away, true, true, true},
		{"no bell", Code, Settings{NoBell: true}, away, false, true, true},
		{"no desktop", Code, Settings{NoDesktop: true}, away, true, false, true},
		{"muted", Code, Settings{}, Now{Time: noon, Muted: noon.Add(time.Minute)}, false, false, false},
		{"mute is over", Code, Settings{}, Now{Time: noon, Muted: noon}, true, true, true},
		{"quiet", Code, Settings{Quiet: Hours{11 * time.Hour, 13 * time.Hour}}, away, false, false, false},
		{"kind of a later version", Kinds, Settings{}, away, false, false, false},
	} {
		if p := Decide(event(c.kind), c.settings, c.now); p.Bell != c.bell || p.Desktop != c.desktop || p.Command != c.command {
			t.Errorf("%s: %+v", c.name, p)
		}
	}
}

func TestCodesAreShownOnlyWhenAsked(t *testing.T) {
	if got := Decide(event(Code), Settings{}, Now{}).Body.String(); got != "code from telegram" {
		t.Errorf("without show_codes: %q", got)
	}
	if got := Decide(event(Code), Settings{ShowCodes: true}, Now{}).Body.String(); got != "code 482913 from telegram" {
		t.Errorf("with show_codes: %q", got)
	}
	for in, want := range map[string]string{
		"code 482913": "code •••", "+44 7975 777666 ends in 2:00": "••• ends in 2:00", "+1 (415) 555-0142": "•••", "G-482 913 x": "G-••• x", "$214.30 left": "$214.30 left", "3 codes": "3 codes",
	} {
		slip := Event{Kind: Code, Masked: text.Clean(in)}
		if got := Decide(slip, Settings{}, Now{}).Body.String(); got != want {
			t.Errorf("a slip, %q, is shown as %q, want %q", in, got, want)
		}
	}
}

func TestQuietHours(t *testing.T) {
	night := Hours{22 * time.Hour, 7 * time.Hour}
	for at, want := range map[string]bool{"21:59:59": false, "22:00:00": true, "03:00:00": true, "06:59:59": true, "07:00:00": false} {
		when, err := time.Parse(time.TimeOnly, at)
		if err != nil {
			t.Fatal(err)
		}
		if night.Holds(when) != want {
			t.Errorf("quiet at %s: %v", at, !want)
		}
	}
	if (Hours{}).Holds(time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)) {
		t.Error("no quiet hours are quiet at midnight")
	}
}

func TestNoticesKeepApartAndMerge(t *testing.T) {
	var c Center
	plan := Plan{Desktop: true, Body: text.Clean("first")}
	n, _, show := c.Add(event(Code), plan, noon)
	if !show || n.Body.String() != "first" {
		t.Fatalf("the first notice: %+v, %v", n, show)
	}
	for i, k := range []Kind{Report, Code, Code} {
		at := noon.Add(time.Duration(i+1) * time.Second)
		if _, wait, show := c.Add(event(k), plan, at); show || wait != noon.Add(gap).Sub(at) {
			t.Errorf("notice %d: shown %v, wait %s", i, show, wait)
		}
	}
	n, _, show = c.Flush(noon.Add(gap))
	if !show || n.Body.String() != "2 codes arrived, 1 report was decided" {
		t.Errorf("merged: %q, %v", n.Body, show)
	}
	if _, wait, show := c.Flush(noon.Add(2 * gap)); show || wait != 0 {
		t.Error("a notice was shown twice")
	}
	if _, _, show := c.Add(event(Code), Plan{}, noon.Add(3*gap)); show {
		t.Error("a notice was shown that Decide did not want")
	}
}

func TestClockSetBackSilencesNobody(t *testing.T) {
	var c Center
	plan := Plan{Desktop: true, Body: text.Clean("x")}
	c.Add(event(Code), plan, noon)
	if _, _, show := c.Add(event(Code), plan, noon.Add(-time.Hour)); !show {
		t.Error("after the clock was set back an hour, notices wait for it")
	}
}

func TestTerminalsGetTheNoticeTheyKnow(t *testing.T) {
	note := Note{text.Own("Switchboard"), text.Own("code arrived")}
	for _, c := range []struct {
		env  string
		want string
	}{
		{"TERM=xterm-256color", "\a"},
		{"TERM=xterm-kitty", "\x1b]99;i=switchboard:d=0:p=title;Switchboard\x1b\\\x1b]99;i=switchboard:d=1:p=body;code arrived\x1b\\"},
		{"TERM=foot", "\x1b]777;notify;Switchboard;code arrived\x1b\\"},
		{"VTE_VERSION=7200", "\x1b]777;notify;Switchboard;code arrived\x1b\\"},
		{"TERM_PROGRAM=iTerm.app", "\x1b]9;code arrived\x1b\\"},
		{"TERM_PROGRAM=WezTerm TMUX=x", "\x1bPtmux;\x1b\x1b]9;code arrived\x1b\x1b\\\x1b\\\a"},
		{"TERM_PROGRAM=WezTerm STY=x", "\a"},
		{"TMUX=x TERM=tmux-256color", "\a"},
	} {
		var sent string
		e := Emitter{Environ: strings.Fields(c.env), Send: func(s text.Signal) error { sent += s.String(); return nil }}
		if err := e.Show(note); err != nil || sent != c.want {
			t.Errorf("%s: %q, %v", c.env, sent, err)
		}
	}
}

func TestCommand(t *testing.T) {
	dir := t.TempDir()
	script := filepath.Join(dir, "pager")
	if err := os.WriteFile(script, []byte("#!/bin/sh\n/bin/cat > \"$OUT\"\n"), 0o700); err != nil {
		t.Fatal(err)
	}
	out := filepath.Join(dir, "out")
	e := Emitter{Environ: []string{"OUT=" + out}, Command: []string{script}}
	if err := e.Run(t.Context(), Code, text.Clean("code \u202Efrom \"telegram\""), noon); err != nil {
		t.Fatal(err)
	}
	got, err := os.ReadFile(out)
	if want := `{"kind":"code","text":"code ` + "\uFFFD" + `from \"telegram\"","time":"2026-11-22T12:00:00Z"}` + "\n"; err != nil || string(got) != want {
		t.Errorf("the program read %q, %v", got, err)
	}
	e.Command = []string{filepath.Join(dir, "gone")}
	if err := e.Run(t.Context(), Code, text.Safe{}, noon); err == nil || !strings.Contains(err.Error(), "notify.command") {
		t.Errorf("a missing program: %v", err)
	}
	if err := (Emitter{}).Run(t.Context(), Code, text.Safe{}, noon); err != nil {
		t.Errorf("no program: %v", err)
	}
}

func TestHungCommandIsEnded(t *testing.T) {
	e := Emitter{Command: []string{"/bin/sleep", "60"}, Limit: 20 * time.Millisecond}
	if err := e.Run(t.Context(), Code, text.Safe{}, noon); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("a hung program: %v", err)
	}
}
