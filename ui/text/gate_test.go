package text

import (
	"bytes"
	"errors"
	"strings"
	"testing"
)

func through(parts ...string) string {
	var b bytes.Buffer
	g := NewGate(&b)
	for _, p := range parts {
		if n, err := g.Write([]byte(p)); n != len(p) || err != nil {
			panic("short write")
		}
	}
	return b.String()
}

func TestGatePassesWhatTheRendererUses(t *testing.T) {
	for _, seq := range []string{
		"plain text\r\n\t\b", "Zażółć 電話 🇬🇧 ─│»", "\x1b[m", "\x1b[1;38;2;1;2;3;48;5;7m", "\x1b[4:3m", "\x1b[H", "\x1b[12;40H", "\x1b[3A", "\x1b[2K", "\x1b[J", "\x1b[5X",
		"\x1b[3@", "\x1b[2P", "\x1b[4L", "\x1b[2M", "\x1b[2S", "\x1b[T", "\x1b[3;20r", "\x1b[r", "\x1b[8b", "\x1b[3d", "\x1b[9G", "\x1b[4`", "\x1b[2I", "\x1b[Z",
		"\x1b[?25l", "\x1b[?1049h", "\x1b[?2004h", "\x1b[?1002h\x1b[?1006h", "\x1b[?1004h", "\x1b[?2026h", "\x1b[?2026$p", "\x1b[?5W", "\x1b[4h", "\x1b[4l", "\x1b[?7l",
		"\x1b[>1u", "\x1b[<1u", "\x1b[=1;1u", "\x1b[?u", "\x1b[>4;2m", "\x1b[>4m", "\x1b[>q", "\x1b[c", "\x1b[6n", "\x1b[2 q", "\x1bM",
		"\x1b]11;?\x07", "\x1b]2;Switchboard\x07", "\x1b]2;(2) Switchboard\x1b\\", "\x1b]2;Switchboard SANDBOX\x07", "\x1b]2;\x07",
	} {
		if got := through(seq); got != seq {
			t.Errorf("%q came out as %q", seq, got)
		}
	}
}

var attacks = []string{
	"\x1b]52;c;aGk=\x07", "\x1b]52;c;?\x1b\\", "\x1b]0;gotcha\x07", "\x1b]0;\x07", "\x1b]0;;\x1b\\", "\x1b]2;Switchboard\u009b5n\x07", "\x1b]8;;https://evil.example\x1b\\", "\x1b]9;hello\x07",
	"\x1b]777;notify;a;b\x07", "\x1b]99;;x\x1b\\", "\x1b]4;1;red\x07", "\x1b]10;red\x07", "\x1b]1337;File=:AA\x07", "\x1b]7;file:///\x07", "\x1b]133;A\x07",
	"\x1bP+q544e\x1b\\", "\x1bPtmux;\x1b\x1b]52;c;eA==\x07\x1b\\", "\x1b_Gi=1\x1b\\", "\x1b^pm\x1b\\", "\x1bXsos\x1b\\", "\x1b[21t", "\x1b[8;1;1t", "\x1b[5n", "\x1b[?6n", "\x1b[?1h",
	"\x1b[?2027$p", "\x1b[?2027h", "\x1b[?47h", "\x1b[?5h", "\x1b[12h", "\x1b[>0c", "\x1b[=c", "\x1b[0x", "\x1b[5i", "\x1b[?5i", "\x1b[!p", "\x1b[\"p", "\x1b[99999b", "\x1b[1;99999999H",
	"\x1bc", "\x1b7", "\x1b8", "\x1b[1;1f", "\x1b[2E", "\x1b[0g", "\x1b(0", "\x1b#8", "\x1b%@", "\x1b=", "\x1bN", "\x1bZ", "\x1bH", "\x1bE",
	"\a", "\x00", "\x0e", "\x0f", "\x05", "\x7f", "\v", "\f", "\u009b31m"[:2], "\u0085", "\x9b", "\xff", "\xc0\xaf", "\u202e", "\u200b", "\u2066", "\U000E0041", "\uFEFF",
}

func TestGateDropsEverythingElse(t *testing.T) {
	for _, seq := range attacks {
		if got := through("a" + seq + "\x1b[mb"); got != "a\x1b[mb" {
			t.Errorf("%q came out as %q", seq, got)
		}
	}
}

func TestGateSurvivesAnySplit(t *testing.T) {
	stream := "x\x1b[1;31mé電\x1b]2;Switchboard\x1b\\🇬🇧" + strings.Join(attacks, "y\x1b[m")
	want := through(stream)
	for cut := range len(stream) {
		if got := through(stream[:cut], stream[cut:]); got != want {
			t.Fatalf("split after %q: %q, want %q", stream[:cut], got, want)
		}
	}
	if got := through(strings.Split(stream, "")...); got != want {
		t.Error("letter by letter it comes out otherwise")
	}
	bytewise := make([]string, len(stream))
	for i := range len(stream) {
		bytewise[i] = stream[i : i+1]
	}
	if got := through(bytewise...); got != want {
		t.Error("byte by byte it comes out otherwise")
	}
}

