package cli

import (
	"os"

	"github.com/charmbracelet/x/term"
)

// terminal reports whether a file is one.
func terminal(f *os.File) bool { return term.IsTerminal(f.Fd()) }
