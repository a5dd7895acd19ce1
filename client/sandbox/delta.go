package sandbox

import (
	"bytes"
	"errors"
)

// stretch is a part of a text that follows from an older one: Len bytes of that one from From on, or else Text.
type stretch struct {
	From int    `json:"from,omitempty"`
	Len  int    `json:"len,omitempty"`
	Text []byte `json:"text,omitempty"`
}

// delta tells a text by what it has in common with an older one. The texts are looked at object by object: an act
// changes few of the thousands that a world is made of.
func delta(old, text []byte) []stretch {
	places, at := map[string]int{}, 0
	for piece := range objects(old) {
		places[string(piece)] = at
		at += len(piece)
	}
	var out []stretch
	for piece := range objects(text) {
		from, known := places[string(piece)]
		last := len(out) - 1
		if last >= 0 && out[last].Len > 0 {
			if next := out[last].From + out[last].Len; bytes.HasPrefix(old[next:], piece) {
				from, known = next, true // of several that are alike, the one that goes on
			}
		}
		switch {
		case !known && last >= 0 && out[last].Len == 0:
			out[last].Text = append(out[last].Text, piece...)
		case !known:
			out = append(out, stretch{Text: bytes.Clone(piece)})
		case last >= 0 && out[last].Len > 0 && out[last].From+out[last].Len == from:
			out[last].Len += len(piece)
		default:
			out = append(out, stretch{From: from, Len: len(piece)})
		}
	}
	return out
}

// objects are the pieces of a JSON text, each but the first from the beginning of an object on.
func objects(text []byte) func(yield func([]byte) bool) {
	return func(yield func([]byte) bool) {
		for len(text) > 0 {
			end := bytes.IndexByte(text[1:], '{') + 1
			if end == 0 {
				end = len(text)
			}
			if !yield(text[:end]) {
				return
			}
			text = text[end:]
		}
	}
}

// applied is the text that stretches of an older one make.
func applied(old []byte, stretches []stretch) ([]byte, error) {
	var out []byte
	for _, s := range stretches {
		if s.From < 0 || s.Len < 0 || s.From > len(old) || s.Len > len(old)-s.From {
			return nil, errors.New("it goes on from a part that is not there")
		}
		out = append(append(out, old[s.From:s.From+s.Len]...), s.Text...)
	}
	return out, nil
}
