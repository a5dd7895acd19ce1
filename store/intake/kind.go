package intake

import (
	"context"

	"switchboard/store"
	"switchboard/store/act"
)

// Kind is what the rows of a file are.
type Kind struct {
	Name     string // "e911"
	What     string // in words: "911 addresses"
	Provider string // who carries them out
	List     string // the list that says what there is, read before anything is judged; "" is none
	Columns  []Column
	// lacks names columns that are needed with those that there are; "" is none.
	lacks func(has func(string) bool) string
	// read makes the act of a row. why is a problem of the row.
	read func(cells map[string]string) (subject string, a act.Act, why string)
	// left says what is left to be done of a row: its act, another one, or none,
	// and then how it stands. nil is always the act.
	left func(ctx context.Context, db *store.DB, a act.Act) (next act.Act, s State, why string, err error)
	// unread reports that what is on file about the row's subject has to be read first; nil is never.
	unread func(ctx context.Context, db *store.DB, a act.Act) (bool, error)
	// came says how a row stands after an outcome that is no error.
	came func(a act.Act, o act.Outcome) (State, string)
}

// Kinds are all there are.
func Kinds() []Kind { return []Kind{addresses(), callerNames(), customers(), drafts()} }

func done(act.Act, act.Outcome) (State, string) { return Done, "" }
