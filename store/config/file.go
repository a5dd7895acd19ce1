package config

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"unicode/utf8"
)

// maxFile is more than any file of settings needs.
const maxFile = 1 << 20

// errAbsent says that there is no such file.
var errAbsent = errors.New("there is no such file")

// readText reads a file of settings. The error is a sentence about the file
// without its name; errAbsent is not a fault.
func readText(path string) (text string, mode fs.FileMode, err error) {
	info, err := os.Stat(path)
	if err == nil {
		mode = info.Mode()
		switch {
		case mode.IsDir():
			return "", mode, errors.New("it is a folder, not a file")
		case !mode.IsRegular():
			return "", mode, errors.New("it is not an ordinary file")
		case info.Size() > maxFile:
			return "", mode, fmt.Errorf("it is larger than %d KiB, the most that settings may have; it was not read", maxFile>>10)
		}
	}
	f, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return "", 0, errAbsent
	}
	if err != nil {
		return "", mode, reason(err)
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, maxFile+1))
	if err != nil {
		return "", mode, reason(err)
	}
	text = string(data)
	if !utf8.ValidString(text) || strings.Contains(text, "\x00") {
		return "", mode, errors.New("it is not UTF-8 text; save it as UTF-8")
	}
	return text, mode, nil
}

// bom may stand before a text; it is left where it is.
const bom = "\ufeff"

// reason is what a file operation failed for, without the path.
func reason(err error) error {
	var p *fs.PathError
	if errors.Is(err, fs.ErrPermission) {
		return errors.New("you are not allowed to read it")
	}
	if errors.As(err, &p) {
		return p.Err
	}
	return err
}

// exposed says that others than the owner may read or change a file.
func exposed(mode fs.FileMode) bool { return mode.Perm()&0o077 != 0 }

// writeText replaces a file in one step: whatever happens, either the old text
// or the new one is there, and nobody else can read it. A link is followed, so
// that it stays one.
func writeText(path, text string) error {
	if target, err := filepath.EvalSymlinks(path); err == nil {
		path = target
	}
	dir := filepath.Dir(path)
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return fmt.Errorf("making the folder %s: %w", dir, err)
	}
	f, err := os.CreateTemp(dir, "."+filepath.Base(path)+"-*") // 0600
	if err != nil {
		return fmt.Errorf("writing %s: %w", path, reason(err))
	}
	_, err = f.WriteString(text)
	err = errors.Join(err, f.Sync(), f.Close())
	if err == nil {
		err = os.Rename(f.Name(), path)
	}
	if err != nil {
		return errors.Join(fmt.Errorf("writing %s: %w", path, err), os.Remove(f.Name()))
	}
	return syncDir(dir)
}

// syncDir makes the renaming itself last; where folders cannot be synced, the
// system sees to it.
func syncDir(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return nil
	}
	_ = d.Sync()
	return d.Close()
}
