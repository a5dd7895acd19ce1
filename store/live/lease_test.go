package live

import (
	"os"
	"path/filepath"
	"testing"
)

func TestLeaseHasOneHolder(t *testing.T) {
	path := filepath.Join(t.TempDir(), "lease")
	first, second := &lease{path: path}, &lease{path: path}
	if got, err := first.take(); !got || err != nil {
		t.Fatalf("the first take: %v, %v", got, err)
	}
	if got, err := second.take(); got || err != nil {
		t.Errorf("a second take while it is held: %v, %v", got, err)
	}
	if pid := second.holder(); pid != os.Getpid() {
		t.Errorf("holder %d, want %d", pid, os.Getpid())
	}
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the file is %v, %v; want mode 0600", info.Mode(), err)
	}
	if err := first.release(); err != nil {
		t.Fatal(err)
	}
	if got, err := second.take(); !got || err != nil {
		t.Errorf("a take after the release: %v, %v", got, err)
	}
	if err := second.release(); err != nil {
		t.Fatal(err)
	}
}

func TestLeaseRefusesALink(t *testing.T) {
	dir := t.TempDir()
	link := filepath.Join(dir, "lease")
	if err := os.Symlink(filepath.Join(dir, "elsewhere"), link); err != nil {
		t.Fatal(err)
	}
	l := &lease{path: link}
	if got, err := l.take(); got || err == nil {
		t.Errorf("a link was taken for the lease: %v, %v", got, err)
	}
}
