package wiring

import (
	"context"
	"fmt"

	"switchboard/client/rest"
	"switchboard/client/webhook"
	"switchboard/store"
	"switchboard/store/config"
	"switchboard/ui/cli"
)

// Receive implements cli.Receiver.
func (p Program) Receive(ctx context.Context, f cli.Flags, serve func(context.Context, cli.Mailroom) error) error {
	return p.with(ctx, f, func(ctx context.Context, s *session) error {
		secret, err := s.secret(ctx)
		if err != nil {
			return err
		}
		return serve(ctx, cli.Mailroom{Inbox: s.sms.Inbox(), Now: s.sms.Now, Expect: s.sms.ExpectHooks, Hooks: s.profile.Hooks, Secret: secret})
	})
}

func (s *session) secret(ctx context.Context) (rest.Secret, error) {
	found, err := s.chain.Find(ctx, s.profile, config.Webhook)
	if err != nil {
		return rest.Secret{}, fmt.Errorf("the secret of the hooks: %w", err)
	}
	return found.Secret, nil
}

// deliveries takes hooks while the console is open, if the profile says where.
// What keeps it from it is a problem to show: polling goes on without.
func (s *session) deliveries(ctx context.Context) (stop func()) {
	h := s.profile.Hooks
	if h.Addr == "" || s.profile.Held != "" {
		return func() {}
	}
	ctx, cancel := context.WithCancel(ctx)
	served := make(chan struct{})
	start := func() error {
		secret, err := s.secret(ctx)
		if err != nil {
			return err
		}
		verifier, err := webhook.NewVerifier(webhook.Scheme{Signed: h.Signed, Base64: h.Base64, Prefix: h.Prefix}, secret, s.sms.Now)
		if err != nil {
			return err
		}
		l, err := webhook.Listen(ctx, h.Addr)
		if err != nil {
			return err
		}
		go func() {
			defer close(served)
			_ = webhook.Serve(ctx, l, webhook.NewHandler(verifier, s.sms.Inbox())) // a listener that breaks is told as silent hooks
		}()
		return s.sms.ExpectHooks(ctx)
	}
	if err := start(); err != nil {
		s.wrong = append(s.wrong, "Webhooks cannot be received: "+store.Said(err))
		cancel()
		return func() {}
	}
	return func() {
		cancel()
		<-served
	}
}
