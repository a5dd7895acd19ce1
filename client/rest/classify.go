package rest

import (
	"bytes"
	"context"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"net"
	"net/http"
	"net/url"
	"strings"
	"syscall"
)

const (
	maxBody  = 8 << 20 // of an answer, after decompression
	maxError = 1 << 20 // of an error's
)

// readBody reads at most the cap, counted after decompression, and says
// whether there was more.
func readBody(res *http.Response, call Call) (body []byte, over bool, err error) {
	limit := int64(maxBody)
	switch {
	case res.StatusCode/100 != 2:
		limit = maxError
	case call.MaxBody > 0:
		limit = call.MaxBody
	}
	body, err = io.ReadAll(io.LimitReader(res.Body, limit+1))
	if err != nil {
		return nil, false, fmt.Errorf("reading the answer: %w", err)
	}
	if int64(len(body)) > limit {
		return body[:limit], true, nil
	}
	return body, false, nil
}

var kinds = map[int]Kind{
	http.StatusUnauthorized:    Unauthorized,
	http.StatusPaymentRequired: Payment,
	http.StatusForbidden:       Forbidden,
	http.StatusNotFound:        NotFound,
	http.StatusRequestTimeout:  Unanswered,
	http.StatusConflict:        Conflict,
	http.StatusGone:            Gone,
	http.StatusTooManyRequests: Limited,
}

// classify reads status, then content type, then JSON.
// nil is a usable answer.
func (c *Client) classify(res *http.Response, call Call, body []byte, over bool) *Error {
	status := res.StatusCode
	e := &Error{Provider: c.cfg.Provider, Op: call.Op, Customer: call.Customer, Status: status, Sent: true,
		RequestID: requestID(res.Header), Header: res.Header, Body: body}
	switch {
	case status == http.StatusNotModified:
		return nil
	case status/100 == 3:
		e.Kind, e.Message = NotAPI, redirected(Screen(c.cfg.Provider), res)
		return e
	case page(res.Header, body):
		e.Kind, e.Message = NotAPI, "a web page answered instead of "+Screen(c.cfg.Provider)+": HTML from "+c.base.Host+strings.TrimSuffix(c.base.Path, "/")
		return e
	case status/100 == 2:
		return c.usable(e, res.Header, body, over)
	}
	e.Kind = Invalid
	if k, ok := kinds[status]; ok {
		e.Kind = k
	} else if status >= 500 {
		e.Kind = Server
	}
	e.unshaped = over || !object(body)
	if e.unshaped && !looksJSON(body) { // cut JSON may hold what must not be shown
		e.Message = firstWords(body)
	}
	if e.Kind == Limited {
		c.scope(call, e)
	}
	headers := e.Until
	if c.cfg.Explain != nil {
		c.cfg.Explain(e)
	}
	if call.Always && e.Kind == NotFound {
		return c.Nowhere(e)
	}
	if e.Scope != "" && e.Until.Before(headers) { // a server's wait is never shortened
		e.Until, e.Estimated = headers, false
	}
	return e
}

// Nowhere turns a "not found" into what it means for a path that is there
// wherever the provider is: the address in the settings is another's.
func (c *Client) Nowhere(e *Error) *Error {
	e.Kind, e.Message = NotAPI, "nothing of "+Screen(c.cfg.Provider)+" is at this address: "+c.base.String()
	return e
}

// usable turns down a 2xx that is cut at the cap or says JSON and is not.
func (c *Client) usable(e *Error, h http.Header, body []byte, over bool) *Error {
	e.Kind = Malformed
	if over {
		e.Message = fmt.Sprintf("it is larger than %d bytes", len(body))
		return e
	}
	kind, _, _ := mime.ParseMediaType(h.Get("Content-Type"))
	isJSON := kind == "application/json" || strings.HasSuffix(kind, "+json")
	if isJSON && len(body) > 0 && !json.Valid(body) {
		e.Message = "it is not complete JSON"
		return e
	}
	return nil
}

