module switchboard

go 1.26.7

require (
	charm.land/bubbles/v2 v2.2.1 // github.com/charmbracelet/bubbles: text inputs, key bindings
	charm.land/bubbletea/v2 v2.1.1 // github.com/charmbracelet/bubbletea: the event loop and renderer
	charm.land/lipgloss/v2 v2.1.0 // github.com/charmbracelet/lipgloss: styles and colour profiles
	github.com/BurntSushi/toml v1.6.0 // github.com/BurntSushi/toml: configuration and themes
	github.com/adrg/xdg v0.5.3 // github.com/adrg/xdg: where configuration, data and state live
	github.com/atotto/clipboard v0.1.4 // github.com/atotto/clipboard: the system clipboard
	github.com/charmbracelet/x/ansi v0.11.9 // github.com/charmbracelet/x: width and parsing of terminal text
	github.com/charmbracelet/x/vt v0.0.0-20260430013151-79116d1f37bd // github.com/charmbracelet/x: a terminal for tests
	github.com/cli/browser v1.3.0 // github.com/cli/browser: opens links
	github.com/creack/pty v1.1.24 // github.com/creack/pty: a pseudo-terminal for tests
	github.com/mattn/go-runewidth v0.0.31 // indirect; github.com/mattn/go-runewidth: pinned, older ones cost 30 ms at start
	github.com/mattn/go-sqlite3 v1.14.53 // github.com/mattn/go-sqlite3: the local store
	github.com/spf13/cobra v1.10.2 // github.com/spf13/cobra: the command line
	github.com/zalando/go-keyring v0.2.8 // github.com/zalando/go-keyring: the system keyring
	go.uber.org/goleak v1.3.0 // github.com/uber-go/goleak: goroutine leaks in tests
	golang.org/x/image v0.47.0 // github.com/golang/image: WebP logos and scaling
	golang.org/x/text v0.43.0 // github.com/golang/text: letters without accents
	pgregory.net/rapid v1.3.0 // github.com/flyingmutant/rapid: property tests
	rsc.io/qr v0.2.0 // github.com/rsc/qr: payment links as QR
)

require (
	github.com/charmbracelet/colorprofile v0.4.3 // github.com/charmbracelet/colorprofile: the colours the renderer is told of, in tests
	github.com/charmbracelet/ultraviolet v0.0.0-20261008173134-6b8d4baf91b4 // github.com/charmbracelet/ultraviolet: what the renderer measures with, in tests
	github.com/charmbracelet/x/term v0.2.2 // github.com/charmbracelet/x: whether a file is a terminal
)

require (
	github.com/muesli/cancelreader v0.2.2 // github.com/muesli/cancelreader: lines that are typed, until nobody waits for them
	github.com/spf13/pflag v1.0.9 // github.com/spf13/pflag: the options of the command line, to check and to explain each
	golang.org/x/sys v0.49.0 // github.com/golang/sys: system calls that the standard library has not
)

require (
	github.com/charmbracelet/x/exp/ordered v0.1.0 // indirect
	github.com/charmbracelet/x/termios v0.1.1 // indirect
	github.com/charmbracelet/x/windows v0.2.2 // indirect
	github.com/clipperhouse/displaywidth v0.11.0 // indirect
	github.com/clipperhouse/uax29/v2 v2.7.0 // indirect
	github.com/danieljoos/wincred v1.2.3 // indirect
	github.com/godbus/dbus/v5 v5.2.2 // indirect
	github.com/guptarohit/asciigraph v0.10.0 // github.com/guptarohit/asciigraph: curves in text
	github.com/inconshreveable/mousetrap v1.1.0 // indirect
	github.com/lucasb-eyer/go-colorful v1.4.1 // indirect
	github.com/rivo/uniseg v0.4.7 // indirect
	github.com/xo/terminfo v1.0.0 // indirect
	golang.org/x/sync v0.24.0 // indirect
)
