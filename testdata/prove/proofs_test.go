package main

import (
	"os"
	"path/filepath"
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
		files, err := filepath.Glob(filepath.Join("..", "..", p.Package, "*_test.go"))
		if err != nil {
			t.Fatal(err)
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

// The README's table names every proof, and no other.
func TestTheReadmeNamesEveryProof(t *testing.T) {
	text, err := os.ReadFile(filepath.Join("..", "..", "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	_, part, _ := strings.Cut(string(text), "## What is promised")
	part, _, _ = strings.Cut(part, "\n## ")
	named := map[string]bool{}
	for line := range strings.SplitSeq(part, "\n") {
		if cells := strings.Split(line, "|"); len(cells) == 6 && !strings.Contains(cells[2], "---") && strings.TrimSpace(cells[2]) != "proof" {
			for name := range strings.SplitSeq(cells[2], ",") {
				named[strings.TrimSpace(name)] = true
			}
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
