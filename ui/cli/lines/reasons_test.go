package lines_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"switchboard/client/oneuc"
	"switchboard/client/phone"
	"switchboard/store/act"
	"switchboard/themes"
	"switchboard/ui/cli"
	"switchboard/ui/cli/lines"
	"switchboard/ui/keybook"
	"switchboard/ui/pane"
	"switchboard/ui/style"
)

// acts are all that can be done to numbers, with the command that does it.
func acts() map[string]struct {
	act  act.Act
	args []string
} {
	n := phone.E164(with)
	name := "Acme Plumb"
	to := oneuc.E911{CallerName: "Michel Mabel", StreetAddress: "1 Market St", Locality: "San Francisco", Region: "CA", PostalCode: "94105"}
	return map[string]struct {
		act  act.Act
		args []string
	}{
		"release": {act.Release{Number: n}, []string{"numbers", "release", with}},
		"set":     {act.Set{Number: n, Properties: oneuc.Properties{CarrierName: &name}}, []string{"numbers", "set", with, "--carrier", name}},
		"address": {act.SetAddress{Number: n, Address: to}, []string{"e911", "set", with, "--caller", to.CallerName, "--street", to.StreetAddress,
			"--city", to.Locality, "--state", to.Region, "--zip", to.PostalCode}},
		"clear": {act.ClearAddress{Number: n}, []string{"e911", "clear", with}},
	}
}

// byEngine is why the engine does not do an act for somebody who agrees to nothing.
func byEngine(ctx context.Context, s *cli.Session, a act.Act) act.Code {
	_, err := s.Judge.Do(ctx, a, act.None())
	var no *act.Refusal
	if errors.As(err, &no) {
		return no.Why
	}
	return ""
}

// bySheet is why a sheet does not do it, in the words it shows.
func bySheet(ctx context.Context, s *cli.Session, a act.Act) string {
	theme, _ := themes.Set{}.Load(themes.Mono)
	w := pane.NewWeighed(&pane.Kit{Ctx: ctx, Styles: style.New(theme, true), Keys: keybook.New(nil), Now: time.Now}, s.Judge)
	w.Update(w.Weigh(a)())
	w.Shown()
	time.Sleep(time.Second)
	if why := w.Why(); why != "" {
		return why
	}
	v, _ := w.Verdict()
	if v.Consent.Sureness() == act.ByTyping {
		w.Confirm(func(act.Outcome, error) tea.Msg { return nil }) // nothing was typed
		if w.Sent().IsZero() {
			return string(act.NotTyped)
		}
	}
	return ""
}

// byCommand is the reason that a script is given.
func (p *linesProgram) byCommand(t *testing.T, args ...string) (act.Code, int) {
	t.Helper()
	var out, errs bytes.Buffer
	code := cli.Run(t.Context(), p, append(args, "--json"), &out, &errs, lines.Commands)
	var got struct {
		Error struct {
			Reason act.Code `json:"reason"`
		} `json:"error"`
		Reason act.Code `json:"reason"`
	}
	_ = json.Unmarshal(out.Bytes(), &got)
	if got.Reason == "" {
		got.Reason = got.Error.Reason
	}
	if got.Reason == "" && code != cli.OK {
		t.Logf("%v: %s %s", args, out.String(), errs.String())
	}
	return got.Reason, code
}

// One judgement for sheet, command and engine: the same reason three times.
func TestEveryFaceGivesTheSameReason(t *testing.T) {
	for why, c := range map[act.Code]struct {
		flags cli.Flags
		args  []string
		of    []string
	}{
		act.ReadOnly: {cli.Flags{ReadOnly: true}, []string{"--read-only", "--yes"}, []string{"release", "set", "address", "clear"}},
		act.NotTyped: {cli.Flags{}, []string{"--yes"}, []string{"release", "address", "clear"}},
	} {
		t.Run(string(why), func(t *testing.T) {
			withLines(t, func(t *testing.T, p *linesProgram) {
				p.json(t, cli.OK, "numbers", "show", with)
				for _, name := range c.of {
					a := acts()[name]
					err := p.Session(t.Context(), c.flags, func(ctx context.Context, s *cli.Session) error {
						if err := s.SMS.Ready(ctx); err != nil {
							return err
						}
						if got := byEngine(ctx, s, a.act); got != why {
							t.Errorf("%s by the engine: %q, want %q", name, got, why)
						}
						want := string(why)
						if why != act.NotTyped {
							want = why.Of().Say
						}
						if got := bySheet(ctx, s, a.act); got != want {
							t.Errorf("%s by the sheet: %q, want %q", name, got, want)
						}
						return nil
					})
					if err != nil {
						t.Fatal(err)
					}
					if got, exit := p.byCommand(t, append(a.args, c.args...)...); got != why || exit != why.Exit() {
						t.Errorf("%s by the command: %q with %d, want %q with %d", name, got, exit, why, why.Exit())
					}
				}
				if n := p.sent("POST") + p.sent("DELETE") + p.sent("PUT"); n != 0 {
					t.Errorf("%d requests that change something were sent", n)
				}
			})
		})
	}
}

// A dry run tells what would be done and sends nothing, whatever was agreed to.
func TestDryRunSendsNothing(t *testing.T) {
	withLines(t, func(t *testing.T, p *linesProgram) {
		for name, a := range acts() {
			got := p.json(t, cli.OK, append(a.args, "--dry-run", "--confirm", "8397")...)
			if at(t, got, "act") != a.act.Op() || at(t, got, "allowed") != true {
				t.Errorf("%s: %v", name, got)
			}
		}
		if n := p.sent("POST") + p.sent("DELETE") + p.sent("PUT"); n != 0 {
			t.Errorf("%d requests that change something were sent", n)
		}
	})
}
