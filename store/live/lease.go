package live

import (
	"errors"
	"fmt"
	"os"
	"strconv"
	"strings"

	"golang.org/x/sys/unix"
)

// lease is the right to poll and to spend for one profile. It is a lock on a
// file, which the system takes back from a process that dies.
type lease struct {
	path string
	file *os.File
}

// take tries to get the lease; false says that another process has it. Without
// a path there is nobody to share with and the lease is always ours.
func (l *lease) take() (bool, error) {
	if l.path == "" || l.file != nil {
		return true, nil
	}
	f, err := os.OpenFile(l.path, os.O_RDWR|os.O_CREATE|unix.O_NOFOLLOW, 0o600)
	if err != nil {
		return false, fmt.Errorf("opening the lease file: %w", err)
	}
	err = unix.Flock(int(f.Fd()), unix.LOCK_EX|unix.LOCK_NB)
	if errors.Is(err, unix.EWOULDBLOCK) {
		return false, f.Close()
	}
	if err == nil {
		err = f.Truncate(0)
	}
	if err == nil {
		_, err = f.WriteAt(strconv.AppendInt(nil, int64(os.Getpid()), 10), 0)
	}
	if err != nil {
		return false, errors.Join(fmt.Errorf("taking the lease: %w", err), f.Close())
	}
	l.file = f
	return true, nil
}

// holder is the process that has the lease, 0 when it cannot be told.
func (l *lease) holder() int {
	b, err := os.ReadFile(l.path)
	if err != nil {
		return 0
	}
	pid, err := strconv.Atoi(strings.TrimSpace(string(b)))
	if err != nil {
		return 0
	}
	return pid
}

// release gives the lease back.
func (l *lease) release() error {
	if l.file == nil {
		return nil
	}
	f := l.file
	l.file = nil
	return f.Close()
}
