package pane

import (
	"context"
	"slices"
	"strings"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"

	"switchboard/store"
	"switchboard/ui/keybook"
	"switchboard/ui/text"
)

// noting is the sheet on which a note and tags are written. Of several things
// tags are put on and taken off; their notes stay as they are.
type noting struct {
	book    *Notebook
	of      []Noted
	form    *Form
	note    *Field // nil of several
	tags    *Field
	off     *Field     // of several: the tags to take off
	was     store.Note // of one, when the sheet opened
	sending bool
}

// written is the answer to the writing of notes.
type written struct {
	to  *noting
	err error
}

func newNoting(b *Notebook, of []Noted) *noting {
	s := &noting{book: b, of: of, tags: NewField("Tags", (store.MaxTag+1)*store.MaxTags)}
	s.tags.Check = checkTags
	s.tags.Hint = func(string) string { return "words with blanks between, such as vip refund" }
	if len(of) > 1 {
		s.tags.Label = "Tags to add"
		s.off = NewField("Tags to take off", (store.MaxTag+1)*store.MaxTags)
		s.off.Check = checkTags
		s.form = NewForm(s.tags, s.off)
		return s
	}
	now := b.Of(of[0].ID)
	s.was = now
	s.note = NewField("Note", store.MaxNote)
	s.note.SetValue(now.Text).Keep()
	s.note.Hint = func(v string) string {
		return text.Sentence("{} of {}", text.Int(int64(utf8.RuneCountInString(v))), text.Int(store.MaxNote)).String()
	}
	s.tags.SetValue(strings.Join(now.Tags, " ")).Keep()
	s.form = NewForm(s.note, s.tags)
	return s
}

func checkTags(v string) string {
	if _, err := store.ParseTags(v); err != nil {
		return store.Said(err)
	}
	return ""
}

// Title implements Sheet.
func (s *noting) Title() string {
	if len(s.of) > 1 {
		return "Tags of " + text.Int(int64(len(s.of))).String() + " marked"
	}
	return "Note on " + s.of[0].Name.String()
}

// Capturing implements Capturer.
func (s *noting) Capturing() bool { return !s.sending }

// Update implements Sheet.
func (s *noting) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.KeyPressMsg, tea.PasteMsg:
		s.form.Update(msg)
	case written:
		if msg.to != s {
			return nil
		}
		s.sending = false
		if msg.err != nil {
			s.tags.Problem = store.Said(msg.err)
			return nil
		}
		return tea.Batch(Send(Pop{s}), Say("Kept on this machine."))
	}
	return nil
}

// Actions implements Sheet.
func (s *noting) Actions() []Action {
	off := func() string {
		if s.sending {
			return "it is being kept"
		}
		return ""
	}
	save := Action{ID: "note.save", Key: keybook.Fixed("save", "enter"), Off: off, Do: s.save}
	leave := Action{ID: "note.close", Key: keybook.Fixed("change nothing", "esc"), Do: func() tea.Cmd { return Send(Pop{s}) }}
	return slices.Concat([]Action{save}, s.form.Moves("note", "next"), []Action{leave})
}

// save keeps what is written.
func (s *noting) save() tea.Cmd {
	if !s.form.Verify() {
		return nil
	}
	change := s.change()
	s.sending = true
	st, ctx, kind := s.book.store, context.WithoutCancel(s.book.kit.Ctx), s.book.kind
	return func() tea.Msg {
		for _, of := range s.of {
			if _, err := st.EditNote(ctx, kind, of.ID, change); err != nil {
				return written{s, err}
			}
		}
		return written{s, nil}
	}
}

// change is what was written here: a text that was changed, tags that were put
// on and taken off. The rest stays as it is then.
func (s *noting) change() func(*store.Note) error {
	tags, _ := store.ParseTags(s.tags.Value()) // checked already
	if s.off != nil {
		less, _ := store.ParseTags(s.off.Value())
		return func(n *store.Note) error { return retag(n, tags, less) }
	}
	was, written := s.was, strings.TrimSpace(s.note.Value())
	return func(n *store.Note) error {
		if written != was.Text {
			n.Text = written
		}
		return retag(n, tags, slices.DeleteFunc(slices.Clone(was.Tags), func(t string) bool { return slices.Contains(tags, t) }))
	}
}

func retag(n *store.Note, more, less []string) error {
	n.Tags = slices.DeleteFunc(slices.Concat(n.Tags, more), func(t string) bool { return slices.Contains(less, t) })
	return nil
}

// Wide implements Wide.
func (s *noting) Wide() int { return 80 }

// View implements Sheet.
func (s *noting) View(w, h int) string {
	lines := s.form.View(s.book.kit, w)
	return Sight(lines, h)
}
