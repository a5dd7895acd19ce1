package sandbox

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net/http"
	"strconv"
	"time"
)

// reply is what a request is answered with, whichever way it came.
type reply struct {
	status int
	header http.Header
	body   io.Reader
	length int64
}

func newReply(status int, contentType string, body io.Reader, length int64) *reply {
	header := http.Header{"Content-Type": {contentType}, "Content-Length": {strconv.FormatInt(length, 10)}}
	return &reply{status: status, header: header, body: body, length: length}
}

// perform answers one request under the faults in force; sent is called when the request counts as
// written. A request that gets no answer is a *Cut, or the context's error.
func (w *World) perform(r *http.Request, sent func()) (*reply, error) {
	if err := w.begin(); err != nil {
		return nil, err
	}
	defer w.nudge()
	if isControl(r.URL.Path) {
		sent()
		return w.serveControl(r)
	}
	if w.log != "" {
		if err := transcribe(w.log, r); err != nil {
			return jsonReply(http.StatusInternalServerError, map[string]string{"error": err.Error()}), nil
		}
	}
	m := w.owner(r.URL.Path)
	entry := Request{Time: time.Now(), Method: r.Method, Path: r.URL.EscapedPath(), Query: r.URL.RawQuery}
	if m != nil {
		entry.Provider = m.Name
	}
	f := w.strike(entry.Provider, r)
	if f == nil || f.Kind != Offline {
		sent()
	}
	rp, err := w.answerUnder(f, m, r)
	if err == nil {
		entry.Status = rp.status
	}
	w.note(entry)
	return rp, err
}

// answerUnder answers a request that met a fault, or none.
func (w *World) answerUnder(f *Fault, m *Member, r *http.Request) (*reply, error) {
	if f == nil {
		return w.act(m, r)
	}
	if f.Kind != LostAnswer {
		if err := wait(r.Context(), f.MS); err != nil {
			return nil, err
		}
	}
	switch f.Kind {
	case Reset, Offline:
		return nil, &Cut{f.Kind}
	case Status:
		return f.statusReply(m, w.clock.Now()), nil
	case HTML:
		return htmlReply(), nil
	case Huge:
		return f.hugeReply(), nil
	}
	rp, err := w.act(m, r)
	switch {
	case err != nil:
		return nil, err
	case f.Kind == LostAnswer:
		if err := wait(r.Context(), f.MS); err != nil {
			return nil, err
		}
		return nil, &Cut{LostAnswer}
	case f.Kind == Malformed:
		return rp.torn(), nil
	}
	return rp, nil // latency has been waited for
}

// act lets the provider answer.
func (w *World) act(m *Member, r *http.Request) (rp *reply, err error) {
	if m == nil {
		return jsonReply(http.StatusNotFound, map[string]string{"error": "no provider of the sandbox has such a path"}), nil
	}
	w.mu.Lock()
	refused := w.refused[m.Name]
	w.mu.Unlock()
	if refused {
		r = r.Clone(r.Context())
		for _, name := range []string{"X-Api-Key", "Authorization", "X-Auth-Token"} {
			if r.Header.Get(name) != "" {
				r.Header.Set(name, "refused")
			}
		}
	}
	if reads(r) {
		err = w.read(func() { rp = record(m, r) })
		return rp, err
	}
	err = w.change(func() error { rp = record(m, r); return nil }, *m)
	var lost *unkept
	if errors.As(err, &lost) {
		return failed(m, http.StatusInternalServerError, lost.Error()), nil
	}
	return rp, err
}

// reads is that a request changes nothing by being made.
func reads(r *http.Request) bool { return r.Method == http.MethodGet || r.Method == http.MethodHead }

// record lets a handler answer into memory.
func record(h http.Handler, r *http.Request) *reply {
	rec := &recorder{header: http.Header{}}
	h.ServeHTTP(rec, r)
	if rec.status == 0 {
		rec.status = http.StatusOK
	}
	return &reply{status: rec.status, header: rec.header, body: &rec.body, length: int64(rec.body.Len())}
}

type recorder struct {
	header http.Header
	status int
	body   bytes.Buffer
}

func (r *recorder) Header() http.Header { return r.header }

func (r *recorder) WriteHeader(status int) {
	if r.status == 0 {
		r.status = status
	}
}

func (r *recorder) Write(p []byte) (int, error) {
	r.WriteHeader(http.StatusOK)
	return r.body.Write(p)
}

// torn is the reply without its second half, as a proxy that gave up might
// pass it on.
func (rp *reply) torn() *reply {
	half := max(rp.length/2, 1)
	body := io.LimitReader(io.MultiReader(rp.body, bytes.NewReader([]byte("{"))), half)
	return newReply(rp.status, "application/json", body, half)
}

// wait passes time inside a request; it ends early with the request.
func wait(ctx context.Context, ms int) error {
	if ms <= 0 {
		return nil
	}
	timer := time.NewTimer(time.Duration(ms) * time.Millisecond)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-timer.C:
		return nil
	}
}
