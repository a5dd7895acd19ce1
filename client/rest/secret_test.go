package rest

import (
	"bytes"
	"encoding/json"
	"fmt"
	"log/slog"
	"strings"
	"testing"
)

func TestSecretIsNeverShown(t *testing.T) {
	s := NewSecret("canary-secret-9f3c")
	hidden := struct{ key Secret }{s}
	var out strings.Builder
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%X", "%d", "%t", "%T", "%p", "%10.3s", "%c", "%U"} {
		for _, v := range []any{s, &s, hidden, &hidden, []Secret{s}, map[string]Secret{"k": s}, Config{Key: func() Secret { return s }}} {
			fmt.Fprintf(&out, verb+"\n", v)
		}
	}
	fmt.Fprintln(&out, s, s.String(), s.GoString(), fmt.Errorf("wrapped: %w", fmt.Errorf("%v", s)))
	for _, v := range []any{s, map[string]any{"k": s}, struct{ K Secret }{s}} {
		b, err := json.Marshal(v)
		if err != nil {
			t.Fatal(err)
		}
		out.Write(b)
	}
	var logged bytes.Buffer
	slog.New(slog.NewTextHandler(&logged, nil)).Info("m", "key", s, "group", slog.GroupValue(slog.Any("key", s)))
	slog.New(slog.NewJSONHandler(&logged, nil)).Info("m", "key", s, "all", []any{s})
	all := out.String() + logged.String()
	for _, form := range []string{"canary", "9f3c", fmt.Sprintf("%x", "canary"), fmt.Sprintf("%X", "canary"), "99 97 110"} {
		if strings.Contains(all, form) {
			t.Errorf("%q is shown", form)
		}
	}
}

func TestSecret(t *testing.T) {
	for v, ends := range map[string]string{"": "", "short": "", "elevenchars": "", "twelve_chars": "hars", "nol_0123456789abcdef": "cdef"} {
		s := NewSecret(v)
		if s.Reveal() != v || s.Empty() != (v == "") || s.Ends() != ends {
			t.Errorf("%q: %q %t %q", v, s.Reveal(), s.Empty(), s.Ends())
		}
	}
	if !NewSecret("a").Equal(NewSecret("a")) || NewSecret("a").Equal(NewSecret("b")) || NewSecret("a").Equal(Secret{}) {
		t.Error("Equal compares wrongly")
	}
}
