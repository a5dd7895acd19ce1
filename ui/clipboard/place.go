package clipboard

import (
	"strings"
)

// getenv is the last value of a variable in the environment given.
func (b *Clipboard) getenv(name string) string {
	for i := len(b.c.Environ) - 1; i >= 0; i-- {
		if v, ok := strings.CutPrefix(b.c.Environ[i], name+"="); ok {
			return v
		}
	}
	return ""
}

// elsewhere says whether the person may sit at another machine than the display that helpers reach.
func (b *Clipboard) elsewhere() bool {
	return b.c.Container || b.getenv("SSH_TTY") != "" || b.getenv("SSH_CONNECTION") != "" || b.getenv("TMUX") != ""
}

func (b *Clipboard) wsl() bool {
	return b.getenv("WSL_DISTRO_NAME") != "" || b.getenv("WSL_INTEROP") != ""
}

// graphical says whether there is a desktop whose clipboard a helper can fill.
func (b *Clipboard) graphical() bool {
	return b.c.GOOS == "darwin" || b.wsl() || b.getenv("WAYLAND_DISPLAY") != "" || b.getenv("DISPLAY") != ""
}

// Container says whether the program runs inside a container, by the marks the engines leave: exists tells whether a file is there.
func Container(getenv func(string) string, exists func(path string) bool) bool {
	return getenv("container") != "" || getenv("KUBERNETES_SERVICE_HOST") != "" || exists("/.dockerenv") || exists("/run/.containerenv")
}

// tool is a helper program and its arguments for filling the clipboard from standard input.
type tool struct {
	name string
	args []string
}

// tools are the helpers of this desktop, best first.
func (b *Clipboard) tools() []tool {
	if b.c.GOOS == "darwin" {
		return []tool{{name: "pbcopy"}}
	}
	if b.wsl() {
		return []tool{{name: "clip.exe"}}
	}
	var out []tool
	if b.getenv("WAYLAND_DISPLAY") != "" {
		out = append(out, tool{name: "wl-copy"})
	}
	if b.getenv("DISPLAY") != "" || len(out) == 0 {
		out = append(out, tool{"xclip", []string{"-in", "-selection", "clipboard"}}, tool{"xsel", []string{"--input", "--clipboard"}})
	}
	return out
}
