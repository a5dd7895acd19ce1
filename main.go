// Switchboard is a terminal console for people who run phone-number
// businesses: it orders numbers, shows their codes, and keeps listings and
// emergency addresses right.
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"

	"switchboard/ui/cli"
	"switchboard/ui/cli/house"
	"switchboard/ui/cli/inherited"
	"switchboard/ui/wiring"
)

func main() {
	signal.Notify(make(chan os.Signal, 1), syscall.SIGPIPE) // a reader that has gone is an error of writing, which the command ends by
	p := wiring.New()
	os.Exit(cli.Run(cli.Listen(context.Background()), p, os.Args[1:], inherited.Writer(os.Stdout), inherited.Writer(os.Stderr), append(p.Commands(), house.Commands)...))
}
