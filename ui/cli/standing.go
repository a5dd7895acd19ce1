package cli

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"switchboard/store"
	"switchboard/store/act"
	"switchboard/ui/text"
)

// Typed has a word typed: by --confirm, or at the terminal after why was said. A dry run ends there, with what it takes.
func (a *App) Typed(ctx context.Context, want, why string) error {
	if a.Flags.DryRun {
		a.Out.Say("%s It takes --confirm %s.", why, want)
		return Dry(nil)
	}
	said := a.Flags.Confirm
	if said == "" {
		a.Out.Say("%s", why)
		said, _ = a.Answer(ctx, "Type "+want+": ")
	}
	if said != want {
		return Guard(string(act.NotTyped), "to confirm, type %s (--confirm %s where there is no terminal): nothing was changed", want, want)
	}
	return nil
}

// everywhere are the conditions that every command tells; the others matter to
// those that ask or act.
var everywhere = map[store.Condition]bool{store.SettingsBroken: true, store.DiskFull: true, store.DiskFails: true, store.Locked: true, store.JournalHeld: true}

// providerOf names, among the annotations of a command, the provider that it asks.
const providerOf = "provider"

// Asking marks commands, and those below them, as such that ask one provider: what stands with
// another does not matter to them.
func Asking(provider string, commands []*cobra.Command) []*cobra.Command {
	for _, cmd := range commands {
		if cmd.Annotations == nil {
			cmd.Annotations = map[string]string{}
		}
		cmd.Annotations[providerOf] = provider
	}
	return commands
}

// asked is the provider that a command asks, "" where it may be any.
func asked(cmd *cobra.Command) string {
	for ; cmd != nil; cmd = cmd.Parent() {
		if p := cmd.Annotations[providerOf]; p != "" {
			return p
		}
	}
	return ""
}

// warn tells on standard error what stands and matters to the command. Asks is
// whether it asks anybody; provider is whom it asks, "" for any of them.
func (a *App) warn(ctx context.Context, s *Session, asks bool, provider string) {
	for _, told := range s.Told {
		a.tellOnce("switchboard: " + told)
	}
	if s.DB == nil {
		return
	}
	list, err := s.DB.Standing(ctx, time.Now())
	if err != nil {
		return // the command itself meets what is wrong
	}
	for _, st := range list {
		others := provider != "" && st.Provider != "" && st.Provider != provider
		if !st.Grave() || others || !asks && !everywhere[st.Code] {
			continue
		}
		a.tellStanding(st)
	}
}

// warnUnkept tells after a command that asked what could not be saved meanwhile.
func (a *App) warnUnkept(s *Session, asks bool) {
	if s.DB == nil || !asks {
		return
	}
	if st, stands := s.DB.Unkept(); stands {
		a.tellStanding(st)
	}
}

// tellStanding tells on standard error what stands.
func (a *App) tellStanding(st store.Standing) {
	line := "switchboard: " + st.Word + ": " + st.Sentence
	if st.Code == store.KeyRefused { // a process of its own asks for itself
		line = "switchboard: " + st.Word + ": the key was refused at " + st.Since.Local().Format("15:04") + "; a command that asks it tries it once more."
	}
	if st.Command != "" {
		line += " To fix it: " + st.Command
	}
	a.tellOnce(line)
}

// tellOnce says a line on standard error, once.
func (a *App) tellOnce(line string) {
	if !slices.Contains(a.warned, line) {
		a.warned = append(a.warned, line)
		fmt.Fprintln(a.Out.errs, text.Clean(line))
	}
}
