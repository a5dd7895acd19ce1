package wiring_test

import (
	"path/filepath"
	"testing"

	"switchboard/client/contract"
	"switchboard/client/sandbox"
)

// alone gives the test folders of its own, and holds what the sandbox is asked there to the providers' documents.
func alone(t *testing.T) {
	t.Helper()
	dir := t.TempDir()
	for name, at := range map[string]string{"HOME": "home", "XDG_CONFIG_HOME": "config", "XDG_DATA_HOME": "data", "XDG_STATE_HOME": "state"} {
		t.Setenv(name, filepath.Join(dir, at))
	}
	t.Setenv("SWITCHBOARD_CLIPBOARD", "off")
	log := filepath.Join(dir, "requests")
	t.Setenv(sandbox.LogVariable, log)
	t.Cleanup(func() { contract.Log(t, log) })
}
