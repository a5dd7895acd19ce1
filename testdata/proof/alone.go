package proof

import (
	"bytes"
	"os"
	"os/exec"
	"regexp"
	"testing"
)

const aloneVariable = "SWITCHBOARD_PROVE_ALONE"

// Alone runs a test once more in a process of its own and fails with it; it is true in that process.
// A test that takes the room for files from its process needs one: the log of the files that `go test`
// keeps would find none either.
func Alone(t *testing.T) bool {
	t.Helper()
	if os.Getenv(aloneVariable) == t.Name() {
		return true
	}
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(exe, "-test.run=^"+regexp.QuoteMeta(t.Name())+"$", "-test.v")
	cmd.Env = append(os.Environ(), aloneVariable+"="+t.Name())
	out, err := cmd.CombinedOutput()
	if err != nil || !bytes.Contains(out, []byte("--- PASS: "+t.Name())) {
		t.Fatalf("in a process of its own: %v\n%s", err, out)
	}
	return false
}
