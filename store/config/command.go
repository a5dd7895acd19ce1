package config

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

const (
	// commandLimit is how long a program that prints a key may take.
	commandLimit = 5 * time.Second
	// commandDrain is how long its children may hold its output open after it.
	commandDrain = 200 * time.Millisecond
)

// ask runs the program that prints a key, without a shell. Neither what it
// printed nor its arguments are in the error.
func askCommand(ctx context.Context, argv, environ []string) (string, error) {
	ctx, cancel := context.WithTimeout(ctx, commandLimit)
	defer cancel()
	cmd := exec.CommandContext(ctx, argv[0], argv[1:]...)
	var out capped
	cmd.Stdout, cmd.Env, cmd.WaitDelay = &out, environ, commandDrain
	group(cmd)
	err := cmd.Run()
	name := filepath.Base(argv[0])
	var exit *exec.ExitError
	switch {
	case ctx.Err() != nil:
		return "", fmt.Errorf("%s did not print the key within 5 s", name)
	case errors.As(err, &exit):
		return "", fmt.Errorf("%s ended with %s; run it yourself to see why", name, exit.ProcessState)
	case errors.Is(err, exec.ErrNotFound):
		return "", fmt.Errorf("there is no program %s on the PATH", name)
	case err != nil && !errors.Is(err, exec.ErrWaitDelay):
		return "", fmt.Errorf("%s could not be started", name)
	case out.over:
		return "", fmt.Errorf("%s printed far more than a key", name)
	}
	return out.kept.String(), nil
}

// capped keeps the beginning of what is written to it.
type capped struct {
	kept bytes.Buffer
	over bool
}

func (c *capped) Write(p []byte) (int, error) {
	room := 2*maxKey - c.kept.Len()
	c.over = c.over || len(p) > room
	c.kept.Write(p[:min(len(p), room)])
	return len(p), nil
}

// Environ is an environment, as os.Environ gives it, without the variables
// that hold the profile's keys: it is the one other programs are started in.
func (p Profile) Environ(environ []string) []string {
	var hidden []string
	for _, s := range p.services {
		hidden = append(hidden, keyVariable(s.Provider), s.Key.Env)
	}
	hidden = append(hidden, keyVariable(Webhook), p.Hooks.Secret.Env)
	return slices.DeleteFunc(slices.Clone(environ), func(pair string) bool {
		name, _, _ := strings.Cut(pair, "=")
		return slices.Contains(hidden, name)
	})
}
