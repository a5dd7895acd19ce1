package store

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// preparePlace makes the profile's folder, private to its owner, and refuses one that
// somebody else could tamper with.
func preparePlace(dir string) error {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return fmt.Errorf("making the folder %s: %w", dir, err)
	}
	info, err := os.Lstat(dir)
	if err != nil {
		return fmt.Errorf("looking at the folder %s: %w", dir, err)
	}
	if !info.IsDir() {
		return &Refusal{dir, "it is a link or a file where a folder should be", ErrUnsafe}
	}
	above, err := os.Stat(filepath.Dir(dir))
	if err != nil {
		return fmt.Errorf("looking at the folder above %s: %w", dir, err)
	}
	if above.Mode().Perm()&0o002 != 0 && above.Mode()&fs.ModeSticky == 0 {
		return &Refusal{dir, "everybody may write to the folder above it. Remove that right: chmod o-w " + filepath.Dir(dir), ErrUnsafe}
	}
	if info.Mode().Perm()&0o077 != 0 {
		if err := os.Chmod(dir, 0o700); err != nil && !errors.Is(err, fs.ErrPermission) && !isReadOnlyDisk(err) {
			return fmt.Errorf("closing the folder %s to others: %w", dir, err)
		}
	}
	return nil
}

// prepareFile makes an empty file that only its owner can read, before SQLite would make one
// that everybody can. An existing file is never opened here: closing it again would drop the
// locks that this process holds on it.
func prepareFile(path string) error {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_RDWR, 0o600)
	if err == nil {
		return errors.Join(f.Chmod(0o600), f.Close())
	}
	if !errors.Is(err, fs.ErrExist) {
		return fmt.Errorf("making %s: %w", path, err)
	}
	info, err := os.Lstat(path)
	if err != nil {
		return fmt.Errorf("looking at %s: %w", path, err)
	}
	if err := itself(path, info); err != nil {
		return err
	}
	for _, name := range []string{path, path + "-wal", path + "-shm"} {
		if err := tighten(name); err != nil {
			return err
		}
	}
	return nil
}

// itself refuses what is no file of its own.
func itself(path string, info fs.FileInfo) error {
	switch {
	case info.Mode()&fs.ModeSymlink != 0:
		return &Refusal{path, "it is a link. Put the file itself there", ErrUnsafe}
	case !info.Mode().IsRegular():
		return &Refusal{path, "it is not a file", ErrUnsafe}
	}
	return nil
}

// tighten takes the rights of others off a file, if it is there.
func tighten(path string) error {
	info, err := os.Lstat(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("looking at %s: %w", path, err)
	}
	if info.Mode()&fs.ModeSymlink != 0 {
		return &Refusal{path, "it is a link. Put the file itself there", ErrUnsafe}
	}
	if info.Mode().Perm()&0o077 == 0 {
		return nil
	}
	if err := os.Chmod(path, 0o600); err != nil {
		return fmt.Errorf("closing %s to others: %w", path, err)
	}
	return nil
}
