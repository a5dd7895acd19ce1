// Package proof is how a test that proves a promise is made larger or smaller,
// and how it says what it reached.
//
// Each such test has a size of its own that is small enough for every change.
// `go run ./testdata/prove --full` runs the same test with a larger one, in
// rounds, each with a seed of its own.
package proof

import (
	"fmt"
	"os"
	"strconv"
	"testing"
)

// The variables by which a proof is told its size and its seed.
const (
	SizeVariable = "SWITCHBOARD_PROVE_SIZE"
	SeedVariable = "SWITCHBOARD_PROVE_SEED"
)

// Mark begins the line of a figure in a test's output.
const Mark = "PROVED"

// Size is how many times something is tried: usual, unless the run asks for
// another number.
func Size(t testing.TB, usual int) int {
	t.Helper()
	return int(variable(t, SizeVariable, uint64(usual)))
}

// Seed begins the dice of a run. It is written down, so that what was found
// can be found again.
func Seed(t testing.TB, usual uint64) uint64 {
	t.Helper()
	seed := variable(t, SeedVariable, usual)
	t.Logf("seed %d", seed)
	return seed
}

// Large reports whether this run is one of the large ones.
func Large() bool { return os.Getenv(SizeVariable) != "" }

// Figure says how many of something were tried or found. The figures of
// several rounds are added up.
func Figure(t testing.TB, name string, n int) {
	t.Helper()
	fmt.Printf("%s %d %s\n", Mark, n, name)
}

func variable(t testing.TB, name string, usual uint64) uint64 {
	t.Helper()
	text := os.Getenv(name)
	if text == "" {
		return usual
	}
	n, err := strconv.ParseUint(text, 10, 63)
	if err != nil || n == 0 {
		t.Fatalf("%s is %q: a whole number from 1 is wanted", name, text)
	}
	return n
}
