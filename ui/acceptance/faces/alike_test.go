package faces

import (
	"encoding/json"
	"testing"
	"time"

	"switchboard/ui/cli"
)

// A place to choose is described in the same words by the command that lists it and by the screen that draws it.
func TestAPlaceIsDescribedAlike(t *testing.T) {
	t.Parallel()
	inState(t, nil, nil, func(d *desk) {
		status, out, errs := d.Run("e911", "set", string(bare), "--street", "200 MARKET ST STE 500", "--city", "San Francisco", "--state", "CA", "--zip", "94111",
			"--caller", "Michel Mabel", "--yes", "--json")
		var got struct {
			Results []struct {
				Unit    string `json:"extended_address"`
				Differs string `json:"differs"`
				Closest bool   `json:"closest"`
			} `json:"results"`
		}
		if err := json.Unmarshal([]byte(out), &got); err != nil || status != cli.Choice || len(got.Results) != 3 {
			t.Fatalf("exit %d, %v: %s%s", status, err, out, errs)
		}
		d.Resize(170, 45)
		d.Press("5")
		d.to("numbers", string(bare))
		d.Press("a")
		d.Sleep(time.Second)
		for i, want := range []string{"unit differs", "unit differs", "drops unit, street, zip differ"} {
			c := got.Results[i]
			if c.Differs != want {
				t.Errorf("place %d: the command says %q", i+1, c.Differs)
			}
			if c.Closest {
				c.Differs = "closest, " + c.Differs
			}
			d.Shows(c.Unit, c.Differs)
		}
	})
}
