// Package inherited tells which of its standard descriptors the program was
// begun with. Go's runtime opens the null device in the place of one that is
// closed, before any Go code runs, so that an answer would vanish there as if
// somebody had wished it. C looks before that.
package inherited

import (
	"errors"
	"io"
	"io/fs"
	"os"
)

// ErrClosed is what writing to a descriptor comes to that the program was begun without.
var ErrClosed = errors.New("it is closed")

// Writer is the standard output or error of this process: the file itself, or
// what refuses every write where the program was begun without it.
func Writer(f *os.File) io.Writer {
	if without(f.Fd()) {
		return closed{f.Name()}
	}
	return f
}

type closed struct{ name string }

func (c closed) Write([]byte) (int, error) {
	return 0, &fs.PathError{Op: "write", Path: c.name, Err: ErrClosed}
}
