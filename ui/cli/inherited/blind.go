//go:build !cgo

package inherited

func without(uintptr) bool { return false }
