package pane

import (
	"os"
	"path/filepath"
	"testing"
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

func TestWhatASpreadsheetWouldRun(t *testing.T) {
	for in, out := range map[string]string{
		"=1+1": "'=1+1", "@sum": "'@sum", "-cmd": "'-cmd", "+cmd": "'+cmd", "\tx": "'\tx", "": "", "acme": "acme", "-3.50": "-3.50", "+447975777666": "+447975777666", "-": "'-",
	} {
		if got := inert(in); got != out {
			t.Errorf("%q becomes %q, want %q", in, got, out)
		}
	}
}
