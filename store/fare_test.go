package store

import "testing"

// A share is poor under 20 % and good from 45 % on; of fewer than ten orders nothing is said.
func TestHowBusinessGoes(t *testing.T) {
	for percent, want := range map[int]Fare{0: Poor, 19: Poor, 20: Middling, 44: Middling, 45: Good, 100: Good} {
		if got := FareOf(percent); got != want {
			t.Errorf("%d %% is %d, not %d", percent, got, want)
		}
	}
	for of, want := range map[Tally]bool{{Ordered: 9}: false, {Ordered: 10, Received: 1}: true, {Ordered: 10, Received: 2}: false, {Ordered: 1000, Received: 199}: true} {
		if of.Poor() != want {
			t.Errorf("%d of %d is poor: %v", of.Received, of.Ordered, of.Poor())
		}
	}
}
