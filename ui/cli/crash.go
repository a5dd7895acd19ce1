package cli

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"time"

	"switchboard/ui/text"
)

// WriteCrash leaves a report of a crash in the state folder, for the person
// alone, and returns its path. It holds what went wrong and where in the
// program, and nothing that was shown or sent.
func WriteCrash(dir, what string, stack []byte) (string, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return "", err
	}
	now := time.Now()
	path := filepath.Join(dir, "crash-"+now.UTC().Format("20060102-150405")+".txt")
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return "", err
	}
	fmt.Fprintf(f, "switchboard %s, %s/%s\n%s\n%s\n\n%s\n", Version(), runtime.GOOS, runtime.GOARCH, now.UTC().Format(time.RFC3339), text.Clean(what), stack)
	return path, f.Close()
}
