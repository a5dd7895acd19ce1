package store

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"
)

// A refused repetition is told in words, whatever the act: none is called by its name in the journal.
func TestEveryActHasWords(t *testing.T) {
	files, err := filepath.Glob("act/*.go")
	if err != nil {
		t.Fatal(err)
	}
	op := regexp.MustCompile(`Op\(\) string +\{ return "([^"]+)"`)
	found := 0
	for _, file := range files {
		source, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range op.FindAllStringSubmatch(string(source), -1) {
			found++
			if opNames[m[1]] == "" {
				t.Errorf("%s has no words", m[1])
			}
			if strings.Contains(opNames[m[1]], "finaliz") {
				t.Errorf("%s is called %s: to a person it is closed", m[1], opNames[m[1]])
			}
			in := Intent{Op: m[1], Subject: "it", SentAt: time.Now(), Created: time.Now()}
			for _, e := range []error{&OpenIntentError{in}, &InFlightError{in, 7}, &InFlightError{in, 0}} {
				if say := e.Error(); strings.Contains(say, m[1]) || !strings.Contains(say, opNames[m[1]]+" (it)") {
					t.Error(say)
				}
			}
		}
	}
	if found < 20 {
		t.Errorf("only %d acts were found", found)
	}
	if got := OpName("fourth.ring-twice"); got != "ring-twice" {
		t.Errorf("an act of another provider is %q", got)
	}
}
