package cli

import (
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"
)

// Manual writes the page of the manual about a command, as man reads it.
func Manual(cmd *cobra.Command, w io.Writer) {
	name := ManualName(cmd)
	fmt.Fprintf(w, ".TH \"%s\" \"1\" \"\" \"Switchboard %s\" \"Switchboard\"\n", roff(strings.ToUpper(name)), roff(Version()))
	fmt.Fprintf(w, ".SH NAME\n%s \\- %s\n.SH SYNOPSIS\n\\fB%s\\fP\n", roff(name), roff(cmd.Short), roff(usageLine(cmd)))
	if cmd.Long != "" {
		fmt.Fprintf(w, ".SH DESCRIPTION\n%s\n", roff(cmd.Long))
	}
	own, _ := options(cmd)
	if len(own) > 0 {
		fmt.Fprint(w, ".SH OPTIONS\n")
	}
	for i, name := range optionNames(own) {
		fmt.Fprintf(w, ".TP\n\\fB%s\\fP\n%s%s\n", roff(name), roff(own[i].Usage), roff(preset(own[i])))
	}
	if cmd.Example != "" {
		fmt.Fprintf(w, ".SH EXAMPLES\n.nf\n%s\n.fi\n", roff(strings.TrimSpace(cmd.Example)))
	}
	fmt.Fprint(w, ".SH SEE ALSO\n")
	if cmd.HasParent() {
		fmt.Fprintf(w, "\\fB%s\\fP(1),\n", roff(ManualName(cmd.Parent())))
	}
	for _, c := range cmd.Commands() {
		if c.IsAvailableCommand() {
			fmt.Fprintf(w, "\\fB%s\\fP(1),\n", roff(ManualName(c)))
		}
	}
	fmt.Fprintf(w, "%s\n", roff("switchboard help options, help environment, help exit-codes, help json"))
}

// ManualName is the name of a command's page.
func ManualName(cmd *cobra.Command) string { return strings.ReplaceAll(cmd.CommandPath(), " ", "-") }

// Manuals writes a page for a command and for each below it; create makes the file of a name.
func Manuals(cmd *cobra.Command, create func(name string) (io.WriteCloser, error)) error {
	for _, c := range all(cmd) {
		page, err := create(ManualName(c) + ".1")
		if err != nil {
			return fmt.Errorf("writing the manual: %w", err)
		}
		Manual(c, page)
		if err := page.Close(); err != nil {
			return fmt.Errorf("writing the manual: %w", err)
		}
	}
	return nil
}

// roff takes the meaning from what man would obey.
func roff(s string) string {
	s = strings.NewReplacer(`\`, `\e`, "-", `\-`).Replace(s)
	lines := strings.Split(s, "\n")
	for i, line := range lines {
		if strings.HasPrefix(line, ".") || strings.HasPrefix(line, "'") {
			lines[i] = `\&` + line
		}
	}
	return strings.Join(lines, "\n")
}
