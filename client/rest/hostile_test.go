package rest

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"net/http"
	"net/http/httptest"
	"runtime"
	"strings"
	"testing"

	"switchboard/testdata/proof"
)

// allocated is all that was ever allocated, in bytes.
func allocated() uint64 {
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.TotalAlloc
}

// packed is as many MB of blanks as gzip has them.
func packed(t *testing.T, mb int) []byte {
	t.Helper()
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	part := bytes.Repeat([]byte(" "), 1<<20)
	for range mb {
		if _, err := z.Write(part); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// An answer that is made to take memory takes a bounded part of it, counted with all that is
// let go of meanwhile, and the client goes on.
func TestHostileAnswersTakeLittleMemory(t *testing.T) {
	whole := proof.Size(t, 64) // MB that a small answer claims to be
	bomb := packed(t, whole)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		switch r.URL.Path {
		case "/deep":
			for range 1 << 10 {
				_, _ = w.Write([]byte(strings.Repeat("[", 1<<10)))
			}
		case "/nested":
			_, _ = w.Write([]byte(strings.Repeat(`{"a":`, 1<<20)))
		case "/headers":
			for i := range 1 << 17 {
				w.Header().Set(fmt.Sprint("X-H", i), "v")
			}
		case "/endless":
			_, _ = zeros{}.WriteTo(w)
		case "/bomb":
			w.Header().Set("Content-Encoding", "gzip")
			_, _ = w.Write(bomb)
		default:
			_, _ = w.Write([]byte(`{}`))
		}
	}))
	defer server.Close()
	c := build(t, server.URL, nil)
	for _, path := range []string{"deep", "nested", "headers", "endless", "bomb"} {
		var out any
		before := allocated()
		_, err := c.JSON(t.Context(), Call{Path: path, Once: true}, &out)
		if err == nil {
			t.Errorf("%s: it was read", path)
		}
		if took := allocated() - before; took > 64<<20 && path != "headers" { // the server's own headers are counted too
			t.Errorf("%s: it took %d MB", path, took>>20)
		}
		if _, err := c.JSON(t.Context(), Call{Path: "fine"}, &out); err != nil {
			t.Errorf("after %s: %v", path, err)
		}
	}
	proof.Figure(t, "MB in a packed answer", whole)
}
