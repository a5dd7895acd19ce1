package importing

import (
	"context"
	"fmt"
	"path/filepath"
	"sync"

	tea "charm.land/bubbletea/v2"

	"switchboard/client/phone"
	"switchboard/store"
	"switchboard/store/act"
	"switchboard/store/intake"
	"switchboard/ui/pane"
	"switchboard/ui/text"
)

// job is a file that is taken in. It is the judge of its own rows: what a
// person agrees to is the verdict on all of them.
type job struct {
	im   *intake.Import
	w    intake.World
	name string

	asked act.Verdict // on all rows, as they were before any was sent
	any   bool        // whether there is a row that can be done

	mu    sync.Mutex
	done  int
	rows  []intake.Row // as they were told
	sent  bool         // a person has agreed to it
	over  bool
	cause error // why it stopped before its end
}

func newJob(im *intake.Import, w intake.World, path string) *job {
	j := &job{im: im, w: w, name: filepath.Base(path)}
	j.asked, j.any = im.Verdict()
	j.w.Came = j.came
	return j
}

func (j *job) came(done, _ int) {
	j.mu.Lock()
	defer j.mu.Unlock()
	j.done = done
}

func (j *job) told(r intake.Row) error {
	j.mu.Lock()
	defer j.mu.Unlock()
	j.rows = append(j.rows, r)
	return nil
}

// end notes that nothing more is done, and why.
func (j *job) end(err error) {
	j.mu.Lock()
	defer j.mu.Unlock()
	if j.over, j.cause = true, err; len(j.rows) == 0 {
		j.rows = j.im.Rows
	}
}

func (j *job) ended() bool {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.over
}

// runs reports whether it was begun and is not at its end.
func (j *job) runs() bool {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.sent && !j.over
}

// Weigh implements act.Judge.
func (j *job) Weigh(context.Context, act.Act) (act.Verdict, error) {
	return j.asked, nil
}

// Do implements act.Judge.
func (j *job) Do(ctx context.Context, _ act.Act, c act.Consent) (act.Outcome, error) {
	j.mu.Lock()
	j.sent = true
	j.mu.Unlock()
	err := j.im.Run(ctx, j.w, c, j.told)
	j.end(err)
	return nil, err
}

// asks is the sheet that says what the file comes to, and asks for consent.
func (j *job) asks(kit *pane.Kit) pane.Sheet {
	return pane.NewAgree(kit, j, pane.Agreement{
		Title: "Import " + j.im.Kind.What, Verb: "send them", Act: j.asked.Act,
		Began: pane.Push{Sheet: &progress{kit, j}},
		Done:  func(_ act.Outcome, err error) tea.Msg { return j.toast(err) },
	})
}

// toast says what the run came to.
func (j *job) toast(err error) tea.Msg {
	say := text.Capital(j.im.Kind.What) + " of " + j.name + ": " + j.im.Summary()
	if err != nil {
		say += " It stopped: " + store.Said(err)
	}
	return pane.Toast{Text: say, Bad: err != nil || j.im.Count(intake.Wrong, intake.Refused, intake.Unknown, intake.Unsent) > 0}
}

// noted are lines about the rows that are not simply done.
func noted(kit *pane.Kit, all []intake.Row) []text.Safe {
	rows, more := intake.Noted(all)
	var out []text.Safe
	for _, r := range rows {
		said := r.Told()
		if kit.Private { // it may name an address
			said = string(r.State)
			if n := phone.E164(r.Subject); n.Digits() != "" && r.Subject[0] == '+' {
				said = kit.Phone(n).String() + ": " + said
			}
		}
		out = append(out, text.Clean(fmt.Sprintf("line %d: %s", r.Line, said)))
	}
	if more > 0 {
		out = append(out, text.Clean(fmt.Sprintf("and %d more", more)))
	}
	return out
}
