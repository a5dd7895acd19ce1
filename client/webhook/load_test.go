package webhook

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"switchboard/client/rest"
	"switchboard/testdata/proof"
)

// crowd are senders that keep their connections: each has said a part and says no more.
type crowd struct {
	t    *testing.T
	addr string
	list []net.Conn
}

// join opens a connection and says something on it.
func (c *crowd) join(said string) net.Conn {
	c.t.Helper()
	var dial net.Dialer
	conn, err := dial.DialContext(c.t.Context(), "tcp", c.addr)
	if err != nil {
		c.t.Fatal(err)
	}
	c.list = append(c.list, conn)
	if _, err := io.WriteString(conn, said); err != nil {
		c.t.Fatal(err)
	}
	return conn
}

func (c *crowd) leave() {
	for _, conn := range c.list {
		_ = conn.Close() // the server may have closed it
	}
}

// held is the memory in use.
func held() uint64 {
	var m runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&m)
	return m.HeapInuse + m.StackInuse
}

// opened is a receiver on a socket.
func opened(t *testing.T, in *inbox) string {
	t.Helper()
	l, err := Listen(t.Context(), "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	v, err := NewVerifier(Scheme{}, rest.NewSecret(secret), at(noon))
	if err != nil {
		t.Fatal(err)
	}
	server, done := Server(NewHandler(v, in)), make(chan struct{})
	go func() { defer close(done); _ = server.Serve(l) }()
	t.Cleanup(func() {
		_ = server.Close()
		<-done
	})
	return l.Addr().String()
}

// genuine delivers one event and returns how long that took.
func genuine(ctx context.Context, addr, id string) (int, time.Duration, error) {
	body := fmt.Sprintf(`{"id":%q,"type":"account.low_balance","data":{"balance":2301}}`, id)
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, "http://"+addr+"/", strings.NewReader(body))
	if err != nil {
		return 0, 0, err
	}
	r.Header = headers(body, noon)
	transport := &http.Transport{DisableKeepAlives: true}
	begun := time.Now()
	res, err := transport.RoundTrip(r)
	if err != nil {
		return 0, 0, err
	}
	return res.StatusCode, time.Since(begun), res.Body.Close()
}

// A thousand senders that say nothing, half a header, or a body without an end take
// little memory, and a genuine delivery among them is taken at once.
func TestACrowdOfSlowSendersDelaysNobody(t *testing.T) {
	const senders, memory, late = 1000, 32 << 20, time.Minute
	in := &inbox{}
	addr := opened(t, in)
	before := held()
	c := &crowd{t: t, addr: addr}
	defer c.leave()
	for i := range senders {
		c.join([]string{
			"", "POST /", "POST / HTTP/1.1\r\nHost: x\r\nX-Slow: " + strings.Repeat("s", 1000),
			"POST / HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 200000\r\n\r\n{",
		}[i%4])
	}
	var all sync.WaitGroup
	for i := range 20 {
		all.Go(func() {
			if status, took, err := genuine(t.Context(), addr, fmt.Sprint("evt", i)); err != nil || status != http.StatusOK || took > late {
				t.Errorf("delivery %d: %d after %v, %v", i, status, took, err)
			}
		})
	}
	all.Wait()
	if grown := int64(held()) - int64(before); grown > memory {
		t.Errorf("%d slow senders take %d MB", senders, grown>>20)
	}
	if len(in.hints) != 20 {
		t.Errorf("%d of 20 deliveries were taken", len(in.hints))
	}
	proof.Figure(t, "slow senders", senders)
}

// A header or a body that is too large is refused before it is read whole.
func TestWhatIsTooLargeIsNotReadWhole(t *testing.T) {
	const sent = 64 << 20
	in := &inbox{}
	addr := opened(t, in)
	for name, head := range map[string]string{
		"header": "POST / HTTP/1.1\r\nHost: x\r\nX-Large: ",
		"body":   fmt.Sprintf("POST / HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n", sent),
	} {
		before := held()
		c := &crowd{t: t, addr: addr}
		conn := c.join(head)
		go func() {
			chunk := strings.Repeat("x", 64<<10)
			for range sent / len(chunk) {
				if _, err := io.WriteString(conn, chunk); err != nil {
					return // the other side has closed, as it should
				}
			}
		}()
		_ = conn.SetReadDeadline(time.Now().Add(2 * time.Minute))
		line, err := bufio.NewReader(conn).ReadString('\n')
		if err == nil && !strings.HasPrefix(line, "HTTP/1.1 4") {
			t.Errorf("%s: the answer is %q", name, line)
		}
		if nerr, slow := err.(net.Error); slow && nerr.Timeout() {
			t.Errorf("%s: it is read without an end", name)
		}
		if grown := int64(held()) - int64(before); grown > 8<<20 {
			t.Errorf("%s: it takes %d MB", name, grown>>20)
		}
		c.leave()
	}
	if len(in.hints) != 0 {
		t.Errorf("taken was %+v", in.hints)
	}
}

// A sender who says nothing more is left, so that no connection stays for good.
func TestASlowSenderIsLeft(t *testing.T) {
	s := Server(http.NotFoundHandler())
	for name, limit := range map[string]time.Duration{
		"header": s.ReadHeaderTimeout, "body": s.ReadTimeout, "answer": s.WriteTimeout, "next request": s.IdleTimeout,
	} {
		if limit <= 0 || limit > 30*time.Second {
			t.Errorf("a slow %s is waited for %v", name, limit)
		}
	}
}
