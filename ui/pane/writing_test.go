package pane_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"switchboard/ui/pane"
	"switchboard/ui/text"
)

// line is a row of an export.
type line string

func (l line) Fields() []string { return []string{string(l)} }

// tap is an export sheet whose commands run beside the test.
type tap struct {
	pane.Sheet
	t      *testing.T
	folder string
	done   chan tea.Msg
}

// slow is a sheet that writes 10 rows in 10 seconds, and has begun to.
func slow(t *testing.T) *tap {
	s := &tap{t: t, folder: t.TempDir(), done: make(chan tea.Msg, 1)}
	kit := kit(t)
	kit.Now = time.Now
	s.Sheet = pane.NewExport(kit, pane.Export{What: text.Own("All."), Name: "rows", Folder: s.folder, One: "row", Many: "rows", Heads: []string{"row"},
		Total: func(context.Context) (int, error) { return 10, nil },
		Rows: func() pane.Records {
			left := 10
			return func(ctx context.Context) ([]pane.Record, error) {
				if left == 0 {
					return nil, nil
				}
				left--
				select {
				case <-ctx.Done():
					return nil, errors.New("interrupted") // as SQLite says it
				case <-time.After(time.Second):
					return []pane.Record{line("a row that was written")}, nil
				}
			}
		}})
	s.press("export.write")
	return s
}

// press carries out an action, and what comes of it beside the test.
func (s *tap) press(id string) {
	for _, a := range s.Actions() {
		if a.ID != id {
			continue
		}
		if why := a.Why(); why != "" {
			s.t.Errorf("%s: %s", id, why)
		}
		if cmd := a.Do(); cmd != nil {
			go func() { s.done <- cmd() }()
		}
		return
	}
	s.t.Errorf("there is no %s", id)
}

func (s *tap) view() string { return ansi.Strip(s.View(80, 20)) }

// files are what lies in the folder.
func (s *tap) files() string {
	list, err := os.ReadDir(s.folder)
	if err != nil {
		s.t.Fatal(err)
	}
	var names []string
	for _, f := range list {
		names = append(names, f.Name())
	}
	return strings.Join(names, " ")
}

// What takes long shows how far it is, and has its name once it is whole.
func TestAnExportTellsHowFarItIs(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := slow(t)
		time.Sleep(1500 * time.Millisecond)
		if v := s.view(); !strings.Contains(v, "Writing.") || strings.Contains(v, "10 rows") {
			t.Errorf("after a second and a half:\n%s", v)
		}
		time.Sleep(4 * time.Second)
		if v := s.view(); !strings.Contains(v, "##########           5 of 10 rows") && !strings.Contains(v, "██████████           5 of 10 rows") {
			t.Errorf("half of it is written:\n%s", v)
		}
		if s.Sheet.(pane.Ticker).Ticking() != true || !strings.HasSuffix(s.files(), ".part") || !strings.HasPrefix(s.files(), ".") {
			t.Errorf("half a file is called %s", s.files())
		}
		s.Update(<-s.done)
		name := "rows-" + time.Now().Format("2006-01-02") + ".csv"
		b, err := os.ReadFile(filepath.Join(s.folder, name))
		if err != nil || strings.Count(string(b), "\n") != 11 || s.files() != name {
			t.Errorf("%s: %d lines, %v", s.files(), strings.Count(string(b), "\n"), err)
		}
		if v := s.view(); !strings.Contains(v, "10 rows written to") {
			t.Errorf("at the end:\n%s", v)
		}
	})
}

// Esc stops it, and nothing is left of it; the sheet can write once more.
func TestAStoppedExportLeavesNoFile(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := slow(t)
		time.Sleep(5 * time.Second)
		s.press("export.stop")
		if why := s.Actions()[0].Why(); why != "it is being stopped" {
			t.Errorf("a second Esc is told %q", why)
		}
		s.Update(<-s.done)
		if v := s.view(); s.files() != "" || !strings.Contains(v, "Stopped. No file was left.") || strings.Contains(v, "interrupted") {
			t.Errorf("%q is left:\n%s", s.files(), v)
		}
		s.press("export.write")
		s.Update(<-s.done)
		if v := s.view(); !strings.Contains(v, "10 rows written to") {
			t.Errorf("written once more:\n%s", v)
		}
	})
}

// A console that is closed meanwhile waits until nothing is left of it.
func TestAConsoleThatIsClosedLeavesNoHalfFile(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := slow(t)
		time.Sleep(5 * time.Second)
		if err := s.Sheet.(pane.Keeper).Keep(t.Context()); err != nil || s.files() != "" {
			t.Errorf("%q is left, %v", s.files(), err)
		}
		<-s.done
	})
}
