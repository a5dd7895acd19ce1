package cli

import (
	"os"

	"golang.org/x/sys/unix"
)

// dropTyped drops what waits to be read at a terminal. Whether anything did is
// not told here.
func dropTyped(f *os.File) (bool, error) {
	const read = 1 // FREAD of <sys/fcntl.h>
	return false, unix.IoctlSetPointerInt(int(f.Fd()), unix.TIOCFLUSH, read)
}
