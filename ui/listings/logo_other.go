//go:build !unix

package listings

import "os"

func open(path string) (*os.File, error) { return os.Open(path) }
