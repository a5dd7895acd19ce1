package intake

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"time"

	"switchboard/client/phone"
	"switchboard/store"
	"switchboard/store/act"
)

// Import is a file that was read, and how each of its rows stands.
type Import struct {
	Kind  Kind
	File  string // where it came from
	Rows  []Row
	Other []string // columns that mean nothing here
	batch act.Batch
}

// Read reads a file to its end. An error is that nothing of it can be done.
func Read(k Kind, r io.Reader) (*Import, error) {
	f, err := open(r, k.Columns)
	if err != nil {
		return nil, err
	}
	if k.lacks != nil {
		has := func(name string) bool { _, ok := f.at[name]; return ok }
		if none := k.lacks(has); none != "" {
			return nil, fmt.Errorf("the column %s is missing: the columns are %s", none, Names(k.Columns))
		}
	}
	im := &Import{Kind: k, Other: f.Other}
	seen := map[string]int{}
	for {
		line, cells, problem, err := f.next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, err
		}
		if blank(cells) {
			continue
		}
		row := Row{Line: line, State: Ready}
		subject, a, why := k.read(cells)
		row.Subject, row.act = subject, a
		if problem != "" {
			why = problem
		}
		if why != "" {
			row.State, row.Why, row.act = Wrong, why, nil
		}
		im.add(row, seen)
	}
	if len(im.Rows) == 0 {
		return nil, errNone
	}
	return im, nil
}

func blank(cells map[string]string) bool {
	for _, v := range cells {
		if v != "" {
			return false
		}
	}
	return true
}

// add takes a row up. Of two rows about the same thing the second is left out
// when it says the same; when it says something else nobody can tell which is
// right, and neither is done.
func (im *Import) add(row Row, seen map[string]int) {
	first, twice := seen[row.Subject]
	switch {
	case row.act == nil:
	case !twice:
		seen[row.Subject] = len(im.Rows)
	case im.Rows[first].State == Ready && same(im.Rows[first].act, row.act):
		row.State, row.Why = Wrong, fmt.Sprintf("it says the same as line %d: it is done once", im.Rows[first].Line)
	default:
		before := &im.Rows[first]
		row.State, row.Why = Wrong, fmt.Sprintf("line %d wants something else for %s: neither is done", before.Line, row.Subject)
		if before.State == Ready {
			before.State, before.Why = Wrong, fmt.Sprintf("line %d wants something else for %s: neither is done", row.Line, row.Subject)
		}
	}
	im.Rows = append(im.Rows, row)
}

func same(a, b act.Act) bool {
	x, err := json.Marshal(a)
	y, again := json.Marshal(b)
	return err == nil && again == nil && string(x) == string(y)
}

// Count is how many rows stand so.
func (im *Import) Count(states ...State) int {
	n := 0
	for _, r := range im.Rows {
		for _, s := range states {
			if r.State == s {
				n++
			}
		}
	}
	return n
}

// World is what rows are weighed against and carried out by.
type World struct {
	DB    *store.DB
	Judge act.Judge
	Read  func(ctx context.Context, n phone.E164) error // what is on file of a number, now; nil where there are none
	List  func(ctx context.Context) error               // reads the list of what there is; nil where it is read already
	Came  func(done, total int)                         // told how far it has come; may be nil
	Waits func(open int, until time.Time)               // told, again and again, that it waits for rows that are being checked; may be nil
	// Begin writes down that so many rows are about to be carried out, until over is called; nil writes nothing.
	Begin func(ctx context.Context, what, file string, rows int) (within context.Context, over func())
}

func (w World) came(done, total int) {
	if w.Came != nil {
		w.Came(done, total)
	}
}
