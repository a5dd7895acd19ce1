package e2e

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"
)

// browser is a real one without a window, told what to do by a pipe.
type browser struct {
	t       *testing.T
	to      *os.File
	from    *bufio.Reader
	calls   int
	session string // of the page that is open
	heard   []message
}

// message is what the browser says: an answer, or that something happened.
type message struct {
	ID     int
	Method string
	Result json.RawMessage
	Error  *struct{ Message string }
}

// findBrowser is where a browser of the family is; the test is skipped without one.
func findBrowser(t *testing.T) string {
	t.Helper()
	for _, name := range []string{os.Getenv("CHROME"), "chromium", "chromium-browser", "google-chrome"} {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	t.Skip("no Chromium is installed here: $CHROME, chromium, chromium-browser and google-chrome were looked for")
	return ""
}

// browse starts the browser in folders of its own.
func browse(t *testing.T, program string) *browser {
	t.Helper()
	dir := t.TempDir()
	toBrowser, to, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	from, fromBrowser, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithTimeout(t.Context(), 2*patience)
	cmd := exec.CommandContext(ctx, program, "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-dev-shm-usage", "--no-first-run",
		"--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-extensions", "--no-proxy-server",
		"--user-data-dir="+dir, "--remote-debugging-pipe", "about:blank")
	cmd.Env = []string{"HOME=" + dir, "TMPDIR=" + dir, "XDG_CONFIG_HOME=" + dir, "XDG_CACHE_HOME=" + dir, "PATH=/usr/bin:/bin", "LANG=C.UTF-8"}
	cmd.ExtraFiles = []*os.File{toBrowser, fromBrowser} // it reads 3 and writes 4
	err = cmd.Start()
	toBrowser.Close()
	fromBrowser.Close()
	t.Cleanup(func() {
		to.Close() // which ends it
		stop()
		_ = cmd.Wait() // it was killed, if it did not end by itself
		from.Close()
	})
	if err != nil {
		t.Fatalf("starting %s: %v", program, err)
	}
	if err := from.SetReadDeadline(time.Now().Add(patience)); err != nil {
		t.Fatal(err)
	}
	return &browser{t: t, to: to, from: bufio.NewReader(from)}
}

// next is the next thing the browser says.
func (b *browser) next() message {
	b.t.Helper()
	line, err := b.from.ReadBytes(0)
	var m message
	if err == nil {
		err = json.Unmarshal(line[:len(line)-1], &m)
	}
	if err != nil {
		b.t.Fatalf("the browser says %.200q: %v", line, err)
	}
	return m
}

// call has the browser do something and decodes its answer into out.
func (b *browser) call(method string, params any, out any) {
	b.t.Helper()
	b.calls++
	said := map[string]any{"id": b.calls, "method": method, "params": params}
	if b.session != "" {
		said["sessionId"] = b.session
	}
	line, err := json.Marshal(said)
	if err == nil {
		_, err = b.to.Write(append(line, 0))
	}
	if err != nil {
		b.t.Fatalf("telling the browser %s: %v", method, err)
	}
	for {
		m := b.next()
		switch {
		case m.ID != b.calls:
			b.heard = append(b.heard, m)
		case m.Error != nil:
			b.t.Fatalf("%s: %s", method, m.Error.Message)
		default:
			if err := json.Unmarshal(m.Result, out); err != nil {
				b.t.Fatalf("%s: %v", method, err)
			}
			return
		}
	}
}

// loaded waits for a page to be there.
func (b *browser) loaded() {
	b.t.Helper()
	for {
		for i, m := range b.heard {
			if m.Method == "Page.loadEventFired" {
				b.heard = b.heard[i+1:]
				return
			}
		}
		b.heard = append(b.heard[:0], b.next())
	}
}

// visit opens a page.
func (b *browser) visit(address string) {
	b.t.Helper()
	var none struct{}
	var target struct{ TargetID string }
	b.call("Target.createTarget", map[string]any{"url": "about:blank"}, &target)
	var attached struct{ SessionID string }
	b.call("Target.attachToTarget", map[string]any{"targetId": target.TargetID, "flatten": true}, &attached)
	b.session = attached.SessionID
	b.call("Page.enable", none, &none)
	var gone struct{ ErrorText string }
	b.call("Page.navigate", map[string]any{"url": address}, &gone)
	if gone.ErrorText != "" {
		b.t.Fatalf("the browser cannot open %s: %s", address, gone.ErrorText)
	}
	b.loaded()
}

// eval runs a line of the page's own language and gives its text.
func (b *browser) eval(line string) string {
	b.t.Helper()
	var got struct {
		Result           struct{ Value json.RawMessage }
		ExceptionDetails *struct{ Text string }
	}
	b.call("Runtime.evaluate", map[string]any{"expression": line}, &got)
	if got.ExceptionDetails != nil {
		b.t.Fatalf("%s: %s", line, got.ExceptionDetails.Text)
	}
	return string(got.Result.Value)
}

// click presses the mouse's button on an element, where it is on the page.
func (b *browser) click(selector string) {
	b.t.Helper()
	var box struct{ X, Y, W, H float64 }
	at := b.eval(fmt.Sprintf("JSON.stringify((r => ({x: r.x, y: r.y, w: r.width, h: r.height}))(document.querySelector(%q).getBoundingClientRect()))", selector))
	var text string
	if err := errors.Join(json.Unmarshal([]byte(at), &text), json.Unmarshal([]byte(text), &box)); err != nil || box.W <= 0 || box.H <= 0 {
		b.t.Fatalf("%s is not on the page: %s, %v", selector, at, err)
	}
	for _, kind := range []string{"mousePressed", "mouseReleased"} {
		var none struct{}
		b.call("Input.dispatchMouseEvent", map[string]any{"type": kind, "x": box.X + box.W/2, "y": box.Y + box.H/2, "button": "left", "clickCount": 1}, &none)
	}
}

// A person puts a number online and pays in a real browser, by the button of
// the page that the console opens.
func TestOnboardPayInChromium(t *testing.T) {
	program := findBrowser(t)
	o := newcomer(t)
	o.signUp()
	o.prove()
	o.profile()
	o.logo()
	o.prepare()
	b := browse(t, program)
	b.visit(o.link())
	if page := b.eval("document.body.innerText"); !strings.Contains(page, ourNumber) || !strings.Contains(page, "$29.00") {
		t.Fatalf("the page to pay on says %s", page)
	}
	o.s.press(escape)
	o.s.shows("paying", "n put a number online")
	o.s.press("1")
	o.s.shows("The active numbers were not read yet.")
	b.click("form button")
	b.loaded()
	if page := b.eval("document.body.innerText"); !strings.Contains(page, "Paid.") {
		t.Fatalf("after paying the page says %s", page)
	}
	o.online()
	o.written()
	o.kept("")
}
