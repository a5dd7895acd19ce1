package listings

import (
	"maps"
	"time"

	"switchboard/client/numbersonline"
	"switchboard/client/phone"
	"switchboard/client/rest"
	"switchboard/store"
	"switchboard/ui/pane"
	"switchboard/ui/text"
)

// form is the fields of a step with their names on the wire.
type form struct {
	*pane.Form
	names []string
	kept  map[string]string // values of fields the other kind has
	from  numbersonline.Profile
	live  bool
	kit   *pane.Kit
	now   map[string]string // what a public page has, as far as that is told
	today func() time.Time
}

func newForm(names []string, fields ...*pane.Field) *form {
	return &form{Form: pane.NewForm(fields...), names: names}
}

// field is the field of a name, nil when the form has none.
func (f *form) field(name string) *pane.Field {
	for i, n := range f.names {
		if n == name {
			return f.Fields[i]
		}
	}
	return nil
}

func (f *form) value(name string) string {
	if field := f.field(name); field != nil {
		return field.Value()
	}
	return ""
}

// at is the name of the field that has the keys.
func (f *form) at() string {
	for i, field := range f.Fields {
		if field.Focused() {
			return f.names[i]
		}
	}
	return ""
}

func accountForm() *form {
	email := pane.NewField("E-mail", 254)
	email.Check = func(v string) string { return words(numbersonline.CheckEmail(v)) }
	name := pane.NewField("Name", 120)
	name.Check = func(v string) string { return words(numbersonline.CheckText("name", v)) }
	return newForm([]string{"name", "email"}, name, email)
}

func numberForm(d draft) *form {
	n := pane.NewField("Number", 40).SetValue(d.Number)
	n.Check = func(v string) string { _, err := phone.Parse(v); return words(err) }
	n.Hint = func(v string) string {
		if e, err := phone.Parse(v); err == nil {
			return e.Country()
		}
		return ""
	}
	by := pane.NewChoice("Code by", string(numbersonline.Voice), string(numbersonline.SMS)).SetValue(d.Channel)
	by.Hint = func(v string) string {
		if v == string(numbersonline.Voice) {
			return "the number is called"
		}
		return "where the number can receive texts"
	}
	code := pane.NewField("Code", 10)
	return newForm([]string{"number", "channel", "code"}, n, by, code)
}

func logoForm(d draft) *form {
	return newForm([]string{"logo"}, pane.NewField("File", 1024).SetValue(d.Logo))
}

// profileFields are the fields of the profile in the order of the form.
var profileFields = []struct {
	name, label string
	limit       int
}{
	{"dba", "Name in public", 120}, {"legal_name", "Legal name", 120}, {"ein", "Tax id (private)", 10}, {"jurisdiction", "Registered in", 60},
	{"formation_date", "Founded on", 10}, {"industry", "Industry", 60}, {"address", "Address", 200}, {"website", "Website", 200}, {"bio", "About", 500},
	{"name", "Name (private)", 120}, {"role", "Role", 60},
}

// profileForm asks what the kind needs. Of a public page the service tells the
// name and the website only, so what is left empty there stays as it is.
func (s *sheet) profileForm() *form {
	from := numbersonline.Profile{Kind: numbersonline.Business}
	if s.row.Draft != nil {
		from = s.row.Draft.Profile
	}
	if s.live {
		from = numbersonline.Profile{Kind: s.row.Kind()}
	}
	values := fieldsOf(from)
	if s.live {
		values["marketing_opt_in"] = unchanged
	} else {
		maps.Copy(values, s.draft.Fields)
	}
	kind := from.Kind
	if s.draft.Kind != "" && !s.live {
		kind = numbersonline.Kind(s.draft.Kind)
	}
	f := &form{kept: values, from: from, live: s.live, today: s.p.kit.Now}
	if s.live {
		f.kit, f.now = s.p.kit, map[string]string{"dba": s.row.Name(), "website": s.row.Website()}
	}
	f.build(kind)
	return f
}

// unchanged is the answer that leaves a choice on the public page alone.
const unchanged = "as it is"

// build makes the fields of a kind; what was typed for the other is kept.
func (f *form) build(kind numbersonline.Kind) {
	var fields []*pane.Field
	f.names, f.kept["kind"] = nil, string(kind)
	add := func(name string, field *pane.Field) {
		f.names, fields = append(f.names, name), append(fields, field.SetValue(f.kept[name]))
	}
	if !f.live {
		choice := pane.NewChoice("Kind", string(numbersonline.Business), string(numbersonline.Personal))
		choice.Hint = func(v string) string { return numbersonline.Kind(v).Price() }
		add("kind", choice)
	}
	for _, p := range profileFields {
		if !kind.Uses(p.name) && (p.name != "ein" || kind != numbersonline.Business) {
			continue
		}
		field := pane.NewField(p.label, p.limit)
		field.Masked = p.name == "ein"
		field.Check = f.check(p.name)
		if now := f.now[p.name]; now != "" {
			field.Hint = func(string) string { return text.Sentence("now {}", f.kit.Name(now)).String() }
		}
		add(p.name, field)
	}
	answers := []string{"no", "yes"}
	if f.live {
		answers = append([]string{unchanged}, answers...)
	}
	add("marketing_opt_in", pane.NewChoice("News by e-mail", answers...))
	f.Form = pane.NewForm(fields...)
}

