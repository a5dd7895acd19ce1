package sandbox

import (
	"bufio"
	"bytes"
	"encoding/json"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"testing/synctest"
)

// states is everything there is in a world.
func states(t *testing.T, w *World) string {
	t.Helper()
	if err := w.begin(); err != nil {
		t.Fatal(err)
	}
	var all []byte
	for _, m := range w.members {
		state, err := m.MarshalJSON()
		if err != nil {
			t.Fatal(err)
		}
		all = append(append(all, state...), '\n')
	}
	return string(all)
}

// copied is a folder as it is left when the program that uses it is killed now.
func copied(t *testing.T, dir string) string {
	t.Helper()
	left := t.TempDir()
	if err := os.CopyFS(left, os.DirFS(dir)); err != nil {
		t.Fatal(err)
	}
	return left
}

// found tells what the next program finds of a world.
func found(t *testing.T, dir string) string {
	t.Helper()
	next := open(t, Options{Dir: copied(t, dir)})
	defer closeWorld(t, next)
	if aside(next) != "" {
		t.Errorf("the next program cannot read it: %s", aside(next))
	}
	return states(t, next)
}

// Whatever was answered is in the world that the next program finds, of whichever provider and however it was done,
// and the world as a whole is not written again for it. What only was read writes nothing.
func TestAnActIsKeptBeforeItIsAnswered(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		dir := t.TempDir()
		w := open(t, Options{Dir: dir, Seed: 7, NoLimits: true})
		u := inProcess(t, w)
		if found(t, dir) != states(t, w) {
			t.Error("a new world is not kept at once")
		}
		whole, err := os.Stat(w.kept.path())
		if err != nil {
			t.Fatal(err)
		}
		number := "/v2/accounts/" + w.Endpoints("").Lines.AccountID + "/phone_numbers/%2B14155550142"
		for _, tc := range []struct {
			method, path, body string
			grows              int64 // at most, of what is on disk
		}{
			{"GET", "/m/customers", "", 0},
			{"POST", creditPath, credit("FIRST"), 2000},
			{"POST", "/m/customer", `{"customer_id":"newcomer","balance":5}`, 2000},
			{"POST", "/activation", `{"service_id":"telegram","country_id":"uk"}`, 3000},
			{"PUT", "/api/v1/account/listings/+16285550177", `{"kind":"business","dba":"Kept Ltd"}`, 3000},
			{"POST", number, `{"data":{"cnam":{"display_name":"KEPT"}}}`, 3000},
			{"DELETE", number, "", 3000},
			{"GET", "/a/customer/acme/activations?with_data=true", "", 0},
			{"POST", "/_sandbox/block", "", 1000},
			{"POST", "/_sandbox/clock", `{"forward":1}`, 9000},
		} {
			size, before := w.kept.acts.size, states(t, w)
			code, _, said, err := u.do(tc.method, tc.path, tc.body)
			if err != nil || code/100 != 2 || tc.grows > 1000 && tc.path != "/_sandbox/clock" && states(t, w) == before {
				t.Fatalf("%s %s: %d %.200s %v", tc.method, tc.path, code, said, err)
			}
			if found(t, dir) != states(t, w) {
				t.Errorf("%s %s is not in what the next program finds", tc.method, tc.path)
			}
			if grew := w.kept.acts.size - size; grew > tc.grows || grew == 0 && tc.grows > 0 {
				t.Errorf("%s %s: what is on disk grew by %d bytes", tc.method, tc.path, grew)
			}
		}
		if now, err := os.Stat(w.kept.path()); err != nil || !os.SameFile(whole, now) {
			t.Errorf("the whole was written again: %v", err)
		}
		w.kept.acts.size = mostActs + 1
		u.want(200, "POST", creditPath, credit("MANY"))
		u.want(200, "POST", creditPath, credit("MORE"))
		if now, err := os.Stat(w.kept.path()); err != nil || os.SameFile(whole, now) || w.kept.acts.size > 3000 || found(t, dir) != states(t, w) {
			t.Errorf("after very many acts it was not written whole: %d %v", w.kept.acts.size, err)
		}
		closeWorld(t, w)
	})
}

// A program that is killed after an act was answered has done it.
func TestAnActOutlivesAProgramThatIsKilled(t *testing.T) {
	const in = "SWITCHBOARD_TEST_WORLD"
	if dir := os.Getenv(in); dir != "" {
		inProcess(t, open(t, Options{Dir: dir, Seed: 7})).want(200, "POST", creditPath, credit("ANSWERED"))
		if _, err := os.Stdout.WriteString("answered\n"); err != nil {
			t.Fatal(err)
		}
		select {} // until it is killed
	}
	dir := t.TempDir()
	program := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^"+t.Name()+"$")
	program.Env = append(os.Environ(), in+"="+dir)
	out, err := program.StdoutPipe()
	if err == nil {
		err = program.Start()
	}
	if err != nil {
		t.Fatal(err)
	}
	said, err := bufio.NewReader(out).ReadString('\n')
	if killed := program.Process.Kill(); killed != nil || said != "answered\n" {
		t.Fatalf("%q %v %v", said, err, killed)
	}
	_ = program.Wait() // it says that it was killed
	w := open(t, Options{Dir: dir})
	inProcess(t, w).want(409, "POST", creditPath, credit("ANSWERED"))
	closeWorld(t, w)
}

