package cli

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"os"
	"strings"
	"testing"

	"github.com/spf13/cobra"

	"switchboard/client/money"
	"switchboard/store"
	"switchboard/testdata/proof"
)

// spoiled is a command whose values, errors and words are all hostile.
type spoiled struct {
	App
	out, errs bytes.Buffer
}

func newSpoiled(f Format, person bool) *spoiled {
	s := &spoiled{}
	s.Out = newOutput(&s.out, &s.errs, person)
	s.Out.Format = f
	return s
}

// gives has one command give s as a value or in a list, in a record and in its error.
func (a *spoiled) gives(s string, many bool) error {
	record := sample{ID: s, Text: s, Tags: []string{s, s}, Many: []inner{{Code: s}}, One: &inner{Code: s}}
	if !many {
		return errors.Join(a.Out.Value(s, record), a.Out.finish(&Problem{Exit: 1, Reason: "failed", Message: s, Field: s, Mend: s}))
	}
	a.Out.List(s)
	return errors.Join(a.Out.Row(record), a.Out.Row(record), a.Out.finish(&Problem{Exit: 1, Reason: "failed", Message: s}))
}

// says has it say s in all the ways that a command has words.
func (a *spoiled) says(s string) error {
	suggested := money.Cents(1)
	a.Out.Say("%s", s)
	a.Out.brief = [][]byte{[]byte(s)}
	a.tellAfter(errors.New(s))
	a.tellStanding(store.Standing{Word: s, Sentence: s, Command: s})
	a.confess(Problem{Message: s, OrderID: s, Suggested: &suggested})
	a.Out.prompt(s)
	_, err := a.Out.Write([]byte(s))
	return errors.Join(err, a.Out.Line(s), a.Out.finish(nil))
}

// Hostile text as a value, in a record, in a list, in errors and in words, in every format and for
// every reader: what leaves is as many records as there are, and no terminal acts on it.
func TestHostileTextLeavesAsText(t *testing.T) {
	list := proof.Mixtures(t, 500)
	for _, format := range formats {
		for i, s := range list {
			for _, many := range []bool{false, true} {
				a := newSpoiled(format, i%2 == 0)
				if err := a.gives(s, many); err != nil {
					t.Fatal(err)
				}
				plain(t, s, format, a)
				if lines := map[Format]int{NDJSON: 3, CSV: 3, Markdown: 4, Quiet: 2}[format]; many && lines > 0 && strings.Count(a.out.String(), "\n") != lines {
					t.Errorf("%s: %q makes %q, want %d lines", format, s, a.out.String(), lines)
				}
				if format == JSON && !json.Valid(a.out.Bytes()) {
					t.Errorf("%q makes %q, which is no JSON", s, a.out.String())
				}
			}
			a := newSpoiled(format, false)
			if err := a.says(s); err != nil {
				t.Fatal(err)
			}
			if plain(t, s, format, a); t.Failed() {
				return
			}
		}
	}
	proof.Figure(t, "hostile answers", 3*len(formats)*len(list))
}

// offering is a program in which s is saved.
type offering struct{ Program }

func (offering) Session(ctx context.Context, _ Flags, do func(context.Context, *Session) error) error {
	return do(ctx, &Session{})
}

// A shell that completes a line puts into it what is saved: nothing that it would take for a command,
// a file or several words, and nothing that a terminal acts on.
func TestHostileWordsAreNotOffered(t *testing.T) {
	list := append(proof.Mixtures(t, 500), "$(reboot)", "`reboot`", "a;reboot", "a b", "a|b", "~root", "*", "a'b", `a"b`, "a\\", "a&", "a>b", "{a,b}", "!1", "#a", "-y", "")
	a := App{Program: offering{}}
	cmd := &cobra.Command{}
	cmd.SetContext(t.Context())
	words := 0
	for _, s := range append(list, "acme-1", "Zażółć", "+447975777666", "a.b@c.example") {
		got, _ := a.known(cmd, func(context.Context, *Session, string) ([]string, error) { return []string{s + "\t" + s}, nil }, "", nil)
		for _, w := range got {
			bare, about, _ := strings.Cut(w, "\t")
			if words++; proof.Acts(w) >= 0 || strings.ContainsAny(bare, " \n\t$`;|&<>(){}[]*?!#~'\"\\") || strings.HasPrefix(bare, "-") || strings.Contains(about, "\n") {
				t.Errorf("%q is offered as %q", s, w)
			}
		}
	}
	if words < 4 {
		t.Errorf("%d words are offered", words)
	}
	proof.Figure(t, "hostile words", len(list))
}

// The file of a crash is one that can be shown.
func TestHostileTextOfACrash(t *testing.T) {
	list := proof.Mixtures(t, 500)
	path, err := WriteCrash(t.TempDir(), strings.Join(list, ""), []byte("main.go:1"))
	if err != nil {
		t.Fatal(err)
	}
	raw, err := os.ReadFile(path)
	if err != nil || proof.Acts(string(raw)) >= 0 || strings.Count(string(raw), "\n") != 5 {
		t.Errorf("the file of a crash is %q, %v", raw, err)
	}
}

// plain fails the test where a terminal would act on what a command wrote.
func plain(t *testing.T, s string, format Format, a *spoiled) {
	t.Helper()
	for where, text := range map[string]string{"output": a.out.String(), "errors": a.errs.String()} {
		if at := proof.Acts(text); at >= 0 {
			t.Errorf("%s, %s: %q leaves as %q", format, where, s, text)
		}
	}
}
