package sms_test

import (
	"bytes"
	"context"
	"fmt"
	"os/signal"
	"strings"
	"syscall"
	"testing"
	"time"

	"switchboard/client/sandbox"
	"switchboard/store/live/livetest"
	"switchboard/testdata/proof"
	"switchboard/ui/cli"
	"switchboard/ui/cli/sms"
)

// filled is a program whose disk takes nothing more once its store is open.
type filled struct{ program }

func (p *filled) Session(ctx context.Context, f cli.Flags, do func(context.Context, *cli.Session) error) error {
	return p.program.Session(ctx, f, func(ctx context.Context, s *cli.Session) error {
		signal.Ignore(syscall.SIGXFSZ)
		var was syscall.Rlimit
		if err := syscall.Getrlimit(syscall.RLIMIT_FSIZE, &was); err != nil {
			return err
		}
		if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &syscall.Rlimit{Cur: 0, Max: was.Max}); err != nil {
			return err
		}
		err := do(ctx, s)
		if lifted := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &was); lifted != nil {
			return lifted
		}
		return err
	})
}

// A code that the disk does not take is the newest all the same.
func TestACodeThatCannotBeSavedIsPrinted(t *testing.T) {
	if !proof.Alone(t) {
		return
	}
	livetest.Bubble(t, sandbox.Options{Seed: 1}, func(t *testing.T, r *livetest.Rig) {
		p := &filled{program{rig: r}}
		run := func(of cli.Program, args ...string) string {
			var out, errs bytes.Buffer
			if code := cli.Run(t.Context(), of, args, &out, &errs, sms.Commands); code != cli.OK {
				t.Fatalf("%v: exit %d, %q %q", args, code, out.String(), errs.String())
			}
			return out.String()
		}
		id := run(&p.program, "activations", "list", "--filter", "state:waiting", "--columns", "activation_id", "--no-header")
		id, _, _ = strings.Cut(id, "\n")
		time.Sleep(time.Second)
		if _, err := r.World.Control("sms", fmt.Appendf(nil, `{"activation_id":%q,"text":"Your code is 730251"}`, id)); err != nil {
			t.Fatal(err)
		}
		if got := run(p, "code"); got != "730251\n" {
			t.Errorf("the newest code is %q", got)
		}
	})
}
