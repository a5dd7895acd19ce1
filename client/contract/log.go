package contract

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"
)

// logged is one request in the log of a sandbox.
type logged struct {
	Method, Target, Type, Body string
	Base64                     []byte // the body where it is no text
}

func (l logged) request() (*http.Request, []byte) {
	body := []byte(l.Body)
	if len(l.Base64) > 0 {
		body = l.Base64
	}
	r := httptest.NewRequest(l.Method, "http://provider.test"+l.Target, http.NoBody)
	r.Header.Set("Content-Type", l.Type)
	return r, body
}

// Log fails the test for every request in the log of a sandbox that no provider's document allows, and tells how
// many there are. A log that was never begun has none.
func Log(t testing.TB, name string) (n int) {
	t.Helper()
	list, err := books()
	if err != nil {
		t.Fatal(err)
	}
	f, err := os.Open(name)
	if errors.Is(err, fs.ErrNotExist) {
		return 0
	}
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	w := &watcher{t: t, told: map[string]bool{}}
	for _, b := range list {
		rooted := *b
		rooted.Root = true
		w.books = append(w.books, &rooted)
	}
	for lines := json.NewDecoder(f); ; n++ {
		var l logged
		if err := lines.Decode(&l); errors.Is(err, io.EOF) {
			return n
		} else if err != nil {
			t.Errorf("line %d of the log of the sandbox's requests: %v", n+1, err)
			return n
		}
		if !strings.HasPrefix(l.Target, "/") {
			w.say(fmt.Sprintf("%s %q is no request", l.Method, l.Target))
			continue
		}
		w.look(l.request())
	}
}
