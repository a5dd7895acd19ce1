package sandbox

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"net/http/httptrace"
	"time"

	"switchboard/client/sandbox/answer"
)

// RoundTrip answers a client's request without a socket. It behaves like a
// connection: it reads and closes the body, reports to httptrace when the
// request counts as written, ends with the request's context, and returns a
// *Cut where a connection would have broken. An error with NotSent means that
// the provider certainly heard nothing.
func (w *World) RoundTrip(r *http.Request) (*http.Response, error) {
	body, err := drain(r)
	if err != nil {
		return nil, err
	}
	trace := httptrace.ContextClientTrace(r.Context())
	if trace != nil && trace.GetConn != nil {
		trace.GetConn(r.URL.Host)
	}
	if err := r.Context().Err(); err != nil {
		return nil, err
	}
	inner := r.Clone(r.Context())
	inner.Body, inner.ContentLength = io.NopCloser(bytes.NewReader(body)), int64(len(body))
	inner.RequestURI, inner.RemoteAddr = r.URL.RequestURI(), "127.0.0.1:0"
	if inner.Host == "" {
		inner.Host = r.URL.Host
	}
	rp, err := w.perform(inner, func() {
		if trace != nil && trace.WroteHeaders != nil {
			trace.WroteHeaders()
		}
		if trace != nil && trace.WroteRequest != nil {
			trace.WroteRequest(httptrace.WroteRequestInfo{})
		}
	})
	if err != nil {
		return nil, err
	}
	if trace != nil && trace.GotFirstResponseByte != nil {
		trace.GotFirstResponseByte()
	}
	return rp.response(r, w.clock.Now()), nil
}

// drain reads the whole body of a request and closes it, as a transport must.
func drain(r *http.Request) ([]byte, error) {
	if r.Body == nil {
		return nil, nil
	}
	body, err := io.ReadAll(io.LimitReader(r.Body, answer.MaxBody+1))
	closed := r.Body.Close()
	if err != nil {
		return nil, fmt.Errorf("reading the request's body: %w", err)
	}
	return body, closed
}

func (rp *reply) response(r *http.Request, at time.Time) *http.Response {
	if rp.header.Get("Date") == "" {
		rp.header.Set("Date", at.UTC().Format(http.TimeFormat))
	}
	return &http.Response{
		Status: fmt.Sprintf("%d %s", rp.status, http.StatusText(rp.status)), StatusCode: rp.status,
		Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1, Header: rp.header,
		Body: &body{Reader: rp.body, request: r}, ContentLength: rp.length, Request: r,
	}
}

// body is an answer being read; it ends with the request's context.
type body struct {
	io.Reader
	request *http.Request
	closed  bool
}

func (b *body) Read(p []byte) (int, error) {
	if b.closed {
		return 0, http.ErrBodyReadAfterClose
	}
	if err := b.request.Context().Err(); err != nil {
		return 0, err
	}
	return b.Reader.Read(p)
}

func (b *body) Close() error {
	b.closed = true
	return nil
}
