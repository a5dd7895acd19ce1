package numbers

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"switchboard/client/oneuc"
	"switchboard/ui/pane"
	"switchboard/ui/style"
	"switchboard/ui/text"
)

// form is where an emergency address is typed.
type form struct {
	kit                                            *pane.Kit
	form                                           *pane.Form
	street, unit, city, state, zip, caller, notify *pane.Field
	note                                           string // where the values come from
	offer                                          *offered
	touched                                        bool
}

// offered is an address that a key puts into a form nobody has touched.
type offered struct {
	long, short string // what the key does
	address     oneuc.E911
	problem     string // why it was refused before; untrusted
}

// says is the line under the fields.
func (f *form) says(w int) string {
	switch {
	case f.offer == nil:
		return f.note
	case text.Width(text.Clean(f.offer.long).String()) > w:
		return f.offer.short
	}
	return f.offer.long
}

func newForm(kit *pane.Kit) *form {
	f := &form{kit: kit, street: pane.NewField("Street", 200), unit: pane.NewField("Unit", 100), city: pane.NewField("City", 100),
		state: pane.NewField("State", 30), zip: pane.NewField("Zip", 12), caller: pane.NewField("Caller", 0), notify: pane.NewField("Notify", 400)}
	f.form = pane.NewForm(f.street, f.unit, f.city, f.state, f.zip, f.caller, f.notify)
	f.street.Hint = func(string) string {
		if _, whole := f.address().Whole(); whole {
			return "! a whole address: Enter spreads it over the fields"
		}
		return f.doubt("e911.street_address")
	}
	f.unit.Hint = func(v string) string {
		if f.rides() {
			return "! of the address before: is it right here?"
		}
		return ""
	}
	f.zip.Hint = func(string) string { return f.doubt("e911.postal_code") }
	f.state.Hint = states
	f.caller.Hint = func(v string) string {
		if v == "" {
			return "may stay empty: the 911 centre sees no name then"
		}
		return "shown to the 911 centre"
	}
	f.notify.Hint = func(v string) string {
		if v == "" {
			return "e-mail when 911 is called: addresses with spaces between"
		}
		return ""
	}
	f.notify.Check = func(v string) string { _, err := oneuc.ParseEmails(v); return words(err) }
	return f
}

// doubt is the first thing about a field that should be looked at.
func (f *form) doubt(field string) string {
	for _, h := range f.address().Hints() {
		switch {
		case h.Field != field:
		case h.Fixed != nil:
			return "! unit found: Ctrl-t moves it down"
		default:
			return "! " + h.Text
		}
	}
	return ""
}

// states names the state that is typed, or those it can become.
func states(v string) string {
	if r, ok := oneuc.RegionOf(v); ok {
		return r.Name
	}
	var fit []string
	for _, r := range oneuc.Regions() {
		if v != "" && (strings.HasPrefix(r.Code, strings.ToUpper(v)) || strings.HasPrefix(strings.ToLower(r.Name), strings.ToLower(v))) {
			fit = append(fit, r.Code)
		}
	}
	switch {
	case len(fit) > 0:
		return strings.Join(fit, " ")
	case v != "":
		return "two letters, such as CA or ON"
	}
	return ""
}

// address is what is typed. What cannot be read as e-mail addresses stays in
// its field; its check says so.
func (f *form) address() oneuc.E911 {
	emails, err := oneuc.ParseEmails(f.notify.Value())
	if err != nil {
		emails = strings.Fields(f.notify.Value())
	}
	state := strings.ToUpper(f.state.Value())
	if r, ok := oneuc.RegionOf(f.state.Value()); ok {
		state = r.Code
	}
	return oneuc.E911{CallerName: f.caller.Value(), StreetAddress: f.street.Value(), Extended: f.unit.Value(), Locality: f.city.Value(),
		Region: state, PostalCode: f.zip.Value(), Notify: emails}
}

// put offers a value; one that stands there already stays as it is.
func put(f *pane.Field, v string) {
	if f.Value() != v {
		f.SetValue(v)
	}
}

// fill shows an address.
func (f *form) fill(e oneuc.E911) {
	put(f.street, e.StreetAddress)
	put(f.unit, e.Extended)
	put(f.city, e.Locality)
	put(f.state, e.Region)
	put(f.zip, e.PostalCode)
	put(f.caller, e.CallerName)
	put(f.notify, strings.Join(e.Notify, " "))
	for _, field := range f.form.Fields {
		field.Problem = ""
	}
	f.form.Go(0)
}

// update takes a key or a paste; a whole address that is pasted is split.
func (f *form) update(msg tea.Msg) {
	f.touched, f.note, f.offer = true, "", nil
	p, pasted := msg.(tea.PasteMsg)
	if !pasted || !f.split(p.Content) {
		f.form.Update(msg)
	}
}

// split spreads a pasted address over the fields, when it is one: its city, its
// state or its code was found beside a street.
func (f *form) split(s string) bool {
	if f.form.At() == f.notify || f.form.At() == f.caller {
		return false
	}
	r := oneuc.ParseAddress(s)
	if e := r.Address; e.StreetAddress == "" || e.Locality == "" && e.Region == "" && e.PostalCode == "" {
		return false
	}
	f.spread(r, "Split from what was pasted: look at each field.")
	return true
}

