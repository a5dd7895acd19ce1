package main

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
)

// A proof names tests that there are, and a pattern of nothing proves nothing.
func TestEveryProofHasItsTests(t *testing.T) {
	names := map[string]bool{}
	for _, p := range proofs {
		if names[p.Name] {
			t.Errorf("two proofs are named %s", p.Name)
		}
		names[p.Name] = true
		var files []string
		for pkg := range strings.FieldsSeq(p.Package) {
			of, err := filepath.Glob(filepath.Join("..", "..", pkg, "*_test.go"))
			if err != nil {
				t.Fatal(err)
			}
			files = append(files, of...)
		}
		var all strings.Builder
		for _, f := range files {
			text, err := os.ReadFile(f)
			if err != nil {
				t.Fatal(err)
			}
			all.Write(text)
		}
		for name := range strings.SplitSeq(p.Tests, "|") {
			if !strings.Contains(all.String(), "\nfunc "+name+"(") {
				t.Errorf("%s: %s has no %s", p.Name, p.Package, name)
			}
		}
	}
}

func TestRoundsMakeUpTheWhole(t *testing.T) {
	for _, p := range proofs {
		sum, seeds := 0, map[uint64]bool{}
		for _, r := range p.rounds(true) {
			sum += r.Size
			if p.Full > 0 && (r.Seed == 0 || seeds[r.Seed]) {
				t.Errorf("%s: the seed %d is used twice or is none", p.Name, r.Seed)
			}
			seeds[r.Seed] = true
		}
		if sum != p.Full {
			t.Errorf("%s: its rounds make %d of %d", p.Name, sum, p.Full)
		}
	}
}

func TestFiguresAreAddedUp(t *testing.T) {
	said := figures(strings.NewReader("=== RUN TestA\nPROVED 3 kills\n    a_test.go:3: PROVED 4 kills\n--- PASS: TestA (0.1s)\nPROVED x kills\n"))
	if said["kills"] != 7 || said["tests"] != 1 {
		t.Errorf("%v", said)
	}
}

// What was shown is not run again; another tree, or a round that failed, is.
func TestARunGoesOnWhereItStopped(t *testing.T) {
	m := &memory{path: filepath.Join(t.TempDir(), "kept.json"), Rounds: map[string]round{}}
	p := proof{Name: "a", Package: "./nowhere", Tests: "TestNone"}
	if err := m.keep("a/false/0", round{Held: true, Took: time.Second}); err != nil {
		t.Fatal(err)
	}
	if err := p.run(t.Context(), m, false); err != nil || !m.hold([]proof{p}, false) {
		t.Errorf("run again: %v, %+v", err, m.Rounds)
	}
	if m.hold([]proof{p, {Name: "b"}}, false) {
		t.Error("what was not run is said to hold")
	}
}

// rows are those of the README's table: which proofs, how large, what was reached.
func rows(t *testing.T) (all [][3]string) {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("..", "..", "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	_, part, _ := strings.Cut(string(text), "## What is promised")
	part, _, _ = strings.Cut(part, "\n## ")
	for line := range strings.SplitSeq(part, "\n") {
		if cells := strings.Split(line, "|"); len(cells) == 6 && !strings.Contains(cells[2], "---") && strings.TrimSpace(cells[2]) != "proof" {
			all = append(all, [3]string{strings.TrimSpace(cells[2]), strings.TrimSpace(cells[3]), strings.TrimSpace(cells[4])})
		}
	}
	return all
}

// The README's table names every proof, and no other.
func TestTheReadmeNamesEveryProof(t *testing.T) {
	named := map[string]bool{}
	for _, row := range rows(t) {
		for name := range strings.SplitSeq(row[0], ",") {
			named[strings.TrimSpace(name)] = true
		}
	}
	for _, p := range proofs {
		if !named[p.Name] {
			t.Errorf("the README lacks %s", p.Name)
		}
		delete(named, p.Name)
	}
	if len(named) > 0 {
		t.Errorf("the README names what is no proof: %v", named)
	}
}

// How large a proof is in a full run stands there as it is; one that tries everything twice may tell both.
func TestTheReadmeTellsTheLargeSizes(t *testing.T) {
	for _, row := range rows(t) {
		large := false
		for name := range strings.SplitSeq(row[0], ",") {
			at := slices.IndexFunc(proofs, func(p proof) bool { return p.Name == strings.TrimSpace(name) })
			if at < 0 {
				continue // told by another test
			}
			p := proofs[at]
			large = large || p.Full > 0 || p.Fuzz
			if p.Full > 0 && !strings.Contains(row[1], thousands(p.Full)) && !strings.Contains(row[1], thousands(2*p.Full)) {
				t.Errorf("%s is %s large in a full run, and the README says %q", p.Name, thousands(p.Full), row[1])
			}
		}
		if large == (row[1] == "") {
			t.Errorf("%s: the README says %q of its large size", row[0], row[1])
		}
	}
}

func thousands(n int) string {
	if n < 1000 {
		return strconv.Itoa(n)
	}
	return thousands(n/1000) + fmt.Sprintf(",%03d", n%1000)
}

func TestFuzzingThatRanOutOfTimeHolds(t *testing.T) {
	for out, want := range map[string]bool{
		"--- FAIL: FuzzDelivery (60.12s)\n    context deadline exceeded\nFAIL":                                                                        true,
		"    property_test.go:163: \"x\" came through\n    Failing input written to testdata/fuzz/FuzzGate/5c45\n    context deadline exceeded\nFAIL": false,
		"panic: runtime error\nFAIL": false,
	} {
		if got := outOfTime(out); got != want {
			t.Errorf("%q ran out of time: %v, want %v", out, got, want)
		}
	}
}
