package wiring

import (
	"context"

	"switchboard/store/config"
)

// guard is what keeps a session's profile from being changed. It implements
// settings.Guard.
type guard struct{ s *session }

// readOnly is the setting of a profile.
const readOnly = "read_only"

// Refusal implements settings.Guard.
func (g guard) Refusal() string {
	if !g.s.profile.ReadOnly {
		return ""
	}
	return g.s.sms.Refusal()
}

// Fixed implements settings.Guard: what is not of the file is not lifted by it.
func (g guard) Fixed() string {
	switch {
	case !g.s.linked:
		return "no account is connected: the settings (,) connect one"
	case g.s.profile.Held != "":
		return g.s.profile.Held
	}
	if by := g.s.lookedAt(); by != "" {
		return "read-only by " + by
	}
	return ""
}

// lookedAt is the option or the variable that keeps the profile from being changed; "" where neither does.
func (s *session) lookedAt() string {
	if s.flags.ReadOnly {
		return "--read-only"
	}
	for _, l := range s.config.Lines(s.profile) {
		if l.Path == "profiles."+s.profile.Name+"."+readOnly && (l.Origin.Layer == config.FromEnv || l.Origin.Layer == config.FromFlag) {
			return l.Origin.String()
		}
	}
	return ""
}

// Allow implements settings.Guard.
func (g guard) Allow(context.Context) error {
	return g.s.paths.SetProfile(g.s.profile.Name, map[string]string{readOnly: "false"})
}
