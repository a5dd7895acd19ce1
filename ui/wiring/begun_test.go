package wiring_test

import (
	"bytes"
	"context"
	"sync"
	"testing"
	"time"

	"switchboard/client/rest"
	"switchboard/ui/cli"
	"switchboard/ui/wiring"
)

// until keeps what a command writes, and ends the command once there are so many lines.
type until struct {
	mu    sync.Mutex
	buf   bytes.Buffer
	lines int
	end   func()
}

func (u *until) Write(p []byte) (int, error) {
	u.mu.Lock()
	defer u.mu.Unlock()
	n, err := u.buf.Write(p)
	if bytes.Count(u.buf.Bytes(), []byte("\n")) >= u.lines {
		u.end()
	}
	return n, err
}

// post is the program with deliveries that nobody sends.
type post struct{ wiring.Program }

func (post) Receive(ctx context.Context, _ cli.Flags, serve func(context.Context, cli.Mailroom) error) error {
	return serve(ctx, cli.Mailroom{Now: time.Now, Expect: func(context.Context) error { return nil }, Secret: rest.NewSecret("a secret of the test")})
}

// What serves on this machine says where, as soon as it does, in every format.
func TestWhatListensSaysWhere(t *testing.T) {
	alone(t)
	_, page, _ := ask(t, "help", "json")
	schema := fields(page)
	for name, args := range map[string][]string{"sandbox": {"sandbox"}, "hooks serve": {"hooks", "serve", "--addr", "127.0.0.1:0"}} {
		for _, format := range []string{"", "--json", "--ndjson", "--csv"} {
			ctx, end := context.WithCancel(t.Context())
			out := &until{lines: 1, end: end}
			line := args
			if format != "" {
				line = append([]string{format}, args...)
			}
			if format == "--csv" {
				out.lines = 2
			}
			var errs bytes.Buffer
			code := cli.Run(ctx, post{wiring.New()}, line, out, &errs, everything...)
			if end(); code != cli.OK && code != cli.Interrupted {
				t.Errorf("%s %s: exit %d: %s", name, format, code, errs.String())
				continue
			}
			if format == "" {
				format = "--ndjson"
			}
			hold(t, name+" "+format, schema[name], format, out.buf.String())
		}
	}
}
