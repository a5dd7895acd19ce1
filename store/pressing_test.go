package store

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"switchboard/client/platfone"
	"switchboard/testdata/proof"
)

// pressing names the folder in which this test binary, started again by a test, writes rows and
// makes segments until it is killed.
const pressing = "SWITCHBOARD_TEST_PRESSING"

func presses(dir string) error {
	ctx := context.Background()
	db, err := Open(ctx, dir)
	if err != nil {
		return err
	}
	dice := rand.New(rand.NewPCG(uint64(os.Getpid()), 4))
	for i := 0; ; i++ {
		if err := db.PutActivations(ctx, epoch.AddDate(0, 2, 0), texted(dice, i*200, 200)...); err != nil {
			return err
		}
		fmt.Println("put")
		if err := db.sealWith(ctx, small()); err != nil {
			return err
		}
		fmt.Println("sealed")
	}
}

// A program that is killed while it writes rows or makes segments leaves nothing behind that a
// search could miss.
func TestAKillWhileSegmentsAreMadeHidesNothing(t *testing.T) {
	if testing.Short() {
		t.Skip("starts processes")
	}
	dir := filepath.Join(t.TempDir(), "profile")
	dice := rand.New(rand.NewPCG(proof.Seed(t, 1), 6))
	for range proof.Size(t, 5) {
		if said := killedAt(t, pressing, dir, 1+dice.IntN(8)); len(said) == 0 || strings.HasPrefix(said[0], "error") {
			t.Fatalf("the other process said %q", said)
		}
		db := must[*DB](t)(Open(t.Context(), dir))
		db.stopSealing()
		rows := must[[]Activation](t)(db.History(t.Context(), ActivationFilter{}, 0, 5000))
		seeds := make([]platfone.Activation, len(rows))
		for i, a := range rows {
			seeds[i] = a.Activation
		}
		foundLikePlainly(t, db, dice, seeds, 25)
		if err := db.Close(); err != nil {
			t.Fatal(err)
		}
	}
}
