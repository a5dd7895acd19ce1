package cli

import (
	"errors"
	"slices"
	"time"

	"switchboard/ui/text"
)

// timeSetting is the setting that says how moments are written.
const timeSetting = "time"

// timesOption holds --time to what it can be, and to formats that people read:
// data for programs has moments in UTC always.
func (a *App) timesOption(f Format) error {
	switch asked := a.Flags.Time; {
	case asked == "":
		return nil
	case !slices.Contains(text.AllTimes(), asked):
		return NoneOf("--time", asked, text.AllTimes())
	case f == JSON || f == NDJSON || f == CSV:
		return Misuse(errors.New("--time: " + string(f) + " has times in UTC always; leave --time out, or ask for another format"))
	}
	return nil
}

// times are how moments are shown to a person: as was asked for, or as it is set.
func (a *App) times() text.Times {
	c, _, _ := a.Flags.Configuration(a.Paths()) // a wrong name of a profile was told of, or will be
	return text.Times(c.Settings.Look.Times)
}

// clock is how a list's moments are written.
type clock struct {
	asked text.Times        // by --time: of every text; "" leaves what a script reads in UTC
	set   func() text.Times // of what a person reads
}

// tell has the columns write moments by the clock.
func (k clock) tell(columns []column) {
	for i := range columns {
		c := &columns[i]
		if c.kind == moment {
			c.asked = k.asked
			if c.times = k.asked; k.asked == "" && k.set != nil {
				c.times = k.set()
			}
		}
		k.tell(c.of)
	}
}

// zone is what a heading says of the moments under it: " (UTC)"; nothing of ages.
func (c *column) zone() string {
	if c.kind != moment || c.times == text.Ago {
		return ""
	}
	zone, _ := time.Now().Zone()
	if c.times == text.UTC {
		zone = "UTC"
	}
	return " (" + zone + ")"
}

// at writes a moment as the column has them.
func (c *column) at(t time.Time) text.Safe { return c.times.Write(t, time.Now(), text.FormStamp) }
