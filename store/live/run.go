package live

import (
	"context"
	"path/filepath"

	"switchboard/store"
	"switchboard/store/act"
)

// BeginRun writes down acts that a person has agreed to together, before any of them is carried
// out: whoever ends in the middle of them leaves a run that the next start tells of. What is
// carried out with the context is part of it, by its place among them; nil stands at that of one that cannot be done. One
// that cannot be written down keeps no act from being done, for each is in the journal by itself.
func (e *Engine) BeginRun(ctx context.Context, title string, acts []act.Act) (context.Context, int64) {
	r := store.Run{Title: title}
	for i, a := range acts {
		if a == nil {
			continue
		}
		body, err := act.Written(a)
		if err != nil {
			return ctx, 0
		}
		r.Acts = append(r.Acts, store.RunAct{N: i, Op: a.Op(), Body: body})
	}
	r.Total = len(r.Acts)
	return e.beginRun(ctx, r)
}

// BeginFile is the same for the rows of a file, of which only what was begun is noted. A run of the
// same file that was cut off is over with it; what came by standard input is another one each time. Over forgets them.
func (e *Engine) BeginFile(ctx context.Context, what, file string, rows int) (within context.Context, over func()) {
	within, run := e.beginRun(ctx, store.Run{Title: "Import of " + what + " from " + filepath.Base(file), File: file, Total: rows})
	if run == 0 {
		return within, func() {} // the old notice is all that tells of the file
	}
	if left, err := e.db.CutOff(ctx); err == nil {
		for _, r := range left {
			if r.File == file && r.ID != run && filepath.IsAbs(file) {
				_ = e.EndRun(ctx, r.ID) // what stays is told until a person has seen it
			}
		}
	}
	return within, func() { _ = e.EndRun(ctx, run) } // the same
}

func (e *Engine) beginRun(ctx context.Context, r store.Run) (context.Context, int64) {
	id, err := e.db.BeginRun(context.WithoutCancel(ctx), r)
	if err != nil {
		return ctx, 0
	}
	return act.InRun(ctx, id), id
}

// EndRun forgets a run that came to its end, or that a person has seen.
func (e *Engine) EndRun(ctx context.Context, id int64) error {
	if id == 0 {
		return nil
	}
	return e.db.EndRun(context.WithoutCancel(ctx), id)
}
