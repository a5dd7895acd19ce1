package pane

import (
	"context"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"switchboard/store"
	"switchboard/ui/keybook"
	"switchboard/ui/style"
	"switchboard/ui/text"
)

// Records gives the rows of an export a page at a time; no rows end it.
type Records func(ctx context.Context) ([]Record, error)

// Once gives rows that are held whole.
func Once(rows []Record) func() Records {
	return func() Records {
		left := rows
		return func(context.Context) ([]Record, error) {
			now := left
			left = nil
			return now, nil
		}
	}
}

// Export is what a pane writes to a file.
type Export struct {
	What      text.Safe    // which rows go into it, in a sentence
	Name      string       // of the file, without its date and its ending
	Folder    string       // where it goes unless another place is typed; "" is the person's downloads
	One, Many text.Literal // what a row is called
	Ask       *Field       // what else is asked, nil for nothing
	Heads     []string     // the columns
	Rows      func() Records
	// Total counts the rows where there may be too many to be written at once; nil where they are few.
	Total func(ctx context.Context) (int, error)
	// Picture is the same as an SVG drawing, nil where there is none.
	Picture func() string
}

// exporter is the sheet that asks how and where, and writes the file.
type exporter struct {
	kit    *Kit
	e      Export
	form   *Form
	format *Field
	folder *Field
	going  *writing  // the file that is on its way
	made   *exported // the file, once it is written
	note   string    // what came of the last try
}

// exported is what came of an export.
type exported struct {
	to   *exporter
	path string
	n    int
	err  error
}

// NewExport returns the sheet.
func NewExport(kit *Kit, e Export) Sheet {
	kinds := slices.Clone(formats)
	if e.Picture != nil {
		kinds = append(kinds, drawn)
	}
	s := &exporter{kit: kit, e: e, format: NewChoice("Format", kinds...), folder: NewField("Folder", 0)}
	s.folder.SetValue(e.Folder)
	s.folder.Hint = func(v string) string {
		if v == "" {
			return "empty: your Downloads, or this folder"
		}
		return ""
	}
	fields := []*Field{s.format}
	if e.Ask != nil {
		fields = append(fields, e.Ask)
	}
	s.form = NewForm(append(fields, s.folder)...)
	return s
}

// Title implements Sheet.
func (s *exporter) Title() string { return "Export" }

// Capturing implements Capturer.
func (s *exporter) Capturing() bool { return s.going == nil && s.made == nil }

// Update implements Sheet.
func (s *exporter) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.KeyPressMsg, tea.PasteMsg:
		s.form.Update(msg)
	case exported:
		if msg.to == s {
			return s.done(msg)
		}
	}
	return nil
}

// Actions implements Sheet.
func (s *exporter) Actions() []Action {
	if m := s.made; m != nil {
		folder := url.URL{Scheme: "file", Path: filepath.Dir(m.path)}
		return []Action{
			{ID: "export.open", Key: keybook.Fixed("open the folder", "o"), Do: func() tea.Cmd { return Send(Open{URL: folder.String()}) }},
			{ID: "export.copy", Key: keybook.Fixed("copy the path", "y"), Do: func() tea.Cmd { return Send(Copy{Text: m.path, What: "path", Shown: m.path}) }},
			{ID: "export.close", Key: keybook.Fixed("close", "enter", "esc"), Do: func() tea.Cmd { return Send(Pop{s}) }},
		}
	}
	if s.going != nil {
		return []Action{{ID: "export.stop", Key: keybook.Fixed("stop, and leave no file", "esc"), Off: s.going.noStop, Do: s.going.halt}}
	}
	write := Action{ID: "export.write", Key: keybook.Fixed("write the file", "enter"), Do: s.write}
	closing := Action{ID: "export.close", Key: keybook.Fixed("close", "esc"), Do: func() tea.Cmd { return Send(Pop{s}) }}
	return slices.Concat([]Action{write}, s.form.Moves("export", "next"), []Action{closing})
}

// Wide implements Wide.
func (s *exporter) Wide() int { return WidestForm(s.lines) }

// View implements Sheet.
func (s *exporter) View(w, h int) string {
	lines := s.lines(w)
	n := min(len(lines), h)
	return Stack(n, lines[:n])
}

func (s *exporter) lines(w int) []string {
	if s.made != nil {
		return wrapped(s.kit, style.Text, s.said(), w)
	}
	lines := append(wrappedSafe(s.kit, style.Text, s.e.What, w), "")
	lines = append(lines, s.form.View(s.kit, w)...)
	switch {
	case s.going != nil:
		lines = append(lines, s.going.line(s.kit, s.e.One, s.e.Many, w))
	case s.note != "":
		lines = append(lines, wrapped(s.kit, style.Warn, s.note, w)...)
	}
	return lines
}

func (s *exporter) write() tea.Cmd {
	ctx, stop := context.WithCancel(s.kit.Ctx)
	going := &writing{stop: stop, began: s.kit.Now(), ended: make(chan struct{})}
	s.going, s.note = going, ""
	rows, total := s.e.Rows(), s.e.Total
	f := file{format: s.format.Value(), heads: s.e.Heads, wrote: func(n int) { going.rows.Store(int64(n)) }}
	folder, name := s.folder.Value(), s.e.Name+"-"+s.kit.Now().Format("2006-01-02")
	if f.format == drawn {
		f.picture = s.e.Picture()
	}
	return func() tea.Msg {
		defer close(going.ended)
		defer going.count(ctx, total)()
		where, err := place(folder)
		if err != nil {
			return exported{s, "", 0, err}
		}
		path, n, err := f.save(ctx, where, name, rows)
		return exported{s, path, n, err}
	}
}

func (s *exporter) done(m exported) tea.Cmd {
	halted := s.going.halted
	s.going = nil
	switch {
	case m.err != nil && halted:
		s.note = "Stopped. No file was left."
	case m.err != nil:
		s.folder.Problem = store.Said(m.err)
	default:
		s.made = &m
	}
	return nil
}

// said is how many rows were written, or that a picture was, and where it is.
func (s *exporter) said() string {
	what := text.Count(int64(s.made.n), s.e.One, s.e.Many)
	if s.format.Value() == drawn {
		what = text.Own("The picture was")
	}
	return text.Sentence("{} written to {}", what, text.Clean(s.made.path)).String()
}

// place is the folder a person named, whole; without a name it is theirs for
// downloads if they have one, else the one the program was started in.
func place(folder string) (string, error) {
	home, err := os.UserHomeDir()
	rest, inHome := strings.CutPrefix(folder, "~/")
	switch {
	case inHome && err != nil:
		return "", fmt.Errorf("your home folder is not known: %w", err)
	case inHome:
		return filepath.Join(home, rest), nil
	case folder != "":
		return filepath.Abs(folder)
	}
	downloads := filepath.Join(home, "Downloads")
	if info, failed := os.Stat(downloads); err == nil && failed == nil && info.IsDir() {
		return downloads, nil
	}
	return filepath.Abs(".")
}
