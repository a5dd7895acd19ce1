package listings

import (
	"context"
	"os"
	"path/filepath"
	"strings"

	tea "charm.land/bubbletea/v2"

	"switchboard/client/numbersonline"
	"switchboard/store"
	"switchboard/store/act"
	"switchboard/ui/pane"
)

// The picture of a logo is drawn in at most this many cells and lines.
const (
	pictureW = 32
	pictureH = 8
)

// pictured is a logo that was read, and how it looks.
type pictured struct {
	to    *sheet
	path  string
	body  []byte
	lines []string
	err   error
}

// look reads and draws a picture, away from the keys.
func (s *sheet) look(path string) tea.Cmd {
	s.busy = "Looking at the picture"
	plain := s.p.kit.Styles.Plain
	return tea.Batch(s.keepDraft(), func() tea.Msg {
		body, err := ReadLogo(path)
		m := pictured{to: s, path: path, body: body, err: err}
		if err == nil {
			m.lines = preview(body, pictureW, pictureH, plain)
		}
		return m
	})
}

func (s *sheet) take(m pictured) {
	s.busy = ""
	if s.form == nil || s.at != onLogo || s.form.value("logo") != m.path {
		return
	}
	if m.err != nil {
		s.form.field("logo").Problem = store.Said(m.err)
		return
	}
	s.picture, s.shown = m.body, m.lines
}

// completion is what can follow a path that is being typed.
type completion struct {
	of    string
	names []string
}

// listed are the files a path can go on to.
type listed struct {
	to    *sheet
	of    string
	whole string
	names []string
}

// complete looks for what the path can go on to, away from the keys.
func (s *sheet) complete() tea.Cmd {
	typed := s.form.value("logo")
	return func() tea.Msg {
		whole, names := follow(typed)
		return listed{s, typed, whole, names}
	}
}

// mostNames is how many names are offered.
const mostNames = 6

// follow gives the longest path that all files beginning with typed share, and
// their names. Hidden ones are offered when the name begins with a point.
func follow(typed string) (whole string, names []string) {
	path, err := home(typed)
	if err != nil {
		path = ""
	}
	dir, start := filepath.Split(path)
	entries, err := os.ReadDir(or(dir, "."))
	if err != nil {
		return typed, nil
	}
	shared := ""
	for _, e := range entries {
		name := e.Name()
		if !strings.HasPrefix(name, start) || start == "" && strings.HasPrefix(name, ".") {
			continue
		}
		if e.IsDir() {
			name += string(filepath.Separator)
		}
		if len(names) == 0 {
			shared = name
		}
		for !strings.HasPrefix(name, shared) {
			shared = shared[:len(shared)-1]
		}
		names = append(names, name)
	}
	if len(names) == 0 {
		return typed, nil
	}
	return typed + strings.TrimPrefix(strings.ToValidUTF8(shared, ""), start), names[:min(len(names), mostNames)]
}

func (c *completion) take(m listed, f *form) {
	if f == nil || f.field("logo") == nil || f.value("logo") != m.of {
		return
	}
	f.field("logo").SetValue(m.whole).Keep()
	*c = completion{of: m.whole, names: m.names}
	if len(m.names) < 2 {
		c.names = nil
	}
}

// lines draws what can follow.
func (c completion) lines(kit *pane.Kit, f *form, w int) []string {
	if f == nil || f.value("logo") != c.of || len(c.names) == 0 {
		return nil
	}
	return faint(kit, strings.Join(c.names, "   "), w)
}

// logo looks at the picture first, uploads what was looked at, and goes on
// without one when no path is given.
func (s *sheet) logo() tea.Cmd {
	path := s.form.value("logo")
	switch {
	case path == "":
		s.draft.NoLogo, s.draft.Logo = true, ""
		s.form, s.at, s.asked = nil, -1, -1
		return tea.Batch(s.putDraft(string(s.n), s.draft), s.load())
	case s.picture == nil:
		return s.look(path)
	}
	a := act.Logo{Number: s.n, Image: s.picture}
	if s.row.State == numbersonline.Verified {
		return s.agree("Change the public page of "+s.p.kit.Phone(s.n).String()+"?", "change it", a, s.uploaded, atOnce)
	}
	desk := s.p.desk
	return s.send("Uploading the logo", func(ctx context.Context) (func() tea.Cmd, error) {
		_, err := desk.Do(ctx, a, act.None())
		return s.uploaded, err
	})
}

// uploaded goes on once the logo is there: the step is done.
func (s *sheet) uploaded() tea.Cmd {
	s.form, s.at, s.asked = nil, -1, -1
	s.draft.Logo, s.draft.NoLogo = "", true
	return tea.Batch(s.putDraft(string(s.n), s.draft), s.load())
}
