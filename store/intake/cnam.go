package intake

import (
	"context"
	"errors"
	"strings"

	"switchboard/client/oneuc"
	"switchboard/store"
	"switchboard/store/act"
)

// callerNames are the rows of caller names.
func callerNames() Kind {
	return Kind{Name: "cnam", What: "caller names", Provider: oneuc.Provider, List: "numbers",
		Columns: []Column{numberColumn(), {Name: "cnam", Also: []string{"caller name", "name", "display name"}, Needed: true}, {Name: "lookup", Also: []string{"inbound lookup"}}},
		read:    readCallerName, left: callerNameLeft, came: done,
		unread: func(ctx context.Context, db *store.DB, a act.Act) (bool, error) {
			if set, ok := a.(named); ok {
				a = set.Set
			}
			return unread(ctx, db, a.(act.Set).Number, "cnam")
		}}
}

func readCallerName(cells map[string]string) (string, act.Act, string) {
	n, why := numberOf(cells["number"])
	if why != "" {
		return cells["number"], nil, why
	}
	name := cells["cnam"]
	if err := oneuc.CheckCNAM(name); err != nil {
		return string(n), nil, err.Error()
	}
	set := act.Set{Number: n, Properties: oneuc.Properties{CNAM: &oneuc.CNAM{DisplayName: name}}, Once: true}
	switch strings.ToLower(cells["lookup"]) {
	case "":
		return string(n), named{set}, ""
	case "on", "yes", "true":
		set.Properties.CNAM.InboundLookup = true
	case "off", "no", "false":
	default:
		return string(n), nil, "lookup: on or off"
	}
	return string(n), set, ""
}

// named is a caller name that leaves alone whether callers are looked up.
type named struct{ act.Set }

// callerNameLeft fills in what the row leaves as it is.
func callerNameLeft(ctx context.Context, db *store.DB, a act.Act) (act.Act, State, string, error) {
	name, ok := a.(named)
	if !ok {
		return a, "", "", nil
	}
	row, err := db.Number(ctx, name.Number)
	if err != nil && !errors.Is(err, store.ErrNotFound) {
		return nil, "", "", err
	}
	now, _ := row.Document.CNAM()
	set, next := name.Set, *name.Properties.CNAM
	next.InboundLookup = now.InboundLookup
	set.Properties.CNAM = &next
	return set, "", "", nil
}
