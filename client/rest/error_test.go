package rest

import (
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	"strings"
	"syscall"
	"testing"
	"testing/synctest"
	"time"
)

func TestSentences(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		soon, later, next := time.Now().Add(20*time.Second), time.Now().Add(2*time.Hour), time.Now().Add(23*time.Hour)
		for _, c := range []struct {
			e    Error
			want string
		}{
			{Error{Kind: Limited, Until: soon}, "SMS asks to wait until " + soon.Local().Format("15:04:05")},
			{Error{Kind: Limited, Until: later, Message: "too fast"}, "SMS asks to wait until " + later.Local().Format("15:04") + ": too fast"},
			{Error{Kind: Limited, Until: next, Estimated: true}, "SMS asks to wait until about " + next.Local().Format("2 Jan 15:04")},
			{Error{Kind: Limited, Local: true, Scope: "account", Until: later}, "SMS asks to wait until " + later.Local().Format("15:04")},
			{Error{Kind: Limited, Local: true, Scope: "account", Keeps: 90, Until: soon}, "nothing was sent: this program keeps to 90 calls of this kind a minute to SMS, and the next is free at " + soon.Local().Format("15:04:05")},
			{Error{Kind: Limited, Message: "20 numbers are active"}, "SMS has reached a limit: 20 numbers are active"},
			{Error{Kind: Limited, Local: true}, "nothing was sent: SMS asked to wait"},
			{Error{Kind: Canceled}, "nothing was sent: the call to SMS was stopped"},
			{Error{Kind: Offline}, "nothing was sent: cannot reach SMS"},
			{Error{Kind: Invalid, Local: true}, "nothing was sent: the request is not valid"},
			{Error{Kind: NotAPI}, "something else answered instead of SMS"},
		} {
			c.e.Provider = "sms"
			if got := c.e.Error(); got != c.want {
				t.Errorf("%q, want %q", got, c.want)
			}
		}
	})
}

// What never left, or was refused here, is never unknown.
func TestUnknown(t *testing.T) {
	for kind := Offline; kind <= Canceled; kind++ {
		for _, e := range []Error{{Kind: kind}, {Kind: kind, Sent: true, Local: true}, {Kind: kind, unshaped: true}} {
			if e.Unknown() {
				t.Errorf("%+v", e)
			}
		}
		sent := Error{Kind: kind, Sent: true}
		want := kind == Unanswered || kind == Malformed || kind == Server || kind == NotAPI
		if sent.Unknown() != want {
			t.Errorf("kind %d sent: %t", kind, sent.Unknown())
		}
	}
}

func TestReasons(t *testing.T) {
	for words, err := range map[string]error{
		"its name is not known":                        &net.DNSError{IsNotFound: true},
		"its name cannot be looked up":                 &net.DNSError{IsTimeout: true},
		"no network":                                   &net.OpError{Err: syscall.ENETUNREACH},
		"its certificate is for another host":          x509.HostnameError{Certificate: &x509.Certificate{}, Host: "h"},
		"its certificate has expired":                  x509.CertificateInvalidError{Reason: x509.Expired},
		"its certificate is not valid":                 &tls.CertificateVerificationError{Err: errors.New("x")},
		"it does not speak TLS":                        tls.RecordHeaderError{},
		"the request does not go to the configured or": notSent{errOrigin},
		"something unforeseen":                         errors.New("something unforeseen"),
	} {
		if got := reason(fmt.Errorf("wrapped: %w", err)); !strings.Contains(got, words) {
			t.Errorf("%q, want %q", got, words)
		}
	}
}
