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
	"switchboard/ui/wiring"
)

func main() {
	os.Unsetenv("TEA_DEBUG")                                // it would write a log of the screen into the working folder
	signal.Notify(make(chan os.Signal, 1), syscall.SIGPIPE) // a reader that has gone is an error of writing, which the command ends by
	p := wiring.New()
	os.Exit(cli.Run(cli.Listen(context.Background()), p, os.Args[1:], os.Stdout, os.Stderr, append(p.Commands(), house.Commands)...))
}
