package e2e

import (
	"fmt"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

// ordering is an order of a number of telegram in the United Kingdom.
func ordering(customer string, more ...string) []string {
	return append([]string{"order", "--customer", customer, "--service", "telegram", "--country", "uk", "--yes"}, more...)
}

// together runs commands at once and gives what each came to.
func (h *home) together(commands ...[]string) []result {
	got := make([]result, len(commands))
	var all sync.WaitGroup
	for i, args := range commands {
		all.Go(func() { got[i] = h.bare(args...) })
	}
	all.Wait()
	return got
}

// Scripts and a second console act beside a console of the same profile, the same thing several
// times at once too, and what they do is seen and polled by the console.
func TestAnyProcessActs(t *testing.T) {
	t.Parallel()
	p := serve(t, "--no-limits", "--sms-after", "3s")
	h := connected(t, p)
	s := h.start(120, 40)
	s.shows("SMS live", "TRUST live", "LINES live", "WAITING")
	var commands [][]string
	for i := range 10 {
		commands = append(commands, []string{"customers", "credit", "acme", "+1", "--ref", fmt.Sprint("par", i), "--yes"})
	}
	for range 5 {
		commands = append(commands, ordering("acme", "--wait", "--timeout", "5m"))
	}
	commands = append(commands,
		[]string{"e911", "set", "+12065551422", "--street", "1 Market St", "--city", "San Francisco", "--state", "CA", "--zip", "94105", "--caller", "ACME", "--confirm", "1422", "--yes"},
		[]string{"numbers", "list", "--quiet"}, []string{"listings", "list", "--quiet"}, []string{"code"})
	for i, got := range h.together(commands...) {
		if got.code != 0 {
			t.Errorf("%v: %+v", commands[i], got)
		}
	}
	orders := 0
	for _, q := range p.requests("sms") {
		if q.Method == "POST" && strings.HasSuffix(q.Path, "/acme/activation") {
			orders++
		}
	}
	if orders != 5 {
		t.Errorf("%d orders were sent for five", orders)
	}
	if got, want := h.bare("doctor"), fmt.Sprintf("another Switchboard (process %d) reads the providers", s.cmd.Process.Pid); !strings.Contains(got.out, want) {
		t.Errorf("doctor does not say %q: %s", want, got.out)
	}
	second := h.start(120, 40)
	second.order()
	if exit := second.quit(); exit != 0 {
		t.Errorf("the second console ended with %d", exit)
	}
	if exit := s.quit(); exit != 0 {
		t.Errorf("the console ended with %d", exit)
	}
}

// A payment that another process waits for is read by the console.
func TestAPaymentIsAwaitedBesideAConsole(t *testing.T) {
	t.Parallel()
	p := serve(t, "--no-limits")
	h := connected(t, p)
	s := h.start(120, 40)
	s.shows("TRUST live", "WAITING")
	paid := make(chan result)
	go func() { paid <- h.bare("listings", "pay", "+16285550177", "--wait", "--yes", "--timeout", "5m") }()
	for prepared := false; !prepared; {
		select {
		case got := <-paid:
			t.Fatalf("it ended before there was anything to pay: %+v", got)
		case <-time.After(50 * time.Millisecond):
			prepared = strings.Contains(fmt.Sprint(p.requests("trust")), "verify-checkout")
		}
	}
	p.tell("trust/pay", `{"e164":"+16285550177"}`)
	if got := <-paid; got.code != 0 || !strings.Contains(got.out, "/pay/") {
		t.Errorf("the payment was awaited with %+v", got)
	}
}

// Two processes do not both get the last place among the active numbers.
func TestTheLastPlaceIsOne(t *testing.T) {
	p := serve(t, "--no-limits")
	h := connected(t, p)
	config := read(t, h.config())
	got := h.bare("activations", "list", "--quiet")
	active := len(strings.Fields(got.out))
	write(t, h.config(), strings.Replace(config, "[profiles.default.sms]\n", fmt.Sprintf("[profiles.default.sms]\nmax_active = %d\n", active+1), 1))
	p.tell("fault", `{"provider":"sms","path":"/activation","method":"POST","kind":"latency","ms":700,"times":9}`)
	done := 0
	for _, got := range h.together(ordering("acme"), ordering("bluekite"), ordering("harborlight")) {
		switch got.code {
		case 0:
			done++
		case 5:
		default:
			t.Errorf("an order ended with %+v", got)
		}
	}
	if done != 1 {
		t.Errorf("%d orders fitted into one place", done)
	}
}

// A console that is stopped keeps nobody: its lead goes to the next, and it finds out.
func TestAStoppedConsoleIsReplaced(t *testing.T) {
	t.Parallel()
	p := serve(t, "--no-limits", "--sms-after", "3s")
	h := connected(t, p)
	s := h.start(120, 40)
	s.shows("SMS live", "WAITING")
	if err := s.cmd.Process.Signal(syscall.SIGSTOP); err != nil {
		t.Fatal(err)
	}
	began := time.Now()
	got := h.bare(ordering("acme", "--wait", "--timeout", "5m")...)
	if took := time.Since(began); got.code != 0 || took > replaced(t) {
		t.Errorf("beside a stopped console an order was awaited for %v: %+v", took, got)
	}
	if err := s.cmd.Process.Signal(syscall.SIGCONT); err != nil {
		t.Fatal(err)
	}
	s.shows(strings.TrimSpace(got.out))
	if exit := s.quit(); exit != 0 {
		t.Errorf("the console ended with %d", exit)
	}
}

// Commands that meet a home where nothing was ever read all read, whichever list they want.
func TestTheFirstCommandsOfAHome(t *testing.T) {
	h := connected(t, serve(t))
	lists := map[string]string{"customers": "acme", "activations": "+", "listings": "+14155550199", "numbers": "+14155550142"}
	var all [][]string
	for _, what := range []string{"customers", "activations", "listings", "numbers", "customers", "activations", "listings", "numbers", "customers", "customers"} {
		all = append(all, []string{what, "list"})
	}
	for i, got := range h.together(all...) {
		if got.code != 0 || !strings.Contains(got.out, lists[all[i][0]]) {
			t.Errorf("%v ended with %d and lists %q: %s", all[i], got.code, got.out, got.err)
		}
	}
}

// The sandbox's world is one for all programs that use it, and outlives each of them.
func TestTheSandboxIsSharedByProcesses(t *testing.T) {
	t.Parallel()
	h := newHome(t)
	first := h.open(120, 40)
	first.shows("SMS live", "WAITING")
	second := h.open(120, 40)
	second.shows("SMS live", "WAITING")
	sandboxed := func(args []string) []string { return append([]string{"--sandbox"}, args...) }
	for _, got := range h.together(sandboxed(ordering("acme", "--quiet")), sandboxed(ordering("bluekite", "--quiet")),
		sandboxed([]string{"customers", "credit", "acme", "+1", "--yes"})) {
		if got.code != 0 {
			t.Errorf("beside two consoles it ended with %+v", got)
		}
	}
	second.order()
	if exit := first.quit(); exit != 0 {
		t.Errorf("the first ended with %d", exit)
	}
	if got := h.run(ordering("acme", "--quiet")...); got.code != 0 {
		t.Errorf("after the first has ended: %+v", got)
	}
	second.order()
	if exit := second.quit(); exit != 0 {
		t.Errorf("the second ended with %d", exit)
	}
}

// What was sent and got no answer is listed, and a person who knows may say what became of it.
func TestAnAttemptIsSettledByAPerson(t *testing.T) {
	p := serve(t, "--no-limits")
	h := connected(t, p)
	p.tell("fault", `{"provider":"sms","path":"/activation","method":"POST","kind":"reset"}`)
	if got := h.bare(ordering("acme")...); got.code != 10 {
		t.Fatalf("an order without an answer ended with %+v", got)
	}
	if got := h.bare(ordering("acme")...); got.code != 10 {
		t.Errorf("the same order again ended with %+v", got)
	}
	got := h.bare("attempts", "--format", "json")
	if got.code != 0 || !strings.Contains(got.out, `"subject":"telegram/uk for acme"`) || !strings.Contains(got.out, `"state":"unknown"`) {
		t.Errorf("the attempts are %+v", got)
	}
	for _, wrong := range [][]string{{"settle", "1", "--not-done"}, {"settle", "1", "--confirm", "1"}, {"settle", "7", "--done", "--confirm", "7"}} {
		if got := h.bare(append([]string{"attempts"}, wrong...)...); got.code == 0 {
			t.Errorf("%v settles: %+v", wrong, got)
		}
	}
	if got := h.bare("attempts", "settle", "1", "--not-done", "--dry-run"); got.code != 0 || !strings.Contains(got.err, "It takes --confirm 1.") {
		t.Errorf("a dry run of settling it: %+v", got)
	}
	if got := h.bare("attempts", "settle", "1", "--not-done", "--confirm", "1"); got.code != 0 || !strings.Contains(got.out, "absent") {
		t.Errorf("settling it: %+v", got)
	}
	if got := h.bare(ordering("acme", "--quiet")...); got.code != 0 {
		t.Errorf("the order after it: %+v", got)
	}
}

// What may be spent in a day is for all processes together: of orders sent at the same moment no more go out than fit.
func TestTheDayIsSpentOnce(t *testing.T) {
	p := serve(t, "--no-limits", "--sms-after", "1h")
	h := connected(t, p)
	if got := h.bare("prices", "telegram", "--country", "uk"); got.code != 0 {
		t.Fatalf("%+v", got)
	}
	write(t, h.config(), read(t, h.config())+"[spend]\nmax_per_day = 0.01\n")
	refused := h.bare(ordering("acme", "--max", "0.60", "--json")...)
	_, rest, _ := strings.Cut(refused.out, "Up to $")
	var dollars, cents int
	if _, err := fmt.Sscanf(rest, "%d.%d was spent today", &dollars, &cents); err != nil {
		t.Fatalf("what was spent is not told: %+v", refused)
	}
	most := dollars*100 + cents + 130
	write(t, h.config(), strings.Replace(read(t, h.config()), "max_per_day = 0.01", fmt.Sprintf("max_per_day = %d.%02d", most/100, most%100), 1))
	p.tell("fault", `{"provider":"sms","path":"/activation","method":"POST","kind":"latency","ms":700,"times":9}`)
	done, told := 0, 0
	at := func(customer string) []string { return ordering(customer, "--max", "0.60", "--json") }
	for _, got := range h.together(at("acme"), at("bluekite"), at("harborlight"), at("northwind")) {
		switch {
		case got.code == 0:
			done++
		case got.code == 9 && strings.Contains(got.out, `"reason":"spend_per_day"`):
			told++
		default:
			t.Errorf("an order ended with %+v", got)
		}
	}
	if done != 2 || told != 2 {
		t.Errorf("%d orders of $0.60 fitted into $1.30, %d were told why not", done, told)
	}
	if got := h.bare(at("acme")...); got.code != 9 {
		t.Errorf("the day is over, and an order ends with %+v", got)
	}
}

// A person says that the block was lifted: one order tries. Where it was not, the provider's new refusal blocks again,
// and nothing more is sent; where it was, orders go on.
func TestALiftedBlockIsTriedOnce(t *testing.T) {
	p := serve(t, "--sms-after", "1h")
	h := connected(t, p)
	orders := func() (n int) {
		for _, q := range p.requests("sms") {
			if q.Method == "POST" && strings.HasSuffix(q.Path, "/activation") {
				n++
			}
		}
		return n
	}
	p.tell("sms/block", `{}`)
	steps := []struct {
		does string
		code int
		sent int // orders in all
		args []string
	}{
		{"the first is refused by the provider", 5, 1, ordering("acme")},
		{"the next here", 5, 1, ordering("bluekite")},
		{"a person says it was lifted", 0, 1, []string{"limits", "clear"}},
		{"one tries", 5, 2, ordering("acme")},
		{"and is blocked again", 5, 2, ordering("bluekite")},
	}
	for _, s := range steps {
		if got := h.bare(s.args...); got.code != s.code || orders() != s.sent {
			t.Errorf("%s: %d orders were sent, %+v", s.does, orders(), got)
		}
	}
	p.tell("sms/unblock", `{}`)
	for _, args := range [][]string{{"limits", "clear"}, ordering("acme"), ordering("bluekite")} {
		if got := h.bare(args...); got.code != 0 {
			t.Errorf("once it was lifted %v ends with %+v", args, got)
		}
	}
	if got := h.bare("limits", "list"); strings.Contains(got.out, "create") {
		t.Errorf("it is still said to be blocked: %+v", got)
	}
}
