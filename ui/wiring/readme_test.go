package wiring_test

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"switchboard/ui/cli"
	"switchboard/ui/cli/house"
	"switchboard/ui/wiring"
)

var write = flag.Bool("write-readme", false, "write the README's table of keys anew")

// The README's table of keys is what `switchboard keys` prints.
func TestReadmeHasTheKeys(t *testing.T) {
	t.Setenv("XDG_CONFIG_HOME", t.TempDir())
	var out, errs bytes.Buffer
	if code := cli.Run(t.Context(), wiring.New(), []string{"keys"}, &out, &errs, house.Commands); code != cli.OK {
		t.Fatalf("exit %d: %s", code, errs.String())
	}
	path := filepath.Join("..", "..", "README.md")
	readme, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	const open, end = "<!-- keys -->\n", "<!-- /keys -->"
	before, rest, ok1 := strings.Cut(string(readme), open)
	_, after, ok2 := strings.Cut(rest, end)
	if !ok1 || !ok2 {
		t.Fatal("the README has no place for the keys")
	}
	want := before + open + "<details><summary>The whole table</summary>\n\n" + out.String() + "\n</details>\n" + end + after
	if *write {
		if err := os.WriteFile(path, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if want != string(readme) {
		t.Error("the README's keys are not those of `switchboard keys`; -write-readme writes them")
	}
}