// redirected names only the host: the rest of a Location may carry a token.
func redirected(who string, res *http.Response) string {
	to, err := url.Parse(res.Header.Get("Location"))
	if err != nil || to.Hostname() == "" {
		return fmt.Sprintf("%s answered with a redirect (%d), which is not followed", who, res.StatusCode)
	}
	return fmt.Sprintf("%s answered with a redirect to %s, which is not followed", who, to.Hostname())
}

// page tells a web page by its type or, when the type lies, by its first byte:
// no provider's answer begins with "<".
func page(h http.Header, body []byte) bool {
	kind, _, _ := mime.ParseMediaType(h.Get("Content-Type"))
	if kind == "text/html" || kind == "application/xhtml+xml" {
		return true
	}
	body = bytes.TrimLeft(bytes.TrimPrefix(body, []byte("\xef\xbb\xbf")), " \t\r\n")
	return len(body) > 0 && body[0] == '<'
}

func looksJSON(body []byte) bool {
	body = bytes.TrimLeft(body, " \t\r\n")
	return len(body) > 0 && (body[0] == '{' || body[0] == '[')
}

func object(body []byte) bool { return looksJSON(body) && json.Valid(body) }

func firstWords(body []byte) string {
	text := strings.TrimSpace(string(body[:min(len(body), 200)]))
	return strings.ToValidUTF8(text, "")
}

func requestID(h http.Header) string {
	for _, name := range []string{"X-Request-Id", "Request-Id", "X-Correlation-Id", "Cf-Ray"} {
		if id := h.Get(name); id != "" {
			return id
		}
	}
	return ""
}

// broken is the error for a request that got no complete answer.
func (c *Client) broken(call Call, err error, sent bool, caller context.Context) *Error {
	e := &Error{Provider: c.cfg.Provider, Op: call.Op, Sent: sent, Err: err}
	var own interface{ Sentence() string } // the transport knows better what happened
	switch {
	case errors.As(err, &own) && caller.Err() == nil:
		e.Kind, e.Message = Offline, own.Sentence()
		if sent {
			e.Kind = Unanswered
		}
	case sent:
		e.Kind = Unanswered
		if !timedOut(err) && !errors.Is(err, context.Canceled) {
			e.Message = "the connection to " + Screen(c.cfg.Provider) + " broke before the answer was complete"
		}
	case caller.Err() != nil:
		e.Kind, e.Err = Canceled, errors.Join(err, caller.Err())
	default:
		e.Kind, e.Message = Offline, "cannot reach "+c.base.Host+" ("+reason(err)+")"
	}
	return e
}

func timedOut(err error) bool {
	var n net.Error
	return errors.Is(err, context.DeadlineExceeded) || errors.As(err, &n) && n.Timeout()
}

// reason says in words why nothing could be sent.
func reason(err error) string {
	var dns *net.DNSError
	var cert *tls.CertificateVerificationError
	var unknown x509.UnknownAuthorityError
	var host x509.HostnameError
	var expired x509.CertificateInvalidError
	var record tls.RecordHeaderError
	switch {
	case errors.Is(err, errOrigin):
		return errOrigin.Error()
	case errors.As(err, &dns) && dns.IsNotFound:
		return "its name is not known"
	case errors.As(err, &dns):
		return "its name cannot be looked up"
	case errors.Is(err, syscall.ECONNREFUSED):
		return "connection refused"
	case errors.Is(err, syscall.ENETUNREACH), errors.Is(err, syscall.EHOSTUNREACH):
		return "no network"
	case errors.As(err, &unknown):
		return "its certificate is signed by an unknown authority"
	case errors.As(err, &host):
		return "its certificate is for another host"
	case errors.As(err, &expired) && expired.Reason == x509.Expired:
		return "its certificate has expired"
	case errors.As(err, &cert), errors.As(err, &expired):
		return "its certificate is not valid"
	case errors.As(err, &record):
		return "it does not speak TLS"
	case timedOut(err):
		return "no connection was made in time"
	}
	return err.Error()
}