func TestGateNeverHoldsAFrameBack(t *testing.T) {
	for _, open := range []string{"\x1b]0;secret", "\x1bPsecret", "\x1b_secret", "\x1bXsecret", "\x1b[12;3"} {
		if got := through(open, "\x1b[mvisible"); got != "\x1b[mvisible" {
			t.Errorf("%q swallowed the next sequence: %q", open, got)
		}
		if got := through(open, "\r\nvisible"); got != "\r\nvisible" {
			t.Errorf("%q swallowed the next line: %q", open, got)
		}
	}
	if got := through("\x1b]0;"+strings.Repeat("x", 10_000), "visible"); !strings.HasSuffix(got, "visible") {
		t.Error("an endless string swallowed everything after it")
	}
	var b bytes.Buffer
	g := NewGate(&b)
	for range 1000 {
		if _, err := g.Write([]byte("\x1b]0;xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx")); err != nil {
			t.Fatal(err)
		}
	}
	if cap(g.f.held) > 4*maxHeld {
		t.Errorf("%d bytes are held back", cap(g.f.held))
	}
}

func TestGateSendsSignalsWhole(t *testing.T) {
	var b bytes.Buffer
	g := NewGate(&b)
	if _, err := g.Write([]byte("a\x1b[3")); err != nil {
		t.Fatal(err)
	}
	if err := g.Send(Copy("482913")); err != nil {
		t.Fatal(err)
	}
	if _, err := g.Write([]byte("1mb")); err != nil {
		t.Fatal(err)
	}
	if want := "a\x1b]52;c;NDgyOTEz\x1b\\\x1b[31mb"; b.String() != want {
		t.Errorf("terminal got %q, want %q", b.String(), want)
	}
}

type deaf struct{ err error }

func (d deaf) Write([]byte) (int, error) { return 0, d.err }

func TestGateReportsTheTerminalsErrors(t *testing.T) {
	gone := errors.New("input/output error")
	g := NewGate(deaf{gone})
	if _, err := g.Write([]byte("x")); !errors.Is(err, gone) {
		t.Errorf("writing to a dead terminal: %v", err)
	}
	if err := g.Send(Bell()); !errors.Is(err, gone) {
		t.Errorf("ringing on a dead terminal: %v", err)
	}
	if err := g.Send(Signal{}); err != nil {
		t.Errorf("saying nothing failed: %v", err)
	}
}

func TestPlain(t *testing.T) {
	in := "a\tb\n\x1b[31mred\x1b[m \x1b[2J\x1b[>4;2m\r\x1b]52;c;eA==\x07\u202Ec\u009b"
	for colours, want := range map[bool]string{false: "a\tb\nred c", true: "a\tb\n\x1b[31mred\x1b[m c"} {
		var b bytes.Buffer
		if _, err := NewPlain(&b, colours).Write([]byte(in)); err != nil {
			t.Fatal(err)
		}
		if b.String() != want {
			t.Errorf("colours %v: %q, want %q", colours, b.String(), want)
		}
	}
}

func TestSignals(t *testing.T) {
	if got := Copy(strings.Repeat("é", MaxCopy)).String(); len(got) > 100_000 || !strings.HasSuffix(got, st) {
		t.Errorf("a long copy is %d bytes and ends in %q", len(got), got[len(got)-2:])
	}
	if got, want := Bell().InTmux().String(), "\x1bPtmux;\a\x1b\\"; got != want {
		t.Errorf("bell in tmux is %q, want %q", got, want)
	}
	if got, want := Notice9(Clean("x")).InTmux().String(), "\x1bPtmux;\x1b\x1b]9;x\x1b\x1b\\\x1b\\"; got != want {
		t.Errorf("notice in tmux is %q, want %q", got, want)
	}
	inner := strings.ReplaceAll(strings.ReplaceAll(Copy(strings.Repeat("x", 500)).InScreen().String(), "\x1bP", ""), st, "")
	if want := strings.ReplaceAll(Copy(strings.Repeat("x", 500)).String(), st, bell); inner != want {
		t.Errorf("screen hands on %q, want %q", inner, want)
	}
	if got := Notice9(Clean("4;3;50 attack")).String(); strings.HasPrefix(got, "\x1b]9;4") {
		t.Errorf("a notice is read as a progress bar: %q", got)
	}
	if got := Notice777(Clean("a;b"), Clean("c")).String(); got != "\x1b]777;notify;a,b;c\x1b\\" {
		t.Errorf("a title with a semicolon gives %q", got)
	}
}
