package store

import (
	"crypto/rand"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// Beat is how often a process that asks and acts says that it goes on. One that was not heard
// of for Lost is stopped or hangs: it may lose the lead, and what it was sending is looked for.
const (
	Beat = 2 * time.Second
	Lost = 10 * time.Second
)

// process is the mark of one open store among the processes of a profile: a locked file of its
// own. The system drops the lock when the process ends, however it ends; the file's time is its
// heartbeat, which a process that was stopped or hangs cannot move.
type process struct {
	id   string // "PID-RANDOM"
	path string
	lock *flock
}

func processesIn(dir string) string { return filepath.Join(dir, "processes") }

// newProcess marks this process as running.
func newProcess(dir string) (*process, error) {
	dir = processesIn(dir)
	if err := os.Mkdir(dir, 0o700); err != nil && !errors.Is(err, fs.ErrExist) {
		return nil, fmt.Errorf("making the folder of the running processes: %w", err)
	}
	for {
		id := strconv.Itoa(os.Getpid()) + "-" + strings.ToLower(rand.Text()[:10])
		p := &process{id: id, path: filepath.Join(dir, id)}
		mine, err := p.take()
		if err != nil {
			return nil, fmt.Errorf("marking this process as running: %w", err)
		}
		if mine {
			return p, p.beat()
		}
	}
}

// take makes and locks the file; false when somebody who clears away took it for one that was
// left behind, in the moment before it was locked.
func (p *process) take() (bool, error) {
	var err error
	if p.lock, err = openLock(p.path); err != nil {
		return false, err
	}
	got, err := p.lock.alone()
	if err == nil && got {
		var mine, there os.FileInfo
		if mine, err = p.lock.f.Stat(); err == nil {
			if there, err = os.Lstat(p.path); err == nil && os.SameFile(mine, there) {
				return true, nil
			}
		}
	}
	if errors.Is(err, fs.ErrNotExist) {
		err = nil
	}
	return false, errors.Join(err, p.lock.close())
}

// beat says that this process goes on.
func (p *process) beat() error {
	now := time.Now()
	if err := os.Chtimes(p.path, now, now); err != nil {
		return fmt.Errorf("saying that this process goes on: %w", err)
	}
	return nil
}

func (p *process) end() error {
	err := os.Remove(p.path)
	if errors.Is(err, fs.ErrNotExist) {
		err = nil
	}
	return errors.Join(err, p.lock.close())
}

// Beat says that this process goes on, so that nobody takes it for one that hangs.
func (db *DB) Beat() error {
	if db.self == nil {
		return nil
	}
	return db.self.beat()
}

// alive reports whether the process with an id has the store open and was heard of lately.
// A mark that was left behind is cleared away.
func (db *DB) alive(id string) bool {
	if db.self != nil && id == db.self.id {
		return true
	}
	if id == "" || filepath.Base(id) != id {
		return false
	}
	path := filepath.Join(processesIn(db.dir), id)
	f, err := os.OpenFile(path, os.O_RDWR|syscall.O_NOFOLLOW, 0)
	if err != nil {
		return false
	}
	mark := &flock{f}
	defer mark.close()
	if free, err := mark.alone(); err != nil || free {
		_ = os.Remove(path) // only tidiness hangs on it
		return false
	}
	info, err := f.Stat()
	return err == nil && time.Since(info.ModTime()).Abs() < Lost
}

// Running are the processes that have the store of a folder open, those that were stopped too, by
// their numbers.
func Running(dir string) []int {
	left, err := os.ReadDir(processesIn(dir))
	if err != nil {
		return nil // nobody ever opened it
	}
	var list []int
	for _, f := range left {
		if held(filepath.Join(processesIn(dir), f.Name())) {
			list = append(list, pidOf(f.Name()))
		}
	}
	return list
}

// held reports whether a living process has the mark at a path.
func held(path string) bool {
	f, err := os.OpenFile(path, os.O_RDWR|syscall.O_NOFOLLOW, 0)
	if err != nil {
		return false
	}
	mark := &flock{f}
	defer mark.close()
	free, err := mark.alone()
	return err == nil && !free
}

// clearProcesses takes away the marks of processes that ended without doing so.
func (db *DB) clearProcesses() {
	left, err := os.ReadDir(processesIn(db.dir))
	if err != nil {
		return // only tidiness hangs on it
	}
	for _, f := range left {
		db.alive(f.Name())
	}
}

// pidOf is the process in an id, for a person; 0 when it names none.
func pidOf(id string) int {
	pid, _, _ := strings.Cut(id, "-")
	n, err := strconv.Atoi(pid)
	if err != nil {
		return 0
	}
	return n
}
