package sandbox

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
	"time"
)

const (
	worldFile = "world.json"
	version   = 1
)

// beginAgain is what to do where a world cannot be continued under those who use it.
const beginAgain = "close every Switchboard that uses the sandbox and start it again, which begins a new one"

// kept is a world on disk: the whole of it in one file, and beside it what was done since.
type kept struct {
	dir    string
	lock   *os.File     // nil once it is another's
	forget func() error // Options.Forget
	bound  bool         // a world is in use that only this one continues: no other is begun in its place

	mu     sync.RWMutex // one act is done and kept at a time, and nobody reads what is not kept yet
	sum    string       // the seal of the whole; "" is that there is none with one
	times  int          // file.Whole
	found  []byte       // the whole, until it was read
	done   []deed       // in it since, until it was read
	acts   acts
	states map[string][]byte // of the providers, as they are on disk
	ahead  time.Duration     // as it is there
	unsure bool              // what is on disk may be another world than this one
	aside  string
}

// file is the whole world. A provider that is not in it begins anew.
type file struct {
	Version   int                        `json:"version"`
	Whole     int                        `json:"whole"` // how many times it was written whole; 0: by a program that did not count
	Seed      uint64                     `json:"seed"`
	Pages     string                     `json:"pages,omitempty"` // where its pages are for a browser
	Ahead     time.Duration              `json:"ahead,omitempty"` // of the computer's clock
	Providers map[string]json.RawMessage `json:"providers"`
}

func (k *kept) path() string { return filepath.Join(k.dir, worldFile) }

// look finds the world to continue, if there is one and a fresh one is not wanted.
func (k *kept) look(fresh bool) error {
	data, err := os.ReadFile(k.path())
	gone := errors.Is(err, fs.ErrNotExist)
	switch {
	case err != nil && !gone:
		return fmt.Errorf("reading the sandbox's world: %w", err)
	case gone:
		return k.anew(fmt.Errorf("the sandbox's world in %s is gone: %s", k.dir, beginAgain))
	}
	err = k.whole(data)
	k.found = data
	if err == nil && fresh {
		_, err = k.read() // what is none is somebody's
	}
	if err != nil {
		return k.unreadable(err)
	}
	if fresh {
		k.sum, k.times, k.acts = "", 0, acts{}
		return k.anew(nil)
	}
	return nil
}

// whole holds a world to its seal and to what was done in it. One that was written before there were seals is held to
// nothing until it is read.
func (k *kept) whole(data []byte) error {
	var of, times int
	if _, err := fmt.Fscanf(bytes.NewReader(data), `{"version":%d,"whole":%d,`, &of, &times); err != nil {
		times = 0
	}
	line, ended := bytes.CutSuffix(data, []byte("\n"))
	if !ended && times == 0 {
		return nil
	}
	_, sum, ok := unsealed(line)
	if !ended || !ok {
		return errors.New("it is damaged")
	}
	done, beside, err := deedsBeside(k.actsPath(), sum, times)
	k.sum, k.times, k.done, k.acts = sum, times, done, beside
	return err
}

// anew has what others keep of the world before forgotten, before that one goes: whatever ends this program, nothing
// is left of another world. It is refused with why where others still use the one before.
func (k *kept) anew(why error) error {
	switch {
	case k.bound:
		return why
	case k.forget != nil:
		return k.forget()
	}
	return nil
}

// unreadable sets a world aside that cannot be continued, for whoever wants to look at it.
func (k *kept) unreadable(why error) error {
	aside := fmt.Sprintf(".damaged-%d", time.Now().Unix())
	refused := k.anew(fmt.Errorf("the sandbox's world could not be read and was put aside as %s: %s", worldFile+aside, beginAgain))
	if refused != nil && !k.bound {
		return refused
	}
	err := errors.Join(k.acts.end(), os.Rename(k.path(), k.path()+aside))
	if acts := os.Rename(k.actsPath(), k.actsPath()+aside); !errors.Is(acts, fs.ErrNotExist) {
		err = errors.Join(err, acts)
	}
	if err != nil {
		return fmt.Errorf("setting the damaged sandbox world aside (%v): %w", why, err)
	}
	k.aside, k.sum, k.times, k.found, k.done = k.path()+aside, "", 0, nil, nil
	return refused
}

// read is the world that was found, with what was done in it since.
func (k *kept) read() (*file, error) {
	line := k.found
	if k.sum != "" {
		line, _, _ = unsealed(bytes.TrimSuffix(line, []byte("\n")))
	}
	done := k.done
	k.found, k.done = nil, nil
	var whole file
	if err := json.Unmarshal(line, &whole); err != nil {
		return nil, err
	}
	if whole.Version != version {
		return nil, fmt.Errorf("it is of version %d, this program keeps version %d", whole.Version, version)
	}
	k.states = map[string][]byte{}
	for name, state := range whole.Providers {
		k.states[name] = state
	}
	for _, d := range done {
		whole.Pages, whole.Ahead = d.Pages, d.Ahead
		for name, change := range d.Changes {
			state, err := applied(k.states[name], change)
			if err != nil {
				return nil, err
			}
			k.states[name], whole.Providers[name] = state, state
		}
	}
	k.ahead = whole.Ahead
	return &whole, nil
}

// write writes the whole of a world and puts it in the place of the one before. The acts beside that one are in it,
// and their first line says that they are not of this.
func (k *kept) write(whole file) error {
	data, err := json.Marshal(whole)
	if err != nil {
		return fmt.Errorf("encoding the world: %w", err)
	}
	if err := k.blank(); err != nil {
		return err
	}
	if err := replace(k.path(), sealed(data)); err != nil {
		return err
	}
	_ = k.acts.end() // all that was in it is on disk
	k.sum, k.times, k.ahead, k.states, k.unsure = seal(data), whole.Whole, whole.Ahead, map[string][]byte{}, false
	for name, state := range whole.Providers {
		k.states[name] = state
	}
	return nil
}

// blank puts a file of acts beside a world that is about to be the first, so that from then on one that is not there is
// missed, and one of another world is not taken for its.
func (k *kept) blank() error {
	if _, err := os.Stat(k.actsPath()); err == nil && k.sum != "" {
		return nil
	}
	line, err := beside{}.line()
	if err != nil {
		return err
	}
	return replace(k.actsPath(), line)
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