// check holds a field to its documented form.
func (f *form) check(name string) func(string) string {
	return func(v string) string {
		if f.live && v == "-" {
			return ""
		}
		switch name {
		case "ein":
			return words(numbersonline.CheckEIN(v))
		case "formation_date":
			return words(numbersonline.CheckDate(v, f.today()))
		case "website":
			return words(numbersonline.CheckWebsite(v))
		}
		return words(numbersonline.CheckText(name, v))
	}
}

// changed builds the form anew when the kind was changed.
func (f *form) changed() {
	kind := f.field("kind")
	if kind == nil || f.names[len(f.names)-1] != "marketing_opt_in" {
		return
	}
	business := f.field("legal_name") != nil
	if business == (numbersonline.Kind(kind.Value()) == numbersonline.Business) {
		return
	}
	f.note()
	f.build(numbersonline.Kind(kind.Value()))
}

// note remembers every value but the tax id, which is only ever in its field.
func (f *form) note() {
	for i, name := range f.names {
		if name != "ein" {
			f.kept[name] = f.Fields[i].Value()
		}
	}
}

// into writes what can be kept of a step into a draft.
func (f *form) into(d *draft, at step) {
	switch at {
	case onNumber:
		d.Number, d.Channel = f.value("number"), f.value("channel")
	case onLogo:
		d.Logo = f.value("logo")
	case onProfile:
		f.note()
		d.Kind, d.Fields = f.kept["kind"], map[string]string{}
		was := fieldsOf(f.from)
		for name, v := range f.kept {
			if name != "kind" && v != was[name] {
				d.Fields[name] = v
			}
		}
	}
}

// changes are the fields that differ from what the service has.
func (f *form) changes(first bool) numbersonline.Changes {
	f.note()
	if f.live {
		return f.liveChanges()
	}
	was, sent := fieldsOf(f.from), maps.Clone(f.kept)
	for name := range sent {
		if !numbersonline.Kind(sent["kind"]).Uses(name) {
			sent[name] = was[name]
		}
	}
	to := profileOf(sent)
	c := numbersonline.Between(f.from, to)
	if first {
		c.Kind = to.Kind
	}
	if ein := f.value("ein"); ein != "" {
		secret := rest.NewSecret(ein)
		c.EIN = &secret
	}
	return c
}

// liveChanges are the fields that were filled in; a single - clears one.
func (f *form) liveChanges() numbersonline.Changes {
	var c numbersonline.Changes
	into := map[string]**string{"dba": &c.DBA, "legal_name": &c.LegalName, "jurisdiction": &c.Jurisdiction, "formation_date": &c.FormationDate,
		"industry": &c.Industry, "address": &c.Address, "website": &c.Website, "bio": &c.Bio, "name": &c.Name, "role": &c.Role}
	for i, name := range f.names {
		v := f.Fields[i].Value()
		to := into[name]
		switch {
		case name == "marketing_opt_in" && v != unchanged:
			yes := v == "yes"
			c.Marketing = &yes
		case v == "" || to == nil && name != "ein":
		case name == "ein":
			secret := rest.NewSecret(cleared(v))
			c.EIN = &secret
		default:
			v = cleared(v)
			*to = &v
		}
	}
	return c
}

func cleared(v string) string {
	if v == "-" {
		return ""
	}
	return v
}

func fieldsOf(p numbersonline.Profile) map[string]string {
	marketing := "no"
	if p.Marketing {
		marketing = "yes"
	}
	return map[string]string{"kind": string(p.Kind), "dba": p.DBA, "legal_name": p.LegalName, "jurisdiction": p.Jurisdiction,
		"formation_date": p.FormationDate, "industry": p.Industry, "address": p.Address, "website": p.Website, "bio": p.Bio,
		"name": p.Name, "role": p.Role, "marketing_opt_in": marketing}
}

func profileOf(v map[string]string) numbersonline.Profile {
	return numbersonline.Profile{Kind: numbersonline.Kind(v["kind"]), DBA: v["dba"], LegalName: v["legal_name"], Jurisdiction: v["jurisdiction"],
		FormationDate: v["formation_date"], Industry: v["industry"], Address: v["address"], Website: v["website"], Bio: v["bio"],
		Name: v["name"], Role: v["role"], Marketing: v["marketing_opt_in"] == "yes"}
}

// words is an error as a person reads it, "" for none.
func words(err error) string {
	if err == nil {
		return ""
	}
	return store.Said(err)
}
