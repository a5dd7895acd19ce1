package pane

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"strings"
	"testing"

	"switchboard/testdata/proof"
)

// labelled is a row of an export with names.
type labelled struct {
	Name string   `json:"name"`
	E164 string   `json:"e164"`
	Tags []string `json:"tags"`
}

func (l labelled) Fields() []string { return []string{l.Name, l.E164, strings.Join(l.Tags, " ")} }

// Hostile text in every column of an export, in every format: the file has its
// rows and its cells, and a terminal draws it.
func TestHostileTextLeavesAsText(t *testing.T) {
	list := proof.Mixtures(t, 500)
	var rows []Record
	for _, s := range list {
		rows = append(rows, labelled{s, s, []string{s, s}})
	}
	for _, format := range formats {
		var b bytes.Buffer
		n, err := file{format: format, heads: []string{"name", "e164", "tags"}}.write(t.Context(), &b, Once(rows)())
		if err != nil || n != len(rows) {
			t.Fatalf("%s: %d rows of %d, %v", format, n, len(rows), err)
		}
		text := b.String()
		if at := proof.Acts(text); at >= 0 {
			t.Errorf("%s acts at %d: %q", format, at, text[max(0, at-40):min(at+40, len(text))])
		}
		if lines, want := strings.Count(text, "\n"), map[string]int{"CSV": n + 1, "NDJSON": n, "Markdown": n + 2, "JSON": n + 2}[format]; lines != want {
			t.Errorf("%s has %d lines, want %d", format, lines, want)
		}
		wellMade(t, format, text, list)
	}
	proof.Figure(t, "hostile rows", len(rows)*len(formats))
}

// wellMade fails the test where a program could not read the file, or would read something else.
func wellMade(t *testing.T, format, text string, list []string) {
	t.Helper()
	switch format {
	case "CSV":
		if cells, err := csv.NewReader(strings.NewReader(text)).ReadAll(); err != nil || len(cells) != len(list)+1 {
			t.Errorf("CSV: %d rows, %v", len(cells), err)
		}
	case "JSON":
		var read []labelled
		if err := json.Unmarshal([]byte(text), &read); err != nil {
			t.Fatal(err)
		}
		for i, l := range read {
			if want := strings.ToValidUTF8(list[i], "\ufffd"); len([]rune(want)) == len([]rune(l.Name)) && l.Name != want {
				t.Errorf("JSON has %q for %q", l.Name, list[i])
			}
		}
	case "NDJSON":
		for line := range strings.Lines(text) {
			if !json.Valid([]byte(line)) {
				t.Errorf("NDJSON has %q", line)
			}
		}
	}
}
