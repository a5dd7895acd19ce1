//go:build !linux

package store

// onNetwork reports whether dir is on another computer's disk, which only Linux tells plainly.
func onNetwork(string) bool { return false }
