package ui_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// elsewhere is a reference to a document by its file name or by the number of a rule: what a reader of this repository may not have.
var elsewhere = regexp.MustCompile(`\b[a-z]+\.md\b|\b(ux|api|reliability|performance) [A-Z]?[0-9]+(\.[0-9]+)*\b|\brules? [0-9]+\b|\bissue #?[0-9]+\b`)

// theirs are the documents that do lie here.
var theirs = map[string]bool{"README.md": true, "CONTRIBUTING.md": true, "ARCHITECTURE.md": true, "CHANGELOG.md": true}

// A comment and a test's message say the rule in words. They do not send a reader to a page that is not here.
func TestTheLawIsAtHome(t *testing.T) {
	err := filepath.WalkDir("..", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || d.Name() == "law_test.go" {
			return err
		}
		if ext := filepath.Ext(name); ext != ".go" && ext != ".sql" && ext != ".toml" {
			return nil
		}
		src, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		for i, line := range strings.Split(string(src), "\n") {
			at := strings.Index(line, "//")
			if filepath.Ext(name) == ".go" && at < 0 && !strings.Contains(line, "t.Error") && !strings.Contains(line, "t.Fatal") {
				continue
			}
			for _, cite := range elsewhere.FindAllString(line[max(at, 0):], -1) {
				if !theirs[cite] {
					t.Errorf("%s:%d cites %q: say the rule in words", name, i+1, cite)
				}
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// The guide names files. One that was moved or went is corrected there.
func TestTheGuideNamesWhatIsThere(t *testing.T) {
	src, err := os.ReadFile("../.github/ARCHITECTURE.md")
	if err != nil {
		t.Fatal(err)
	}
	found := 0
	for _, name := range regexp.MustCompile("`([a-z0-9_./]*/[a-zA-Z0-9_./]*)`").FindAllStringSubmatch(string(src), -1) {
		found++
		if _, err := os.Stat(filepath.Join("..", name[1])); err != nil {
			t.Errorf("the guide sends a reader to %s, which is not there", name[1])
		}
	}
	if found < 40 {
		t.Errorf("the guide names %d files: this test looks for them in the wrong way", found)
	}
}
