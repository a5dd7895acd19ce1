package rest

import (
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

func TestNewNamesTheField(t *testing.T) {
	empty := filepath.Join(t.TempDir(), "ca.pem")
	if err := os.WriteFile(empty, []byte("nothing"), 0o600); err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		cfg   Config
		words string
	}{
		"no base":       {Config{}, "base: give an address"},
		"no host":       {Config{Base: "https:///x"}, "base: give an address"},
		"http":          {Config{Base: "http://sms.test"}, "base: http is allowed only to this machine"},
		"like loopback": {Config{Base: "http://127.0.0.1.sms.test"}, "base: http is allowed only to this machine"},
		"ftp":           {Config{Base: "ftp://sms.test"}, "base: the address must begin with https://"},
		"password":      {Config{Base: "https://a:b@sms.test"}, "base: give the address alone"},
		"query":         {Config{Base: "https://sms.test/?key=1"}, "base: give the address alone"},
		"no header":     {Config{Base: "https://sms.test", Key: theKey}, "header:"},
		"no CA file":    {Config{Base: "https://sms.test", CAFile: empty + "x"}, "ca file:"},
		"empty CA file": {Config{Base: "https://sms.test", CAFile: empty}, "ca file:"},
	} {
		if _, err := New(c.cfg); err == nil || !strings.HasPrefix(err.Error(), c.words) {
			t.Errorf("%s: %v", name, err)
		}
	}
	for _, cfg := range []Config{{Base: "https://sms.test/api/"}, {Base: "http://127.0.0.1:80"}, {Base: "http://[::1]:80"},
		{Base: "http://localhost"}, {Base: "http://sms.test", AllowHTTP: true}} {
		if _, err := New(cfg); err != nil {
			t.Errorf("%s: %v", cfg.Base, err)
		}
	}
}

func TestResolve(t *testing.T) {
	base, _ := url.Parse("https://sms.test/api/v1/")
	for path, want := range map[string]string{
		"m/customers":                  "https://sms.test/api/v1/m/customers?a=1%2C2",
		"":                             "https://sms.test/api/v1?a=1%2C2",
		"/other/top":                   "https://sms.test/other/top?a=1%2C2",
		"phone_numbers/%2B14155550142": "https://sms.test/api/v1/phone_numbers/%2B14155550142?a=1%2C2",
		"a%2Fb/c":                      "https://sms.test/api/v1/a%2Fb/c?a=1%2C2",
		"with/slash/":                  "https://sms.test/api/v1/with/slash/?a=1%2C2",
		"colon:8080/x":                 "https://sms.test/api/v1/colon:8080/x?a=1%2C2",
	} {
		u, err := resolve(base, path, url.Values{"a": {"1,2"}})
		if err != nil || u.String() != want {
			t.Errorf("%q: %v, %v", path, u, err)
		}
	}
	for _, path := range []string{"//evil.test/x", "a//b", "a/../b", "..", "a/%2e%2e/b", "a/./b", "a%2F..%2Fb", "a?b", "a#b", "a%zz",
		"a%00b", "a\nb", `a\b`, "a//"} {
		if u, err := resolve(base, path, nil); err == nil {
			t.Errorf("%q became %s", path, u)
		}
	}
	root, _ := url.Parse("http://127.0.0.1:9")
	if u, err := resolve(root, "", nil); err != nil || u.String() != "http://127.0.0.1:9" {
		t.Errorf("%v, %v", u, err)
	}
}

func TestBadCallsStayHere(t *testing.T) {
	c := over(t, func(*http.Request) (*http.Response, error) {
		t.Error("a request left")
		return answer(200, `{}`), nil
	})
	for name, call := range map[string]Call{
		"path":   {Path: "a/../b"},
		"body":   {Method: "POST", Body: func() {}},
		"method": {Method: "GET IT", Path: "a"},
	} {
		_, err := c.Do(t.Context(), call)
		if e := failure(t, err); e.Kind != Invalid || !e.Local || e.Sent || e.Unknown() || !strings.HasPrefix(e.Error(), "nothing was sent: ") {
			t.Errorf("%s: %+v: %v", name, e.Kind, e)
		}
	}
}

// Only this package may make a client that carries credentials, and nobody may
// use the ones of net/http, which follow redirects.
func TestNobodyUsesTheDefaultClient(t *testing.T) {
	banned := regexp.MustCompile(`\bhttp\.(DefaultClient|DefaultTransport|Get|Post|PostForm|Head)\b|InsecureSkipVerify`)
	files := 0
	err := filepath.WalkDir("../..", func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return nil //nolint:nilerr // a file that goes away while it is looked at is nobody's concern
		}
		text, err := os.ReadFile(path)
		if err != nil {
			return nil //nolint:nilerr // as above
		}
		files++
		if found := banned.Find(text); found != nil {
			t.Errorf("%s uses %s", path, found)
		}
		return nil
	})
	if err != nil || files < 10 {
		t.Fatalf("%d files, %v", files, err)
	}
}
