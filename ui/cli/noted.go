package cli

import (
	"context"

	"switchboard/store"
)

// Noted is what a person noted of a thing, in the records about it.
type Noted struct {
	Note string   `json:"note" about:"what you noted of it"`
	Tags []string `json:"tags" about:"the tags you gave it"`
}

// NotedOf is a note as records have it.
func NotedOf(n store.Note) Noted { return Noted{n.Text, append([]string{}, n.Tags...)} }

// Notes reads what is noted of the things of a kind, and gives it by what it is about.
func (s *Session) Notes(ctx context.Context, kind string) (func(id string) Noted, error) {
	notes, err := s.DB.NotesOf(ctx, kind)
	return func(id string) Noted { return NotedOf(notes[id]) }, err
}
