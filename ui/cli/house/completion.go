package house

import (
	"errors"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"switchboard/ui/cli"
)

// withoutPackage takes a command line apart where the package bash-completion, which the script counts on, is not
// installed: on a new machine Tab would only write an error. What = and : part is one word again.
const withoutPackage = `
__{}_init_completion()
{
    COMPREPLY=()
    if declare -F _get_comp_words_by_ref >/dev/null 2>&1; then
        _get_comp_words_by_ref "$@" cur prev words cword
        return
    fi
    local i last bare line=$COMP_LINE
    words=()
    for ((i = 0; i < ${#COMP_WORDS[@]}; i++)); do
        bare=${line#"${line%%[![:space:]]*}"}
        last=$((${#words[@]} - 1))
        if [[ $i -gt 0 && $bare == "$line" && (${COMP_WORDS[i]} == [=:]* || ${words[last]} == *[=:]) ]]; then
            words[last]+=${COMP_WORDS[i]}
        else
            words+=("${COMP_WORDS[i]}")
        fi
        line=${bare#"${COMP_WORDS[i]}"}
        if [[ $i -eq $COMP_CWORD ]]; then
            cword=$((${#words[@]} - 1))
        fi
    done
    cur=${words[cword]}
    prev=
    if [[ $cword -gt 0 ]]; then
        prev=${words[cword - 1]}
    fi
}
`

// completionCommand prints the script that teaches a shell the commands.
func completionCommand() *cobra.Command {
	return cli.OfAll(&cobra.Command{
		Use:       "completion bash|zsh|fish|powershell",
		Short:     "Print the script that completes commands in your shell",
		ValidArgs: []string{"bash", "zsh", "fish", "powershell"},
		Args:      cli.Need(1, 1, "the name of a shell: bash, zsh, fish or powershell"),
		RunE: func(cmd *cobra.Command, args []string) error {
			root, out := cmd.Root(), cmd.OutOrStdout()
			switch args[0] {
			case "bash":
				err := root.GenBashCompletionV2(out, true)
				_, failed := io.WriteString(out, strings.ReplaceAll(withoutPackage, "{}", root.Name()))
				return errors.Join(err, failed)
			case "zsh":
				return root.GenZshCompletion(out)
			case "fish":
				return root.GenFishCompletion(out, true)
			case "powershell":
				return root.GenPowerShellCompletionWithDesc(out)
			}
			return cli.NoneOf("completion", args[0], cmd.ValidArgs)
		},
	})
}

// versionCommand says what was built.
func (a *app) versionCommand() *cobra.Command {
	return a.Command(made{}, "version", "Print which version this is", cli.None, func(*cobra.Command, []string) error {
		b := cli.Built()
		return a.Out.Value(b.Switchboard, made{b.Switchboard, b.Go, b.System})
	})
}
