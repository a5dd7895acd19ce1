package cli

import (
	"bytes"
	"io"
	"strings"
	"testing"
	"time"

	"switchboard/store"
)

// Who waits is told that nothing comes for now: also by a provider that did not answer before, though not of
// what nobody asks any more, nor of a part of it that is left alone while the rest answers.
func TestWhyNothingComesIsTold(t *testing.T) {
	db, err := store.Open(t.Context(), t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	began := time.Now()
	before, soon := began.Add(-time.Hour), began.Add(time.Hour)
	for name, c := range map[string]struct {
		health store.Health
		told   bool
		ends   bool
	}{
		"offline since it began":  {store.Health{State: store.HealthOffline, Since: began}, true, false},
		"offline before":          {store.Health{State: store.HealthOffline, Since: before, NextTry: soon}, true, false},
		"offline when last asked": {store.Health{State: store.HealthOffline, Since: before, NextTry: before}, false, false},
		"a part left alone":       {store.Health{State: store.HealthLimited, Since: began, NextTry: soon}, false, false},
		"refused":                 {store.Health{State: store.HealthRefused, Since: began}, false, true},
		"refused another":         {store.Health{State: store.HealthRefused, Since: before}, false, false},
	} {
		c.health.Provider, c.health.Message = "sms", "management"
		if err := db.PutHealth(t.Context(), c.health); err != nil {
			t.Fatal(err)
		}
		var errs bytes.Buffer
		a := &App{Out: newOutput(io.Discard, &errs, false)}
		if err := a.StillAsked(t.Context(), &Session{DB: db}, "sms", began); (err != nil) != c.ends || strings.Contains(errs.String(), "It is asked again") != c.told {
			t.Errorf("%s: %v, %q", name, err, &errs)
		}
	}
}
