package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
)

// Setting reads a small piece of the screen's state, e.g. a sort order or a draft; empty when
// it was never set.
func (db *DB) Setting(ctx context.Context, key string) (string, error) {
	v, err := one(ctx, db.cache.r, text, "SELECT value FROM settings WHERE key = ?", key)
	if err != nil && !errors.Is(err, ErrNotFound) {
		return "", fmt.Errorf("reading the setting %s: %w", key, err)
	}
	return v, nil
}

// PutSetting keeps a small piece of the screen's state; empty forgets it.
func (db *DB) PutSetting(ctx context.Context, key, value string) error {
	err := db.commit(ctx, db.cache, Settings, func(tx *sql.Tx) error {
		query, args := "INSERT INTO settings VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value", []any{key, value}
		if value == "" {
			query, args = "DELETE FROM settings WHERE key = ?", []any{key}
		}
		_, err := tx.ExecContext(ctx, query, args...)
		return err
	})
	return wrap(err, "keeping the setting %s", key)
}

// Settings are all settings whose key begins with prefix.
func (db *DB) Settings(ctx context.Context, prefix string) (map[string]string, error) {
	rows, err := list(ctx, db.cache.r, func(s scanner) (kv [2]string, err error) {
		err = s.Scan(&kv[0], &kv[1])
		return kv, err
	}, "SELECT key, value FROM settings WHERE substr(key, 1, length(?1)) = ?1 ORDER BY key", prefix)
	if err != nil {
		return nil, fmt.Errorf("reading the settings: %w", err)
	}
	all := make(map[string]string, len(rows))
	for _, kv := range rows {
		all[kv[0]] = kv[1]
	}
	return all, nil
}
