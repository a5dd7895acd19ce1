// Package importing owns the sheets by which a file of rows is taken in: which
// file, what it comes to, and how far it has come. One file is taken in at a
// time; closing its sheet does not stop it.
package importing

import (
	"context"
	"os"
	"path/filepath"
	"strings"

	tea "charm.land/bubbletea/v2"

	"switchboard/store"
	"switchboard/store/intake"
	"switchboard/ui/keybook"
	"switchboard/ui/pane"
	"switchboard/ui/style"
	"switchboard/ui/text"
)

// Importing opens the sheets.
type Importing struct {
	kit   *pane.Kit
	world func(intake.Kind) intake.World
	job   *job // the one that runs, or ran last; nil before the first
}

// New returns it; world is what rows of a kind are weighed against and carried out by.
func New(kit *pane.Kit, world func(intake.Kind) intake.World) *Importing {
	return &Importing{kit: kit, world: world}
}

// Action opens the sheet: of the file that is being taken in, or for another.
func (m *Importing) Action() pane.Action {
	return pane.Action{ID: "console.import", Key: m.kit.Bind("console.import", "import a CSV file: 911 addresses, caller names, customers", "p i"), Hide: true, Do: m.open}
}

func (m *Importing) open() tea.Cmd {
	if m.job != nil && m.job.runs() {
		return pane.Send(pane.Push{Sheet: &progress{m.kit, m.job}})
	}
	return pane.Send(pane.Push{Sheet: newForm(m)})
}

// form asks for the kind of the rows and the file.
type form struct {
	m      *Importing
	form   *pane.Form
	kinds  []intake.Kind
	what   *pane.Field
	path   *pane.Field
	busy   context.CancelFunc // ends the reading that is under way; nil while none is
	failed string
}

// looked is a file that was read and weighed.
type looked struct {
	to  *form
	job *job
	err error
}

func newForm(m *Importing) *form {
	f := &form{m: m, kinds: intake.Kinds(), path: pane.NewField("File", 1000)}
	var names []string
	for _, k := range f.kinds {
		names = append(names, k.What)
	}
	f.what = pane.NewChoice("Rows", names...)
	f.path.Check = func(v string) string {
		if v == "" {
			return "File: the path of a CSV file, such as ~/addresses.csv"
		}
		return ""
	}
	f.form = pane.NewForm(f.what, f.path)
	return f
}

func (f *form) kind() intake.Kind {
	for _, k := range f.kinds {
		if k.What == f.what.Value() {
			return k
		}
	}
	return f.kinds[0]
}

// Title implements pane.Sheet.
func (f *form) Title() string { return "Import a CSV file" }

// Wide implements pane.Wide: the kinds of rows stand beside each other.
func (f *form) Wide() int { return 90 }

// Capturing implements pane.Capturer.
func (f *form) Capturing() bool { return f.busy == nil }

// Update implements pane.Sheet.
func (f *form) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.KeyPressMsg, tea.PasteMsg:
		f.failed = ""
		f.form.Update(msg)
	case looked:
		if msg.to == f && f.busy != nil {
			f.busy = nil
			return f.shows(msg)
		}
	}
	return nil
}

// shows goes on to what the file comes to.
func (f *form) shows(m looked) tea.Cmd {
	if m.err != nil {
		f.failed = store.Said(m.err)
		return nil
	}
	f.m.job = m.job
	if !m.job.any {
		m.job.end(nil)
		return pane.Sequence(pane.Send(pane.Pop{Sheet: f}), pane.Send(pane.Push{Sheet: &progress{f.m.kit, m.job}}))
	}
	return pane.Sequence(pane.Send(pane.Pop{Sheet: f}), pane.Send(pane.Push{Sheet: m.job.asks(f.m.kit)}))
}

// Actions implements pane.Sheet.
func (f *form) Actions() []pane.Action {
	leave := pane.Action{ID: "import.leave", Key: keybook.Fixed("close", "esc"), Do: f.leave}
	if f.busy != nil {
		return []pane.Action{leave}
	}
	look := pane.Action{ID: "import.look", Key: keybook.Fixed("check it", "enter"), Do: f.look}
	return append([]pane.Action{look, leave}, f.form.Moves("import", "next field")...)
}

func (f *form) leave() tea.Cmd {
	if f.busy != nil {
		f.busy()
	}
	return pane.Send(pane.Pop{Sheet: f})
}

// look reads the file and weighs its rows.
func (f *form) look() tea.Cmd {
	if !f.form.Verify() {
		return nil
	}
	ctx, stop := context.WithCancel(f.m.kit.Ctx)
	f.busy = stop
	k, path := f.kind(), home(f.path.Value())
	w := f.m.world(k)
	return func() tea.Msg {
		defer stop()
		file, err := os.Open(path)
		if err != nil {
			return looked{f, nil, err}
		}
		defer file.Close()
		im, err := intake.Read(k, file)
		if err == nil {
			err = im.Preview(ctx, w)
		}
		if err != nil {
			return looked{f, nil, err}
		}
		if im.File = path; !filepath.IsAbs(path) {
			if at, err := filepath.Abs(path); err == nil {
				im.File = at
			}
		}
		return looked{f, newJob(im, w, path), nil}
	}
}

// home is a path with the home folder for its tilde.
func home(path string) string {
	if rest, ok := strings.CutPrefix(path, "~/"); ok {
		if dir, err := os.UserHomeDir(); err == nil {
			return dir + "/" + rest
		}
	}
	return path
}

// View implements pane.Sheet.
func (f *form) View(w, h int) string {
	lines := append(f.form.View(f.m.kit, w), "")
	for _, l := range text.Clean("Columns: " + intake.Names(f.kind().Columns)).Wrap(w) {
		lines = append(lines, f.m.kit.Styles.Paint(style.Dim, l.String()))
	}
	switch {
	case f.busy != nil:
		lines = append(lines, "", pale(f.m.kit, "Reading the file and what is on file now …", w))
	case f.failed != "":
		lines = append(lines, "")
		lines = append(lines, bad(f.m.kit, f.failed+". Nothing was sent.", w)...)
	}
	return pane.Sight(lines, h)
}
