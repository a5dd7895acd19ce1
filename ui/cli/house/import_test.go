package house

import (
	"strings"
	"testing"

	"switchboard/store/intake"
)

// How rows of which the outcome is not known go on is said of a file by its file, and of standard input not.
func TestHowRowsGoOnIsSaidOfWhatTheyCameFrom(t *testing.T) {
	for name, want := range map[string]string{"-": "The same rows, given once more by standard input, go on", "a.csv": "The same file goes on"} {
		im := &intake.Import{Kind: intake.Kinds()[0], File: whole(name), Rows: []intake.Row{{Line: 2, State: intake.Unknown}}}
		if err := ending(im); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
