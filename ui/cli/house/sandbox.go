package house

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"time"

	"github.com/spf13/cobra"

	"switchboard/client/sandbox"
	"switchboard/ui/cli"
)

// sandboxCommand serves the three providers in miniature over HTTP, for
// clients of their APIs. Its one line of output is where they are.
func (a *app) sandboxCommand() *cobra.Command {
	var o sandbox.Options
	var addr string
	cmd := a.Command(sandbox.Endpoints{}, "sandbox", "Run the three providers of the sandbox on this machine, for other programs", cli.None,
		func(cmd *cobra.Command, _ []string) error {
			ctx, over := a.Within(cmd)
			defer over()
			return a.serve(ctx, addr, o)
		})
	cmd.Flags().StringVar(&addr, "addr", "127.0.0.1:0", "where to listen: an address of this machine; port 0 takes a free one")
	cmd.Flags().Uint64Var(&o.Seed, "seed", 1, "which invented data: the same seed makes the same data")
	cmd.Flags().BoolVar(&o.NoLimits, "no-limits", false, "no limits of calls, of active numbers or of success")
	cmd.Flags().BoolVar(&o.Kazoo, "kazoo", false, "LINES as newer Kazoo servers answer: PATCH, create, classifiers, locality, their error objects")
	cmd.Flags().DurationVar(&o.SMSAfter, "sms-after", 0, "how long after the order the first SMS comes")
	cmd.AddCommand(a.fillCommand())
	return cmd
}

func (a *app) serve(ctx context.Context, addr string, o sandbox.Options) error {
	wrong := cli.Of("addr", cli.Loopback(addr))
	if o.SMSAfter < 0 {
		wrong = errors.Join(wrong, cli.Misuse(errors.New("--sms-after: a time such as 8s, not less than 0")))
	}
	if wrong != nil {
		return wrong
	}
	o.Log = os.Getenv(sandbox.LogVariable)
	world, err := sandbox.New(o)
	if err != nil {
		return err
	}
	listener, err := net.Listen("tcp", addr)
	if err != nil {
		return fmt.Errorf("listening on %s: %w", addr, err)
	}
	server := &http.Server{Handler: world, ReadHeaderTimeout: 10 * time.Second}
	if err := a.Begun(world.Endpoints("http://" + listener.Addr().String())); err != nil {
		return errors.Join(err, listener.Close(), world.Close())
	}
	stopped := make(chan error, 1)
	go func() { stopped <- server.Serve(listener) }()
	select {
	case err = <-stopped:
	case <-ctx.Done():
		end, cancel := context.WithTimeout(context.Background(), time.Second)
		defer cancel()
		if err = server.Shutdown(end); errors.Is(err, context.DeadlineExceeded) {
			err = server.Close()
		}
		<-stopped
	}
	return errors.Join(err, world.Close())
}
