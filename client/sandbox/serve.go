package sandbox

import (
	"errors"
	"io"
	"maps"
	"net"
	"net/http"
)

// ServeHTTP answers over a socket, to this machine only. Where a fault cuts
// the connection it is closed without an answer.
func (w *World) ServeHTTP(rw http.ResponseWriter, r *http.Request) {
	if !local(r.RemoteAddr) {
		http.Error(rw, "the sandbox answers this machine only", http.StatusForbidden)
		return
	}
	rp, err := w.perform(r, func() {})
	if err != nil {
		hangUp(rw, err)
		return
	}
	maps.Copy(rw.Header(), rp.header)
	rw.Header().Set("Date", w.clock.Now().UTC().Format(http.TimeFormat))
	rw.WriteHeader(rp.status)
	_, _ = io.Copy(rw, rp.body) // the client may have gone; there is nobody else to tell
}

// local reports whether an address is of this machine. What is no address at
// all (a pipe) is.
func local(address string) bool {
	host, _, err := net.SplitHostPort(address)
	if err != nil {
		return true
	}
	ip := net.ParseIP(host)
	return ip == nil || ip.IsLoopback()
}

// hangUp closes the connection under a request. A reset is sent as one.
func hangUp(rw http.ResponseWriter, why error) {
	hijacker, ok := rw.(http.Hijacker)
	if !ok {
		panic(http.ErrAbortHandler) // the server's own way to drop a request
	}
	conn, _, err := hijacker.Hijack()
	if err != nil {
		panic(http.ErrAbortHandler)
	}
	var cut *Cut
	if tcp, ok := conn.(*net.TCPConn); ok && errors.As(why, &cut) && cut.Kind != LostAnswer {
		_ = tcp.SetLinger(0) // close with a reset; without it the close is still a cut
	}
	_ = conn.Close()
}
