package pane

import (
	"context"
	"errors"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"switchboard/store"
	"switchboard/ui/keybook"
	"switchboard/ui/style"
	"switchboard/ui/text"
)

// filters is the sheet of the filters that were saved for a list: one is chosen, the present one is saved, others are
// renamed and removed.
type filters struct {
	kit     *Kit
	box     *FilterBox
	shelf   *Shelf
	list    List[store.SavedFilter]
	name    *Field // while a name is written, alone in its form
	form    *Form
	renames string // whose name that is; "" is the present filter's
	again   string // the taken name that Enter puts the filter under all the same
	writing bool
}

// filed is the answer to a change of the saved filters.
type filed struct {
	to   *filters
	said string
	err  error
}

func newFilters(b *FilterBox, shelf *Shelf) *filters {
	s := &filters{kit: b.kit, box: b, shelf: shelf}
	s.list.Key = func(f store.SavedFilter) string { return f.Name }
	s.list.Set(shelf.Of(b.id))
	return s
}

// Title implements Sheet.
func (s *filters) Title() string { return "Saved filters" }

// Capturing implements Capturer.
func (s *filters) Capturing() bool { return s.name != nil }

// Update implements Sheet.
func (s *filters) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.KeyPressMsg, tea.PasteMsg:
		if s.name != nil && !s.writing {
			s.name.Update(msg)
			s.name.Problem = ""
		}
		return nil
	case filed:
		if msg.to == s {
			return s.took(msg)
		}
	}
	s.list.Set(s.shelf.Of(s.box.id))
	return nil
}

func (s *filters) took(f filed) tea.Cmd {
	s.writing = false
	switch {
	case errors.Is(f.err, store.ErrSaved) && s.name != nil && s.renames == "":
		s.again = s.name.Value()
		s.name.Problem = "There is a filter of this name already: Enter again puts this one in its place."
		return nil
	case f.err != nil && s.name != nil:
		s.name.Problem = store.Said(f.err)
		return nil
	case f.err != nil:
		return Fail(f.err)
	}
	s.name = nil
	return Say(f.said)
}

// Actions implements Sheet.
func (s *filters) Actions() []Action {
	if s.name != nil {
		return []Action{
			{ID: "filters.keep", Key: keybook.Fixed("save", "enter"), Off: s.busy, Do: s.keep},
			{ID: "filters.back", Key: keybook.Fixed("back", "esc"), Off: s.busy, Do: func() tea.Cmd { s.name = nil; return nil }},
		}
	}
	move := func(d int) func() tea.Cmd { return func() tea.Cmd { return s.list.Step(d) } }
	return []Action{
		{ID: "filters.use", Key: keybook.Fixed("use", "enter"), Off: s.noUse, Do: s.use},
		{ID: "filters.save", Key: keybook.Fixed("save the present filter", "s"), Off: s.noSave, Do: func() tea.Cmd { return s.write("", "") }},
		{ID: "filters.rename", Key: keybook.Fixed("rename", "r"), Off: s.none, Do: func() tea.Cmd {
			f, _ := s.list.Selected()
			return s.write(f.Name, f.Name)
		}},
		{ID: "filters.remove", Key: keybook.Fixed("remove", "x"), Off: s.none, Do: s.remove},
		{ID: "filters.close", Key: keybook.Fixed("close", "esc", "q"), Do: func() tea.Cmd { return Send(Pop{s}) }},
		{ID: "filters.up", Key: keybook.Fixed("up", "up", "k"), Hide: true, Do: move(-1)},
		{ID: "filters.down", Key: keybook.Fixed("down", "down", "j"), Hide: true, Do: move(1)},
	}
}

func (s *filters) busy() string {
	if s.writing {
		return "it is being saved"
	}
	return ""
}

func (s *filters) none() string {
	if _, ok := s.list.Selected(); !ok {
		return "no filter is saved for this list"
	}
	return s.busy()
}

func (s *filters) noUse() string {
	f, ok := s.list.Selected()
	if !ok {
		return s.none()
	}
	return unfit(s.kit, f)
}

