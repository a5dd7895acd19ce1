package cli

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"switchboard/ui/text"
)

// lineCommand is the program without a screen to draw on: one command a line,
// the same ones, read by the same parser.
func (a *App) lineCommand() *cobra.Command {
	return &cobra.Command{
		Use: "plain", Short: "Take one command a line, for screen readers and plain terminals; exit ends it", Args: Need(0, 0, ""),
		Example: "switchboard plain\nswitchboard --sandbox plain",
		RunE:    func(cmd *cobra.Command, _ []string) error { return a.lines(cmd) },
	}
}

// lines takes commands until there are no more. It ends as the last of them did.
func (a *App) lines(cmd *cobra.Command) error {
	in := bufio.NewReader(cmd.InOrStdin())
	asks := Terminal(os.Stdin)
	last := OK
	for cmd.Context().Err() == nil {
		if asks {
			fmt.Fprint(a.Out.errs, "switchboard> ")
		}
		line, err := in.ReadString('\n')
		words, odd := split(line)
		switch {
		case odd != nil:
			fmt.Fprintln(a.Out.errs, "switchboard:", odd)
			last = Usage
		case len(words) == 0:
		case words[0] == "exit" || words[0] == "quit":
			return ending(last)
		case words[0] == "plain":
			fmt.Fprintln(a.Out.errs, "switchboard: this is the plain mode already; exit ends it")
			last = Usage
		default:
			last = a.again(cmd, words)
		}
		if err != nil {
			if !errors.Is(err, io.EOF) {
				return fmt.Errorf("reading commands: %w", err)
			}
			return ending(last)
		}
	}
	return cmd.Context().Err()
}

// again runs one line with the options that the plain mode was begun with.
func (a *App) again(cmd *cobra.Command, words []string) int {
	args := a.kept()
	if words[0] == cmd.Root().Name() {
		words = words[1:]
	}
	code := Run(cmd.Context(), a.Program, append(args, words...), &a.Out, a.Out.errs, a.commands...)
	if code != OK {
		fmt.Fprintln(a.Out.errs, text.Sentence("exit {}", text.Int(int64(code))))
	}
	return code
}

// kept are the options about whose data and keys are used.
func (a *App) kept() []string {
	var out []string
	if a.Flags.Profile != "" {
		out = append(out, "--profile", a.Flags.Profile)
	}
	for name, on := range map[string]bool{"--sandbox": a.Flags.Sandbox, "--offline": a.Flags.Offline, "--read-only": a.Flags.ReadOnly} {
		if on {
			out = append(out, name)
		}
	}
	return slices.Clip(out)
}

// ending is how the plain mode ends after its last command.
func ending(code int) error {
	if code == OK {
		return nil
	}
	return &Exit{Code: code, Err: errors.New("the last command failed"), Reason: reasons[code]}
}

// split takes a line apart into words; quotes and a backslash keep blanks.
func split(line string) ([]string, error) {
	var words []string
	var word strings.Builder
	var quote rune
	begun, literal := false, false
	for _, r := range strings.TrimRight(line, "\r\n") {
		switch {
		case literal:
			word.WriteRune(r)
			literal = false
		case r == '\\' && quote != '\'':
			literal, begun = true, true
		case quote != 0 && r == quote:
			quote = 0
		case quote == 0 && (r == '"' || r == '\''):
			quote, begun = r, true
		case quote == 0 && (r == ' ' || r == '\t'):
			if begun {
				words, begun = append(words, word.String()), false
				word.Reset()
			}
		default:
			word.WriteRune(r)
			begun = true
		}
	}
	if quote != 0 {
		return nil, fmt.Errorf("a quote (%c) is not closed", quote)
	}
	if begun {
		words = append(words, word.String())
	}
	return words, nil
}
