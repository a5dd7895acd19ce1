package numbersonline_test

import (
	"testing"
	"time"

	"switchboard/client/numbersonline"
)

func TestRules(t *testing.T) {
	today := time.Date(2026, 11, 22, 10, 0, 0, 0, time.UTC)
	date := func(s string) error { return numbersonline.CheckDate(s, today) }
	cases := []struct {
		name  string
		check func(string) error
		good  []string
		bad   []string
	}{
		{"tax id", numbersonline.CheckEIN, []string{"12-3456789", ""}, []string{"123456789", "12-345678", "12-34567890", "1a-3456789", " 12-3456789", "١٢-3456789"}},
		{"date", date, []string{"2019-04-01", "2024-02-29", "2026-11-22", ""}, []string{"2026-11-23", "2023-02-29", "2019-4-1", "01-04-2019", "9999-01-01", "1599-12-31", "2019-04-01T00:00:00Z"}},
		{"website", numbersonline.CheckWebsite, []string{"https://acme.example", "https://acme.example/a?b=c", ""},
			[]string{"http://acme.example", "acme.example", "https://", "https://acme", "https://a@acme.example", "javascript:alert(1)", "https://acme.example/\x1b[2J", "https://acme .example", "https://acme.example/\u202e"}},
		{"e-mail", numbersonline.CheckEmail, []string{"ops@acme.example", ""}, []string{"ops", "Ops <ops@acme.example>", "a@b@c", "ops@acme.example\r\nX: y", " ops@acme.example", "o\u202eps@acme.example"}},
		{"code", numbersonline.CheckCode, []string{"0000", "048213", "1234567890"}, []string{"", "123", "12345678901", "12 34", "12a4", "١٢٣٤"}},
		{"kind", func(s string) error { return numbersonline.CheckKind(numbersonline.Kind(s)) }, []string{"business", "personal"}, []string{"", "Business", "other"}},
	}
	for _, tc := range cases {
		for _, s := range tc.good {
			if err := tc.check(s); err != nil {
				t.Errorf("%s %q: %v", tc.name, s, err)
			}
		}
		for _, s := range tc.bad {
			if tc.check(s) == nil {
				t.Errorf("%s %q is allowed", tc.name, s)
			}
		}
	}
}

func TestKinds(t *testing.T) {
	if p, b := numbersonline.Personal.Price(), numbersonline.Business.Price(); p != "$9 once" || b != "$29 a year" {
		t.Error(p, b)
	}
	if numbersonline.Personal.Public() == "" || numbersonline.Personal.Public() == numbersonline.Business.Public() || numbersonline.Kind("x").Price() != "" {
		t.Error("what becomes public is not told apart")
	}
	for field, business := range map[string]bool{"dba": true, "ein": true, "website": true, "name": false, "role": false} {
		if numbersonline.Business.Uses(field) != business || numbersonline.Personal.Uses(field) == business {
			t.Errorf("%s is in the wrong form", field)
		}
	}
}

func TestLogoTypes(t *testing.T) {
	for name, tc := range map[string]struct{ image, want string }{
		"png":  {"\x89PNG\r\n\x1a\nrest", "image/png"},
		"jpeg": {"\xff\xd8\xff\xe0rest", "image/jpeg"},
		"webp": {"RIFF\x01\x02\x03\x04WEBPVP8 ", "image/webp"},
		"wave": {"RIFF\x01\x02\x03\x04WAVEfmt ", ""},
		"gif":  {"GIF89a", ""},
		"text": {"hello", ""},
	} {
		got, err := numbersonline.CheckLogo([]byte(tc.image))
		if got != tc.want || (err == nil) != (tc.want != "") {
			t.Errorf("%s: %q %v", name, got, err)
		}
	}
}

// What is public is one line that reads as it is written, in every field of a profile.
func TestPublicTextReadsAsItIsWritten(t *testing.T) {
	for field, set := range map[string]func(*numbersonline.Changes, *string){
		"dba":          func(c *numbersonline.Changes, v *string) { c.DBA = v },
		"legal_name":   func(c *numbersonline.Changes, v *string) { c.LegalName = v },
		"jurisdiction": func(c *numbersonline.Changes, v *string) { c.Jurisdiction = v },
		"industry":     func(c *numbersonline.Changes, v *string) { c.Industry = v },
		"address":      func(c *numbersonline.Changes, v *string) { c.Address = v },
		"bio":          func(c *numbersonline.Changes, v *string) { c.Bio = v },
		"name":         func(c *numbersonline.Changes, v *string) { c.Name = v },
		"role":         func(c *numbersonline.Changes, v *string) { c.Role = v },
	} {
		for v, bad := range map[string]bool{"Acme\nLLC": true, "Acme\u202eCLL": true, "Acme\u2028LLC": true, "شرکت می\u200cخواهم": false, "": false} {
			var c numbersonline.Changes
			set(&c, &v)
			if why := c.Check(time.Now())[field]; (why != "") != bad {
				t.Errorf("%s %q: %q", field, v, why)
			}
		}
	}
}
