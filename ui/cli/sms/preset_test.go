package sms

import (
	"testing"

	"switchboard/client/platfone"
	"switchboard/store"
	"switchboard/ui/cli"
)

// What is said comes before what a preset holds; the rest comes from it, in any case of its name.
func TestAPresetFillsInWhatIsNotSaid(t *testing.T) {
	db, err := store.Open(t.Context(), t.TempDir()+"/profile")
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	s := &cli.Session{DB: db}
	vip := store.Preset{Name: "VIP", Customer: "acme", Service: "telegram", Country: "uk", Max: 60, Pays: "cost + 20 %", Quality: 40}
	fixed := store.Preset{Name: "fixed", Customer: "acme", Service: "telegram", Country: "uk", Pays: "fixed price $1.20", Quality: 50}
	for _, p := range []store.Preset{vip, fixed} {
		if err := db.PutPreset(t.Context(), p); err != nil {
			t.Fatal(err)
		}
	}
	const usual = platfone.DefaultQuality
	for _, c := range []struct{ said, want ordering }{
		{ordering{preset: "vip", quality: usual}, ordering{customer: "acme", service: "telegram", country: "uk", max: "0.60", markup: "20", dynamic: true, quality: 40}},
		{ordering{preset: "vip", customer: "bluekite", max: "0.75", fixed: "2", quality: 90}, ordering{customer: "bluekite", service: "telegram", country: "uk", max: "0.75", fixed: "2", quality: 90}},
		{ordering{preset: "FIXED", service: "google", quality: usual}, ordering{customer: "acme", service: "google", country: "uk", fixed: "1.20", quality: 50}},
	} {
		c.want.preset = c.said.preset
		if got, err := saved(t.Context(), s, c.said); err != nil || got != c.want {
			t.Errorf("%+v\ngave %+v, %v\nwant %+v", c.said, got, err, c.want)
		}
	}
	if _, err := saved(t.Context(), s, ordering{preset: "gone"}); exitOf(err) != cli.NotFound {
		t.Errorf("an unknown preset: %v", err)
	}
}

// Beside a preset the options are held to the same rules.
func TestOptionsBesideAPresetAreChecked(t *testing.T) {
	for what, o := range map[string]ordering{
		"two ways to charge":       {preset: "vip", fixed: "2", markup: "20", quality: platfone.DefaultQuality},
		"a token without a price":  {preset: "vip", again: "ord_1", quality: platfone.DefaultQuality},
		"no customer, no preset":   {service: "telegram", country: "uk", quality: platfone.DefaultQuality},
		"a quality over a hundred": {preset: "vip", quality: 101},
	} {
		if err := o.check(); exitOf(err) != cli.Usage {
			t.Errorf("%s: %v", what, err)
		}
	}
	if err := (ordering{preset: "vip", quality: platfone.DefaultQuality}).check(); err != nil {
		t.Errorf("a preset alone: %v", err)
	}
}
