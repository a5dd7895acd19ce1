package rest

import (
	"bytes"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"math/big"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"
)

// authority signs certificates that a client trusts by its file.
type authority struct {
	t    *testing.T
	cert *x509.Certificate
	key  *ecdsa.PrivateKey
	file string
}

func newAuthority(t *testing.T) *authority {
	t.Helper()
	a := &authority{t: t, file: filepath.Join(t.TempDir(), "ca.pem")}
	of := &x509.Certificate{SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "authority"}, NotBefore: time.Now().Add(-time.Hour),
		NotAfter: time.Now().Add(time.Hour), IsCA: true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageCertSign}
	made := a.sign(of)
	a.cert, a.key = made.Leaf, made.PrivateKey.(*ecdsa.PrivateKey)
	if err := os.WriteFile(a.file, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: a.cert.Raw}), 0o600); err != nil {
		t.Fatal(err)
	}
	return a
}

// sign makes a certificate; that of the authority, which is the first, signs itself.
func (a *authority) sign(of *x509.Certificate) tls.Certificate {
	a.t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		a.t.Fatal(err)
	}
	parent, signer := a.cert, a.key
	if parent == nil {
		parent, signer = of, key
	}
	raw, err := x509.CreateCertificate(rand.Reader, of, parent, &key.PublicKey, signer)
	if err != nil {
		a.t.Fatal(err)
	}
	leaf, err := x509.ParseCertificate(raw)
	if err != nil {
		a.t.Fatal(err)
	}
	return tls.Certificate{Certificate: [][]byte{raw}, PrivateKey: key, Leaf: leaf}
}

// heard keeps every byte that comes over its connections.
type heard struct {
	net.Listener
	mu  sync.Mutex
	all bytes.Buffer
}

func (h *heard) Accept() (net.Conn, error) {
	conn, err := h.Listener.Accept()
	return &hears{conn, h}, err
}

type hears struct {
	net.Conn
	by *heard
}

func (c *hears) Read(p []byte) (int, error) {
	n, err := c.Conn.Read(p)
	c.by.mu.Lock()
	defer c.by.mu.Unlock()
	c.by.all.Write(p[:n])
	return n, err
}

// A server that does not prove to be the one that is meant gets no request, and no byte of
// the key, whatever is wrong with what it shows.
func TestAServerThatProvesNothingGetsNoKey(t *testing.T) {
	a := newAuthority(t)
	leaf := func(edit func(*x509.Certificate)) *x509.Certificate {
		c := &x509.Certificate{SerialNumber: big.NewInt(2), NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour),
			IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)}, ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth}}
		edit(c)
		return c
	}
	for name, c := range map[string]struct {
		edit    func(*x509.Certificate)
		by      *authority
		version uint16
		ok      bool
	}{
		"as it should be": {func(*x509.Certificate) {}, a, 0, true},
		"another host":    {func(c *x509.Certificate) { c.IPAddresses, c.DNSNames = nil, []string{"sms.test"} }, a, 0, false},
		"expired":         {func(c *x509.Certificate) { c.NotAfter = time.Now().Add(-time.Minute) }, a, 0, false},
		"not yet valid":   {func(c *x509.Certificate) { c.NotBefore = time.Now().Add(time.Minute) }, a, 0, false},
		"of itself":       {func(*x509.Certificate) {}, &authority{t: t}, 0, false},
		"of a stranger":   {func(*x509.Certificate) {}, newAuthority(t), 0, false},
		"for clients":     {func(c *x509.Certificate) { c.ExtKeyUsage = []x509.ExtKeyUsage{x509.ExtKeyUsageClientAuth} }, a, 0, false},
		"old TLS":         {func(*x509.Certificate) {}, a, tls.VersionTLS11, false},
	} {
		for _, act := range []bool{true, false} {
			keys := 0
			s := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				if r.Header.Get("X-Api-Key") == canary {
					keys++
				}
				_, _ = w.Write([]byte(`{}`))
			}))
			wire := &heard{Listener: s.Listener}
			s.Listener, s.Config.ErrorLog = wire, quiet()
			s.TLS = &tls.Config{MinVersion: tls.VersionTLS10, MaxVersion: c.version, Certificates: []tls.Certificate{c.by.sign(leaf(c.edit))}} //nolint:gosec // what is refused
			s.StartTLS()
			client := build(t, s.URL, func(cfg *Config) { cfg.CAFile = a.file })
			_, err := client.Do(t.Context(), Call{Path: "x", Act: act, Once: true})
			s.Close()
			if (err == nil) != c.ok || (keys == 1) != c.ok {
				t.Errorf("%s, act %t: the key came %d times, %v", name, act, keys, err)
			}
			if !c.ok && failure(t, err).Sent {
				t.Errorf("%s, act %t: it is said to be sent: %v", name, act, err)
			}
			if bytes.Contains(wire.all.Bytes(), []byte(canary)) {
				t.Errorf("%s, act %t: the key went over the wire as it is", name, act)
			}
		}
	}
}
