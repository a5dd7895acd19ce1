//go:build cgo

package inherited

// #include "begun.h"
import "C"

func without(fd uintptr) bool { return C.begun_without(C.int(fd)) != 0 }
