package acceptance

import (
	"encoding/json"
	"os"
	"os/exec"
	"slices"
	"testing"
	"time"
)

// replay names the file with the moves that this test binary, started again by
// a test, plays.
const replay = "SWITCHBOARD_TEST_HANDS"

func TestHandsReplay(t *testing.T) {
	raw, err := os.ReadFile(os.Getenv(replay))
	if err != nil {
		t.Skip("there are no moves to play again")
	}
	var list []move
	if err := json.Unmarshal(raw, &list); err != nil {
		t.Fatal(err)
	}
	play(t, list)
}

// searching bounds the search for the shortest list.
const searching = 4 * time.Minute

// shortest takes away what is not needed for the fault, in ever smaller pieces.
func shortest(t *testing.T, list []move) []move {
	t.Helper()
	piece := len(list) / 2
	for end := time.Now().Add(searching); piece > 0 && time.Now().Before(end); piece /= 2 {
		for at := 0; at+piece <= len(list) && time.Now().Before(end); {
			fewer := slices.Delete(slices.Clone(list), at, at+piece)
			if fails(t, fewer) {
				list = fewer
			} else {
				at += piece
			}
		}
	}
	return list
}

// fails plays moves in another process: what crashes there does not end the search.
func fails(t *testing.T, list []move) bool {
	t.Helper()
	raw, err := json.Marshal(list)
	if err != nil {
		t.Fatal(err)
	}
	path := t.TempDir() + "/moves.json"
	if err := os.WriteFile(path, raw, 0o600); err != nil {
		t.Fatal(err)
	}
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), exe, "-test.run=^TestHandsReplay$", "-test.timeout=2m")
	cmd.Env = append(os.Environ(), replay+"="+path)
	return cmd.Run() != nil
}
