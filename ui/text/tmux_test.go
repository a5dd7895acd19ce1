package text

import (
	"bufio"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/x/term"

	"switchboard/testdata/proof"
)

// names are what people and providers call things, in many scripts.
var names = []string{
	"Acme GmbH", "電話番号", "ｱｶｳﾝﾄ", "한국어 고객", "各", "שלום חברה", "العربية", "فارسی\u200cها", "हिन्दी क्षेत्र", "বাংলা", "தமிழ்", "ไทยกำ", "မြန်မာ", "ខ្មែរ", "🇬🇧🇵🇱",
	"👨\u200d👩\u200d👧\u200d👦", "👍🏽", "❤\ufe0f", "☎\ufe0f 24h", "﷽", "𒈙", "𒀱", "e\u0301\u0302\u0303", "Zoë", "Ångström", "ﾊﾟ", "½ ¼", "№ 5", "①②③", "…—", "ｆｕｌｌ", "𝔊𝔬𝔱𝔥", "🂡", "ꦗꦮ", "ᚠᚢᚦ", "⠿", "▓▒░", "│┤", "ǆ", "ß", "\u1160",
}

// What stands behind a text stands in the column that Width says, by the
// judgement of a terminal that is not ours: tmux is asked where its cursor is.
func TestWidthIsThatOfTmux(t *testing.T) {
	n, dice := proof.Size(t, 2000), rand.New(rand.NewPCG(proof.Seed(t, 1), 11))
	texts, list := make([]Safe, 0, n), append(proof.Hostile(t), names...)
	for i := range n {
		s := proof.Mixture(dice, list)
		if i < len(list) {
			s = list[i]
		}
		texts = append(texts, Clean(s).Cut(60))
	}
	for i, at := range cursors(t, texts) {
		if want := texts[i].Width(); at != want {
			t.Errorf("%q is %d cells by Width and %d by tmux", texts[i], want, at)
		}
	}
	proof.Figure(t, "names measured by tmux", n)
}

// Each character that is drawn takes the cells that tmux gives it. A small run
// looks at one of sixty.
func TestEveryCharacterIsAsWideAsInTmux(t *testing.T) {
	step := rune(60)
	if proof.Large() {
		step = 1
	}
	var texts []Safe
	for r := rune(0xA0); r < 0x40000; r += step {
		texts = append(texts, Clean("a"+string(r)+"b"))
	}
	for i, at := range cursors(t, texts) {
		if want := texts[i].Width(); at != want {
			t.Errorf("%q, %U, is %d cells by Width and %d by tmux", texts[i], []rune(texts[i].String())[1], want, at)
		}
	}
	proof.Figure(t, "characters measured by tmux", len(texts))
}

// cursors are the columns in which tmux's cursor stands behind each text.
func cursors(t *testing.T, texts []Safe) []int {
	t.Helper()
	if _, err := exec.LookPath("tmux"); err != nil {
		t.Skip("there is no tmux here")
	}
	dir := t.TempDir()
	asked, told := filepath.Join(dir, "asked"), filepath.Join(dir, "told")
	var lines strings.Builder
	for _, s := range texts {
		lines.WriteString(s.String() + "\n")
	}
	if err := os.WriteFile(asked, []byte(lines.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	tmux := func(args ...string) *exec.Cmd {
		return exec.CommandContext(t.Context(), "tmux", append([]string{"-S", filepath.Join(dir, "socket"), "-f", os.DevNull, "-u"}, args...)...)
	}
	start := tmux("new-session", "-d", "-x", "100", "-y", "10", os.Args[0], "-test.run", "^TestInsideTmux$")
	start.Env = append(os.Environ(), insideTmux+"="+dir, "TERM=screen-256color", "LC_ALL=C.UTF-8")
	if out, err := start.CombinedOutput(); err != nil {
		t.Fatalf("tmux: %v\n%s", err, out)
	}
	t.Cleanup(func() { _ = exec.Command("tmux", "-S", filepath.Join(dir, "socket"), "kill-server").Run() })
	return awaited(t, told, len(texts))
}

const insideTmux = "SWITCHBOARD_INSIDE_TMUX"

// TestInsideTmux is the program that runs in tmux: it draws each text at the
// left edge and asks the terminal for its cursor.
func TestInsideTmux(t *testing.T) {
	dir := os.Getenv(insideTmux)
	if dir == "" {
		t.Skip("only a part of another test")
	}
	raw, err := os.ReadFile(filepath.Join(dir, "asked"))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := term.MakeRaw(os.Stdin.Fd()); err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	answers := bufio.NewReader(os.Stdin)
	for s := range strings.SplitSeq(strings.TrimSuffix(string(raw), "\n"), "\n") {
		fmt.Fprint(os.Stdout, "\x1b[1;1H\x1b[2K"+s+"\x1b[6n")
		answer, err := answers.ReadString('R')
		row, column := 0, 0
		if _, scan := fmt.Sscanf(answer, "\x1b[%d;%dR", &row, &column); err != nil || scan != nil {
			t.Fatal(err, scan)
		}
		fmt.Fprintln(&out, column-1+100*(row-1))
	}
	if err := os.WriteFile(filepath.Join(dir, "part"), []byte(out.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Rename(filepath.Join(dir, "part"), filepath.Join(dir, "told")); err != nil {
		t.Fatal(err)
	}
}

// awaited are the n numbers that the program in tmux writes when it is through.
func awaited(t *testing.T, told string, n int) []int {
	t.Helper()
	for begun := time.Now(); ; time.Sleep(20 * time.Millisecond) {
		raw, err := os.ReadFile(told)
		if err != nil && time.Since(begun) < 5*time.Minute {
			continue
		}
		var out []int
		for line := range strings.Lines(string(raw)) {
			at := 0
			if _, err := fmt.Sscan(line, &at); err != nil {
				t.Fatal(err)
			}
			out = append(out, at)
		}
		if len(out) != n {
			t.Fatalf("tmux told %d columns of %d (%v)", len(out), n, err)
		}
		return out
	}
}
