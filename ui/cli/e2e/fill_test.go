package e2e

import (
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"switchboard/testdata/proof"
)

const invented = "sandbox fill --activations 12000 --customers 90 --until 2026-11-01 --profile default"

func (h *home) history() string {
	h.t.Helper()
	r := h.bare("history", "--csv", "--offline", "--profile", "default")
	if n := strings.Count(r.out, "\n"); n != 12001 {
		h.t.Fatalf("%d lines of history: %d %s", n, r.code, r.err)
	}
	return r.out
}

// A fill that is killed goes on where it was, and comes to the history that it
// would have come to.
func TestAFillThatIsKilledComesToTheSameHistory(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("starts processes")
	}
	whole := newHome(t)
	if r := whole.bare(strings.Fields(invented)...); r.code != 0 {
		t.Fatalf("%d %s", r.code, r.err)
	}
	broken := newHome(t)
	dice := rand.New(rand.NewPCG(proof.Seed(t, 1), 7))
	halfway := 0
	for range proof.Size(t, 8) {
		fill := broken.command(strings.Fields(invented)...)
		if err := fill.Start(); err != nil {
			t.Fatal(err)
		}
		time.AfterFunc(time.Duration(20+dice.IntN(350))*time.Millisecond, func() { _ = fill.Process.Kill() })
		if fill.Wait() != nil {
			halfway++
		}
	}
	r := broken.bare(strings.Fields(invented)...)
	if r.code != 0 {
		t.Fatalf("%d %s", r.code, r.err)
	}
	if broken.history() != whole.history() {
		t.Error("a fill that was killed came to another history")
	}
	if r := broken.bare("db", "check", "--profile", "default", "--offline"); r.code != 0 {
		t.Errorf("%d %s%s", r.code, r.out, r.err)
	}
	if halfway == 0 {
		t.Error("no fill was killed before its end")
	}
	proof.Figure(t, "kills", halfway)
}
