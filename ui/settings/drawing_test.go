package settings_test

import (
	"testing"
	"testing/synctest"

	"switchboard/ui"
	"switchboard/ui/consoletest"
	"switchboard/ui/pane"
	"switchboard/ui/settings"
)

// counted is a book that counts how often it is read.
type counted struct {
	book
	reads int
}

func (b *counted) Lines() []settings.Line { b.reads++; return b.book.Lines() }

func TestDrawingTheSettingsReadsNothing(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		kit := consoletest.Look{}.Kit(t.Context(), t)
		b := &counted{book: book{[]settings.Line{{Path: "theme", Value: `"terminal"`, About: "The colours."}, {Path: "calm", Value: "false"}}}}
		s := settings.New(kit, b, nil, "acme")
		m := ui.New(ui.Options{Kit: kit, Watch: consoletest.Never{}, Panes: []pane.Pane{consoletest.Blank{Name: "live", Head: "Live"}}, Extra: s.Actions()})
		c := consoletest.New(t, m, 80, 24)
		c.Press(",")
		c.Shows("The colours")
		before := b.reads
		c.Press("j", "k")
		c.Shows("The colours")
		if b.reads != before {
			t.Errorf("the book was read %d times to draw it", b.reads-before)
		}
		m.Quit()
		synctest.Wait()
	})
}
