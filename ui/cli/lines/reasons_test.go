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
	"switchboard/store"
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

// bySheet is why a sheet does not do it, by the sentence it says.
func bySheet(ctx context.Context, s *cli.Session, a act.Act) act.Code {
	theme, _ := themes.Set{}.Load(themes.Mono)
	w := pane.NewWeighed(&pane.Kit{Ctx: ctx, Styles: style.New(theme, true), Keys: keybook.New(nil), Now: time.Now}, s.Judge)
	w.Update(w.Weigh(a)())
	w.Shown()
	time.Sleep(time.Second)
	v, _ := w.Verdict()
	if why := w.Why(); why != "" {
		if v.Stands() || v.Refused[0].Say != why {
			return act.Code(why)
		}
		return v.Refused[0].Code
	}
	if v.Consent.Sureness() == act.ByTyping {
		w.Confirm(func(act.Outcome, error) tea.Msg { return nil }) // nothing was typed
		if w.Sent().IsZero() {
			return act.NotTyped
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

// leaveOpen leaves an attempt upon a number whose outcome nobody knows.
func (p *linesProgram) leaveOpen(t *testing.T, n string) {
	t.Helper()
	db, err := store.Open(t.Context(), p.dir)
	if err != nil {
		t.Fatal(err)
	}
	id, err := db.Begin(t.Context(), store.Intent{Op: "lines.release", NaturalKey: "lines/number/" + n, Subject: n, Body: json.RawMessage("{}")}, nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, err := range []error{db.MarkSent(t.Context(), id), db.Settle(t.Context(), id, store.StateUnknown, "", "no answer"), db.Close()} {
		if err != nil {
			t.Fatal(err)
		}
	}
}

// One judgement for sheet, command and engine: the same reason three times.
func TestEveryFaceGivesTheSameReason(t *testing.T) {
	every := []string{"release", "set", "address", "clear"}
	for why, c := range map[act.Code]struct {
		flags cli.Flags
		args  []string
		of    []string // the acts it can stand against
		make  func(t *testing.T, p *linesProgram)
	}{
		act.ReadOnly: {flags: cli.Flags{ReadOnly: true}, args: []string{"--read-only", "--yes"}, of: every},
		act.Offline:  {flags: cli.Flags{Offline: true}, args: []string{"--offline", "--yes"}, of: every},
		act.NotTyped: {args: []string{"--yes"}, of: []string{"release", "address", "clear"}}, // a caller name costs and takes nothing
		act.JournalHeld: {args: []string{"--yes"}, of: []string{"release", "set"}, // it never holds an emergency address
			make: func(t *testing.T, p *linesProgram) { p.damage(t, without) }},
		act.OpenAttempt: {args: []string{"--yes"}, of: every, make: func(t *testing.T, p *linesProgram) { p.leaveOpen(t, with) }},
	} {
		t.Run(string(why), func(t *testing.T) {
			withLines(t, func(t *testing.T, p *linesProgram) {
				p.json(t, cli.OK, "numbers", "show", with)
				if c.make != nil {
					c.make(t, p)
				}
				for _, name := range c.of {
					a := acts()[name]
					err := p.Session(t.Context(), c.flags, func(ctx context.Context, s *cli.Session) error {
						if err := s.SMS.Ready(ctx); err != nil && !c.flags.Offline {
							return err
						}
						if got := byEngine(ctx, s, a.act); got != why {
							t.Errorf("%s by the engine: %q, want %q", name, got, why)
						}
						if got := bySheet(ctx, s, a.act); got != why {
							t.Errorf("%s by the sheet: %q, want %q", name, got, why)
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
