package sandbox

import (
	"context"
	"errors"
	"net"
	"net/http"
	"strconv"
	"sync"
	"time"

	"switchboard/client/sandbox/trust"
)

// pages serves what a browser opens of a world that no port leads to: the pages where a payment is
// made, on a port of this machine. Nothing else of the world is there. It begins with the first link.
type pages struct {
	mu    sync.Mutex
	world http.Handler
	last  string // where it was before, so that a link goes on leading somewhere
	at    string // "127.0.0.1:43121", "" while nothing is served
	http  *http.Server
	ended chan error
}

// base begins to serve, unless that has begun, and is where: "http://127.0.0.1:43121". It is "" where no port
// is to be had.
func (p *pages) base() string {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.at == "" && !p.listen() {
		return ""
	}
	return "http://" + p.at
}

func (p *pages) listen() bool {
	listener, err := net.Listen("tcp", p.last)
	if err != nil || p.last == "" {
		listener, err = net.Listen("tcp", net.JoinHostPort("127.0.0.1", "0"))
	}
	if err != nil {
		return false
	}
	mux := http.NewServeMux()
	mux.Handle(trust.PayPath, p.world)
	p.at = listener.Addr().String()
	p.http, p.ended = &http.Server{Handler: mux, ReadHeaderTimeout: 10 * time.Second}, make(chan error, 1)
	go func() { p.ended <- p.http.Serve(listener) }()
	return true
}

// place is where the pages are or were, to be kept with the world.
func (p *pages) place() string {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.at != "" {
		return p.at
	}
	return p.last
}

// resume serves again where the pages were, if there is a page that somebody may still open.
func (p *pages) resume(at string, open bool) {
	host, port, err := net.SplitHostPort(at)
	if n, bad := strconv.ParseUint(port, 10, 16); err != nil || bad != nil || n == 0 || host != "127.0.0.1" {
		return
	}
	p.mu.Lock()
	p.last = at
	p.mu.Unlock()
	if open {
		p.base()
	}
}

// close ends serving; a page that is being answered has half a second.
func (p *pages) close() error {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.at == "" {
		return nil
	}
	ctx, stop := context.WithTimeout(context.Background(), time.Second/2)
	defer stop()
	err := p.http.Shutdown(ctx)
	if errors.Is(err, context.DeadlineExceeded) {
		err = p.http.Close()
	}
	if ended := <-p.ended; !errors.Is(ended, http.ErrServerClosed) {
		err = errors.Join(err, ended)
	}
	p.last, p.at = p.at, ""
	return err
}
