package cli

import (
	"io"
	"os"

	"github.com/charmbracelet/x/term"
)

// Terminal reports whether a file is one.
func Terminal(f *os.File) bool { return term.IsTerminal(f.Fd()) }

// isTerminal reports whether what is written there is read at a terminal.
func isTerminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	return ok && Terminal(f)
}
