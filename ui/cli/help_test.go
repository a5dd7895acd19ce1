package cli

import (
	"strings"
	"testing"

	"github.com/spf13/cobra"
)

// What is not known is the first word after the group, however it was come by.
func TestTheUnknownWordIsNamed(t *testing.T) {
	root := &cobra.Command{Use: "switchboard"}
	group := Group("customers", "Customers", &cobra.Command{Use: "status C", Run: func(*cobra.Command, []string) {}})
	root.AddCommand(group)
	for word, args := range map[string][]string{"disable": {"disable", "acme"}, "debit": {"customers", "debit", "acme", "5"}, "pause": {"pause"}} {
		if err := UnknownCommand(group, args); !strings.HasPrefix(err.Error(), `switchboard customers has no command "`+word+`"`) {
			t.Errorf("%v: %v", args, err)
		}
	}
	if err := UnknownCommand(root, []string{"custmers", "list"}); !strings.Contains(err.Error(), `"custmers"; did you mean customers`) {
		t.Error(err)
	}
}

// An option of a command's own is in its help, also where every command takes one of that name that is not told.
func TestAnOwnOptionIsTold(t *testing.T) {
	root, cmd := &cobra.Command{Use: "switchboard"}, &cobra.Command{Use: "sandbox", Run: func(*cobra.Command, []string) {}}
	root.PersistentFlags().String("sms-after", "", "of all")
	root.PersistentFlags().Lookup("sms-after").Hidden = true
	cmd.Flags().String("sms-after", "", "its own")
	root.AddCommand(cmd)
	if own, _ := options(cmd); len(own) != 1 || own[0].Usage != "its own" {
		t.Errorf("the options told: %v", own)
	}
}
