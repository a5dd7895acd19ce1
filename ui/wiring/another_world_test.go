package wiring_test

import (
	"context"
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
	world := func() string {
		return filepath.Join(os.Getenv("XDG_DATA_HOME"), "switchboard", "profiles", "sandbox", "world.json")
	}
	for name, spoil := range map[string]func() error{
		"damaged": func() error { return os.Truncate(world(), 9000) },
		"gone":    func() error { return os.Remove(world()) },
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

// nowhere is outside a console that leaves nothing there.
type nowhere struct{}

func (nowhere) Copy(context.Context, string, string, string) (string, bool) { return "", false }
func (nowhere) Open(context.Context, string) (string, bool)                 { return "", false }
func (nowhere) Notify(context.Context, pane.Notice, bool)                   {}
