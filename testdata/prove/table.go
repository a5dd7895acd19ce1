package main

import (
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"text/tabwriter"
	"time"
)

// table prints what was reached, a line for each proof.
func table(to io.Writer, list []proof, kept *memory, full bool) {
	w := tabwriter.NewWriter(to, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "proof\tpromise\treached\ttook\tholds")
	for _, p := range list {
		done := kept.of(p, full)
		var took time.Duration
		said, holds := map[string]int{}, "yes"
		if len(done) < len(p.rounds(full)) {
			holds = fmt.Sprintf("%d of %d rounds run", len(done), len(p.rounds(full)))
		}
		for _, r := range done {
			took += r.Took
			for what, n := range r.Said {
				said[what] += n
			}
			if !r.Held {
				holds = fmt.Sprintf("NO (seed %d)", r.Seed)
			}
		}
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\n", p.Name, p.Promise, words(said), took.Round(time.Second), holds)
	}
	_ = w.Flush() // a terminal that is gone reads no table
}

// words are the figures of a proof in a line.
func words(said map[string]int) string {
	var out []string
	for _, what := range slices.Sorted(maps.Keys(said)) {
		if what != "tests" || len(said) == 1 {
			out = append(out, fmt.Sprintf("%d %s", said[what], what))
		}
	}
	return strings.Join(out, ", ")
}
