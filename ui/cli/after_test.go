package cli_test

import (
	"bytes"
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/spf13/cobra"

	"switchboard/client/rest"
	"switchboard/ui/cli"
)

// closing is a program whose session ends badly after the command did its work.
type closing struct {
	acted bool
	done  *bool // whether it was, by now
	after error
}

func (c closing) carried() (n int64) {
	if c.acted && *c.done {
		n = 1
	}
	return n
}

func (closing) Screen(context.Context, cli.Flags) error { return nil }
func (closing) Snapshot(context.Context, cli.Flags, int, int) (string, error) {
	return "", nil
}
func (c closing) Session(ctx context.Context, _ cli.Flags, do func(context.Context, *cli.Session) error) error {
	return errors.Join(do(ctx, &cli.Session{Acted: c.carried}), c.after)
}

// broken is an output that takes nothing: the terminal is gone, its disk is full.
type broken struct{}

func (broken) Write([]byte) (int, error) { return 0, errors.New("input/output error") }

// What follows an act (closing the store, emptying its log, reading anew,
// writing the answer) never changes the exit code, which is about the act.
func TestWhatFollowsAnActDoesNotChangeItsExitCode(t *testing.T) {
	housekeeping := errors.New("emptying the log of the cache: deadline exceeded")
	for name, c := range map[string]struct {
		p    closing
		does error
		lost bool // nobody takes the answer
		code int
		says string
	}{
		"closing fails":             {closing{true, new(bool), housekeeping}, nil, false, cli.OK, "afterwards: emptying the log"},
		"closing fails, only read":  {closing{false, new(bool), housekeeping}, nil, false, cli.OK, "afterwards: emptying the log"},
		"reading anew fails":        {closing{true, new(bool), nil}, errors.New("reading the customer: database is locked"), false, cli.OK, "afterwards: reading the customer"},
		"the answer is lost":        {closing{true, new(bool), nil}, nil, true, cli.OK, "afterwards: writing the answer"},
		"the answer of a read":      {closing{false, new(bool), nil}, nil, true, cli.Failure, "writing the answer"},
		"a read fails":              {closing{false, new(bool), nil}, errors.New("database is locked"), false, cli.Failure, "locked"},
		"the second act is refused": {closing{true, new(bool), housekeeping}, &rest.Error{Provider: "sms", Kind: rest.NotFound}, false, cli.NotFound, ""},
		"an exit of its own":        {closing{true, new(bool), housekeeping}, &cli.Exit{Code: cli.NoCode, Err: errors.New("no code came")}, false, cli.NoCode, "no code came"},
	} {
		t.Run(name, func(t *testing.T) {
			act := func(a *cli.App) []*cobra.Command {
				return []*cobra.Command{{Use: "act", RunE: func(cmd *cobra.Command, _ []string) error {
					return a.Online(cmd, func(context.Context, *cli.Session) error {
						*c.p.done = true
						if c.does != nil {
							return c.does
						}
						return a.Out.Value("done", struct {
							Result string `json:"result"`
						}{"done"})
					})
				}}}
			}
			var out, errs bytes.Buffer
			code := 0
			if c.lost {
				code = cli.Run(t.Context(), c.p, []string{"act"}, broken{}, &errs, act)
			} else {
				code = cli.Run(t.Context(), c.p, []string{"act"}, &out, &errs, act)
			}
			if code != c.code || !strings.Contains(errs.String(), c.says) {
				t.Errorf("exit %d, want %d: %s", code, c.code, errs.String())
			}
		})
	}
}

// Who loses the answer to an act is told on standard error what it was, in every format and without
// the code that came; what was read without an act is not told there.
func TestALostAnswerNamesWhatWasBought(t *testing.T) {
	for _, format := range []string{"", "--json", "--ndjson", "--csv", "--quiet"} {
		for _, acted := range []bool{true, false} {
			p := closing{acted, new(bool), nil}
			act := func(a *cli.App) []*cobra.Command {
				return []*cobra.Command{{Use: "act", RunE: func(cmd *cobra.Command, _ []string) error {
					return a.Online(cmd, func(context.Context, *cli.Session) error {
						*p.done = true
						return a.Out.Row(struct {
							ID   string `json:"activation_id" about:"its id"`
							Code string `json:"code" about:"what came"`
							E164 string `json:"e164" about:"its number"`
						}{"a1b2", "777123", "+447700900001"})
					})
				}}}
			}
			args := []string{"act"}
			if format != "" {
				args = append(args, format)
			}
			var errs bytes.Buffer
			code := cli.Run(t.Context(), p, args, broken{}, &errs, act)
			told := strings.Contains(errs.String(), "Done: activation_id a1b2, e164 +447700900001")
			if told != acted || (code == cli.OK) != acted || strings.Contains(errs.String(), "777123") {
				t.Errorf("%q, acted %v: exit %d, %s", format, acted, code, errs.String())
			}
			if n := strings.Count(errs.String(), "input/output error"); n != 1 {
				t.Errorf("%q, acted %v: the cause is told %d times: %s", format, acted, n, errs.String())
			}
		}
	}
}

// Several acts are all carried out although nobody takes their answers, and a wait after an act goes
// on: what ends the command is what came of the acts. What was not carried out is not gone on with.
func TestALostAnswerStopsNoFurtherAct(t *testing.T) {
	for _, acted := range []bool{true, false} {
		for _, ends := range []error{nil, &cli.Exit{Code: cli.NoCode, Err: errors.New("no code came")}} {
			p := closing{acted, new(bool), nil}
			rows := 0
			acts := func(a *cli.App) []*cobra.Command {
				return []*cobra.Command{{Use: "acts", RunE: func(cmd *cobra.Command, _ []string) error {
					return a.Online(cmd, func(context.Context, *cli.Session) error {
						a.Out.Live()
						*p.done = true
						for ; rows < 3; rows++ {
							if err := a.Out.Row(struct {
								ID string `json:"activation_id" about:"its id"`
							}{"a1b2"}); err != nil {
								return err
							}
						}
						return ends
					})
				}}}
			}
			want := cli.Failure
			if acted && ends == nil {
				want = cli.OK
			} else if acted {
				want = cli.NoCode
			}
			var errs bytes.Buffer
			code := cli.Run(t.Context(), p, []string{"acts", "--ndjson"}, broken{}, &errs, acts)
			if told := strings.Count(errs.String(), "Done: activation_id a1b2"); code != want || (rows == 3) != acted || (told == 3) != acted {
				t.Errorf("acted %v, ends with %v: exit %d, %d rows: %s", acted, ends, code, rows, errs.String())
			}
		}
	}
}
