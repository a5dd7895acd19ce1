package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"switchboard/store/filter"
)

// SavedFilter is a filter of one list that a person saved under a name. It lies in the journal: no provider knows it,
// and it outlives the cache.
type SavedFilter struct {
	List string // one of FilterLists
	Name string // untrusted: it may have been pasted
	Text string // as it was written, untrusted
	At   time.Time
}

// What a saved filter may be.
const (
	MaxFilterName  = 40  // characters
	MaxFilterText  = 200 // characters
	maxFiltersEach = 100 // of one list
)

// ErrSaved says that there is a filter of this name already.
var ErrSaved = errors.New("there is a filter of this name already")

// FilterLists are the lists that filters are saved for, by the names of their panes.
func FilterLists() []string {
	return []string{"live", "customers", "history", "listings", "numbers", "log"}
}

// GrammarOf is what can be asked of a list of the console; of a list that there is not, nothing.
func GrammarOf(list string) filter.Grammar {
	var g filter.Grammar
	switch list {
	case "history":
		g = WithNotes(ActivationGrammar())
	case "live":
		g = WithNotes(ActivationGrammar())
		g.Fields, g.Is = append(g.Fields, filter.Field{Name: "left", Kind: filter.Span}), append(g.Is, "uncopied", "over", "marked")
	case "customers":
		g = CustomerGrammar()
		g.Is = append(g.Is, "low")
	case "numbers":
		g = NumberGrammar()
		g.Has, g.Is = append(g.Has, "draft"), append(g.Is, "listed", "favourite", "open", "marked")
	case "listings":
		g = ListingGrammar()
		g.Fields[0].Values = append(g.Fields[0].Values, "unknown")
		g.Is = append(g.Is, "kept", "marked")
	case "log":
		g = filter.Grammar{Fields: []filter.Field{{Name: "service", Same: []string{"provider"}}, {Name: "what"}, {Name: "customer"}}, Is: []string{"problem"}, Dates: true}
	}
	return g
}

// Problem is why the filter cannot be used as it is, "" when it can.
func (f SavedFilter) Problem(now time.Time) string {
	q := GrammarOf(f.List).Parse(f.Text, now)
	if q.Problem == "" && q.Empty() {
		return "it says nothing: everything would pass"
	}
	return q.Problem
}

// Check says what of a filter cannot be saved.
func (f SavedFilter) Check(now time.Time) error {
	if err := f.CheckList(); err != nil {
		return err
	}
	if err := CheckFilterName(f.Name); err != nil {
		return err
	}
	if !utf8.ValidString(f.Text) || utf8.RuneCountInString(f.Text) > MaxFilterText {
		return fmt.Errorf("the filter: up to %d characters", MaxFilterText)
	}
	if why := f.Problem(now); why != "" {
		return errors.New("the filter: " + why)
	}
	return nil
}

// CheckList says that there is no such list.
func (f SavedFilter) CheckList() error {
	if !slices.Contains(FilterLists(), f.List) {
		return errors.New("the list: one of " + strings.Join(FilterLists(), ", "))
	}
	return nil
}

// CheckFilterName says why a filter cannot be called that.
func CheckFilterName(name string) error {
	odd := func(r rune) bool { return !unicode.IsGraphic(r) }
	if name != strings.TrimSpace(name) || name == "" || name[0] == '@' || utf8.RuneCountInString(name) > MaxFilterName || strings.ContainsFunc(name, odd) || !utf8.ValidString(name) {
		return fmt.Errorf("the name: 1 to %d letters, digits, signs and blanks, not beginning with @", MaxFilterName)
	}
	return nil
}

func scanFilter(s scanner) (f SavedFilter, err error) {
	err = s.Scan(&f.List, &f.Name, &f.Text, moment{&f.At})
	return f, err
}

// SavedFilters are those of a list by their names; of every list with "".
func (db *DB) SavedFilters(ctx context.Context, of string) ([]SavedFilter, error) {
	all, err := list(ctx, db.journal.r, scanFilter, "SELECT list, name, text, at FROM filters WHERE ?1 IN ('', list) ORDER BY list, name", of)
	return all, wrap(err, "reading the saved filters")
}

// SavedFilter is the one of a list with a name, whatever its case; ErrNotFound when there is none.
func (db *DB) SavedFilter(ctx context.Context, of, name string) (SavedFilter, error) {
	f, err := one(ctx, db.journal.r, scanFilter, "SELECT list, name, text, at FROM filters WHERE list = ? AND name = ?", of, name)
	return f, wrap(err, "the filter %s of %s", name, of)
}

// SaveFilter keeps a filter under its name. One that is there already gives ErrSaved unless it is to be replaced.
func (db *DB) SaveFilter(ctx context.Context, f SavedFilter, replace bool) error {
	f.Name = strings.TrimSpace(f.Name)
	if err := f.Check(time.Now()); err != nil {
		return err
	}
	return db.commit(ctx, db.journal, Settings, func(tx *sql.Tx) error {
		there, err := one(ctx, tx, number, "SELECT count(*) FROM filters WHERE list = ? AND name = ?", f.List, f.Name)
		if err != nil {
			return err
		}
		all, err := one(ctx, tx, number, "SELECT count(*) FROM filters WHERE list = ?", f.List)
		switch {
		case err != nil:
			return err
		case there > 0 && !replace:
			return ErrSaved
		case there == 0 && all >= maxFiltersEach:
			return fmt.Errorf("up to %d filters of one list are saved: remove one first", maxFiltersEach)
		}
		_, err = tx.ExecContext(ctx, "INSERT OR REPLACE INTO filters VALUES (?, ?, ?, ?)", f.List, f.Name, f.Text, time.Now().Unix())
		return err
	})
}

// RenameFilter gives a filter another name; ErrNotFound when there is none, ErrSaved when the name is taken.
func (db *DB) RenameFilter(ctx context.Context, of, name, to string) error {
	if err := CheckFilterName(to); err != nil {
		return err
	}
	return db.commit(ctx, db.journal, Settings, func(tx *sql.Tx) error {
		there, err := one(ctx, tx, number, "SELECT count(*) FROM filters WHERE list = ?1 AND name = ?2 AND name <> ?3", of, to, name)
		if err == nil && there > 0 {
			err = ErrSaved
		}
		if err != nil {
			return err
		}
		n, err := affected(tx.ExecContext(ctx, "UPDATE filters SET name = ?3 WHERE list = ?1 AND name = ?2", of, name, to))
		return foundFilter(n, err, of, name)
	})
}

// ForgetFilter removes a filter; ErrNotFound when there is none.
func (db *DB) ForgetFilter(ctx context.Context, of, name string) error {
	return db.commit(ctx, db.journal, Settings, func(tx *sql.Tx) error {
		n, err := affected(tx.ExecContext(ctx, "DELETE FROM filters WHERE list = ? AND name = ?", of, name))
		return foundFilter(n, err, of, name)
	})
}

func foundFilter(n int64, err error, of, name string) error {
	if err == nil && n == 0 {
		return fmt.Errorf("the filter %s of %s: %w", name, of, ErrNotFound)
	}
	return err
}
