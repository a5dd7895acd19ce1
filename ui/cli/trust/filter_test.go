package trust_test

import (
	"errors"
	"strings"
	"testing"

	"switchboard/store"
	"switchboard/ui/cli"
)

// The list is narrowed as the console's: by what is listed, and by what is noted here.
func TestListingsAreNarrowedByAFilter(t *testing.T) {
	withTrust(t, func(t *testing.T, p *trustProgram) {
		all := p.json(t, cli.OK, "list").([]any)
		first := all[0].(map[string]any)["e164"].(string)
		db, err := store.Open(t.Context(), p.rig.Dir)
		if err != nil {
			t.Fatal(err)
		}
		_, err = db.EditNote(t.Context(), store.NoteListing, first, func(n *store.Note) error { n.Tags = []string{"vip"}; return nil })
		if err = errors.Join(err, db.Close()); err != nil {
			t.Fatal(err)
		}
		for filter, want := range map[string]int{"tag:vip": 1, "-tag:vip": len(all) - 1, "risk>40": 1, "number:" + first: 1, "zzz": 0} {
			if got := p.json(t, cli.OK, "list", "--filter", filter).([]any); len(got) != want {
				t.Errorf("%s: %d pass, want %d of %d", filter, len(got), want, len(all))
			}
		}
		if got := p.run(t, "list", "--filter", "is:kept"); got.code != cli.Usage || !strings.Contains(got.errs, "--filter") {
			t.Errorf("what only the console knows: %+v", got)
		}
	})
}
