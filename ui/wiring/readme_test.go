package wiring_test

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"testing"

	"switchboard/ui/cli"
	"switchboard/ui/cli/house"
	"switchboard/ui/wiring"
)

var write = flag.Bool("write-readme", false, "write the pages of keys and of JSON anew")

// keysHead stands above the table on its page.
const keysHead = "# The keys\n\nWhat `switchboard keys` prints, as the program has them without settings of your own. `[keys]` in the settings changes each by its action.\n\n"

// The page of keys is what `switchboard keys` prints.
func TestKeysPage(t *testing.T) {
	t.Setenv("XDG_CONFIG_HOME", t.TempDir())
	var out, errs bytes.Buffer
	if code := cli.Run(t.Context(), wiring.New(), []string{"keys"}, &out, &errs, house.Commands); code != cli.OK {
		t.Fatalf("exit %d: %s", code, errs.String())
	}
	path, want := filepath.Join("..", "..", ".github", "KEYS.md"), keysHead+out.String()
	if *write {
		if err := os.WriteFile(path, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if page, err := os.ReadFile(path); err != nil || string(page) != want {
		t.Errorf("%s is not what `switchboard keys` prints (%v); -write-readme writes it", path, err)
	}
}
