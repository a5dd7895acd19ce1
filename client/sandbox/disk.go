package sandbox

import (
	"encoding/json"
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

const (
	worldFile = "world.json"
	lockFile  = "world.lock"
	version   = 1
	saveEvery = 3 * time.Second // changes made faster than this are kept together
)

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

// file is the kept world. A provider that is not in it begins anew.
type file struct {
	Version   int                        `json:"version"`
	Seed      uint64                     `json:"seed"`
	Pages     string                     `json:"pages,omitempty"` // where its pages are for a browser
	Ahead     time.Duration              `json:"ahead,omitempty"` // of the computer's clock
	Providers map[string]json.RawMessage `json:"providers"`
}

// acquire makes the folder if need be and locks it.
func acquire(dir string) (*os.File, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("making the sandbox's folder: %w", err)
	}
	lock, err := os.OpenFile(filepath.Join(dir, lockFile), os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, fmt.Errorf("opening the sandbox's lock: %w", err)
	}
	if err := syscall.Flock(int(lock.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err != nil {
		_ = lock.Close() // it was never ours
		if errors.Is(err, syscall.EWOULDBLOCK) {
			return nil, &Locked{Dir: dir, PID: holder(dir)}
		}
		return nil, fmt.Errorf("locking the sandbox's folder: %w", err)
	}
	// For whoever finds it locked; without it they are told less.
	if err := lock.Truncate(0); err == nil {
		_, _ = lock.WriteAt([]byte(strconv.Itoa(os.Getpid())+"\n"), 0)
	}
	return lock, nil
}

// release gives the lock up; closing the file does.
func (w *World) release() {
	if w.lock != nil {
		_ = w.lock.Close()
		w.lock = nil
	}
}

func (w *World) path() string { return filepath.Join(w.dir, worldFile) }

// kept reports whether there is a world to continue.
func (w *World) kept() bool {
	_, err := os.Lstat(w.path())
	return w.dir != "" && err == nil
}

// recall reads the kept world; nil when there is none, when a fresh one is
// wanted, or when it is damaged and was set aside.
func (w *World) recall(fresh bool) (*file, error) {
	data, err := os.ReadFile(w.path())
	if errors.Is(err, fs.ErrNotExist) || err == nil && fresh {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("reading the sandbox's world: %w", err)
	}
	var kept file
	err = json.Unmarshal(data, &kept)
	if err == nil && kept.Version != version {
		err = fmt.Errorf("it is of version %d, this program keeps version %d", kept.Version, version)
	}
	if err != nil {
		w.setAside, err = w.moveAside(err)
		return nil, err
	}
	if w.seed != 0 && w.seed != kept.Seed {
		return nil, fmt.Errorf("the sandbox's world in %s was made with seed %d, not %d: begin a fresh one or leave the seed out",
			w.dir, kept.Seed, w.seed)
	}
	w.seed = kept.Seed
	return &kept, nil
}

// moveAside keeps a damaged world for whoever wants to look at it.
func (w *World) moveAside(why error) (string, error) {
	aside := fmt.Sprintf("%s.damaged-%d", w.path(), time.Now().Unix())
	if err := os.Rename(w.path(), aside); err != nil {
		return "", fmt.Errorf("setting the damaged sandbox world aside (%v): %w", why, err)
	}
	return aside, nil
}

func (w *World) restore(kept *file) error {
	for _, m := range w.members {
		if state := kept.Providers[m.Name]; state != nil {
			if err := m.UnmarshalJSON(state); err != nil {
				return err
			}
		}
	}
	return w.clock.Forward(kept.Ahead)
}

// changed notes that the world has something new to keep, and keeps it when
// the last time is long enough ago. Reading a world changes only what follows
// from the clock, and that is not lost.
func (w *World) changed(acted bool) {
	if w.dir == "" {
		return
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	w.dirty = w.dirty || acted
	if w.dirty && w.lock != nil && time.Since(w.saved) >= saveEvery {
		w.saveErr = w.save()
	}
}

// save writes the world beside the kept one and puts it in its place.
func (w *World) save() error {
	kept := file{Version: version, Seed: w.seed, Ahead: w.clock.Ahead(), Providers: map[string]json.RawMessage{}}
	if w.pages != nil {
		kept.Pages = w.pages.place()
	}
	for _, m := range w.members {
		state, err := m.MarshalJSON()
		if err != nil {
			return fmt.Errorf("encoding the %s world: %w", m.Name, err)
		}
		kept.Providers[m.Name] = state
	}
	data, err := json.Marshal(kept)
	if err != nil {
		return fmt.Errorf("encoding the world: %w", err)
	}
	if err := replace(w.path(), data); err != nil {
		return err
	}
	w.dirty, w.saved = false, time.Now()
	return nil
}

// replace puts data in a file so that either the old or the new whole is
// there, also after a power cut.
func replace(path string, data []byte) error {
	temp, err := os.CreateTemp(filepath.Dir(path), filepath.Base(path)+".*") // made with mode 0600
	if err != nil {
		return err
	}
	defer func() { _ = os.Remove(temp.Name()) }() // gone already when all went well
	_, err = temp.Write(data)
	err = errors.Join(err, temp.Sync(), temp.Close())
	if err != nil {
		return err
	}
	if err := os.Rename(temp.Name(), path); err != nil {
		return err
	}
	folder, err := os.Open(filepath.Dir(path))
	if err != nil {
		return err
	}
	return errors.Join(folder.Sync(), folder.Close())
}
