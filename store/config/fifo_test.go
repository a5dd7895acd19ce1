package config

import (
	"os"
	"path/filepath"
	"syscall"
	"testing"
)

// A pipe in the place of a file must not be waited for.
func TestPipesAreNotRead(t *testing.T) {
	p := home(t, "")
	for _, path := range []string{p.Config, p.Keys()} {
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := syscall.Mkfifo(path, 0o600); err != nil {
			t.Skip(err)
		}
	}
	wantGrave(t, p, "not an ordinary file")
	if _, err := NewKeychain(p, env(), &ring{}).Find(t.Context(), Paths{}.newProfile(Default), SMS); err == nil {
		t.Error("a pipe is taken for a file of keys")
	}
}
