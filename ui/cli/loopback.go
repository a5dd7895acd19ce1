package cli

import (
	"errors"
	"net"
)

// Loopback refuses addresses that others could reach: the sandbox's keys are no
// secret, and deliveries come by way of a program on this machine.
func Loopback(addr string) error {
	host, _, err := net.SplitHostPort(addr)
	if err != nil {
		return errors.New("an address and a port, such as 127.0.0.1:8080")
	}
	if ip := net.ParseIP(host); host != "localhost" && (ip == nil || !ip.IsLoopback()) {
		return errors.New("only an address of this machine, such as 127.0.0.1:8080: others must not reach it")
	}
	return nil
}
