package intake

import (
	"switchboard/client/numbersonline"
	"switchboard/client/phone"
	"switchboard/store/act"
)

// profile are the columns of a listing by the names on the wire.
var profile = []Column{{Name: "dba", Also: []string{"public name", "brand"}}, {Name: "legal_name", Also: []string{"company"}}, {Name: "jurisdiction", Also: []string{"state"}},
	{Name: "formation_date", Also: []string{"founded"}}, {Name: "industry"}, {Name: "address"}, {Name: "website", Also: []string{"url"}}, {Name: "bio", Also: []string{"about"}},
	{Name: "name"}, {Name: "role"}}

// taxID is a column that no file may have a value in.
var taxID = Column{Name: "ein", Also: []string{"tax id", "taxid"}}

// drafts are the rows of listings that are to be put online. Nothing is sent
// for them: each waits for its number to be proved.
func drafts() Kind {
	return Kind{Name: "listings", What: "listing drafts", Provider: act.Here,
		Columns: append([]Column{numberColumn(), {Name: "kind", Needed: true}, taxID}, profile...), read: readDraft, came: done}
}

func readDraft(cells map[string]string) (string, act.Act, string) {
	n, err := phone.Parse(cells["number"])
	if err != nil {
		return cells["number"], nil, "number: " + err.Error()
	}
	if cells[taxID.Name] != "" {
		return string(n), nil, "ein: a tax id is kept nowhere; leave the column out, and give it when the number is put online"
	}
	a := act.KeepListing{Number: n, Kind: numbersonline.Kind(cells["kind"]), Fields: map[string]string{}}
	for _, c := range profile {
		if v := cells[c.Name]; v != "" {
			a.Fields[c.Name] = v
		}
	}
	return string(n), a, ""
}
