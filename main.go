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
	"switchboard/ui/cli/lines"
	"switchboard/ui/cli/sms"
	"switchboard/ui/cli/trust"
	"switchboard/ui/wiring"
)

func main() {
	os.Unsetenv("TEA_DEBUG") // it would write a log of the screen into the working folder
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGINT, syscall.SIGTERM, syscall.SIGHUP)
	code := cli.Run(ctx, wiring.New(), os.Args[1:], os.Stdout, os.Stderr, sms.Commands, trust.Commands, lines.Commands, house.Commands)
	stop()
	os.Exit(code)
}
