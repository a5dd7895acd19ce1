package chart

import (
	"encoding/xml"
	"errors"
	"io"
	"strings"
	"testing"

	"switchboard/testdata/proof"
)

// Hostile text in a picture's title and beneath its columns: the file is whole, and a terminal draws it.
func TestHostileTextLeavesAsText(t *testing.T) {
	list := proof.Mixtures(t, 500)
	for _, s := range list {
		name := func(int) string { return s }
		svg := Picture{Title: s, Columns: Columns{Whole: []int64{1, 2}, Name: name, Said: func(int64) string { return s }}}.SVG()
		if at := proof.Acts(svg); at >= 0 {
			t.Fatalf("%q makes a picture that acts at %d: %q", s, at, svg)
		}
		read := xml.NewDecoder(strings.NewReader(svg))
		for {
			if _, err := read.Token(); errors.Is(err, io.EOF) {
				break
			} else if err != nil {
				t.Fatalf("%q makes no picture: %v", s, err)
			}
		}
	}
	proof.Figure(t, "hostile pictures", len(list))
}
