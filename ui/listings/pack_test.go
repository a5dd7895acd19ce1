package listings_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func TestPack(t *testing.T) {
	inBubble(t, setup{w: 100, h: 30}, func(r *rig) {
		r.control("report", `{"e164":"+14155550199","count":1,"body":"=HYPERLINK(\"http://x\")","reporter":"-2+3"}`)
		r.pick("+14155550199")
		r.Press("r")
		r.Sleep(time.Second)
		for range 2 {
			r.Press("P")
			r.Sleep(time.Second)
			r.Shows("The dispute pack is made", "dispute-14155550199-")
			r.Press("y", "esc")
		}
		if len(r.Out.Copied) != 2 || r.Out.Copied[0] == r.Out.Copied[1] || !strings.HasSuffix(r.Out.Copied[1], "-2") {
			t.Fatalf("two packs are at %q", r.Out.Copied)
		}
		read := func(name string) string {
			body, err := os.ReadFile(filepath.Join(r.Out.Copied[0], name))
			if err != nil {
				t.Fatal(err)
			}
			return string(body)
		}
		reports := read("reports.csv")
		if !strings.Contains(reports, "anonymous") || !strings.Contains(reports, `"'=HYPERLINK(""http://x"")"`) || !strings.Contains(reports, "'-2+3") {
			t.Errorf("reports.csv:\n%s", reports)
		}
		if n := strings.Count(reports, "\n"); n != 16 {
			t.Errorf("reports.csv has %d lines for 15 reports", n)
		}
		if s := read("listing.json"); !strings.Contains(s, `"badge": "A"`) || !strings.Contains(s, `"score": 64`) || strings.Contains(s, "12-3456780") {
			t.Errorf("listing.json:\n%s", s)
		}
		if s := read("risk-history.csv"); !strings.Contains(s, ",61,medium,14,A\n") || !strings.Contains(s, ",64,medium,15,A\n") {
			t.Errorf("risk-history.csv:\n%s", s)
		}
		if s := read("README.md"); !strings.Contains(s, "freecallerregistry.com") || !strings.Contains(s, "supplementary") {
			t.Errorf("README.md:\n%s", s)
		}
		info, err := os.Stat(r.Out.Copied[0])
		if err != nil || info.Mode().Perm() != 0o700 {
			t.Errorf("the folder is %v, %v", info.Mode(), err)
		}
	})
}

// Where copying went nowhere, v shows what was to be copied, and Q the link of a payment that waits.
func TestShowBig(t *testing.T) {
	inBubble(t, setup{w: 80, h: 24}, func(r *rig) {
		r.pick("+14155550142")
		r.Press("y", "v")
		r.Shows("+1 415 555 0142", "+14155550142")
		r.Press("y", "esc")
		if len(r.Out.Copied) != 2 || r.Out.Copied[0] != "+14155550142" {
			t.Errorf("copied was %q", r.Out.Copied)
		}
		r.prepare("+16285550177")
		r.Press("esc", "Q")
		r.Sleep(time.Second)
		r.Shows("Payment for +1 628 555 0177", "/_sandbox/pay/")
	})
}

// The folder of packs is the person's Downloads where they have one.
func TestPackGoesToDownloads(t *testing.T) {
	dir := t.TempDir()
	t.Setenv("HOME", dir)
	if err := os.Mkdir(filepath.Join(dir, "Downloads"), 0o700); err != nil {
		t.Fatal(err)
	}
	inBubble(t, setup{w: 100, h: 30, downloads: true}, func(r *rig) {
		r.pick("+14155550199")
		r.Press("P")
		r.Sleep(time.Second)
		r.Shows("The dispute pack is made")
		if made, err := filepath.Glob(filepath.Join(dir, "Downloads", "dispute-14155550199-*", "README.md")); err != nil || len(made) != 1 {
			t.Errorf("%q, %v", made, err)
		}
	})
}
