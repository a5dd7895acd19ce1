package rest

import (
	"net/http"
	"sync"
	"time"
)

// Exchange is one request as it went out and what came of it, with everything
// secret already taken out. Curl repeats it with the key from the environment.
type Exchange struct {
	ID                          int64
	At                          time.Time
	Provider, Op, Method, Route string
	Status                      int
	Took                        time.Duration
	Sent                        bool
	Err                         string
	Request, Response           string
	Curl                        string
}

// Log keeps the newest exchanges in memory. It is safe for concurrent use.
type Log struct {
	mu      sync.Mutex
	ring    []Exchange
	total   int64
	changed chan struct{}
}

// NewLog gives a log of the newest n exchanges.
func NewLog(n int) *Log {
	return &Log{ring: make([]Exchange, max(1, n)), changed: make(chan struct{})}
}

// List gives the exchanges, newest first.
func (l *Log) List() []Exchange {
	l.mu.Lock()
	defer l.mu.Unlock()
	size := int64(len(l.ring))
	list := make([]Exchange, 0, min(l.total, size))
	for id := l.total; id > 0 && id > l.total-size; id-- {
		list = append(list, l.ring[(id-1)%size])
	}
	return list
}

// Changed gives a channel that is closed when the next exchange is added.
func (l *Log) Changed() <-chan struct{} {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.changed
}

func (l *Log) add(x Exchange) {
	if l == nil {
		return
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.total++
	x.ID = l.total
	l.ring[(l.total-1)%int64(len(l.ring))] = x
	close(l.changed)
	l.changed = make(chan struct{})
}

// record adds the exchange to the log.
func (c *Client) record(call Call, req *http.Request, key Secret, body []byte, start time.Time, a *Answer, e *Error) {
	if c.cfg.Log == nil {
		return
	}
	x := Exchange{At: start, Took: time.Since(start), Provider: c.cfg.Provider, Op: call.Op,
		Method: call.method(), Route: or(call.Route, hideKey(maskPath(req.URL.EscapedPath()), key)), Sent: true}
	x.Request = redactBody(body, key)
	if e != nil {
		x.Status, x.Sent, x.Response = e.Status, e.Sent, redactBody(e.Body, key)
		x.Err = hideKey(maskNumbers(e.Error()), key)
	} else {
		x.Status, x.Response = a.Status, redactBody(a.Body, key)
	}
	x.Curl = c.curl(call, req, key, x.Request)
	c.cfg.Log.add(x)
}
