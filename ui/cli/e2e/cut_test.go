package e2e

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// An order that is cut off while it waits ends as the signal says, and what is
// told names the number that is paid for: as a record at once, and in the error.
func TestAnOrderCutOffNamesItsNumber(t *testing.T) {
	for signal, ends := range map[syscall.Signal]int{syscall.SIGINT: 130, syscall.SIGTERM: 143} {
		for _, format := range []string{"--json", "--ndjson"} {
			t.Run(fmt.Sprint(ends, format), func(t *testing.T) {
				cmd := newHome(t).command(append([]string{"--sandbox", format}, plus("--wait", "--sms-after", "1h")...)...)
				var out bytes.Buffer
				cmd.Stdout = &out
				said, err := cmd.StderrPipe()
				if err != nil {
					t.Fatal(err)
				}
				if err := cmd.Start(); err != nil {
					t.Fatal(err)
				}
				lines := bufio.NewScanner(said)
				for lines.Scan() && !strings.Contains(lines.Text(), "Waiting for the code") {
				}
				if err := cmd.Process.Signal(signal); err != nil {
					t.Fatal(err)
				}
				if _, err := io.Copy(io.Discard, said); err != nil {
					t.Fatal(err)
				}
				_ = cmd.Wait() // how it ended is looked at next
				if got := cmd.ProcessState.ExitCode(); got != ends {
					t.Errorf("it ended with %d", got)
				}
				holdCut(t, out.String(), format, ends)
			})
		}
	}
}

func holdCut(t *testing.T, out, format string, ends int) {
	t.Helper()
	type number struct {
		ID      string `json:"activation_id"`
		E164    string `json:"e164"`
		Expires string `json:"expires_at"`
	}
	records := strings.Split(strings.TrimSpace(out), "\n")
	var answer struct {
		Error struct {
			number
			Exit int
		}
	}
	if err := json.Unmarshal([]byte(records[len(records)-1]), &answer); err != nil || answer.Error.Exit != ends {
		t.Fatalf("%v in %s", err, out)
	}
	of := answer.Error.number
	if of.ID == "" || !strings.HasPrefix(of.E164, "+44") || of.Expires == "" {
		t.Errorf("the error names %+v", of)
	}
	if format == "--json" {
		return
	}
	var first struct {
		number
		Event string
	}
	if err := json.Unmarshal([]byte(records[0]), &first); err != nil || len(records) != 2 || first.Event != "ordered" || first.number != of {
		t.Errorf("the records are %s", out)
	}
}

// An order nobody can hear the answer of waits for its code all the same, and ends as the wait does:
// the number is named on standard error.
func TestAnOrderToAFullOutputWaits(t *testing.T) {
	t.Parallel()
	if _, err := os.Stat("/dev/full"); err != nil {
		t.Skip("this system has no /dev/full")
	}
	for _, c := range []struct {
		format, after string
		ends          int
	}{{"--ndjson", "1s", 0}, {"--ndjson", "1h", 7}, {"--quiet", "1s", 0}} {
		order := func(limit time.Duration) result {
			args := append([]string{"--sandbox", c.format, "--timeout", limit.String()}, plus("--wait", "--sms-after", c.after)...)
			h := newHome(t)
			cmd := exec.CommandContext(t.Context(), "sh", append([]string{"-c", `exec "$0" "$@" >/dev/full`, binary}, args...)...)
			cmd.Env, cmd.Dir = h.environ(), h.dir
			said, _ := cmd.CombinedOutput() // how it ended is looked at next
			return result{code: cmd.ProcessState.ExitCode(), err: string(said)}
		}
		got := result{}
		if c.ends == 0 {
			got = order(2 * patience)
		} else {
			got, _ = inVain(order)
		}
		if got.code != c.ends || !strings.Contains(got.err, "Done: activation_id ") {
			t.Errorf("%s, a code after %s: %+v", c.format, c.after, got)
		}
	}
}

// A command that reads and is told to end says so, as an order does: interrupted 130, terminated 143.
func TestAReadingToldToEnd(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		signal syscall.Signal
		format string
		ends   int
	}{{syscall.SIGINT, "--json", 130}, {syscall.SIGINT, "--format=text", 130}, {syscall.SIGINT, "--csv", 130}, {syscall.SIGINT, "--format=md", 130}, {syscall.SIGTERM, "--json", 143}, {syscall.SIGTERM, "--ndjson", 143}, {syscall.SIGTERM, "--quiet", 143}, {syscall.SIGHUP, "--json", 129}} {
		h := newHome(t)
		cmd := h.command("--sandbox", "customers", "list", c.format, "--sandbox-control", `fault={"provider":"sms","path":"/","kind":"latency","ms":60000,"times":-1}`)
		var out, said bytes.Buffer
		cmd.Stdout, cmd.Stderr = &out, &said
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		for begun := false; !begun; time.Sleep(10 * time.Millisecond) {
			_, err := os.Stat(filepath.Join(h.profile(), "journal.db"))
			begun = err == nil
		}
		if err := cmd.Process.Signal(c.signal); err != nil {
			t.Fatal(err)
		}
		_ = cmd.Wait() // how it ended is looked at next
		if got := cmd.ProcessState.ExitCode(); got != c.ends || strings.Contains(said.String(), "goroutine ") {
			t.Errorf("%s, %s: it ended with %d: %s", c.signal, c.format, got, said.String())
		}
		if strings.HasSuffix(c.format, "json") && !strings.Contains(out.String(), fmt.Sprintf(`"exit":%d`, c.ends)) {
			t.Errorf("%s, %s: the answer is %s", c.signal, c.format, out.String())
		}
	}
}

// A shell that was taught completes a customer out of what is saved.
func TestShellsComplete(t *testing.T) {
	h := newHome(t)
	if got := h.run("customers", "list"); got.code != 0 {
		t.Fatalf("%+v", got)
	}
	bin := h.dir + "/bin"
	if err := os.MkdirAll(bin, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(binary, bin+"/switchboard"); err != nil {
		t.Fatal(err)
	}
	for shell, script := range map[string]string{
		// As on a machine that has bash alone, and with an option that = parts from its value.
		"bash": `source <(switchboard completion bash)
COMP_WORDS=(switchboard --sandbox order --customer ac); COMP_CWORD=4; COMP_LINE="${COMP_WORDS[*]}"; COMP_POINT=${#COMP_LINE}; COMP_TYPE=9
__start_switchboard; printf '%s\n' "${COMPREPLY[@]}"
COMP_WORDS=(switchboard --sandbox order --customer = ac); COMP_CWORD=5; COMP_LINE="switchboard --sandbox order --customer=ac"; COMP_POINT=${#COMP_LINE}
__start_switchboard; [ "${COMPREPLY[0]}" = acme ] || [ "${COMPREPLY[0]}" = --customer=acme ]`,
		"fish": `switchboard completion fish | source; complete -C "switchboard --sandbox order --customer ac"`,
		"zsh":  `switchboard completion zsh | zsh -n && switchboard __complete --sandbox order --customer ac`,
	} {
		t.Run(shell, func(t *testing.T) {
			at, err := exec.LookPath(shell)
			if err != nil {
				t.Skip(shell + " is not installed here")
			}
			cmd := exec.CommandContext(t.Context(), at, "-c", script)
			cmd.Env, cmd.Dir = append(h.environ(), "PATH="+bin+":"+os.Getenv("PATH")), h.dir
			out, err := cmd.Output() // bash says there that nobody pressed a key
			if err != nil || !strings.HasPrefix(strings.TrimSpace(string(out)), "acme") {
				t.Errorf("%v: %s", err, out)
			}
		})
	}
}
