package store

import (
	"context"
	"database/sql"
	"encoding/binary"
	"slices"
	"sync"
	"sync/atomic"
	"time"
)

// sealEvery is after how many new rows it is looked whether a segment can be made.
const sealEvery = 2048

// partRows are so many that a search had better not look at each of them.
const partRows = 2048

// sealRest is how long the cache is free between two segments: a write of another process, which
// tries again now and then, gets its turn.
const sealRest = 150 * time.Millisecond

// sealing makes signatures behind everything else.
type sealing struct {
	mu      sync.Mutex
	work    background
	running bool
	closed  bool
	rows    atomic.Int64 // written since the last look
	looked  atomic.Int64 // when a search last asked for it, unix seconds
}

// sealPause is how long a search asks for no other look.
const sealPause = time.Minute

// searched has what a search had to look through covered for the next one.
func (db *DB) searched() {
	now, last := time.Now().Unix(), db.sealing.looked.Load()
	if now-last >= int64(sealPause/time.Second) && db.sealing.looked.CompareAndSwap(last, now) {
		db.sealSoon(partRows)
	}
}

// grown notes that rows were added, and has their signatures made when there may be enough.
func (db *DB) grown(n int) {
	if db.sealing.rows.Add(int64(n)) >= sealEvery {
		db.sealSoon(blockRows * blocks)
	}
}

// sealSoon has what no segment covers covered, at both ends when it is at least so many rows. A search goes on while it is done.
func (db *DB) sealSoon(least int) {
	if db.readOnly {
		return
	}
	db.sealing.mu.Lock()
	defer db.sealing.mu.Unlock()
	if db.sealing.running || db.sealing.closed {
		return
	}
	db.sealing.rows.Store(0)
	db.sealing.running = true
	db.sealing.work.stop() // one that has ended
	db.sealing.work.start(func(ctx context.Context) {
		// A disk that takes no more, or a damaged file, is told by who writes what matters.
		_ = db.sealAll(ctx, least)
		db.sealing.mu.Lock()
		db.sealing.running = false
		db.sealing.mu.Unlock()
	})
}

// stopSealing ends it for good.
func (db *DB) stopSealing() {
	db.sealing.mu.Lock()
	db.sealing.closed = true
	db.sealing.mu.Unlock()
	db.sealing.work.stop()
}

// sealAll makes segments, one to a transaction, until there is nothing to cover.
func (db *DB) sealAll(ctx context.Context, least int) error {
	w := newPress()
	w.least, w.rest = least, sealRest
	return db.sealWith(ctx, w)
}

func (db *DB) sealWith(ctx context.Context, w *press) error {
	for more := true; more && ctx.Err() == nil; {
		err := db.cache.write(ctx, func(tx *sql.Tx) (err error) {
			more, err = w.seal(ctx, tx)
			return err
		})
		if err != nil {
			return err
		}
		if more {
			w.pause(ctx)
		}
	}
	return ctx.Err()
}

// pause leaves the cache to others for a moment.
func (w *press) pause(ctx context.Context) {
	if w.rest == 0 {
		return
	}
	select {
	case <-ctx.Done():
	case <-time.After(w.rest):
	}
}

// press makes the signatures of one segment after the other.
type press struct {
	block  int           // rows of one
	least  int           // rows of a segment at an end
	rest   time.Duration // between two segments
	bits   []uint64      // bucket by bucket, a bit for each block
	starts []byte
	rows   int
	first  int64
	last   int64
}

func newPress() *press {
	return &press{block: blockRows, least: blockRows * blocks, bits: make([]uint64, buckets*len(mask{}))}
}

// full is how many rows a whole segment has.
func (w *press) full() int { return w.block * blocks }

// seal covers a part of one uncovered stretch. It reports whether there may be more. Both ends of
// the history still grow: there a part of a segment is made only when a search has to look
// through many rows, and grows with the next one.
func (w *press) seal(ctx context.Context, tx *sql.Tx) (bool, error) {
	covered, err := segments(ctx, tx)
	if err != nil {
		return false, err
	}
	holes := openKeys(covered)
	for i, hole := range holes {
		first, last := i == 0, i == len(holes)-1
		if first || last {
			n, err := one(ctx, tx, number, "SELECT count(*) FROM (SELECT 1 FROM activations WHERE k BETWEEN ? AND ? LIMIT ?)", hole.low, hole.high, w.full())
			if err != nil {
				return false, err
			}
			if n < int64(w.least) {
				continue
			}
		}
		if first && !last { // a history is read backwards: what is next to the segment behind stays as it is
			low, err := one(ctx, tx, number, "SELECT min(k) FROM (SELECT k FROM activations WHERE k <= ? ORDER BY k DESC LIMIT ?)", hole.high, w.full())
			if err != nil {
				return false, err
			}
			return true, w.cover(ctx, tx, keys{low, hole.high}, false, true)
		}
		if last && i > 0 {
			if hole, err = w.reopen(ctx, tx, covered[i-1], hole); err != nil {
				return false, err
			}
		}
		return true, w.cover(ctx, tx, hole, first || last, i > 0)
	}
	return false, nil
}

