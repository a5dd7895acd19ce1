package e2e

import (
	"bytes"
	"regexp"
	"strings"
	"testing"
)

// The plain mode takes the commands as they are: credit, an order and its code,
// a choice among 911 addresses, a mistake, a close, an export, and goes on after each.
func TestPlainMode(t *testing.T) {
	t.Parallel()
	h := newHome(t)
	cmd := h.command("--sandbox", "plain")
	cmd.Stdin = strings.NewReader(`customers credit acme +5 --yes --json
switchboard order --customer acme --service telegram --country uk --max 0.90 --wait --yes --sms-after 1s

cusomers list
e911 set +14155234712 --address "55 Loop, Oakland, CA 94607" --caller 'Michel Mabel' -y
e911 choose +14155234712 1 -y
e911 choose +14155234712 2 -y --json
code --customer acme
"open
plain
activations end --filter 'customer:acme service:telegram state:code' --yes --json
export activations --codes none --csv
code --customer acme --quiet
exit
version
`)
	var out, errs bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errs
	if err := cmd.Run(); err != nil {
		t.Errorf("it ended with %v: %s", err, errs.String())
	}
	for _, want := range []string{`"amount_cents":500`, `"status":"PROVISIONED"`, "55 LOOP", `"state":"done"`, "activation_id,state,e164,"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("%s is not in %s", want, out.String())
		}
	}
	lines := strings.Split(strings.TrimSpace(out.String()), "\n")
	if code := lines[len(lines)-1]; len(code) < 4 || strings.Count(out.String(), code) < 3 {
		t.Errorf("the code is not told three times: %s", out.String())
	}
	for _, want := range []string{"did you mean customers?", "exit 8", "is not closed", "the plain mode already"} {
		if !strings.Contains(errs.String(), want) {
			t.Errorf("%q is not in %s", want, errs.String())
		}
	}
	if strings.Contains(out.String(), "development") {
		t.Error("a line after the end was obeyed")
	}
}

// At a terminal the plain mode keeps the profile open: what happens is told between the
// prompts, Ctrl-C ends a line and not the program, numbers stand for what was listed, and a
// question is not answered by what was typed before it.
func TestPlainModeAtATerminal(t *testing.T) {
	t.Parallel()
	h := newHome(t)
	s := h.open(100, 60, "--plain", "--sms-after", "2s")
	s.shows("Switchboard, sandbox,", "waiting,")
	s.press("customers credit acme +5\n")
	s.shows("balance after:", "Type yes:")
	s.press("yes\n")
	s.shows("amount")
	s.press("order --customer acme --service telegram --country uk --max 0.90\n")
	s.shows("you pay at most:")
	s.until("the question", func(shown string) bool { return strings.HasSuffix(strings.TrimRight(shown, " \n"), "Type yes:") })
	s.press("yes\n")
	s.shows("event ", "ordered")
	s.until("the code of it", func(shown string) bool {
		_, after, ok := strings.Cut(shown, "  ordered\n")
		return ok && strings.Contains(after, "CODE ") && strings.Contains(after, "for acme") && strings.HasSuffix(strings.TrimRight(after, " \n"), ">")
	})
	s.press("list\n")
	s.shows("1. CODE ")
	s.press("copy 1\n")
	s.shows("to your terminal's clipboard")
	s.press("order --customer acme --service tele\x03")
	s.until("a new prompt", func(string) bool {
		_, after, ok := strings.Cut(s.written(), "--service tele")
		return ok && strings.HasSuffix(after, "> ")
	})
	waiting := regexp.MustCompile(`(\d+)\. WAITING, Telegram, Indonesia`).FindStringSubmatch(s.text()) // to whom no code comes
	if waiting == nil {
		t.Fatalf("no number waits for ever: %s", s.text())
	}
	s.interrupts("wait " + waiting[1] + " --timeout 10m")
	s.press("e911 set +14155234712 --address '55 Loop, Oakland, CA 94607' --caller 'Michel Mabel'\n")
	s.until("the question", func(shown string) bool { return strings.HasSuffix(strings.TrimRight(shown, " \n"), "Type yes:") })
	s.press("yes\n")
	s.shows("exit 8")
	s.press("e911 choose +14155234712 2 -y\n")
	s.shows("PROVISIONED")
	s.press("customers credit acme +6\nyes\n") // typed ahead
	s.shows("typed before this question was not used")
	s.press("no\n")
	s.shows("exit 9")
	s.press("exit\n")
	if exit := s.ends(); exit != 9 {
		t.Errorf("it ended with %d", exit)
	}
	s.restored()
	ledger := h.run("customers", "ledger", "acme", "--csv")
	if !strings.Contains(ledger.out, ",500,") || strings.Contains(ledger.out, ",600,") {
		t.Errorf("booked was\n%s", ledger.out)
	}
}

// interrupts presses Ctrl-C while a command runs. A terminal drops a line that
// was not read before that key; it is typed again then.
func (s *screen) interrupts(command string) {
	s.t.Helper()
	for said := ""; !strings.Contains(said, "exit 130"); {
		before := len(s.written())
		since := func() string { return s.written()[before:] }
		s.press(command + "\n")
		s.until("the command", func(string) bool { return strings.Contains(since(), command+"\r\n") })
		before = len(s.written())
		s.press("\x03")
		s.until("a prompt", func(string) bool { said = since(); return strings.HasSuffix(said, "> ") })
	}
}

// SWITCHBOARD_PLAIN asks for the plain mode; what it cannot be is refused.
func TestPlainModeByTheEnvironment(t *testing.T) {
	h := newHome(t, "SWITCHBOARD_PLAIN=1")
	cmd := h.command("--sandbox")
	cmd.Stdin = strings.NewReader("list --quiet\ncopy 99\n")
	out, err := cmd.Output()
	if code := cmd.ProcessState.ExitCode(); code != 2 || len(strings.Fields(string(out))) == 0 {
		t.Errorf("exit %d (%v): %s", code, err, out)
	}
	h.env = []string{"SWITCHBOARD_PLAIN=perhaps"}
	if got := h.run(); got.code != 2 || !strings.Contains(got.err, "SWITCHBOARD_PLAIN: 1") {
		t.Errorf("%+v", got)
	}
}

// At a terminal a command that waits shows how long, in a line that it takes away again.
func TestAWaitShowsItsTime(t *testing.T) {
	t.Parallel()
	h := newHome(t)
	never := h.run("activations", "list", "--csv")
	id := regexp.MustCompile(`(?m)^([0-9a-f]{24}),.*,id,`).FindStringSubmatch(never.out) // to whom no code comes
	if id == nil {
		t.Fatalf("no number waits for ever: %s", never.out)
	}
	s := h.open(100, 20, "wait", id[1], "--timeout", "10m")
	s.shows("waiting for 1 code [", "of 10:00")
	s.press("\x03")
	shown := s.shows("interrupted")
	if exit := s.ends(); exit != 130 || strings.Contains(shown, "waiting for") {
		t.Errorf("exit %d: %s", exit, shown)
	}
}

// A reading that takes long has a bar for the service that is read.
func TestASyncShowsHowFarItIs(t *testing.T) {
	t.Parallel()
	s := newHome(t).open(100, 20, "sync", "--sandbox-control", `fault={"provider":"lines","path":"phone_numbers","kind":"latency","ms":6000,"times":1}`)
	s.shows("LINES [", "list 1 of ")
	shown := s.shows("customers")
	if exit := s.ends(); exit != 0 && exit != 10 || strings.Contains(s.text(), "LINES [") {
		t.Errorf("exit %d: %s %s", exit, shown, s.text())
	}
}
