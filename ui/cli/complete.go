package cli

import (
	"context"
	"slices"
	"strings"
	"unicode"

	"github.com/spf13/cobra"

	"switchboard/store/config"
	"switchboard/ui/text"
)

// Known gives words that a shell can offer, each perhaps with a tab and what it
// is, out of what is saved: nobody is asked. begun is what was typed of the word.
type Known func(ctx context.Context, s *Session, begun string) ([]string, error)

// most is how many words are offered.
const most = 200

// Offer has shells complete the arguments of a command: each by its own words,
// and those after the last by the last one's where more is set.
func (a *App) Offer(cmd *cobra.Command, more bool, args ...Known) {
	cmd.ValidArgsFunction = func(cmd *cobra.Command, typed []string, begun string) ([]string, cobra.ShellCompDirective) {
		at := len(typed)
		if more {
			at = min(at, len(args)-1)
		}
		if at >= len(args) {
			return nil, files(cmd)
		}
		return a.known(cmd, args[at], begun, typed)
	}
}

// fileless has shells offer no files behind a command that takes none.
func fileless(cmd *cobra.Command) {
	for _, c := range cmd.Commands() {
		fileless(c)
		if c.Runnable() && c.ValidArgsFunction == nil && len(c.ValidArgs) == 0 {
			c.ValidArgsFunction = func(cmd *cobra.Command, _ []string, _ string) ([]string, cobra.ShellCompDirective) {
				return nil, files(cmd)
			}
		}
	}
}

// files is whether shells offer the files that there are: where a command takes one.
func files(cmd *cobra.Command) cobra.ShellCompDirective {
	if strings.Contains(cmd.Use, "FILE") || strings.Contains(cmd.Use, "FOLDER") {
		return cobra.ShellCompDirectiveDefault
	}
	return cobra.ShellCompDirectiveNoFileComp
}

// OfferOption has shells complete the value of an option.
func (a *App) OfferOption(cmd *cobra.Command, name string, known Known) {
	_ = cmd.RegisterFlagCompletionFunc(name, func(cmd *cobra.Command, _ []string, begun string) ([]string, cobra.ShellCompDirective) {
		return a.known(cmd, known, begun, nil)
	})
}

// Words offers words that are always the same.
func Words(words ...string) Known {
	return func(context.Context, *Session, string) ([]string, error) { return words, nil }
}

// known reads the words that begin as what was typed. What cannot be read is
// not offered: a shell has no place for a reason.
func (a *App) known(cmd *cobra.Command, list Known, begun string, but []string) ([]string, cobra.ShellCompDirective) {
	f := a.Flags
	f.Offline = true
	var out []string
	_ = a.Program.Session(cmd.Context(), f, func(ctx context.Context, s *Session) error {
		words, err := list(ctx, s, begun)
		for _, w := range words {
			bare, about, told := strings.Cut(w, "\t")
			if len(out) == most || !harmless(bare) || len(bare) < len(begun) || !strings.EqualFold(bare[:len(begun)], begun) || slices.Contains(but, bare) {
				continue
			}
			if told {
				bare += "\t" + text.Line(about)
			}
			out = append(out, bare)
		}
		return err
	})
	return out, cobra.ShellCompDirectiveNoFileComp
}

// harmless reports whether a shell that puts a word into the line takes it for that word alone, and
// the command for no option. What a provider named otherwise is typed by hand, in quotes.
func harmless(word string) bool {
	return text.Line(word) == word && !strings.HasPrefix(word, "-") && !strings.ContainsFunc(word, func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !strings.ContainsRune("+-_.,:/@%=", r)
	})
}

// profiles are those of the settings.
func (a *App) profiles(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
	c, _, err := a.Flags.Configuration(a.Paths())
	if err != nil {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	return append(c.Profiles(), config.Sandbox), cobra.ShellCompDirectiveNoFileComp
}

// Sub is a command below another, by its name.
func Sub(cmd *cobra.Command, name string) *cobra.Command {
	for _, c := range cmd.Commands() {
		if c.Name() == name {
			return c
		}
	}
	return cmd
}
