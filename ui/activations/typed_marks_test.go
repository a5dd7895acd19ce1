package activations_test

import (
	"maps"
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"switchboard/client/platfone"
	"switchboard/testdata/proof"
)

// listed are the numbers of a frame's list, in their order, which of them are marked, and which has the cursor.
func listed(frame string) (all []string, marked map[string]bool, at string) {
	marked = map[string]bool{}
	for line := range strings.Lines(frame) {
		cells := []rune(line)
		if len(cells) < 31 || cells[13] != '+' {
			continue
		}
		n := strings.TrimSpace(string(cells[13:31]))
		all = append(all, n)
		if cells[1] == '+' {
			marked[n] = true
		}
		if cells[0] != ' ' {
			at = n
		}
	}
	return all, marked, at
}

// comes has one more number come into the list, at some place of it.
func (r *rig) comes(dice *rand.Rand) {
	r.T.Helper()
	a, err := r.Platfone().Order(r.T.Context(), "acme", platfone.NewOrder{ServiceID: "telegram", CountryID: "id", MaxPrice: 1000, Mode: platfone.FixedPrice, CustomerPrice: 100, Quality: platfone.DefaultQuality})
	if err != nil {
		r.T.Fatal(err)
	}
	a.ExpireAt = a.ExpireAt.Add(-time.Duration(dice.IntN(900)) * time.Second)
	if err := r.DB.PutActivations(r.T.Context(), time.Now(), a); err != nil {
		r.T.Fatal(err)
	}
}

// Marks that are typed fast, while rows come and move, are of the row that the cursor was on, and of no row
// outside the range that was on the screen; what is done together is done to the marked rows and to no other.
func TestFastMarksAreOfTheRowsThatWereSeen(t *testing.T) {
	dice := rand.New(rand.NewPCG(proof.Seed(t, 5), 3))
	inBubble(t, setup{w: 120, h: 40, smsAfter: 20 * time.Second}, func(r *rig) {
		for range 40 {
			before, was, at := listed(r.Frame())
			if dice.IntN(8) == 0 && len(before) < 14 {
				r.comes(dice)
			}
			key := []string{"space", "space", "down", "up", "j", "k", "V"}[dice.IntN(7)]
			r.Press(key)
			all, is, _ := listed(r.Frame())
			for _, n := range slices.Concat(all, before) {
				switch {
				case was[n] == is[n] && (key != "space" || n != at):
				case key == "space" && n == at && was[n] != is[n]:
				case key == "V" && is[n]:
				default:
					t.Fatalf("%s on %s turned the mark of %s:\n%s", key, at, n, r.Frame())
				}
			}
			r.Sleep(time.Duration(20+dice.IntN(280)) * time.Millisecond)
		}
		if dice.IntN(2) == 0 {
			r.comes(dice)
		}
		marked := r.marksTwo()
		if len(marked) < 2 {
			t.Fatalf("%d are marked", len(marked))
		}
		ended := r.closes("x")
		for n := range ended {
			if !marked[n] {
				t.Errorf("%s was closed, and %v were marked", n, slices.Sorted(maps.Keys(marked)))
			}
		}
		if len(ended) == 0 {
			t.Errorf("nothing was closed:\n%s", r.Frame())
		}
	})
}

// marksTwo marks by hand what the dice have left too few of.
func (r *rig) marksTwo() map[string]bool {
	for i := range 30 {
		_, marked, at := listed(r.Frame())
		if len(marked) >= 2 {
			return marked
		}
		if !marked[at] {
			r.Press("space")
		}
		r.Press([]string{"down", "up"}[i/15])
		r.Sleep(time.Second)
	}
	_, marked, _ := listed(r.Frame())
	return marked
}

// anID is the id of an activation in a path.
var anID = regexp.MustCompile("[0-9a-f]{24}")

// closes presses a key that closes, agrees to what is asked while numbers go on coming, and returns what was closed.
func (r *rig) closes(key string) map[string]bool {
	from := len(r.World.Requests())
	r.Press(key)
	r.comes(rand.New(rand.NewPCG(1, 1)))
	r.Sleep(time.Second)
	r.Press("A")
	r.Sleep(30 * time.Second)
	ended := map[string]bool{}
	for _, q := range r.World.Requests()[from:] {
		if id := anID.FindString(q.Path); id != "" && q.Method != "GET" {
			a, err := r.DB.Activation(r.T.Context(), id)
			if err != nil {
				r.T.Fatal(err)
			}
			ended[a.Phone.String()] = true
		}
	}
	return ended
}
