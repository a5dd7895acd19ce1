package rest

import (
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/http/httptrace"
	"net/url"
	"os"
	"strings"
	"sync/atomic"
	"time"
)

// errOrigin stops a request that would carry the credential elsewhere.
var errOrigin = errors.New("the request does not go to the configured origin")

// keyed attaches the credential, and refuses any request that is not for the
// origin the credential belongs to.
type keyed struct {
	next           http.RoundTripper
	origin         string
	header, prefix string
}

// notSent marks an error that came up before anything was written.
type notSent struct{ error }

func (notSent) NotSent() bool   { return true }
func (e notSent) Unwrap() error { return e.error }

func (k keyed) RoundTrip(req *http.Request) (*http.Response, error) {
	if origin(req.URL) != k.origin {
		return nil, notSent{errOrigin}
	}
	key, ok := req.Context().Value(keyOf{}).(Secret)
	if ok && !key.Empty() && k.header != "" {
		req = req.Clone(req.Context())
		req.Header.Set(k.header, k.prefix+key.Reveal())
	}
	return k.next.RoundTrip(req)
}

// keyOf is the context key under which a call's credential travels, so that
// one call uses one credential even when it is replaced meanwhile.
type keyOf struct{}

// origin is scheme, host and port, in one spelling.
func origin(u *url.URL) string {
	port := u.Port()
	if port == "" {
		port = map[string]string{"http": "80", "https": "443"}[u.Scheme]
	}
	return u.Scheme + "://" + net.JoinHostPort(strings.ToLower(u.Hostname()), port)
}

// network is the transport to the real world. The one for acts makes a new
// HTTP/1.1 connection each time: a connection that died while idle would turn
// "never processed" into "unknown", and HTTP/2 repeats requests by itself. It
// has no limit on the first byte but the call's own: an order that takes
// twenty seconds is better answered than unknown.
func network(roots *x509.CertPool, acts bool) *http.Transport {
	dial := &net.Dialer{Timeout: 5 * time.Second, KeepAlive: 30 * time.Second}
	t := &http.Transport{
		Proxy:                  http.ProxyFromEnvironment,
		DialContext:            dial.DialContext,
		TLSHandshakeTimeout:    5 * time.Second,
		MaxResponseHeaderBytes: 64 << 10,
		TLSClientConfig:        &tls.Config{MinVersion: tls.VersionTLS12, RootCAs: roots},
		Protocols:              new(http.Protocols),
	}
	t.Protocols.SetHTTP1(true)
	if acts {
		t.DisableKeepAlives = true
		return t
	}
	t.Protocols.SetHTTP2(true)
	t.ResponseHeaderTimeout = 15 * time.Second
	t.IdleConnTimeout = 90 * time.Second
	t.MaxIdleConnsPerHost = 8
	return t
}

// authorities adds the certificates in file to the system's.
func authorities(file string) (*x509.CertPool, error) {
	if file == "" {
		return nil, nil
	}
	pem, err := os.ReadFile(file)
	if err != nil {
		return nil, fmt.Errorf("ca file: %w", err)
	}
	pool, err := x509.SystemCertPool()
	if err != nil {
		pool = x509.NewCertPool()
	}
	if !pool.AppendCertsFromPEM(pem) {
		return nil, fmt.Errorf("ca file: %s holds no PEM certificate", file)
	}
	return pool, nil
}

// evidence is what httptrace saw of one request.
type evidence struct {
	traced atomic.Bool // the transport is one that reports to httptrace
	wrote  atomic.Bool // the headers were written
}

func (v *evidence) hooks() *httptrace.ClientTrace {
	return &httptrace.ClientTrace{
		GetConn:      func(string) { v.traced.Store(true) },
		WroteHeaders: func() { v.wrote.Store(true) },
	}
}

// sent tells whether a failed request may have reached the provider. A
// transport that does not report to httptrace (the sandbox in the process) is
// believed when its error has NotSent, else the request counts as sent.
func (v *evidence) sent(err error, isNetwork bool) bool {
	var n interface{ NotSent() bool }
	if errors.As(err, &n) && n.NotSent() {
		return false
	}
	if isNetwork || v.traced.Load() {
		return v.wrote.Load()
	}
	return true
}
