package pane

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func TestWhereExportsGo(t *testing.T) {
	home, here := t.TempDir(), t.TempDir()
	t.Setenv("HOME", home)
	t.Setenv("USERPROFILE", home)
	t.Chdir(here)
	want := func(folder, path string) {
		t.Helper()
		if got, err := place(folder); err != nil || got != path {
			t.Errorf("%q is %q, %v; want %q", folder, got, err, path)
		}
	}
	want("", here)
	want("there", filepath.Join(here, "there"))
	want("~/there", filepath.Join(home, "there"))
	if err := os.Mkdir(filepath.Join(home, "Downloads"), 0o700); err != nil {
		t.Fatal(err)
	}
	want("", filepath.Join(home, "Downloads"))
}

// cells are one row of an export.
type cells []string

func (c cells) Fields() []string { return c }

// In a spreadsheet no text is a formula, whatever it looks like, and a number is
// a number where the column is of numbers.
func TestWhatASpreadsheetWouldRun(t *testing.T) {
	for in, out := range map[string]string{
		"=1+1": "'=1+1", "@sum": "'@sum", "-cmd": "'-cmd", "+cmd": "'+cmd", " =1": "' =1", "": "", "acme": "acme", "-3.50": "'-3.50", "+447975777666": "'+447975777666", "-": "'-",
	} {
		var b bytes.Buffer
		line, end := file{heads: []string{"text", "e164", "price_cents"}}.csvRows(&b)
		if err := errors.Join(line(0, cells{in, "+447975777666", "-350"}), end(1)); err != nil {
			t.Fatal(err)
		}
		if want := "text,e164,price_cents\n" + out + ",+447975777666,-350\n"; strings.ReplaceAll(b.String(), `"`, "") != want {
			t.Errorf("%q becomes %q, want %q", in, b.String(), want)
		}
	}
}

// A file that cannot be written lets go of what is read for it: a statement is read within a transaction.
func TestAnExportThatFailsLetsGoOfWhatItReads(t *testing.T) {
	var within context.Context
	full := func(ctx context.Context) ([]Record, error) {
		within = ctx
		return nil, errors.New("the disk is full")
	}
	kit := &Kit{Ctx: t.Context(), Now: time.Now}
	s := NewExport(kit, Export{Name: "rows", Folder: t.TempDir(), Heads: []string{"a"}, Rows: func() Records { return full }}).(*exporter)
	if m := s.write()().(exported); m.err == nil || within.Err() == nil {
		t.Errorf("it came to %v, and its reads go on: %v", m.err, within.Err())
	}
}
