package store

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

// What the language and its libraries say of an error is told in ordinary words, and what is said around it stays.
func TestAnErrorIsSaidInOrdinaryWords(t *testing.T) {
	var n int
	var r struct{ Price int }
	_, number := strconv.Atoi("x")
	_, moment := time.Parse(time.RFC3339, "never")
	_, file := os.Open("/nowhere/at/all")
	for said, err := range map[string]error{
		"the customers: the time was over":                                fmt.Errorf("the customers: %w", context.DeadlineExceeded),
		"the customers: it was stopped":                                   fmt.Errorf("the customers: %w", context.Canceled),
		"reading: it ends in the middle":                                  fmt.Errorf("reading: %w", io.ErrUnexpectedEOF),
		"reading: it ended":                                               fmt.Errorf("reading: %w", io.EOF),
		"a file: it ends in the middle":                                   fmt.Errorf("a file: %w", json.Unmarshal([]byte(`{"a":`), &n)),
		"a file: it is not JSON from byte 1 on":                           fmt.Errorf("a file: %w", json.Unmarshal([]byte(`x`), &n)),
		"a file: Price has string where something else belongs":           fmt.Errorf("a file: %w", json.Unmarshal([]byte(`{"Price":"x"}`), &r)),
		"a file: it has string where something else belongs":              fmt.Errorf("a file: %w", json.Unmarshal([]byte(`"x"`), &n)),
		"no connection to 10.0.0.1:443: connection refused":               &net.OpError{Op: "dial", Net: "tcp", Addr: &net.TCPAddr{IP: net.IPv4(10, 0, 0, 1), Port: 443}, Err: syscall.ECONNREFUSED},
		"cannot listen at 10.0.0.1:80: address already in use":            &net.OpError{Op: "listen", Net: "tcp", Addr: &net.TCPAddr{IP: net.IPv4(10, 0, 0, 1), Port: 80}, Err: syscall.EADDRINUSE},
		`"x" is not a number`:                                             number,
		`"never" is not a time`:                                           moment,
		"/nowhere/at/all: no such file or directory":                      file,
		"the message holds EOF and stays":                                 errors.New("the message holds EOF and stays"),
		"the one: the time was over\nthe other: it was stopped":           errors.Join(fmt.Errorf("the one: %w", context.DeadlineExceeded), fmt.Errorf("the other: %w", context.Canceled)),
		"Settings: a line that says: open the door, is one of a person's": errors.New("Settings: a line that says: open the door, is one of a person's"),
	} {
		if got := Said(err); !strings.EqualFold(got, said) {
			t.Errorf("%v is said as %q, not %q", err, got, said)
		}
	}
	if Said(nil) != "" {
		t.Error("nothing went wrong, and it is said what")
	}
}
