package identifier

import (
	"encoding/json"
	"testing"
)

func TestSameSeedSameIdentifiers(t *testing.T) {
	a, b, other := Source{Seed: 7}, Source{Seed: 7}, Source{Seed: 8}
	first, second := a.Mint("key", 40), a.Mint("key", 40)
	if len(first) != 40 || first == second {
		t.Errorf("minted %q, then %q", first, second)
	}
	if first != b.Mint("key", 40) || first == other.Mint("key", 40) {
		t.Error("identifiers do not follow the seed")
	}
	if a.Derive("account", 8) != b.Derive("account", 8) {
		t.Error("a derived identifier depends on what was minted")
	}
	kept, err := json.Marshal(&a)
	if err != nil {
		t.Fatal(err)
	}
	var back Source
	if err := json.Unmarshal(kept, &back); err != nil || back.Mint("key", 40) != a.Mint("key", 40) {
		t.Errorf("after a restart the identifiers begin anew (%v)", err)
	}
}
