package cli

import (
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"switchboard/client/sandbox"
)

// topics are the pages of help that belong to no command.
func (a *App) topics() map[string]func(root *cobra.Command, w io.Writer) {
	return map[string]func(root *cobra.Command, w io.Writer){
		"options": helpOptions, "environment": a.helpEnvironment, "exit-codes": helpExitCodes, "json": a.helpJSON,
	}
}

func helpOptions(root *cobra.Command, w io.Writer) {
	fmt.Fprint(w, "Options that every command takes:\n")
	_, global := options(root)
	describe(w, global)
}

func (a *App) helpEnvironment(_ *cobra.Command, w io.Writer) {
	fmt.Fprint(w, "No file is needed: every variable here stands for a setting of the file and wins over it; an option wins over both.\n"+
		"Where a key is looked for, and whether http may be used, is said in the file alone.\n"+
		"A name that is nearly one of these is told as a mistake; one that begins like those of a provider or a limit and is none stops all that would be sent.\n\n")
	for _, v := range a.Paths().Variables() {
		about := strings.TrimSuffix(v.About, ".")
		if v.Allowed != "" {
			about += ": " + v.Allowed
		}
		fmt.Fprintf(w, "  %-34s %s\n", v.Name, about)
	}
	for _, v := range [][2]string{
		{plainVariable, "1 takes one command a line instead of opening the console"}, {formatVariable, "How data is written: " + FormatNames()},
		{sandbox.LogVariable, "A file to which the sandbox adds every request as a line of JSON, with its body"},
		{"XDG_CONFIG_HOME", "Where the folder of the settings is"}, {"XDG_DATA_HOME", "Where the folder of what is saved is"},
		{"XDG_STATE_HOME", "Where the folder of crash reports is"}, {"NO_COLOR", "Bold, underline and reverse instead of colours"},
		{"HTTPS_PROXY, HTTP_PROXY, NO_PROXY", "The proxy"}, {"TZ", "The zone of times in tables; data is always in UTC"},
	} {
		fmt.Fprintf(w, "  %-34s %s\n", v[0], v[1])
	}
}

// statuses are the exit codes with what they mean.
var statuses = []struct {
	code  int
	means string
}{
	{OK, "done; also when it was so already"},
	{Failure, "it failed; of several, or of the rows of a file, some"},
	{Usage, "the command is wrong: nothing was sent"},
	{KeyRefused, "a key is missing, or the provider refuses it"},
	{NotFound, "it is not there"},
	{Limited, "a limit or a block: retry_after in JSON says when trying again can help"},
	{PriceMoved, "no numbers left under the max price: suggested_cents and order_id in JSON go on with the same order"},
	{NoCode, "the time was over before it came or was done"},
	{Choice, "the address can be several places, or was not understood"},
	{Guarded, "refused here before anything was sent: reason in JSON says why"},
	{Unknown, "not known yet: whether something that was sent went through (switchboard sync looks it up), of sync, the whole history, or what was never read here"},
	{NotAsSent, "it was done, and the 911 address on file is not active, or not what was sent"},
	{HungUp, "the terminal is gone"},
	{Interrupted, "interrupted, by Ctrl-c"},
	{Unread, "the program that read the answer has ended"},
	{Terminated, "told to end"},
}

func helpExitCodes(_ *cobra.Command, w io.Writer) {
	fmt.Fprint(w, "Exit codes:\n")
	for _, s := range statuses {
		fmt.Fprintf(w, "  %3d  %s\n", s.code, s.means)
	}
}
