package store

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"
)

// Preset is an order that a person saved under a name. What it leaves open is
// found when it is ordered: the price, and what the customer usually pays.
type Preset struct {
	Name, Customer, Service, Country string
	Max                              int64  // the most the account pays, in cents; 0 is the suggested price
	Pays                             string // how the customer is charged, in words; "" is as usual
	Quality                          int
}

// mostName is how many characters the name of a preset may have.
const mostName = 60

// Check says what a preset lacks.
func (p Preset) Check() error {
	switch {
	case strings.TrimSpace(p.Name) == "":
		return errors.New("the preset needs a name")
	case utf8.RuneCountInString(p.Name) > mostName:
		return fmt.Errorf("the name of a preset has up to %d characters", mostName)
	case p.Customer == "" || p.Service == "" || p.Country == "":
		return errors.New("a preset needs a customer, a service and a country")
	}
	return nil
}

// presets begins the settings that hold presets, by name.
const presets = "order/preset/"

// Presets are all saved orders, by name.
func (db *DB) Presets(ctx context.Context) ([]Preset, error) {
	all, err := list(ctx, db.cache.r, func(s scanner) (p Preset, err error) {
		var raw string
		if err = s.Scan(&raw); err == nil {
			err = json.Unmarshal([]byte(raw), &p)
		}
		return p, err
	}, "SELECT value FROM settings WHERE substr(key, 1, length(?1)) = ?1 ORDER BY key", presets)
	return all, wrap(err, "reading the presets")
}

// Preset is the one with a name, whatever its case; ErrNotFound when there is none.
func (db *DB) Preset(ctx context.Context, name string) (Preset, error) {
	all, err := db.Presets(ctx)
	if err != nil {
		return Preset{}, err
	}
	for _, p := range all {
		if strings.EqualFold(p.Name, strings.TrimSpace(name)) {
			return p, nil
		}
	}
	return Preset{}, fmt.Errorf("the preset %s: %w", name, ErrNotFound)
}

// PutPreset saves an order under its name, in place of an earlier one.
func (db *DB) PutPreset(ctx context.Context, p Preset) error {
	p.Name = strings.TrimSpace(p.Name)
	if err := p.Check(); err != nil {
		return err
	}
	raw, err := json.Marshal(p)
	if err != nil {
		return err
	}
	return db.PutSetting(ctx, presets+strings.ToLower(p.Name), string(raw))
}

// ForgetPreset deletes the preset with a name.
func (db *DB) ForgetPreset(ctx context.Context, name string) error {
	return db.PutSetting(ctx, presets+strings.ToLower(name), "")
}
