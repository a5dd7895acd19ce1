package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
)

// memory is what earlier runs of the same tree have shown.
type memory struct {
	path   string
	Rounds map[string]round
}

// remembered reads it. Another state of the tree begins anew.
func remembered(ctx context.Context, again bool) (*memory, error) {
	tree, err := state(ctx)
	if err != nil {
		return nil, err
	}
	dir, err := os.UserCacheDir()
	if err != nil {
		return nil, fmt.Errorf("finding a folder for what was shown: %w", err)
	}
	m := &memory{path: filepath.Join(dir, "switchboard-prove", tree+".json"), Rounds: map[string]round{}}
	raw, err := os.ReadFile(m.path)
	if errors.Is(err, fs.ErrNotExist) || again {
		return m, nil
	}
	if err == nil {
		err = json.Unmarshal(raw, &m.Rounds)
	}
	if err != nil {
		return nil, fmt.Errorf("reading what was shown: %w", err)
	}
	return m, nil
}

// state names the tree with its changes.
func state(ctx context.Context) (string, error) {
	sum := sha256.New()
	for _, args := range [][]string{{"rev-parse", "HEAD"}, {"diff", "HEAD"}, {"status", "--porcelain"}} {
		out, err := exec.CommandContext(ctx, "git", args...).Output()
		if err != nil {
			return "", fmt.Errorf("asking git for the state of the tree: %w", err)
		}
		sum.Write(out)
	}
	return hex.EncodeToString(sum.Sum(nil)[:8]), nil
}

// keep writes one round down.
func (m *memory) keep(name string, r round) error {
	m.Rounds[name] = r
	raw, err := json.Marshal(m.Rounds)
	if err == nil {
		err = os.MkdirAll(filepath.Dir(m.path), 0o700)
	}
	if err == nil {
		err = os.WriteFile(m.path, raw, 0o600)
	}
	if err != nil {
		return fmt.Errorf("keeping what was shown: %w", err)
	}
	return nil
}

// of are the rounds of a proof that were run.
func (m *memory) of(p proof, full bool) (done []round) {
	for i := range p.rounds(full) {
		if r, ok := m.Rounds[fmt.Sprintf("%s/%v/%d", p.Name, full, i)]; ok {
			done = append(done, r)
		}
	}
	return done
}

// hold reports whether every round of every proof was run and held.
func (m *memory) hold(list []proof, full bool) bool {
	for _, p := range list {
		done := m.of(p, full)
		if len(done) < len(p.rounds(full)) {
			return false
		}
		for _, r := range done {
			if !r.Held {
				return false
			}
		}
	}
	return true
}
