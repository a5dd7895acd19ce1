package cli

import (
	"os"

	"github.com/charmbracelet/x/term"
)

// Terminal reports whether a file is one.
func Terminal(f *os.File) bool { return term.IsTerminal(f.Fd()) }
