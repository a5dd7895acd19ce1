package cli

import "testing"

// A slip of a letter or two is told with what was probably meant, also where one word of a name was.
func TestWhatIsNear(t *testing.T) {
	countries := []string{"united states", "united kingdom", "united kingdom (virtual)", "united arab emirates", "united colours", "france"}
	for _, c := range []struct {
		said  string
		known []string
		near  string
	}{
		{"jsn", []string{"text", "json"}, "; did you mean json?"},
		{"Jsn", []string{"text", "JSON"}, "; did you mean JSON?"},
		{"custmer", []string{"customer_id", "status"}, "; did you mean customer_id?"},
		{"unted", countries, "; did you mean united states or united kingdom or united kingdom (virtual) or united arab emirates?"},
		{"frnce", countries, "; did you mean france?"},
		{"qqqqqq", countries, ""},
		{"x", []string{"md", "csv"}, ""},
	} {
		if got := Near(c.said, c.known); got != c.near {
			t.Errorf("near %s there is %q, not %q", c.said, got, c.near)
		}
	}
}
