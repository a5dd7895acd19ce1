package intake

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"strings"

	"switchboard/client/oneuc"
	"switchboard/client/phone"
	"switchboard/store"
	"switchboard/store/act"
)

// pieces are the columns of an address by the server's names.
var pieces = []struct{ column, field string }{
	{"street", "e911.street_address"}, {"unit", "e911.extended_address"}, {"city", "e911.locality"}, {"state", "e911.region"}, {"zip", "e911.postal_code"}, {"caller", "e911.caller_name"},
}

func numberColumn() Column {
	return Column{Name: "number", Also: []string{"e164", "phone", "phone number", "telephone", "did", "tn"}, Needed: true}
}

// addresses are the rows of emergency addresses.
func addresses() Kind {
	return Kind{Name: "e911", What: "911 addresses", Provider: oneuc.Provider, List: "numbers",
		Columns: []Column{numberColumn(), {Name: "caller", Also: []string{"caller name", "name", "company"}},
			{Name: "street", Also: []string{"street address", "address line 1", "address1"}}, {Name: "unit", Also: []string{"extended address", "suite", "apt", "address line 2", "address2"}},
			{Name: "city", Also: []string{"locality", "town"}}, {Name: "state", Also: []string{"region", "province"}}, {Name: "zip", Also: []string{"postal code", "zip code", "postcode"}},
			{Name: "address", Also: []string{"whole address", "full address"}}, {Name: "notify", Also: []string{"email", "e-mail", "notification contact emails"}}},
		lacks: func(has func(string) bool) string {
			if has("address") {
				return ""
			}
			var none []string
			for _, name := range []string{"street", "city", "state", "zip"} {
				if !has(name) {
					none = append(none, name)
				}
			}
			return strings.Join(none, ", the column ")
		},
		read: readAddress, left: addressLeft, came: addressCame,
		unread: func(ctx context.Context, db *store.DB, a act.Act) (bool, error) {
			return unread(ctx, db, a.(act.SetAddress).Number, "e911")
		}}
}

// numberOf reads a number as spreadsheets leave it: often without its plus. Only
// numbers of the account are taken, so that no other can be meant.
func numberOf(s string) (phone.E164, string) {
	if strings.ContainsAny(s, "eE") && strings.ContainsAny(s, ".,+") {
		return "", "number: " + s + " is how a spreadsheet shortens a number: make the column text and write the number whole"
	}
	if n, ok := oneuc.ReadAs(s); ok && (strings.HasPrefix(n.Digits(), "1") || strings.HasPrefix(s, "+")) {
		return n, ""
	}
	_, err := phone.Parse(s)
	if err == nil {
		err = errors.New("it is no whole number of the United States or Canada, and has no + before it")
	}
	return "", "number: " + err.Error()
}

func readAddress(cells map[string]string) (string, act.Act, string) {
	n, why := numberOf(cells["number"])
	if why != "" {
		return cells["number"], nil, why
	}
	var r oneuc.Reading
	if whole := cells["address"]; whole != "" {
		r = oneuc.ParseAddress(whole)
	}
	for _, p := range pieces {
		if v := cells[p.column]; v != "" {
			r.Give(p.field, v)
		}
	}
	if at, ok := oneuc.RegionOf(r.Address.Region); ok {
		r.Address.Region = at.Code
	}
	if v := cells["notify"]; v != "" {
		list, err := oneuc.ParseEmails(v)
		if err != nil {
			return string(n), nil, "notify: " + err.Error()
		}
		r.Address.Notify = list
	}
	if !r.Sure() {
		return string(n), nil, "the address was not understood for certain: " + r.Doubts[0].Say
	}
	if problems := r.Address.Check(); len(problems) > 0 {
		return string(n), nil, problems.Error()
	}
	return string(n), act.SetAddress{Number: n, Address: r.Address, Once: true}, ""
}

// unread reports that the list says that something is on file which was not read yet.
func unread(ctx context.Context, db *store.DB, n phone.E164, feature string) (bool, error) {
	row, err := db.Number(ctx, n)
	if errors.Is(err, store.ErrNotFound) {
		return false, nil
	}
	return err == nil && row.Document == nil && slices.ContainsFunc(row.Features, func(f string) bool { return strings.Contains(f, feature) }), err
}

// addressLeft holds back a number for which a person has to choose among places
// for the row's address, or whose address the service did not find: the same is
// not sent again. A row that was corrected since is.
func addressLeft(ctx context.Context, db *store.DB, a act.Act) (act.Act, State, string, error) {
	set, err := keeping(ctx, db, a.(act.SetAddress))
	if err != nil {
		return nil, "", "", err
	}
	d, err := db.Emergency(ctx, set.Number)
	switch {
	case errors.Is(err, store.ErrNotFound):
		return set, "", "", nil
	case err != nil:
		return nil, "", "", err
	case len(d.Candidates) > 0 && (d.Typed == nil || slices.Equal(d.Typed.Words(), store.PlaceOf(set.Address).Words())):
		return nil, Choice, oneuc.PossiblePlaces(len(d.Candidates)), nil
	case d.Problem != "" && slices.Equal(store.PlaceOf(d.Address).Words(), store.PlaceOf(set.Address).Words()):
		return nil, Refused, "sent at " + d.Kept.Local().Format("2 Jan 15:04") + ", and not taken: " + d.Problem + ". Correct the address", nil
	}
	return set, "", "", nil
}

// keeping is the row's address with the caller and the e-mails on file where the row says none: an address is
// what was given and nothing else, and those two are no part of where help goes.
func keeping(ctx context.Context, db *store.DB, set act.SetAddress) (act.SetAddress, error) {
	row, err := db.Number(ctx, set.Number)
	if errors.Is(err, store.ErrNotFound) {
		return set, nil
	}
	if e, ok := row.Document.E911(); ok {
		set.Address.CallerName = cmp.Or(set.Address.CallerName, e.CallerName)
		if len(set.Address.Notify) == 0 {
			set.Address.Notify = e.Notify
		}
	}
	return set, err
}

func addressCame(a act.Act, o act.Outcome) (State, string) {
	came, _ := o.(oneuc.Outcome)
	why := oneuc.Amiss(a.(act.SetAddress).Address, came)
	switch came.(type) {
	case oneuc.Choices:
		return Choice, why
	case oneuc.Charges:
		return Charged, why + ". e911 set --accept-charges pays it"
	}
	switch {
	case why == "":
		return Done, ""
	case oneuc.Filed(came):
		return Written, why
	}
	return Refused, why
}
