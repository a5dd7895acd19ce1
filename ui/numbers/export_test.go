package numbers

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// An export from the pane has the names that the commands give the same things, which
// .github/JSON.md lists.
func TestAnExportHasTheNamesOfTheCommands(t *testing.T) {
	page, err := os.ReadFile(filepath.Join("..", "..", ".github", "JSON.md"))
	if err != nil {
		t.Fatal(err)
	}
	_, part, ok := strings.Cut(string(page), "\n## numbers show\n")
	if !ok {
		t.Fatal("the page has no such part")
	}
	part, _, _ = strings.Cut(part, "\n## ")
	for _, head := range heads {
		if nested := "e911_address." + strings.TrimPrefix(head, "e911_"); !strings.Contains(part, "| "+head+" |") && !strings.Contains(part, "| "+nested+" |") && head != "risk" {
			t.Errorf("%s is no name of the commands", head)
		}
	}
}
