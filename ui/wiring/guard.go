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
	for _, l := range g.s.config.Lines(g.s.profile) {
		if l.Path == "profiles."+g.s.profile.Name+"."+readOnly && (l.Origin.Layer == config.FromEnv || l.Origin.Layer == config.FromFlag) {
			return "read-only by " + l.Origin.String()
		}
	}
	return ""
}

// Allow implements settings.Guard.
func (g guard) Allow(context.Context) error {
	return g.s.paths.SetProfile(g.s.profile.Name, map[string]string{readOnly: "false"})
}