// whole spreads an address that was typed into the street line over the fields.
func (f *form) whole() bool {
	if !f.street.Typed() {
		return false
	}
	typed := map[string]string{}
	for _, at := range f.fields() {
		if at.field.Typed() {
			typed[at.key] = at.field.Value()
		}
	}
	line := oneuc.E911{StreetAddress: f.street.Value()}
	if _, whole := line.Whole(); !whole {
		return false // what may be more than a street is told beside the field, and in the review
	}
	r, _ := line.Spread(typed)
	f.spread(r, "Split from what was typed: look at each field.")
	return true
}

// spread shows what was understood of a whole address.
func (f *form) spread(r oneuc.Reading, note string) {
	before := f.address()
	if r.KeepCaller(before.CallerName); f.caller.Typed() && before.CallerName != "" {
		r.Give("e911.caller_name", before.CallerName)
	}
	if unit := before.Extended; f.unit.Typed() && unit != r.Address.Extended {
		found := r.Address.Extended
		if r.Give("e911.extended_address", unit); found != "" {
			r.Doubts = append(r.Doubts, oneuc.Doubt{Field: "e911.extended_address", Say: "the pasted address has " + found + ", you typed " + unit})
		}
	}
	r.Address.Notify = before.Notify
	f.fill(r.Address)
	f.note = note
	if f.ask(r.Doubts); len(r.Doubts) > 0 {
		f.note = "Not certain: look at each marked field."
	}
	if len(r.Left) > 0 {
		f.note += " Left out: " + strings.Join(r.Left, ", ") + "."
	}
}

// ask says beside each field why it is not certain, and gives the keys to the
// first of them.
func (f *form) ask(doubts []oneuc.Doubt) {
	first := -1
	for i, at := range f.fields() {
		for _, d := range doubts {
			if d.Field == at.key {
				at.field.Problem = uncertain + d.Say
				if first < 0 {
					first = i
				}
				break
			}
		}
	}
	if first >= 0 {
		f.form.Go(first)
	}
}

// uncertain begins what is said of a piece of a pasted address that may be wrong.
const uncertain = "Not certain: "

// rides reports a unit that nobody has touched under a street that was typed:
// it is that of another house.
func (f *form) rides() bool {
	return f.street.Typed() && f.unit.Value() != "" && !f.unit.Typed()
}

// unsure is what is still said of pieces that nobody has touched since the paste.
func (f *form) unsure() []string {
	var all []string
	if f.rides() {
		all = append(all, `The unit "`+f.unit.Value()+`" is that of the address before.`)
	}
	for _, at := range f.fields() {
		if strings.HasPrefix(at.field.Problem, uncertain) {
			all = append(all, at.field.Problem)
		}
	}
	return all
}

// fields are the fields by the server's names, in the order of an address.
func (f *form) fields() []struct {
	key   string
	field *pane.Field
} {
	return []struct {
		key   string
		field *pane.Field
	}{
		{"e911.street_address", f.street}, {"e911.extended_address", f.unit}, {"e911.locality", f.city}, {"e911.region", f.state},
		{"e911.postal_code", f.zip}, {"e911.caller_name", f.caller}, {"e911.notification_contact_emails", f.notify},
	}
}

// moveUnit takes the unit out of the street line.
func (f *form) moveUnit() tea.Cmd {
	for _, h := range f.address().Hints() {
		if h.Fixed != nil {
			f.fill(*h.Fixed)
			f.touched = true
			break
		}
	}
	return nil
}

func (f *form) noUnit() string {
	for _, h := range f.address().Hints() {
		if h.Fixed != nil {
			return ""
		}
	}
	return "there is no unit in the street line"
}

// verify checks everything before anything is sent; the first wrong field gets the keys.
func (f *form) verify() bool {
	ok := f.form.Verify()
	return f.blame(f.address().Check()) && ok
}

// blame shows what is wrong under the fields it concerns; it reports whether nothing is.
func (f *form) blame(wrong oneuc.FieldErrors) bool {
	first := -1
	for i, at := range f.fields() {
		if why := wrong[at.key]; why != "" {
			at.field.Problem = text.Capital(why)
			if first < 0 {
				first = i
			}
		}
	}
	if first >= 0 {
		f.form.Go(first)
	}
	return len(wrong) == 0
}

// view draws the form: on file, the fields, and what is wrong with the whole.
func (f *form) view(onFile text.Safe, problem string, w, h int) string {
	st := f.kit.Styles
	var tail []string
	if problem != "" {
		for _, l := range pane.Wrap(text.Clean("! "+problem).String(), w) {
			tail = append(tail, st.Paint(style.Bad, l))
		}
	} else {
		for _, l := range text.Clean(f.says(w)).Wrap(w) {
			tail = append(tail, st.Paint(style.Info, l.String()))
		}
		tail = append(tail, "")[:max(len(tail), 1)] // a line of its own, so that the sheet keeps its height
	}
	tail = tail[:min(len(tail), max(h-2, 0), 3)]
	var head []string
	if h-len(tail) >= len(f.form.Fields)+2 {
		head = []string{st.Paint(style.Dim, "On file  ") + st.Paint(style.Text, onFile.Cut(w-9).String()), ""}
	}
	out := append(head, around(f.form, f.kit, w, h-len(head)-len(tail))...)
	return strings.Join(append(out, tail...), "\n")
}
