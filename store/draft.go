package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"time"
)

// The kinds of drafts.
const (
	DraftE911    = "e911"
	DraftListing = "listing"
	DraftBasket  = "basket"
)

// PutDraft keeps what a person has filled in and not sent, under a kind and what it is about.
// nil forgets it. A tax id or a one-time code must never be in a draft.
func (db *DB) PutDraft(ctx context.Context, at time.Time, kind, id string, v any) error {
	err := db.cache.write(ctx, func(tx *sql.Tx) error {
		if v == nil {
			_, err := tx.ExecContext(ctx, "DELETE FROM drafts WHERE kind = ? AND id = ?", kind, id)
			return err
		}
		body, err := json.Marshal(v)
		if err != nil {
			return err
		}
		_, err = tx.ExecContext(ctx, "INSERT OR REPLACE INTO drafts VALUES (?, ?, ?, ?)", kind, id, string(body), unix(at))
		return err
	})
	if err != nil {
		return fmt.Errorf("keeping the draft for %s: %w", id, err)
	}
	db.feeds.mark(draftTopic(kind))
	return nil
}

func draftTopic(kind string) Topic {
	if kind == DraftListing {
		return Listings
	}
	return Numbers
}

// Draft reads a draft into v and says when it was kept; ErrNotFound when there is none.
func (db *DB) Draft(ctx context.Context, kind, id string, v any) (at time.Time, err error) {
	var body []byte
	var sec int64
	err = db.cache.r.QueryRowContext(ctx, "SELECT body, at FROM drafts WHERE kind = ? AND id = ?", kind, id).Scan(&body, &sec)
	if errors.Is(err, sql.ErrNoRows) {
		err = ErrNotFound
	}
	if err == nil {
		err = json.Unmarshal(body, v)
	}
	if err != nil {
		return time.Time{}, fmt.Errorf("reading the draft for %s: %w", id, err)
	}
	return stamp(sec), nil
}

// Drafts are the ids a kind has drafts for, newest first.
func (db *DB) Drafts(ctx context.Context, kind string) ([]string, error) {
	all, err := list(ctx, db.cache.r, text, "SELECT id FROM drafts WHERE kind = ? ORDER BY at DESC, id", kind)
	return all, wrap(err, "reading the drafts")
}

// ListingDraft is the profile of a number that is to be put online, as it is
// kept before its provider has it. A tax id is never part of it.
type ListingDraft struct {
	Number string            `json:",omitempty"`
	Kind   string            `json:",omitempty"`
	Fields map[string]string `json:",omitempty"` // by their names on the wire
}