func (s *filters) noSave() string {
	if s.box.Text() == "" {
		return "there is no filter to save: Esc, then / writes one"
	}
	if why := (store.SavedFilter{List: s.box.id, Text: s.box.Text()}).Problem(s.kit.Now()); why != "" {
		return "the filter cannot be saved: " + why
	}
	return s.busy()
}

func (s *filters) use() tea.Cmd {
	f, _ := s.list.Selected()
	return tea.Batch(Send(Pop{s}), s.box.Set(f.Text))
}

// write begins to write a name: of the present filter, or another one of the one called renames.
func (s *filters) write(renames, value string) tea.Cmd {
	s.name, s.renames, s.again = NewField("Name", store.MaxFilterName), renames, ""
	s.name.SetValue(value).Keep()
	s.form = NewForm(s.name)
	return nil
}

// keep saves or renames.
func (s *filters) keep() tea.Cmd {
	name := s.name.Value()
	if err := store.CheckFilterName(name); err != nil {
		s.name.Problem = store.Said(err)
		return nil
	}
	db, of, was, filter, replace := s.shelf.store, s.box.id, s.renames, s.box.Text(), name == s.again
	if was != "" {
		return s.change("The filter "+was+" is called "+name+" now.", func(ctx context.Context) error { return db.RenameFilter(ctx, of, was, name) })
	}
	return s.change("Saved as "+name+": "+filter, func(ctx context.Context) error {
		return db.SaveFilter(ctx, store.SavedFilter{List: of, Name: name, Text: filter}, replace)
	})
}

func (s *filters) remove() tea.Cmd {
	f, _ := s.list.Selected()
	db := s.shelf.store
	return s.change("Removed the filter "+f.Name+", which was: "+f.Text, func(ctx context.Context) error { return db.ForgetFilter(ctx, f.List, f.Name) })
}

func (s *filters) change(said string, do func(ctx context.Context) error) tea.Cmd {
	s.writing = true
	ctx := context.WithoutCancel(s.kit.Ctx)
	return func() tea.Msg { return filed{s, said, do(ctx)} }
}

// noneSaved is what an empty list says.
const noneSaved = "None is saved for this list. / writes a filter, then S and s save it under a name."

// Wide implements Wide.
func (s *filters) Wide() int {
	rows := s.list.Rows()
	if len(rows) == 0 {
		return text.Width(noneSaved)
	}
	name, said := 0, 60
	for _, f := range rows {
		name, said = max(name, text.Width(f.Name)), max(said, text.Width(f.Text), text.Width(unfit(s.kit, f)))
	}
	return name + said + 6
}

// View implements Sheet.
func (s *filters) View(w, h int) string {
	st := s.kit.Styles
	var out []string
	if s.name != nil {
		what := text.Clean(s.box.Text())
		if s.renames != "" {
			what = text.Clean(s.renames)
		}
		out = append(Prose(s.kit, style.Dim, what.String(), w), "")
		lines := s.form.View(s.kit, w)
		return Sight(slices.Concat(out, lines), h)
	}
	rows, at := s.list.Rows(), max(s.list.Index(), 0)
	if len(rows) == 0 {
		return strings.Join(Prose(s.kit, style.Dim, noneSaved, w), "\n")
	}
	wide := 0
	for _, f := range rows {
		wide = max(wide, min(text.Width(f.Name), w/2))
	}
	for i := max(0, min(at-h/2, len(rows)-h)); i < len(rows) && len(out) < h; i++ {
		f := rows[i]
		name, says, role := text.Clean(f.Name).Cut(wide).Pad(wide).String(), text.Clean(f.Text), style.Dim
		if why := unfit(s.kit, f); why != "" {
			says, role = text.Clean(why), style.Warn
		}
		said := says.Cut(max(w-wide-5, 0)).String()
		if i != at {
			said = st.Paint(role, said)
		}
		out = append(out, st.Row(name+"  "+said, i == at, w))
	}
	return strings.Join(out, "\n")
}
