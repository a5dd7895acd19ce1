package cli

import (
	"os"

	"golang.org/x/sys/unix"
)

// dropTyped drops what waits to be read at a terminal, and reports whether anything did.
func dropTyped(f *os.File) (bool, error) {
	n, err := unix.IoctlGetInt(int(f.Fd()), unix.TIOCINQ)
	if err != nil || n == 0 {
		return false, err
	}
	return true, unix.IoctlSetInt(int(f.Fd()), unix.TCFLSH, unix.TCIFLUSH)
}
