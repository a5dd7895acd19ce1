package sandbox

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"hash/crc32"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"time"
)

const (
	actsFile = "world.acts"
	mostActs = 1 << 20 // bytes of acts beside a world, before it is written whole again
)

// acts are what was done in a world since it was written whole, line by line in a file beside it: the first line
// says beside which and how many there are, every further one is a deed. The world itself is too large to be written
// for each.
type acts struct {
	file *os.File // nil until the first deed
	size int64    // of the lines that are whole
	head beside
}

// beside is the first line. It is written over in its place, so that it is always as long.
type beside struct {
	World string `json:"world"` // the seal of its file
	Whole int    `json:"whole"` // as in that file
	Acts  int    `json:"acts"`  // those that are kept: one of them that is not there any more is missed
}

// besideLen is room for the longest first line, without its seal.
const besideLen = 80

func (b beside) line() ([]byte, error) {
	text, err := json.Marshal(b)
	return sealed(fmt.Appendf(nil, "%-*s", besideLen, text)), err
}

// deed is what one act changed.
type deed struct {
	Pages   string               `json:"pages,omitempty"` // as in file
	Ahead   time.Duration        `json:"ahead,omitempty"` // as in file
	Changes map[string][]stretch `json:"changes"`         // by provider, of its state before
}

// sealed is JSON as a line by which damage to it is seen.
func sealed(line []byte) []byte {
	return fmt.Appendf(line, " %s\n", seal(line))
}

func seal(line []byte) string { return fmt.Sprintf("%08x", crc32.ChecksumIEEE(line)) }

// unsealed is the JSON of a line, and its seal, if it is as it was written.
func unsealed(line []byte) (text []byte, sum string, ok bool) {
	at := bytes.LastIndexByte(line, ' ')
	if at < 0 {
		return nil, "", false
	}
	text, sum = line[:at], string(line[at+1:])
	return text, sum, sum == seal(text)
}

func (k *kept) actsPath() string { return filepath.Join(k.dir, actsFile) }

// deedsBeside are those in a file, beside the world with a seal that was written whole so many times. What comes after
// those that were counted and is not as it was written is of an act that nobody was answered; the acts beside a world of
// before are in this one already.
func deedsBeside(path, world string, whole int) (out []deed, a acts, err error) {
	data, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) && whole == 0 {
		return nil, acts{}, nil // it is of a program that began the file with the first deed
	}
	if errors.Is(err, fs.ErrNotExist) {
		return nil, acts{}, errors.New("what was done in it is gone")
	}
	if err != nil {
		return nil, acts{}, fmt.Errorf("reading what was done in the sandbox's world: %w", err)
	}
	line, data, ended := bytes.Cut(data, []byte("\n"))
	text, _, ok := unsealed(line)
	if !ended || !ok || json.Unmarshal(text, &a.head) != nil {
		return nil, acts{}, errors.New("what was done in it is damaged")
	}
	if a.head.World != world {
		if whole > 0 && a.head.Whole >= whole {
			err = errors.New("it is older than what was done in it")
		}
		return nil, acts{}, err
	}
	a.size = int64(len(line)) + 1
	for {
		line, rest, ended := bytes.Cut(data, []byte("\n"))
		text, _, ok := unsealed(line)
		var d deed
		switch {
		case ended && ok:
			err = json.Unmarshal(text, &d)
		case len(out) < a.head.Acts:
			err = errors.New("a part of what was done in it is damaged or gone")
		default:
			a.head.Acts = len(out)
			return out, a, nil
		}
		if err != nil {
			return nil, acts{}, err
		}
		data, a.size, out = rest, a.size+int64(len(line))+1, append(out, d)
	}
}

// save writes the whole world. Until it is known to be there, what is on disk may be another.
func (w *World) save() error {
	w.kept.unsure = true
	whole := file{Version: version, Whole: w.kept.times + 1, Seed: w.seed, Pages: w.place(), Ahead: w.clock.Ahead(), Providers: map[string]json.RawMessage{}}
	for _, m := range w.members {
		state, err := json.Marshal(m.Service) // spelt as in the file, where acts go on from it
		if err != nil {
			return fmt.Errorf("encoding the %s world: %w", m.Name, err)
		}
		whole.Providers[m.Name] = state
	}
	return w.kept.write(whole)
}

// add writes what has changed in some providers since they were kept.
func (w *World) add(members []Member) error {
	k := w.kept
	d := deed{Pages: w.place(), Ahead: w.clock.Ahead(), Changes: map[string][]stretch{}}
	states := map[string][]byte{}
	for _, m := range members {
		state, err := m.MarshalJSON()
		if err != nil {
			return fmt.Errorf("encoding the %s world: %w", m.Name, err)
		}
		if !bytes.Equal(state, k.states[m.Name]) {
			d.Changes[m.Name], states[m.Name] = delta(k.states[m.Name], state), state
		}
	}
	if len(states) == 0 && d.Ahead == k.ahead {
		return nil
	}
	unsure, err := k.acts.add(k.actsPath(), beside{World: k.sum, Whole: k.times}, d)
	if err == nil {
		k.ahead = d.Ahead
		maps.Copy(k.states, states)
	}
	k.unsure = unsure
	return err
}

// place is where the world's pages are for a browser.
func (w *World) place() string {
	if w.pages == nil {
		return ""
	}
	return w.pages.place()
}

// add writes a deed so that it is there whatever ends this program, and only then counts it. On an error it is not there:
// unsure is that not even this is known.
func (a *acts) add(path string, head beside, d deed) (unsure bool, err error) {
	line, err := json.Marshal(d)
	if err != nil {
		return false, fmt.Errorf("encoding what was done: %w", err)
	}
	if err := a.open(path, head); err != nil {
		return false, err
	}
	line = sealed(line)
	wrote, err := a.file.WriteAt(line, a.size)
	if err == nil {
		err = a.file.Sync()
	}
	if err == nil {
		err = a.count(a.head.Acts + 1)
	}
	if err != nil {
		back := a.file.Truncate(a.size)
		return back != nil && wrote == len(line), err
	}
	a.size += int64(len(line))
	return false, nil
}

// count notes in the first line how many deeds there are. It is there when the next one is at the latest: by a power cut
// the last one is not missed that is not there.
func (a *acts) count(n int) error {
	head := a.head
	head.Acts = n
	line, err := head.line()
	if err == nil {
		_, err = a.file.WriteAt(line, 0)
	}
	if err == nil {
		a.head = head
	}
	return err
}

// open makes the file with its first line, or goes on behind its whole lines.
func (a *acts) open(path string, head beside) (err error) {
	if a.file != nil {
		return nil
	}
	if a.size == 0 {
		first, err := head.line()
		if err == nil {
			err = replace(path, first)
		}
		if err != nil {
			return err
		}
		a.size, a.head = int64(len(first)), head
	}
	file, err := os.OpenFile(path, os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	if err := file.Truncate(a.size); err != nil {
		return errors.Join(err, file.Close())
	}
	a.file = file
	return nil
}

// end closes the file: what was done is in the world beside it now, or not to be continued.
func (a *acts) end() error {
	file := a.file
	*a = acts{}
	if file == nil {
		return nil
	}
	return file.Close()
}
