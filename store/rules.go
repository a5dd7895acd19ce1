package store

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// What a note and its tags may be.
const (
	MaxNote = 1000 // characters
	MaxTag  = 30
	MaxTags = 20 // of one thing
)

// Check says what of a note cannot be kept.
func (n Note) Check() error {
	switch {
	case !slices.Contains(NoteKinds(), n.Kind):
		return fmt.Errorf("notes are kept of %s", strings.Join(NoteKinds(), ", "))
	case n.ID == "":
		return errors.New("a note is about one " + n.Kind)
	case !utf8.ValidString(n.Text) || utf8.RuneCountInString(n.Text) > MaxNote:
		return fmt.Errorf("the note: up to %d characters", MaxNote)
	case len(n.Tags) > MaxTags:
		return fmt.Errorf("the tags: up to %d", MaxTags)
	}
	for _, t := range n.Tags {
		if err := CheckTag(t); err != nil {
			return err
		}
	}
	return nil
}

// CheckTag says why a word cannot be a tag.
func CheckTag(tag string) error {
	odd := func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '-' && r != '_' && r != '.'
	}
	if tag == "" || tag[0] == '-' || utf8.RuneCountInString(tag) > MaxTag || strings.ContainsFunc(tag, odd) || !utf8.ValidString(tag) {
		return fmt.Errorf("the tag %q: up to %d letters, digits, - _ and . in one word, not beginning with -", tag, MaxTag)
	}
	return nil
}

// ParseTags reads tags as they are typed: with blanks or commas between. They
// are in small letters, in order, each once.
func ParseTags(s string) ([]string, error) {
	list := strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return unicode.IsSpace(r) || r == ',' })
	for _, t := range list {
		if err := CheckTag(t); err != nil {
			return nil, err
		}
	}
	slices.Sort(list)
	list = slices.Compact(list)
	if len(list) > MaxTags {
		return nil, fmt.Errorf("the tags: up to %d", MaxTags)
	}
	return list, nil
}
