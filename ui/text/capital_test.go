package text

import "testing"

func TestCapital(t *testing.T) {
	for s, want := range map[string]string{
		"": "", "a": "A", "SMS asks to wait": "SMS asks to wait", "none left": "None left", "élan": "Élan", "3 of 5": "3 of 5",
		"+44 is taken": "+44 is taken", "\xff": "\xff",
	} {
		if got := Capital(s); got != want {
			t.Errorf("%q became %q, want %q", s, got, want)
		}
	}
}
