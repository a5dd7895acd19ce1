package cli

import (
	"context"
	"strings"
	"testing"

	"switchboard/store/act"
)

// journalled remembers what was written down before it was carried out.
type journalled struct {
	Engine
	acts  []act.Act
	title string
}

func (w *journalled) BeginRun(ctx context.Context, title string, acts []act.Act) (context.Context, int64) {
	w.title, w.acts = title, acts
	return ctx, 1
}

func (*journalled) EndRun(context.Context, int64) error { return nil }

// What cannot be done is not written down as something that was not tried; the others keep their places.
func TestOnlyWhatCanBeDoneIsWrittenDown(t *testing.T) {
	can := func(id string) act.Verdict { return act.Verdict{Act: act.Cancel{ID: id}} }
	cannot := can("2")
	cannot.Refused = []act.Reason{{Code: act.Invalid, Say: "It is closed."}}
	w, r := &journalled{}, &several{a: &App{}, many: "activations"}
	_, over := r.noted(t.Context(), &Session{Engine: w}, act.Together([]act.Verdict{can("1"), cannot, can("3")}))
	over()
	if len(w.acts) != 3 || w.acts[0] == nil || w.acts[1] != nil || w.acts[2] == nil || !strings.HasSuffix(w.title, ": 2 activations") {
		t.Errorf("%q: %+v", w.title, w.acts)
	}
	*w = journalled{}
	if r.noted(t.Context(), &Session{Engine: w}, act.Together([]act.Verdict{can("1"), cannot})); w.acts != nil {
		t.Errorf("one alone is written down: %+v", w.acts)
	}
}
