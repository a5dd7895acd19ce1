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
	touched                                        bool
}

func newForm(kit *pane.Kit) *form {
	f := &form{kit: kit, street: pane.NewField("Street", 200), unit: pane.NewField("Unit", 100), city: pane.NewField("City", 100),
		state: pane.NewField("State", 30), zip: pane.NewField("Zip", 12), caller: pane.NewField("Caller", 100), notify: pane.NewField("Notify", 400)}
	f.form = pane.NewForm(f.street, f.unit, f.city, f.state, f.zip, f.caller, f.notify)
	f.street.Hint = func(string) string { return f.doubt() }
	f.state.Hint = states
	f.caller.Hint = func(string) string { return "shown to the 911 centre" }
	f.notify.Hint = func(v string) string {
		if v == "" {
			return "e-mail addresses told of calls, apart by spaces"
		}
		return ""
	}
	f.notify.Check = func(v string) string { _, err := oneuc.ParseEmails(v); return words(err) }
	return f
}

// doubt is the first thing about the street that should be looked at.
func (f *form) doubt() string {
	hints := f.address().Hints()
	switch {
	case len(hints) == 0:
		return ""
	case hints[0].Fixed != nil:
		return "! unit found: Ctrl-t moves it down"
	}
	return "! " + hints[0].Text
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

// fill shows an address.
func (f *form) fill(e oneuc.E911) {
	f.street.SetValue(e.StreetAddress)
	f.unit.SetValue(e.Extended)
	f.city.SetValue(e.Locality)
	f.state.SetValue(e.Region)
	f.zip.SetValue(e.PostalCode)
	f.caller.SetValue(e.CallerName)
	f.notify.SetValue(strings.Join(e.Notify, " "))
	for _, field := range f.form.Fields {
		field.Problem = ""
	}
	f.form.Go(0)
}

// update takes a key or a paste; a whole address that is pasted is split.
func (f *form) update(msg tea.Msg) {
	f.touched, f.note = true, ""
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
	e := oneuc.ParseAddress(s)
	if e.StreetAddress == "" || e.Locality == "" && e.Region == "" && e.PostalCode == "" {
		return false
	}
	before := f.address()
	e.Notify = before.Notify
	if e.CallerName == "" {
		e.CallerName = before.CallerName
	}
	f.fill(e)
	f.note = "Split from what was pasted: look at each field."
	return true
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
	for i, at := range []struct {
		key   string
		field *pane.Field
	}{
		{"e911.street_address", f.street}, {"e911.extended_address", f.unit}, {"e911.locality", f.city}, {"e911.region", f.state},
		{"e911.postal_code", f.zip}, {"e911.caller_name", f.caller}, {"e911.notification_contact_emails", f.notify},
	} {
		if why := wrong[at.key]; why != "" {
			at.field.Problem = capital(why)
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
		tail = append(tail, st.Paint(style.Info, text.Clean(f.note).Cut(w).String())) // a line of its own, so that the sheet keeps its height
	}
	tail = tail[:min(len(tail), max(h-2, 0), 3)]
	var head []string
	if h-len(tail) >= len(f.form.Fields)+2 {
		head = []string{st.Paint(style.Dim, "On file  ") + st.Paint(style.Text, onFile.Cut(w-9).String()), ""}
	}
	out := append(head, around(f.form, f.kit, w, h-len(head)-len(tail))...)
	return strings.Join(append(out, tail...), "\n")
}
