package wiring_test

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"switchboard/ui/cli"
	"switchboard/ui/pane"
	"switchboard/ui/wiring"
)

// What the built-in world was asked for is not looked for in another one that had to be begun in its place: nothing is
// told of it, and that it is gone is said.
func TestNothingIsJudgedByAnotherWorld(t *testing.T) {
	const said = "The sandbox's world was damaged or gone"
	in := func(name string) string {
		return filepath.Join(os.Getenv("XDG_DATA_HOME"), "switchboard", "profiles", "sandbox", name)
	}
	for name, spoil := range map[string]func() error{
		"damaged":                      func() error { return os.Truncate(in("world.json"), 9000) },
		"gone":                         func() error { return os.Remove(in("world.json")) },
		"not with what was done in it": func() error { return os.Remove(in("world.acts")) },
		"gone, and the cache is damaged": func() error {
			return errors.Join(os.Remove(in("world.json")), os.WriteFile(in("cache.db"), bytes.Repeat([]byte("no database "), 999), 0o600))
		},
	} {
		for _, console := range []bool{false, true} {
			t.Run(name, func(t *testing.T) {
				alone(t)
				credit := []string{"customers", "credit", "acme", "+7.77", "-y", "--sandbox", "--sandbox-control"}
				if code, _, errs := ask(t, append(credit, `fault={"provider":"sms","path":"/transaction","kind":"lost_answer","times":9}`)...); code != cli.Unknown {
					t.Fatalf("%d %s", code, errs)
				}
				if _, out, _ := ask(t, "attempts", "--sandbox", "--offline", "--csv", "--no-header"); strings.Count(out, "\n") != 1 {
					t.Fatalf("open: %q", out)
				}
				if err := spoil(); err != nil {
					t.Fatal(err)
				}
				var told []string
				open := func(f cli.Flags) (judged int) {
					err := wiring.New().Open(t.Context(), f, nowhere{}, func(ctx context.Context, o wiring.Opened) error {
						told = o.Session.Told
						list, err := o.DB.Intents(ctx, 9)
						judged = len(list)
						return err
					})
					if err != nil {
						t.Fatal(err)
					}
					return judged
				}
				if console {
					if n := open(cli.Flags{Sandbox: true, Screen: true}); n != 0 || !strings.Contains(strings.Join(told, ""), said) {
						t.Errorf("%d attempts, told %q", n, told)
					}
				} else if code, _, errs := ask(t, "customers", "list", "--sandbox"); code != cli.OK || !strings.Contains(errs, said) {
					t.Errorf("%d, told %q", code, errs)
				}
				if n := open(cli.Flags{Sandbox: true}); n != 0 || told != nil {
					t.Errorf("of the world before %d attempts are left; at the next start it is told %q", n, told)
				}
			})
		}
	}
}

// While a file stands in the place of one of the store's that another program has made, no other world is begun: once that
// one is moved away, what was asked for would be looked for there.
func TestNoWorldIsBegunBesideAFileOfAnotherProgram(t *testing.T) {
	alone(t)
	dir := filepath.Join(os.Getenv("XDG_DATA_HOME"), "switchboard", "profiles", "sandbox")
	world, cache := filepath.Join(dir, "world.json"), filepath.Join(dir, "cache.db")
	if code, _, errs := ask(t, "customers", "credit", "acme", "+7.77", "-y", "--sandbox"); code != cli.OK {
		t.Fatalf("%d %s", code, errs)
	}
	another := "SQLite format 3\x00" + strings.Repeat("\x01", 4080)
	if err := errors.Join(os.Remove(world), os.WriteFile(cache, []byte(another), 0o600)); err != nil {
		t.Fatal(err)
	}
	for _, args := range [][]string{{"customers", "list", "--sandbox"}, {"customers", "list", "--sandbox", "--fresh"}} {
		if code, _, errs := ask(t, args...); code == cli.OK || !strings.Contains(errs, "another program. Move it away") {
			t.Errorf("%v: %d %s", args, code, errs)
		}
	}
	_, begun := os.Stat(world)
	if is, err := os.ReadFile(cache); !errors.Is(begun, fs.ErrNotExist) || err != nil || string(is) != another {
		t.Errorf("a world is begun: %v, or the file is another: %v", begun, err)
	}
	if err := os.Remove(cache); err != nil {
		t.Fatal(err)
	}
	if code, out, errs := ask(t, "acts", "--json", "--sandbox"); strings.Contains(out, "7.77") || !strings.Contains(errs, "was damaged or gone") {
		t.Errorf("%d %s%s", code, out, errs)
	}
}

// nowhere is outside a console that leaves nothing there.
type nowhere struct{}

func (nowhere) Copy(context.Context, string, string, string) (string, bool) { return "", false }
func (nowhere) Open(context.Context, string) (string, bool)                 { return "", false }
func (nowhere) Notify(context.Context, pane.Notice, bool)                   {}
