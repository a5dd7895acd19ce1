package sms

import (
	"testing"

	"switchboard/client/platfone"
	"switchboard/client/sandbox"
	"switchboard/store"
	"switchboard/store/act"
	"switchboard/store/live"
)

// Whether a provider answers is asked where that is in doubt before an act is weighed, and nowhere else. What a process
// before has noted is the first of the two reads that reach nobody; an answer ends the doubt.
func TestWhatIsInDoubtIsAskedBeforeItIsWeighed(t *testing.T) {
	for _, c := range []struct {
		name                   string
		before                 store.HealthState // as a process before noted it
		unheard, away, refused bool
	}{
		{name: "it was there, and the act finds out", before: store.HealthLive, away: true},
		{name: "it was there, and a dry run asks", before: store.HealthLive, unheard: true},
		{name: "it was there and is away, and a dry run asks", before: store.HealthLive, unheard: true, away: true, refused: true},
		{name: "it was away and is there", before: store.HealthOffline},
		{name: "it was away and is so still", before: store.HealthOffline, away: true, refused: true},
	} {
		t.Run(c.name, func(t *testing.T) {
			inBubble(t, sandbox.Options{}, func(t *testing.T, r *rig) {
				r.Stop()
				r.Engine = r.Make(live.Config{})
				if err := r.DB.PutHealth(t.Context(), store.Health{Provider: platfone.Provider, State: c.before}); err != nil {
					t.Fatal(err)
				}
				if c.away {
					r.Inject(sandbox.Fault{Provider: "sms", Kind: sandbox.Offline, Times: -1})
				}
				setup{API: r.api()}.at(r.Engine)
				r.Run(0)
				if err := r.Engine.Ready(t.Context()); err != nil {
					t.Fatal(err)
				}
				r.Engine.Sure(t.Context(), platfone.Provider, c.unheard)
				v, err := r.Engine.Weigh(t.Context(), act.Status{Customer: "acme", Status: platfone.CustomerPaused})
				if err != nil || v.Stands() == c.refused {
					t.Errorf("%+v, %v", v.Refused, err)
				}
			})
		})
	}
}
