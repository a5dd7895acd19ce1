package clipboard

import (
	"os/exec"
	"syscall"
)

// alone puts the helper in a group of its own: Ctrl-C in our terminal does not reach one that serves the clipboard, and a hung one can be killed
// with everything it started.
func alone(cmd *exec.Cmd) {
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	cmd.Cancel = func() error { return syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) }
}