// reopen takes a segment back that was not whole, together with the stretch behind it.
func (w *press) reopen(ctx context.Context, tx *sql.Tx, before segment, hole keys) (keys, error) {
	n, err := one(ctx, tx, number, "SELECT coalesce(max(length(bits)), 0) / 8 FROM signatures WHERE k = ?", before.id<<groupBits|startsGroup)
	if err != nil || n == blocks {
		return hole, err
	}
	_, err = tx.ExecContext(ctx, "DELETE FROM segments WHERE id = ?", before.id)
	return keys{before.low, hole.high}, err
}

// cover makes a segment at the beginning of a stretch. follows is that another one ends where it
// begins.
func (w *press) cover(ctx context.Context, tx *sql.Tx, hole keys, grows, follows bool) error {
	if err := w.read(ctx, tx, hole); err != nil {
		return err
	}
	if w.rows == 0 && follows { // nothing is there: the segment before covers it as well
		_, err := tx.ExecContext(ctx, "UPDATE segments SET high = ? WHERE high = ?", hole.high, hole.low-1)
		return err
	}
	s := segment{keys: keys{w.first, w.last}}
	if follows {
		s.low = hole.low
	}
	if w.rows < w.full() && !grows {
		s.high = hole.high
	}
	var err error
	if s.id, err = one(ctx, tx, number, "SELECT coalesce(max(id), 0) + 1 FROM segments"); err != nil {
		return err
	}
	return w.save(ctx, tx, s)
}

// read takes the texts of the first rows of a stretch.
func (w *press) read(ctx context.Context, tx *sql.Tx, hole keys) error {
	clear(w.bits)
	w.starts, w.rows = w.starts[:0], 0
	rows, err := tx.QueryContext(ctx, `SELECT k, phone, id, customer_id, service_id, country_id, sms_code, coalesce(sms_fold, sms_text)
		FROM activations WHERE k BETWEEN ? AND ? ORDER BY k LIMIT ?`, hole.low, hole.high, w.full())
	if err != nil {
		return err
	}
	var texts [7]sql.RawBytes
	for rows.Next() {
		if err := rows.Scan(&w.last, &texts[0], &texts[1], &texts[2], &texts[3], &texts[4], &texts[5], &texts[6]); err != nil {
			return errorsOf(rows, err)
		}
		if w.rows == 0 {
			w.first = w.last
		}
		block := w.rows / w.block
		if w.rows%w.block == 0 {
			w.starts = binary.LittleEndian.AppendUint64(w.starts, uint64(w.last))
		}
		for _, t := range texts {
			eachGram([]byte(t), func(g gram) { w.bits[int(g.bucket)*len(mask{})+block/64] |= 1 << (block % 64) })
		}
		w.rows++
	}
	return errorsOf(rows, nil)
}

// save writes a segment and its signatures.
func (w *press) save(ctx context.Context, tx *sql.Tx, s segment) error {
	if _, err := tx.ExecContext(ctx, "INSERT INTO segments VALUES (?, ?, ?)", s.low, s.high, s.id); err != nil {
		return err
	}
	stmt, err := tx.PrepareContext(ctx, "INSERT OR REPLACE INTO signatures VALUES (?, ?)")
	if err != nil {
		return err
	}
	defer stmt.Close()
	const words = groupOf * blocks / 64
	buf := make([]byte, 0, groupOf*blockBytes)
	g := 0
	for group := range slices.Chunk(w.bits, words) {
		buf = buf[:0]
		for _, word := range group {
			buf = binary.LittleEndian.AppendUint64(buf, word)
		}
		if _, err := stmt.ExecContext(ctx, s.id<<groupBits|int64(g), buf); err != nil {
			return err
		}
		g++
	}
	_, err = stmt.ExecContext(ctx, s.id<<groupBits|startsGroup, w.starts)
	return err
}
