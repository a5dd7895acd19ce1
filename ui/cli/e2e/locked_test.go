package e2e

import (
	"database/sql"
	"net/http"
	"path/filepath"
	"strings"
	"testing"

	_ "github.com/mattn/go-sqlite3"
)

// lock holds one of the profile's two files as another program would, until it is let go.
func (h *home) lock(name string) (letGo func()) {
	h.t.Helper()
	path := filepath.Join(h.dir, "data", "switchboard", "profiles", "default", name)
	db, err := sql.Open("sqlite3", "file:"+path+"?_txlock=exclusive&_busy_timeout=20000")
	if err != nil {
		h.t.Fatal(err)
	}
	tx, err := db.Begin()
	if err != nil {
		h.t.Fatal(err)
	}
	return func() { tx.Rollback(); db.Close() }
}

// changes are the requests that change something at a provider.
func (p *served) changes() int {
	n := 0
	for _, provider := range []string{"sms", "trust", "lines"} {
		for _, q := range p.requests(provider) {
			if q.Method != http.MethodGet && !strings.HasSuffix(q.Path, "api_auth") {
				n++
			}
		}
	}
	return n
}

// An act of any provider waits for no cache that another program holds: its status is its
// own, and what could not be saved is said. What cannot be written into the journal is not
// sent, and that is said. What reads shows what is saved.
func TestALockedFileHoldsNobodyUp(t *testing.T) {
	t.Parallel()
	p := serve(t, "--no-limits")
	h := connected(t, p)
	h.bare("sync")
	acts := [][]string{
		{"customers", "credit", "acme", "+1", "-y"}, ordering("acme", "--max", "5"),
		{"numbers", "set", "+12065551422", "--cnam", "ACME", "-y"}, {"e911", "clear", "+12065551792", "--confirm", "1792", "-y"},
		{"listings", "stage", "+14155550199", "--dba", "Acme", "-y"},
	}
	reads := [][]string{{"customers", "list"}, {"numbers", "list"}, {"listings", "list"}}

	letGo := h.lock("cache.db")
	before := p.changes()
	for i, got := range h.together(append(acts, reads...)...) {
		if got.code != 0 || got.out == "" || !strings.Contains(got.err, "CACHE LOCKED") {
			t.Errorf("with a locked cache, %v: %+v", append(acts, reads...)[i], got)
		}
	}
	if n := p.changes() - before; n != len(acts) {
		t.Errorf("with a locked cache %d of %d acts were sent", n, len(acts))
	}
	if got := h.bare("sync", "--json"); got.code != 1 || !strings.Contains(got.out, `"reason":"locked"`) {
		t.Errorf("nothing is saved, and sync says %+v", got)
	}
	if got := h.bare("doctor", "--offline"); !strings.Contains(got.out, "CACHE LOCKED") {
		t.Errorf("the doctor: %+v", got)
	}
	letGo()

	letGo = h.lock("journal.db")
	before = p.changes()
	acts[2] = []string{"numbers", "set", "+12065551422", "--cnam", "ACME TWO", "-y"} // the first is set by now
	acts[3] = []string{"numbers", "release", "+12065551422", "--confirm", "1422", "-y"}
	acts[4] = []string{"listings", "stage", "+14155550199", "--dba", "Acme Two", "-y"}
	for i := range acts {
		acts[i] = append(acts[i], "--json")
	}
	for i, got := range h.together(acts...) {
		if got.code != 1 || !strings.Contains(got.out, `"reason":"locked"`) || !strings.Contains(got.err, "JOURNAL LOCKED") {
			t.Errorf("with a locked journal, %v: %+v", acts[i], got)
		}
	}
	for i, got := range h.together(reads...) {
		if got.code != 0 || got.out == "" {
			t.Errorf("with a locked journal, %v: %+v", reads[i], got)
		}
	}
	if n := p.changes() - before; n != 0 {
		t.Errorf("with a locked journal %d acts were sent", n)
	}
	letGo()
	if got := h.bare(acts[0]...); got.code != 0 || strings.Contains(got.err, "LOCKED") {
		t.Errorf("let go: %+v", got)
	}
}
