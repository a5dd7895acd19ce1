package webhook

import (
	"context"
	"errors"
	"net"
	"net/http"
	"time"
)

// drain is how long deliveries under way may take to finish at the end.
const drain = 5 * time.Second

// Serve takes deliveries at l until ctx is done, then lets those under way
// finish. It closes l.
func Serve(ctx context.Context, l net.Listener, h http.Handler) error {
	s := Server(h)
	ended := make(chan error, 1)
	go func() { ended <- s.Serve(l) }()
	select {
	case err := <-ended:
		return err
	case <-ctx.Done():
	}
	last, cancel := context.WithTimeout(context.WithoutCancel(ctx), drain)
	defer cancel()
	err := s.Shutdown(last)
	if errors.Is(err, context.DeadlineExceeded) {
		err = s.Close()
	}
	<-ended
	return err
}
