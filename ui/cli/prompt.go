package cli

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strconv"
	"time"

	"github.com/spf13/cobra"

	"switchboard/ui/text"
)

// prompt writes a question without ending its line.
func (o *Output) prompt(s string) {
	o.aside()
	fmt.Fprint(o.errs, s)
}

// person reports whether somebody types at a terminal.
func (t *typed) person() bool { return t.file != nil && Terminal(t.file) }

// greet says whose profile this is and how to go on.
func (m *LineMode) greet(ctx context.Context) {
	state := m.state(ctx)
	if m.open == nil {
		state = text.Sentence("{}, which could not be opened", state)
	}
	m.app.Out.Say("%s", text.Sentence("Switchboard, {}. Type a command, list for the active numbers, or help; exit ends it.", state))
}

// plainVariable asks for the plain mode where nobody says --plain.
const plainVariable = "SWITCHBOARD_PLAIN"

// wantsPlain reports whether one command a line is wanted instead of the console.
func wantsPlain(cmd *cobra.Command) (bool, error) {
	if plain, err := cmd.Flags().GetBool("plain"); err != nil || plain || cmd.Flags().Changed("plain") {
		return plain, err
	}
	said := os.Getenv(plainVariable)
	if said == "" {
		return false, nil
	}
	plain, err := strconv.ParseBool(said)
	if err != nil {
		return false, Misuse(errors.New(plainVariable + ": 1 for the plain mode, 0 for the console"))
	}
	return plain, nil
}

// prompt is the question for the next line, with how things stand.
func (m *LineMode) prompt(ctx context.Context) string {
	return m.state(ctx).String() + "> "
}

// state is the profile and how things stand in it, what is worst first.
func (m *LineMode) state(ctx context.Context) text.Safe {
	if m.open == nil {
		return text.Clean(m.name)
	}
	said := []text.Safe{text.Clean(m.name)}
	if m.open.DB == nil {
		return said[0]
	}
	if list, err := m.open.DB.Standing(ctx, time.Now()); err == nil && len(list) > 0 {
		said = append(said, text.Clean(list[0].Word))
	}
	for _, h := range m.app.hears {
		if words, err := h.State(ctx, m.open); err == nil && !words.Empty() {
			said = append(said, words)
		}
	}
	return text.Join(", ", said...)
}
