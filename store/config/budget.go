package config

import (
	"context"
	"time"

	"switchboard/client/rest"
)

// Lower makes limits spend no more than the budgets set for the service. A
// budget can be made smaller than the provider's, never larger.
func (s Service) Lower(l rest.Limits) rest.Limits {
	if len(s.Budgets) == 0 {
		return l
	}
	return lowered{l, s.Budgets}
}

type lowered struct {
	rest.Limits
	perMinute map[string]int
}

// Take implements rest.Limits.
func (l lowered) Take(ctx context.Context, provider string, b rest.Budget, now time.Time) (time.Duration, error) {
	if n, ok := l.perMinute[b.Name]; ok && (b.PerMinute == 0 || n < b.PerMinute) {
		b.PerMinute = n
	}
	return l.Limits.Take(ctx, provider, b, now)
}
