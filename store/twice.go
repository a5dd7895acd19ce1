package store

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"time"
)

// What is sent and has no outcome yet is written down twice: as a row of the
// journal, and as a file of its own beside it. Whatever becomes of the journal,
// the file tells what may have been done.

// copiesFolder holds the second copies, named by the number of the row. It is
// there from the first start on, so that a missing one is not taken for an
// empty one.
const copiesFolder = "attempts"

// copyEnding ends the name of each of them, once it is whole.
const copyEnding = ".json"

// sentCopy is the second copy of an attempt.
type sentCopy struct {
	ID         int64  `json:"id"`
	Op         string `json:"op"`
	NaturalKey string `json:"natural_key"`
	Subject    string `json:"subject"`
	Body       string `json:"body"`
	Created    int64  `json:"created"`
	SentAt     int64  `json:"sent_at"`
	Sum        int64  `json:"sum"`
}

func copyOf(i Intent) sentCopy {
	c := sentCopy{ID: i.ID, Op: i.Op, NaturalKey: i.NaturalKey, Subject: i.Subject, Body: string(i.Body), Created: unix(i.Created), SentAt: unix(i.SentAt)}
	c.Sum = c.sum()
	return c
}

func (c sentCopy) sum() int64 {
	return newSum().int(c.ID).text(c.Op).text(c.NaturalKey).text(c.Subject).text(c.Body).int(c.Created).int(c.SentAt).done()
}

// intent is the attempt as it is to be looked for, marked as damaged when the
// copy does not match its checksum.
func (c sentCopy) intent() Intent {
	return Intent{
		ID: c.ID, Op: c.Op, NaturalKey: c.NaturalKey, Subject: c.Subject, Body: json.RawMessage(c.Body), State: StateUnknown,
		Created: stamp(c.Created), SentAt: stamp(c.SentAt), Damaged: c.Sum != c.sum(),
	}
}

func (db *DB) copyPath(id int64) string {
	return filepath.Join(db.dir, copiesFolder, strconv.FormatInt(id, 10)+copyEnding)
}

// writeCopy writes the second copy of an attempt, before it is sent.
func (db *DB) writeCopy(i Intent) error {
	text, err := json.Marshal(copyOf(i))
	if err == nil {
		err = os.Mkdir(filepath.Dir(db.copyPath(i.ID)), 0o700)
	}
	if err != nil && !errors.Is(err, fs.ErrExist) {
		return fmt.Errorf("writing the second copy of entry %d: %w", i.ID, err)
	}
	if err := writeWhole(db.copyPath(i.ID), text); err != nil {
		return fmt.Errorf("writing the second copy of entry %d: %w", i.ID, err)
	}
	return nil
}

// writeWhole writes a file for its owner alone: whoever reads it finds all of it or none.
func writeWhole(path string, content []byte) error {
	f, err := os.OpenFile(path+".part", os.O_CREATE|os.O_WRONLY|os.O_TRUNC, 0o600)
	if err != nil {
		return err
	}
	_, err = f.Write(content)
	if err == nil {
		err = f.Sync()
	}
	if err = errors.Join(err, f.Close()); err == nil {
		err = os.Rename(path+".part", path)
	}
	if err != nil {
		_ = os.Remove(path + ".part") // on a full disk nothing is left that was not whole
	}
	return err
}

// dropCopy forgets the second copy of an attempt that has an outcome. One that
// stays is compared with its row at the next start.
func (db *DB) dropCopy(id int64) {
	if os.Remove(db.copyPath(id)) == nil {
		return
	}
	named, _ := filepath.Glob(filepath.Join(db.dir, copiesFolder, strconv.FormatInt(id, 10)+".*"+copyEnding))
	for _, path := range named {
		_ = os.Remove(path)
	}
}

// copies are the attempts whose second copies are there, the oldest first; told
// is false where the folder itself is missing, so that nothing is known.
func (db *DB) copies() (list []Intent, told bool, err error) {
	entries, err := os.ReadDir(filepath.Join(db.dir, copiesFolder))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, false, nil
	}
	if err != nil {
		return nil, false, fmt.Errorf("reading the second copies of what was sent: %w", err)
	}
	for _, e := range entries {
		id, _, ok := copyOfName(e.Name())
		if !ok {
			continue
		}
		text, err := os.ReadFile(filepath.Join(db.dir, copiesFolder, e.Name()))
		if err != nil {
			return nil, true, fmt.Errorf("reading the second copy of entry %d: %w", id, err)
		}
		var c sentCopy
		if json.Unmarshal(text, &c) != nil { // it says that something was sent, and not what
			list = append(list, lostAt(id, time.Now()))
			continue
		}
		c.ID = id
		list = append(list, c.intent())
	}
	return list, true, nil
}

// lostAt stands for what was sent before a moment and cannot be told any more,
// neither by the journal nor by a copy. Everything that costs money waits for it.
func lostAt(id int64, at time.Time) Intent {
	return Intent{ID: id, Op: opLost, Subject: "whatever was sent before " + at.Format("2 Jan 15:04"), Created: at, SentAt: at, Damaged: true}
}

// opLost is the act of which only that is known that it was sent.
const opLost = "lost"
