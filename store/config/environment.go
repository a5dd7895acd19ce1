package config

import (
	"os"
	"slices"
	"strings"
	"sync"
)

// Environment is the program's own environment, out of which the variables that
// hold keys are taken as soon as they are known: no program that is started has
// them, whoever starts it. It is safe for use by several goroutines.
type Environment struct {
	// Ours says that the process is this program and nothing else, so that the
	// variables leave the process too and not only what Environ gives.
	Ours bool

	mu    sync.Mutex
	taken map[string]string
}

// TakeKeys takes out the variables that hold the keys of any profile of c.
func (e *Environment) TakeKeys(c *Config) {
	for _, provider := range c.Paths.secrets() {
		e.take(keyVariable(provider))
	}
	for _, name := range c.Profiles() {
		p, err := c.Profile(name)
		if err != nil {
			continue
		}
		for _, provider := range c.Paths.secrets() {
			e.take(p.Source(provider).Env)
		}
	}
}

func (e *Environment) take(name string) {
	text, ok := os.LookupEnv(name)
	if !ok || name == "" {
		return
	}
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.taken == nil {
		e.taken = map[string]string{}
	}
	e.taken[name] = text
	if e.Ours {
		_ = os.Unsetenv(name) // it fails for names alone that LookupEnv does not find
	}
}

// Lookup is os.LookupEnv with what was taken out.
func (e *Environment) Lookup(name string) (string, bool) {
	if text, ok := os.LookupEnv(name); ok {
		return text, true
	}
	e.mu.Lock()
	defer e.mu.Unlock()
	text, ok := e.taken[name]
	return text, ok
}

// Environ is what other programs are started in: as os.Environ gives it,
// without what was taken out.
func (e *Environment) Environ() []string {
	e.mu.Lock()
	defer e.mu.Unlock()
	return slices.DeleteFunc(os.Environ(), func(pair string) bool {
		name, _, _ := strings.Cut(pair, "=")
		_, taken := e.taken[name]
		return taken
	})
}
