package pane

import (
	"context"
	"strings"

	tea "charm.land/bubbletea/v2"

	"switchboard/store"
	"switchboard/ui/style"
	"switchboard/ui/text"
)

// NoteStore is where notes are kept.
type NoteStore interface {
	NotesOf(ctx context.Context, kind string) (map[string]store.Note, error)
	EditNote(ctx context.Context, kind, id string, change func(*store.Note) error) (store.Note, error)
}

// Notebook holds what the person noted of the things in one list.
type Notebook struct {
	kit   *Kit
	store NoteStore
	kind  string
	load  Loader[map[string]store.Note]
	notes map[string]store.Note
}

// Noted is one thing that is noted upon.
type Noted struct {
	ID   string
	Name text.Safe
}

// NewNotebook returns one of a kind that has read nothing yet.
func NewNotebook(kit *Kit, s NoteStore, kind string) *Notebook {
	return &Notebook{kit: kit, store: s, kind: kind}
}

// Load reads the notes.
func (b *Notebook) Load() tea.Cmd {
	s, kind := b.store, b.kind
	return b.load.Load(b.kit.Ctx, func(ctx context.Context) (map[string]store.Note, error) { return s.NotesOf(ctx, kind) })
}

// Update reads the notes again when some have changed, and takes them in; took
// reports that they are others now.
func (b *Notebook) Update(msg tea.Msg) (cmd tea.Cmd, took bool) {
	if t, ok := msg.(store.Topic); ok && t.Has(store.Notes) {
		return b.Load(), false
	}
	notes, err, ok := b.load.Take(msg)
	if !ok {
		return nil, false
	}
	if err != nil {
		return Fail(err), false
	}
	took = len(notes)+len(b.notes) > 0
	b.notes = notes
	return nil, took
}

// Of is what is noted of a thing; an empty note when nothing is.
func (b *Notebook) Of(id string) store.Note {
	if n, ok := b.notes[id]; ok {
		return n
	}
	return store.Note{Kind: b.kind, ID: id}
}

// Now is Of as it is now, for what is read while the list goes on.
func (b *Notebook) Now() func(id string) store.Note {
	now := Notebook{kind: b.kind, notes: b.notes}
	return now.Of
}

// Draw adds what is noted of a thing to its detail.
func (b *Notebook) Draw(d *Detail, id string) {
	n := b.Of(id)
	if n.Empty() {
		return
	}
	d.Gap().Heading("NOTE")
	if n.Text != "" {
		d.Prose(style.Text, b.kit.Words(n.Text))
	}
	if len(n.Tags) > 0 {
		d.Prose(style.Accent, text.Clean(Tagged(n.Tags)))
	}
}

// Tagged writes tags as they are shown.
func Tagged(tags []string) string {
	if len(tags) == 0 {
		return ""
	}
	return "#" + strings.Join(tags, " #")
}

// Action notes something of the things that are meant: the selected one, or
// those that are marked. off says why there is none.
func (b *Notebook) Action(pane, hint string, off func() string, of func() []Noted) Action {
	return Action{ID: pane + ".note", Keys: "t", Help: "note and tags", Hint: hint, Written: true, Hide: true, Off: off, Do: func() tea.Cmd {
		return b.Write(of())
	}}
}

// Write opens the sheet on which the note and the tags of some things are written.
func (b *Notebook) Write(of []Noted) tea.Cmd { return Send(Push{Sheet: newNoting(b, of)}) }
