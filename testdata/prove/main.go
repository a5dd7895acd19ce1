// Command prove runs what Switchboard promises about kills, loss of power,
// faults, hostile text and secrets, and prints what was reached.
//
//	go run ./testdata/prove                 each proof as small as in the tests
//	go run ./testdata/prove --full          large: hours
//	go run ./testdata/prove --only kills    one proof, or several with commas
//
// A run that was cut off goes on where it stopped, as long as nothing in the
// tree has changed.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"strings"
	"syscall"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	ok, err := run(ctx)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
	}
	if err != nil || !ok {
		os.Exit(1)
	}
}

// run reports whether every proof that was asked for holds.
func run(ctx context.Context) (bool, error) {
	full := flag.Bool("full", false, "the large size: hours instead of minutes")
	only := flag.String("only", "", "the names of the proofs, with commas; empty is all")
	again := flag.Bool("again", false, "forget what an earlier run of this tree has shown")
	list := flag.Bool("list", false, "only name the proofs")
	flag.Parse()
	chosen, err := choose(*only)
	if err != nil {
		return false, err
	}
	if *list {
		for _, p := range chosen {
			fmt.Printf("%-12s %s\n", p.Name, p.Promise)
		}
		return true, nil
	}
	kept, err := remembered(ctx, *again)
	if err != nil {
		return false, err
	}
	for _, p := range chosen {
		if err := p.run(ctx, kept, *full); err != nil {
			return false, err
		}
		if ctx.Err() != nil {
			break
		}
	}
	table(os.Stdout, chosen, kept, *full)
	return kept.hold(chosen, *full), ctx.Err()
}

// choose finds the proofs by their names.
func choose(only string) ([]proof, error) {
	if only == "" {
		return proofs, nil
	}
	var chosen []proof
	for name := range strings.SplitSeq(only, ",") {
		n := len(chosen)
		for _, p := range proofs {
			if p.Name == name {
				chosen = append(chosen, p)
			}
		}
		if len(chosen) == n {
			return nil, fmt.Errorf("there is no proof named %q: --list names them", name)
		}
	}
	return chosen, nil
}