// done is a folder with a world in which acme was credited with each of some references.
func done(t *testing.T, references ...string) string {
	t.Helper()
	dir := t.TempDir()
	w := open(t, Options{Dir: dir, Seed: 7})
	for _, reference := range references {
		inProcess(t, w).want(200, "POST", creditPath, credit(reference))
	}
	closeWorld(t, w)
	return dir
}

// knows reports what the world of a folder answers to a credit: 409 where its reference is known.
func knows(t *testing.T, dir, reference string) bool {
	t.Helper()
	w := open(t, Options{Dir: dir})
	defer closeWorld(t, w)
	if aside(w) != "" {
		t.Errorf("it was set aside")
	}
	code, _, _, err := inProcess(t, w).do("POST", creditPath, credit(reference))
	if err != nil || code != 409 && code != 200 {
		t.Errorf("%s: %d %v", reference, code, err)
	}
	return code == 409
}

// The last act of a program that was killed while it wrote it was answered to nobody. What was before stays, and what
// comes after is kept.
func TestAnActThatWasNotWrittenToItsEndIsNone(t *testing.T) {
	dir := done(t, "ONE", "TWO")
	path := filepath.Join(dir, actsFile)
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	last := bytes.LastIndexByte(bytes.TrimSuffix(whole, []byte("\n")), '\n') + 1
	for _, size := range []int{last, last + 1, len(whole) - 1} {
		if err := os.WriteFile(path, uncounted(t, whole[:size], 1), 0o600); err != nil {
			t.Fatal(err)
		}
		if !knows(t, dir, "ONE") || knows(t, dir, "TWO") || !knows(t, dir, "TWO") {
			t.Errorf("with %d of %d bytes something else is known", size, len(whole))
		}
	}
	garbled := bytes.Clone(whole)
	garbled[last+9] ^= 1 // written only in part, by a power cut
	if err := os.WriteFile(path, uncounted(t, garbled, 1), 0o600); err != nil {
		t.Fatal(err)
	}
	if !knows(t, dir, "ONE") || knows(t, dir, "TWO") || !knows(t, dir, "TWO") {
		t.Error("an act that was not counted and is damaged cost more than itself")
	}
}

// uncounted is a file of acts as it was when so many of them were counted.
func uncounted(t *testing.T, data []byte, n int) []byte {
	t.Helper()
	first, rest, _ := bytes.Cut(data, []byte("\n"))
	text, _, ok := unsealed(first)
	var head beside
	if err := json.Unmarshal(text, &head); err != nil || !ok {
		t.Fatal(ok, err)
	}
	head.Acts = n
	line, err := head.line()
	if err != nil {
		t.Fatal(err)
	}
	return append(line, rest...)
}

// What was done beside a world that was written whole since is in that one.
func TestActsBesideAnotherWorldAreNotDoneAgain(t *testing.T) {
	dir := done(t, "ONE")
	before, err := os.ReadFile(filepath.Join(dir, actsFile))
	if err != nil {
		t.Fatal(err)
	}
	w := open(t, Options{Dir: dir})
	w.kept.acts.size = mostActs + 1
	inProcess(t, w).want(200, "POST", creditPath, credit("TWO"))
	want := states(t, w)
	closeWorld(t, w)
	if err := os.WriteFile(filepath.Join(dir, actsFile), before, 0o600); err != nil {
		t.Fatal(err)
	}
	if found(t, dir) != want || !knows(t, dir, "TWO") || knows(t, dir, "THREE") || !knows(t, dir, "THREE") {
		t.Error("acts of before count, or those since do not")
	}
}

// BenchmarkAct is what keeping takes: an act of a world in memory, and of one on disk.
func BenchmarkAct(b *testing.B) {
	for name, dir := range map[string]string{"memory": "", "kept": b.TempDir()} {
		b.Run(name, func(b *testing.B) {
			w, err := New(Options{Seed: 7, NoLimits: true, Dir: dir, Fresh: true})
			if err != nil {
				b.Fatal(err)
			}
			client := http.Client{Transport: w}
			for i := range b.N {
				r, err := http.NewRequestWithContext(b.Context(), "POST", "http://x"+creditPath, strings.NewReader(credit("B"+strconv.Itoa(i))))
				if err != nil {
					b.Fatal(err)
				}
				r.Header.Set("X-Api-Key", w.Endpoints("").SMS.Key)
				answer, err := client.Do(r)
				if err != nil || answer.StatusCode != 200 {
					b.Fatal(answer, err)
				}
				_ = answer.Body.Close()
			}
			if err := w.Close(); err != nil {
				b.Fatal(err)
			}
		})
	}
}
