package history

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"switchboard/store"
	"switchboard/ui/keybook"
	"switchboard/ui/pane"
	"switchboard/ui/style"
	"switchboard/ui/text"
)

// exporter is the sheet that writes the rows shown, or those marked, to a file.
type exporter struct {
	p      *Pane
	marked []store.Activation // empty: everything that passes the filter
	form   *pane.Form
	format *pane.Field
	codes  *pane.Field
	folder *pane.Field
	busy   bool
}

// exported is what came of an export.
type exported struct {
	to   *exporter
	path string
	n    int
	err  error
}

func (p *Pane) noExport() string { return p.noRows() }

func (p *Pane) export() tea.Cmd {
	e := &exporter{p: p, format: pane.NewChoice("Format", formats...), codes: pane.NewChoice("Codes", codeModes...), folder: pane.NewField("Folder", 0)}
	for _, r := range p.list().Marked() {
		if r.ID != "" {
			e.marked = append(e.marked, r.Activation)
		}
	}
	e.folder.SetValue(p.set.ExportDir)
	e.folder.Hint = func(v string) string {
		if v == "" {
			return "empty: your Downloads, or this folder"
		}
		return ""
	}
	e.form = pane.NewForm(e.format, e.codes, e.folder)
	return pane.Send(pane.Push{Sheet: e})
}

// Title implements pane.Sheet.
func (e *exporter) Title() string { return "Export" }

// Capturing implements pane.Capturer.
func (e *exporter) Capturing() bool { return !e.busy }

// Update implements pane.Sheet.
func (e *exporter) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.KeyPressMsg, tea.PasteMsg:
		e.form.Update(msg)
	case exported:
		if msg.to == e {
			return e.done(msg)
		}
	}
	return nil
}

// Actions implements pane.Sheet.
func (e *exporter) Actions() []pane.Action {
	bind := func(help, k string) key.Binding {
		return key.NewBinding(key.WithKeys(k), key.WithHelp(keybook.Show(k), help))
	}
	field := func(k string) pane.Action {
		msg := map[string]tea.KeyPressMsg{"tab": {Code: tea.KeyTab}, "up": {Code: tea.KeyUp}, "down": {Code: tea.KeyDown},
			"left": {Code: tea.KeyLeft}, "right": {Code: tea.KeyRight}}[k]
		return pane.Action{ID: "export." + k, Key: bind(map[string]string{"tab": "next"}[k], k), Hide: k != "tab", Do: func() tea.Cmd {
			e.form.Update(msg)
			return nil
		}}
	}
	return []pane.Action{
		{ID: "export.write", Key: bind("write the file", "enter"), Off: e.noWrite, Do: e.write},
		field("tab"), field("up"), field("down"), field("left"), field("right"),
		{ID: "export.close", Key: bind("close", "esc"), Do: func() tea.Cmd { return pane.Send(pane.Pop{Sheet: e}) }},
	}
}

func (e *exporter) noWrite() string {
	if e.busy {
		return "the file is being written"
	}
	return ""
}

// View implements pane.Sheet.
func (e *exporter) View(w, h int) string {
	what := text.Own("Every number that passes the filter.")
	if n := len(e.marked); n > 0 {
		what = text.Count(int64(n), "marked number", "marked numbers").Append(text.Own("."))
	}
	kit := e.p.kit
	lines := append([]string{kit.Styles.Paint(style.Text, what.Cut(w).String()), ""}, e.form.View(kit, w)...)
	if e.busy {
		lines = append(lines, kit.Styles.Paint(style.Dim, "Writing."))
	}
	return pane.Stack(min(len(lines), h), lines[:min(len(lines), h)])
}

// write writes the file; everything is read from the store page by page.
func (e *exporter) write() tea.Cmd {
	e.busy = true
	s, f, ctx := e.p.store, e.p.filter(), e.p.kit.Ctx
	next := pages(s, f, e.marked)
	if e.p.tabs.At() == tabReportable && len(e.marked) == 0 {
		var shown []store.Activation
		for _, r := range e.p.claims.Rows() {
			shown = append(shown, r.Activation)
		}
		next = pages(s, f, shown)
	}
	o := output{format: e.format.Value(), codes: e.codes.Value(), now: e.p.desk.Now()}
	folder, name := e.folder.Value(), "switchboard-history-"+e.p.kit.Now().Format("2006-01-02")
	return func() tea.Msg {
		where, err := place(folder)
		if err != nil {
			return exported{e, "", 0, err}
		}
		path, n, err := save(ctx, where, name, o, next)
		return exported{e, path, n, err}
	}
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

// exportPage is how many rows are in memory at once while a file is written.
const exportPage = 1000

// pages gives the rows to write, a page at a time: those given, or all that
// pass the filter.
func pages(s Store, f store.ActivationFilter, given []store.Activation) func(ctx context.Context) ([]store.Activation, error) {
	before, over := store.Key(0), false
	return func(ctx context.Context) ([]store.Activation, error) {
		switch {
		case over:
			return nil, nil
		case len(given) > 0:
			over = true
			return given, nil
		}
		list, err := s.History(ctx, f, before, exportPage)
		if len(list) < exportPage {
			over = true
		} else {
			before = list[len(list)-1].Key
		}
		return list, err
	}
}

func (e *exporter) done(m exported) tea.Cmd {
	e.busy = false
	if m.err != nil {
		e.folder.Problem = m.err.Error()
		return nil
	}
	said := text.Sentence("{} written to {}", text.Count(int64(m.n), "number", "numbers"), text.Clean(m.path)).String()
	return tea.Batch(pane.Send(pane.Pop{Sheet: e}), pane.Send(pane.Copy{Text: m.path, What: "Path", Shown: m.path}), pane.Say(said))
}

// mostNames is how many files of one day are tried before giving up.
const mostNames = 1000

// save writes a new file in folder; a file that exists is never touched.
func save(ctx context.Context, folder, name string, o output, next func(context.Context) ([]store.Activation, error)) (path string, n int, err error) {
	var f *os.File
	for i := 1; i <= mostNames; i++ {
		path = filepath.Join(folder, name+"."+o.extension())
		if i > 1 {
			path = filepath.Join(folder, name+"-"+strconv.Itoa(i)+"."+o.extension())
		}
		if f, err = os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600); !errors.Is(err, fs.ErrExist) {
			break
		}
	}
	if err != nil {
		return "", 0, fmt.Errorf("the file cannot be made there: %w", err)
	}
	n, err = o.write(ctx, f, next)
	if err = errors.Join(err, f.Close()); err != nil {
		return "", 0, errors.Join(fmt.Errorf("writing the file: %w", err), os.Remove(path))
	}
	return path, n, nil
}
