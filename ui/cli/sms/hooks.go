package sms

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"switchboard/client/webhook"
	"switchboard/ui/cli"
	"switchboard/ui/text"
)

// hooksAddr is where deliveries are taken unless another place is set.
const hooksAddr = "127.0.0.1:8099"

// hooksCommand is "hooks serve": it takes the provider's deliveries on this
// machine until it is told to end.
func (a *app) hooksCommand(r cli.Receiver) *cobra.Command {
	var addr string
	var given webhook.Scheme
	serve := a.Command(listening{}, "serve", "Receive the provider's webhooks on this machine; each is only a hint to look", cli.None,
		func(cmd *cobra.Command, _ []string) error {
			ctx, over := a.Within(cmd)
			defer over()
			return r.Receive(ctx, a.Flags, func(ctx context.Context, m cli.Mailroom) error {
				scheme := webhook.Scheme{Signed: m.Hooks.Signed, Base64: m.Hooks.Base64, Prefix: m.Hooks.Prefix}
				if cmd.Flags().Changed("signed") {
					scheme.Signed = given.Signed
				}
				if cmd.Flags().Changed("base64") {
					scheme.Base64 = given.Base64
				}
				if cmd.Flags().Changed("prefix") {
					scheme.Prefix = given.Prefix
				}
				if addr == "" {
					addr = m.Hooks.Addr
				}
				return a.serveHooks(ctx, cmd, addr, scheme, m)
			})
		})
	set := serve.Flags()
	set.StringVar(&addr, "addr", "", "where to listen: an address of this machine (default "+hooksAddr+")")
	set.StringVar(&given.Signed, "signed", "", "what is signed: timestamp.body, id.timestamp.body or body")
	set.BoolVar(&given.Base64, "base64", false, "the signature is base64 instead of hex")
	set.StringVar(&given.Prefix, "prefix", "", `what the signature begins with: "", sha256= or v1=`)
	cli.MayBeEmpty(serve, "prefix")
	a.OneOf(serve, "signed", "timestamp.body", "id.timestamp.body", "body")
	a.OneOf(serve, "prefix", "sha256=", "v1=")
	a.Check(serve, "addr", cli.Loopback)
	return cli.Group("hooks", "Receive the provider's webhooks", serve)
}

// listening is where deliveries are taken.
type listening struct {
	URL string `json:"url" about:"where deliveries are taken"`
}

// serveHooks listens and says where, in one line of JSON.
func (a *app) serveHooks(ctx context.Context, cmd *cobra.Command, addr string, scheme webhook.Scheme, m cli.Mailroom) error {
	switch {
	case m.Secret.Empty():
		return &cli.Exit{Code: cli.KeyRefused, Err: errors.New("webhook secret: set SWITCHBOARD_WEBHOOK_SECRET to the one set at the provider; an unsigned webhook is never accepted")}
	case addr == "":
		addr = hooksAddr
	}
	v, err := webhook.NewVerifier(scheme, m.Secret, m.Now)
	if err != nil {
		return cli.Misuse(err)
	}
	h := webhook.NewHandler(v, m.Inbox)
	h.Refused = func(status int, why error) {
		fmt.Fprintln(cmd.ErrOrStderr(), text.Clean(fmt.Sprintf("%s not taken (%d): %v", m.Now().UTC().Format(time.RFC3339), status, why)))
	}
	l, err := webhook.Listen(ctx, addr)
	if err != nil {
		return cli.Misuse(err)
	}
	if err := m.Expect(ctx); err != nil {
		return errors.Join(err, l.Close())
	}
	if err := a.Begun(listening{"http://" + l.Addr().String() + "/"}); err != nil {
		return errors.Join(err, l.Close())
	}
	return webhook.Serve(ctx, l, h)
}
