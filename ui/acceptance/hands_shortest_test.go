package acceptance

import (
	"encoding/json"
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
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

// In a small window, where a sheet has no border, and when a request takes longer
// than the move it was sent by, hands see what was agreed to.
func TestHandsReadASmallWindowAndASlowRequest(t *testing.T) {
	list := []move{{Do: "size", W: 70, H: 12}}
	for _, key := range strings.Fields("2 down down b + 5 enter") {
		list = append(list, move{Do: "key", Text: key}, move{Do: "wait", W: 900})
	}
	list = append(list, move{Do: "fault", Text: `{"kind":"latency","times":-1,"ms":3000}`}, move{Do: "key", Text: "A"}, move{Do: "wait", W: 20000})
	if sends := play(t, list); sends != 1 {
		t.Errorf("%d grave requests were made", sends)
	}
}

// An amount that has just changed in a small window has not been read; what is only
// scrolled to again, and news in the place of the title, have.
func TestHandsKnowWhatWasReadInASmallWindow(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var r read
		for _, c := range []struct {
			frame string
			read  bool
		}{
			{"Add  SANDBOX\nbooked +$5.00\n told\n A add\n", false},
			{"Add  SANDBOX\nbooked +$5.00\n A add\n", true},
			{"Add  SANDBOX\nbooked +$9.00\n A add\n", false},
			{"A code came\nbooked +$5.00\n A add\n", true},
			{"Add SMS IN TROUBLE  SANDBOX\nbooked +$9.00\n A add\n", true},
			{"Add  SANDBOX\nbooked +$9.00\n A add\n", true},
			{"Deduct  SANDBOX\nbooked +$5.00\n A add\n", false},
			{"Switchboard Live  SANDBOX\nbooked +$5.00\n", true},
			{"A code came\nbooked +$5.00\n A add\n", false},
			{"Add  SANDBOX\nbooked +$5.00\n A add\n", true},
		} {
			r.look(c.frame)
			if d, newest := r.steady(); (d >= seenFor) != c.read {
				t.Errorf("%q was there for %v, newest %q", c.frame, d, newest)
			}
			time.Sleep(seenFor)
		}
	})
}

// What random hands have found once: an order that was covered by the list of commands while nobody had read it.
func TestHandsThatOrderedWhatWasCovered(t *testing.T) {
	play(t, []move{{Do: "key", Text: "n"}, {Do: "key", Text: "enter"}, {Do: "key", Text: "ctrl+p"}, {Do: "wait", W: 1280}, {Do: "key", Text: "esc"}, {Do: "key", Text: "enter"}})
}
