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
// says beside which, every further one is a deed. The world itself is too large to be written for each.
type acts struct {
	file *os.File // nil until the first deed
	size int64    // of the lines that are whole
}

// beside is the first line.
type beside struct {
	World string `json:"world"` // the seal of its file
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

// deedsBeside are those in a file, beside the world with a seal, and the size of their lines. A last line that was not
// ended is of an act that nobody was answered; the acts beside another world are in this one already.
func deedsBeside(path, world string) (out []deed, size int64, err error) {
	data, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, 0, nil
	}
	if err != nil {
		return nil, 0, fmt.Errorf("reading what was done in the sandbox's world: %w", err)
	}
	for {
		line, rest, ended := bytes.Cut(data, []byte("\n"))
		if !ended {
			return out, size, nil
		}
		text, _, ok := unsealed(line)
		if !ok {
			return nil, 0, errors.New("what was done in it is damaged")
		}
		var b beside
		var d deed
		if size == 0 {
			err = json.Unmarshal(text, &b)
		} else {
			err = json.Unmarshal(text, &d)
			out = append(out, d)
		}
		if err != nil || size == 0 && b.World != world {
			return nil, 0, err
		}
		data, size = rest, size+int64(len(line))+1
	}
}

// keep keeps what an act has changed in some providers. Nobody is answered before: an act that was answered is
// known to whoever goes on with the world, whatever ends this program.
func (w *World) keep(members ...Member) {
	k := w.kept
	if k == nil {
		return
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	switch {
	case k.lock == nil: // it is closed
	case k.sum == "" || k.err != nil || k.acts.size > mostActs:
		k.err = w.save()
	default:
		k.err = w.add(members)
	}
}

// save writes the whole world.
func (w *World) save() error {
	whole := file{Version: version, Seed: w.seed, Pages: w.place(), Ahead: w.clock.Ahead(), Providers: map[string]json.RawMessage{}}
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
	err := k.acts.add(k.actsPath(), k.sum, d)
	if err == nil {
		k.ahead = d.Ahead
		maps.Copy(k.states, states)
	}
	return err
}

// place is where the world's pages are for a browser.
func (w *World) place() string {
	if w.pages == nil {
		return ""
	}
	return w.pages.place()
}

// add writes a deed so that it is there whatever ends this program.
func (a *acts) add(path, world string, d deed) error {
	line, err := json.Marshal(d)
	if err != nil {
		return fmt.Errorf("encoding what was done: %w", err)
	}
	if err := a.open(path, world); err != nil {
		return err
	}
	line = sealed(line)
	if _, err := a.file.WriteAt(line, a.size); err != nil {
		return err
	}
	a.size += int64(len(line))
	return a.file.Sync()
}

// open makes the file with its first line, or goes on behind its whole lines.
func (a *acts) open(path, world string) (err error) {
	if a.file != nil {
		return nil
	}
	if a.size == 0 {
		first, err := json.Marshal(beside{world})
		if err != nil {
			return err
		}
		first = sealed(first)
		if err := replace(path, first); err != nil {
			return err
		}
		a.size = int64(len(first))
	}
	if a.file, err = os.OpenFile(path, os.O_WRONLY, 0o600); err != nil {
		return err
	}
	return a.file.Truncate(a.size)
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
