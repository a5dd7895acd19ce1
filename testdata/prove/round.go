package main

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"time"

	sizes "switchboard/testdata/proof"
)

// round is one run of a proof's tests with a size and a seed.
type round struct {
	Size int           // 0 is the tests' own
	Seed uint64        // 0 is the tests' own
	Took time.Duration // 0 before it was run
	Held bool
	Said map[string]int // its figures
	Tail string         // the end of what was printed, when it did not hold
}

// rounds are what a proof consists of.
func (p proof) rounds(full bool) []round {
	if !full || p.Full == 0 {
		return []round{{}}
	}
	each := p.Each
	if each == 0 {
		each = p.Full
	}
	var out []round
	for left := p.Full; left > 0; left -= each {
		out = append(out, round{Size: min(each, left), Seed: uint64(len(out) + 1)})
	}
	return out
}

// run carries out the rounds of a proof that were not run before. It stops at
// the first that does not hold.
func (p proof) run(ctx context.Context, kept *memory, full bool) error {
	rounds := p.rounds(full)
	for i, r := range rounds {
		name := fmt.Sprintf("%s/%v/%d", p.Name, full, i)
		if old, ok := kept.Rounds[name]; ok && old.Held {
			continue
		}
		fmt.Fprintf(os.Stderr, "%-12s %d of %d: %s\n", p.Name, i+1, len(rounds), p.Promise)
		done := r.run(ctx, p, full)
		if ctx.Err() != nil {
			return nil
		}
		if err := kept.keep(name, done); err != nil {
			return err
		}
		if !done.Held {
			fmt.Fprintf(os.Stderr, "%s\n", done.Tail)
			return nil
		}
	}
	return nil
}

// shown is how much of what a failing test printed is kept, in bytes.
const shown = 4000

func (r round) run(ctx context.Context, p proof, full bool) round {
	args := append([]string{"test", "-count=1", "-timeout=4h", "-v", "-run", "^(" + p.Tests + ")$"}, strings.Fields(p.Package)...)
	if p.Fuzz {
		args = []string{"test", "-run", "^$", "-fuzz", "^" + p.Tests + "$", "-fuzztime", fuzzFor(full).String(), p.Package}
	}
	cmd := exec.CommandContext(ctx, "go", args...)
	cmd.Env = os.Environ()
	if r.Size > 0 {
		cmd.Env = append(cmd.Env, sizes.SizeVariable+"="+strconv.Itoa(r.Size), sizes.SeedVariable+"="+strconv.FormatUint(r.Seed, 10))
	}
	var out bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &out
	start := time.Now()
	err := cmd.Run()
	r.Took, r.Held, r.Said = time.Since(start), err == nil, figures(bytes.NewReader(out.Bytes()))
	if r.Held && !p.Fuzz && r.Said["tests"] == 0 {
		r.Held, r.Tail = false, "no test has the name "+p.Tests
	}
	if p.Fuzz && outOfTime(out.String()) {
		r.Held, err = true, nil
	}
	if err != nil {
		text := out.Bytes()
		r.Tail = string(text[max(0, len(text)-shown):]) + err.Error()
	}
	return r
}

// outOfTime says whether fuzzing ended for nothing but its time: on a busy
// machine the go command takes the end of it for a failure, without an input.
func outOfTime(out string) bool {
	return strings.Contains(out, "context deadline exceeded") && !strings.Contains(out, "Failing input written")
}

// fuzzFor is how long each target is tried.
func fuzzFor(full bool) time.Duration {
	if full {
		return time.Minute
	}
	return 5 * time.Second
}

// figures are what the tests say that they have tried.
func figures(out io.Reader) map[string]int {
	said := map[string]int{}
	text, _ := io.ReadAll(out) // a buffer: it cannot fail
	for s := bufio.NewScanner(bytes.NewReader(text)); s.Scan(); {
		line := s.Text()
		if strings.HasPrefix(line, "--- PASS") {
			said["tests"]++
		}
		_, rest, ok := strings.Cut(line, sizes.Mark+" ")
		n, what, two := strings.Cut(rest, " ")
		if v, err := strconv.Atoi(n); ok && two && err == nil {
			said[what] += v
		}
	}
	return said
}
