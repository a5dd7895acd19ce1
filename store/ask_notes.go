package store

import (
	"context"
	"encoding/json"
	"maps"

	"switchboard/store/filter"
)

// The fields by which a list is narrowed to what was noted of its rows.
const (
	tagField  = "tag"
	noteField = "note"
)

// WithNotes is a grammar that also knows tag:, note: and has:note.
func WithNotes(g filter.Grammar) filter.Grammar {
	g.Fields = append(g.Fields[:len(g.Fields):len(g.Fields)], filter.Field{Name: tagField}, filter.Field{Name: noteField})
	g.Has = append(g.Has[:len(g.Has):len(g.Has)], noteField)
	return g
}

// Noting are rows that also answer what WithNotes lets be asked; of is what is noted of a row.
func Noting[R any](rows filter.Rows[R], of func(R) Note) filter.Rows[R] {
	word, has := rows.Word, rows.Has
	rows.Word = func(r R, field string) ([]string, bool) {
		if words, ok := noteWord(of(r), field); ok || word == nil {
			return words, ok
		}
		return word(r, field)
	}
	rows.Has = func(r R, what string) (bool, bool) {
		if noted, ok := noteHas(of(r), what); ok || has == nil {
			return noted, ok
		}
		return has(r, what)
	}
	return rows
}

// NotedIn is what is noted of a thing by its id, for Noting.
func (db *DB) NotedIn(ctx context.Context, kind string) (func(id string) Note, error) {
	notes, err := db.NotesOf(ctx, kind)
	return func(id string) Note { return notes[id] }, err
}

// noteWord is what a note answers for a field of a filter; false where the field is not about notes.
func noteWord(n Note, field string) ([]string, bool) {
	switch field {
	case tagField:
		return n.Tags, true
	case noteField:
		return []string{n.Text}, true
	}
	return nil, false
}

// noteHas is whether there is a note, for has:note; false where something else is asked.
func noteHas(n Note, what string) (has, asked bool) { return !n.Empty(), what == noteField }

// noted is the part of a query that is about notes.
func noted(q filter.Query) filter.Query {
	n := filter.Query{In: map[string][]filter.Value{}, Out: map[string][]filter.Value{}, Has: map[string]bool{}}
	for _, field := range []string{tagField, noteField} {
		if v, ok := q.In[field]; ok {
			n.In[field] = v
		}
		if v, ok := q.Out[field]; ok {
			n.Out[field] = v
		}
	}
	if want, ok := q.Has[noteField]; ok {
		n.Has[noteField] = want
	}
	return n
}

// asksNotes reports whether a query is about notes at all.
func asksNotes(q filter.Query) bool { return len(q.In)+len(q.Out)+len(q.Has) > 0 }

// amid is what a query about notes comes to: only these ids, or all but these.
type amid struct {
	ids  string // a JSON list
	only bool
}

// amidNotes answers the part of a query that is about notes; nil where none is.
func (db *DB) amidNotes(ctx context.Context, kind string, q filter.Query) (*amid, error) {
	if !asksNotes(q) {
		return nil, nil
	}
	notes, err := db.NotesOf(ctx, kind)
	if err != nil {
		return nil, err
	}
	rows := Noting(filter.Rows[Note]{}, func(n Note) Note { return n })
	a := amid{only: !rows.Pass(q, Note{})}
	ids := []string{}
	for id := range maps.Keys(notes) {
		if rows.Pass(q, notes[id]) == a.only {
			ids = append(ids, id)
		}
	}
	raw, err := json.Marshal(ids)
	a.ids = string(raw)
	return &a, err
}

// narrow adds to a condition that a column is among the ids, or not.
func (a *amid) narrow(c *filter.Where, column string) {
	switch {
	case a == nil:
	case a.only:
		c.And(column+" IN (SELECT value FROM json_each(?))", a.ids)
	default:
		c.And(column+" NOT IN (SELECT value FROM json_each(?))", a.ids)
	}
}
