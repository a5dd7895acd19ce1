package store

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"syscall"

	"github.com/mattn/go-sqlite3"
)

// flock is an advisory lock on a file of its own. The system drops it when the process ends,
// however it ends.
type flock struct{ f *os.File }

func openLock(path string) (*flock, error) {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR|syscall.O_NOFOLLOW, 0o600)
	if errors.Is(err, syscall.ELOOP) {
		return nil, &Refusal{path, "it is a link. Take it away", ErrUnsafe}
	}
	if err != nil {
		return nil, fmt.Errorf("opening the lock %s: %w", path, err)
	}
	if err := f.Chmod(0o600); err != nil {
		f.Close()
		return nil, fmt.Errorf("closing the lock %s to others: %w", path, err)
	}
	return &flock{f}, nil
}

// alone takes the lock for this holder only; false when anybody else holds it.
func (l *flock) alone() (bool, error) {
	err := l.take(syscall.LOCK_EX | syscall.LOCK_NB)
	if errors.Is(err, syscall.EWOULDBLOCK) {
		return false, nil
	}
	return err == nil, err
}

// shared takes the lock together with others and waits for one who holds it alone.
func (l *flock) shared() error { return l.take(syscall.LOCK_SH) }

func (l *flock) take(how int) error {
	for {
		err := syscall.Flock(int(l.f.Fd()), how)
		switch {
		case err == nil:
			return nil
		case !errors.Is(err, syscall.EINTR):
			return fmt.Errorf("locking %s: %w", l.f.Name(), err)
		}
	}
}

// enter marks the store as in use. alone says that nobody else has it open, and the lock is
// then kept from others until shared; clean says that the last one to leave did so in order.
func (l *flock) enter() (clean, alone bool, err error) {
	if alone, err = l.alone(); err != nil {
		return false, false, err
	}
	if !alone {
		// Those who have it open may only look, and leave no mark.
		if err := l.shared(); err != nil {
			return false, false, err
		}
		return true, false, l.mark()
	}
	info, err := l.f.Stat()
	if err != nil {
		return false, false, fmt.Errorf("reading the lock %s: %w", l.f.Name(), err)
	}
	return info.Size() == 0, true, l.mark()
}

// mark notes that somebody has the store open who may write.
func (l *flock) mark() error {
	if _, err := l.f.WriteAt([]byte("open\n"), 0); err != nil {
		return fmt.Errorf("marking %s: %w", l.f.Name(), err)
	}
	return nil
}

// leave gives the lock up. The last one to leave takes the mark away if all went well.
func (l *flock) leave(clean bool) error {
	last, err := l.alone()
	if err == nil && last && clean {
		err = l.f.Truncate(0)
	}
	return errors.Join(err, l.close())
}

func (l *flock) close() error { return l.f.Close() }

// isReadOnlyDisk reports whether the file system takes no writes at all.
func isReadOnlyDisk(err error) bool { return errors.Is(err, syscall.EROFS) }

// denial is why nothing could be written: for want of the right to, of room, or of a disk that
// works; false for any other error.
func denial(err error) (why Condition, denied bool) {
	var e sqlite3.Error
	inSQL := errors.As(err, &e)
	switch {
	case errors.Is(err, fs.ErrPermission) || isReadOnlyDisk(err) || inSQL && e.Code == sqlite3.ErrReadonly:
		return ReadOnly, true
	case errors.Is(err, ErrFull) || errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EDQUOT) || errors.Is(err, syscall.EFBIG) || inSQL && isFull(e):
		return DiskFull, true
	case errors.Is(err, ErrFails) || errors.Is(err, syscall.EIO) || inSQL && e.SystemErrno == syscall.EIO:
		return DiskFails, true
	}
	return "", false
}

// denied is what a write fails with for such a reason.
func denied(why Condition) error {
	switch why {
	case DiskFull:
		return ErrFull
	case DiskFails:
		return ErrFails
	}
	return ErrReadOnly
}
