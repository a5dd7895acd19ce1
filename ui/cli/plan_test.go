package cli

import "testing"

// What a dry run names to be typed can be typed: a shell makes nothing else of it.
func TestWhatIsNamedToBeTypedIsQuoted(t *testing.T) {
	for word, want := range map[string]string{
		"acme": "acme", "+14155550142": "+14155550142", "8397": "8397", "": "''", "Joe's $5 *": `'Joe'\''s $5 *'`, "a b": "'a b'", "ü": "ü", "a;b": "'a;b'",
	} {
		if got := quoted(word); got != want {
			t.Errorf("%q: %s, want %s", word, got, want)
		}
	}
}
