package pane

import (
	"context"
	"slices"

	tea "charm.land/bubbletea/v2"

	"switchboard/store"
	"switchboard/ui/keybook"
)

// FilterStore is where saved filters are kept.
type FilterStore interface {
	SavedFilters(ctx context.Context, list string) ([]store.SavedFilter, error)
	SaveFilter(ctx context.Context, f store.SavedFilter, replace bool) error
	RenameFilter(ctx context.Context, list, name, to string) error
	ForgetFilter(ctx context.Context, list, name string) error
}

// Shelf holds the saved filters of all lists, as they are now: another console or a command may change them. It takes
// part in the console as a listener.
type Shelf struct {
	kit   *Kit
	store FilterStore
	load  Loader[[]store.SavedFilter]
	all   []store.SavedFilter
}

// NewShelf returns one that has read nothing yet.
func NewShelf(kit *Kit, s FilterStore) *Shelf { return &Shelf{kit: kit, store: s} }

// Init reads the filters.
func (s *Shelf) Init() tea.Cmd {
	db := s.store
	return s.load.Load(s.kit.Ctx, func(ctx context.Context) ([]store.SavedFilter, error) { return db.SavedFilters(ctx, "") })
}

// Update reads them again when some may have changed.
func (s *Shelf) Update(msg tea.Msg) tea.Cmd {
	if t, ok := msg.(store.Topic); ok && t.Has(store.Settings) {
		return s.Init()
	}
	all, err, ok := s.load.Take(msg)
	switch {
	case !ok:
		return nil
	case err != nil:
		return Fail(err)
	}
	s.all = all
	return nil
}

// Of are the filters of a list, by their names.
func (s *Shelf) Of(list string) []store.SavedFilter {
	return slices.DeleteFunc(slices.Clone(s.all), func(f store.SavedFilter) bool { return f.List != list })
}

// saved are the acts about the filters that were saved for the list: a sheet of them, and each in the palette.
func (b *FilterBox) saved() []Action {
	shelf := b.kit.Shelf
	if shelf == nil {
		return nil
	}
	acts := b.kit.Bound([]Action{{ID: b.id + ".saved", Keys: "S", Help: "saved filters", Hide: true, Do: func() tea.Cmd {
		return Send(Push{newFilters(b, shelf)})
	}}})
	for _, f := range shelf.Of(b.id) {
		acts = append(acts, Action{ID: b.id + ".saved." + f.Name, Key: keybook.Fixed("filter @" + f.Name), Hide: true,
			Off: func() string { return unfit(b.kit, f) }, Do: func() tea.Cmd { return b.Set(f.Text) }})
	}
	return acts
}

// unfit says that a saved filter does not parse any more, "" when it does.
func unfit(kit *Kit, f store.SavedFilter) string {
	if why := f.Problem(kit.Now()); why != "" {
		return "it does not fit any more: " + why
	}
	return ""
}
