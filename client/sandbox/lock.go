package sandbox

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
)

const lockFile = "world.lock"

// Locked says that another process is using the world kept in Dir.
type Locked struct {
	Dir string
	PID int // of that process; 0 where it is not known
}

func (l *Locked) Error() string {
	return "another Switchboard" + named(l.PID) + " is using the sandbox's world in " + l.Dir
}

// named is a process by its number, in brackets; "" where that is not known.
func named(pid int) string {
	if pid == 0 {
		return ""
	}
	return fmt.Sprintf(" (process %d)", pid)
}

// holder is the process that has a folder's world, as it noted in the lock; 0 where it is not known.
func holder(dir string) int {
	said, err := os.ReadFile(filepath.Join(dir, lockFile))
	if err != nil {
		return 0
	}
	pid, err := strconv.Atoi(strings.TrimSpace(string(said)))
	if err != nil || pid < 0 {
		return 0
	}
	return pid
}

// acquire makes the folder if need be and locks it.
func (k *kept) acquire() error {
	if err := os.MkdirAll(k.dir, 0o700); err != nil {
		return fmt.Errorf("making the sandbox's folder: %w", err)
	}
	lock, err := os.OpenFile(filepath.Join(k.dir, lockFile), os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return fmt.Errorf("opening the sandbox's lock: %w", err)
	}
	if err := syscall.Flock(int(lock.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err != nil {
		_ = lock.Close() // it was never ours
		if errors.Is(err, syscall.EWOULDBLOCK) {
			return &Locked{Dir: k.dir, PID: holder(k.dir)}
		}
		return fmt.Errorf("locking the sandbox's folder: %w", err)
	}
	// For whoever finds it locked; without it they are told less.
	if err := lock.Truncate(0); err == nil {
		_, _ = lock.WriteAt([]byte(strconv.Itoa(os.Getpid())+"\n"), 0)
	}
	k.lock = lock
	return nil
}

// release gives the lock up; closing the file does.
func (k *kept) release() {
	_ = k.lock.Close()
	k.lock = nil
}
