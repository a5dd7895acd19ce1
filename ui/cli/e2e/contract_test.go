package e2e

import (
	"testing"

	"switchboard/client/contract"
)

// Whatever the program asks of a provider is written down and held to its document, of a sandbox inside it
// and of one behind an address.
func TestEveryRequestIsHeldToTheDocuments(t *testing.T) {
	t.Parallel()
	p := serve(t, "--no-limits")
	behind, inside := connected(t, p), newHome(t)
	for _, args := range [][]string{{"customers", "list"}, {"numbers", "find", "415"}, {"listings", "list"}} {
		if got := behind.bare(args...); got.code != 0 {
			t.Errorf("%v: %+v", args, got)
		}
		if got := inside.run(args...); got.code != 0 {
			t.Errorf("%v: %+v", args, got)
		}
	}
	for where, h := range map[string]*home{"inside": inside, "behind an address": p.h} {
		if n := contract.Log(t, h.requests()); n < 3 {
			t.Errorf("%s: %d requests were written down", where, n)
		}
	}
}
