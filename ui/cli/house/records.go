package house

import (
	"encoding/json"
	"time"

	"switchboard/client/phone"
	"switchboard/store/intake"
)

// folder is where things are saved.
type folder struct {
	Path string `json:"path" about:"a folder"`
}

// soundness is what was found in what is saved.
type soundness struct {
	Path     string   `json:"path" about:"the folder"`
	Sound    bool     `json:"sound" about:"whether nothing is wrong"`
	Problems []string `json:"problems" about:"what is wrong, a sentence each"`
}

// pause is what a provider asked to leave alone.
type pause struct {
	Provider  string    `json:"provider" col:"provider" about:"who asked"`
	Scope     string    `json:"scope" col:"scope" about:"what is left alone; account is everything"`
	Since     time.Time `json:"since_at" col:"since" about:"when it was asked"`
	Until     time.Time `json:"until_at" col:"until" about:"when it ends"`
	Estimated bool      `json:"estimated" about:"whether the end is a guess"`
	Reason    string    `json:"reason" col:"reason" about:"what the provider said"`
}

// letGo is what a person let go on after a lost journal.
type letGo struct {
	Held      string `json:"held" about:"why nothing that costs money was sent; null where nothing was held back"`
	Confirmed bool   `json:"confirmed" about:"whether it may go on now because of this"`
	Open      int64  `json:"open" about:"how many attempts have no known outcome; attempts lists them"`
}

// renewed is what became of a cache of a newer version.
type renewed struct {
	Renewed bool   `json:"renewed" about:"whether a new cache was begun because of this"`
	Aside   string `json:"set_aside" about:"the file in which the newer cache is kept for 14 days; null where nothing was done"`
}

// purged is what was deleted.
type purged struct {
	Purged int64 `json:"purged" about:"of how many numbers codes and texts were deleted"`
	Live   int64 `json:"live" about:"how many are still active and were left alone"`
	Notes  int64 `json:"notes" about:"how many of your notes went with them"`
}

// filled is an invented history that was written.
type filled struct {
	Path        string    `json:"path" about:"the folder it was written into"`
	Activations int       `json:"activations" about:"how many numbers it has"`
	Customers   int       `json:"customers" about:"how many customers it has"`
	Seed        uint64    `json:"seed" about:"which history it is"`
	Until       time.Time `json:"until_at" about:"the day it ends before"`
}

// places are where the program keeps its things.
type places struct {
	Config string `json:"config" about:"the settings"`
	Keys   string `json:"keys" about:"the API keys"`
	Themes string `json:"themes" about:"the folder of your themes"`
	Data   string `json:"data" about:"the folder of what is saved"`
	State  string `json:"state" about:"the folder of crash reports"`
}

// mistake is something in the settings that cannot be used.
type mistake struct {
	File    string `json:"file" col:"file" about:"where it stands"`
	Line    int    `json:"line" col:"line" about:"in which line; 0 when it is in none"`
	Setting string `json:"setting" col:"setting" about:"which setting"`
	Problem string `json:"problem" col:"problem" about:"what is wrong with it"`
	Grave   bool   `json:"changes_off" col:"changes off" about:"whether nothing is changed at a provider until it is fixed"`
}

// setting is one setting as it is in force.
type setting struct {
	Setting string          `json:"setting" col:"setting" about:"its name"`
	Value   json.RawMessage `json:"value" col:"value" about:"the value in use"`
	From    string          `json:"from" col:"from" about:"where that comes from"`
	Default json.RawMessage `json:"default" about:"what it is when nobody sets it"`
	About   string          `json:"about" about:"what it does"`
	Allowed string          `json:"allowed" about:"what it may be"`
}

// literal turns a value of the settings into JSON.
func literal(s string) json.RawMessage {
	if s == "" {
		return json.RawMessage("null")
	}
	if json.Valid([]byte(s)) {
		return json.RawMessage(s)
	}
	b, err := json.Marshal(s)
	if err != nil {
		return json.RawMessage("null")
	}
	return b
}

// theme is a theme with how well it can be read.
type theme struct {
	Theme    string   `json:"theme" col:"theme" about:"its name"`
	Contrast *float64 `json:"contrast" col:"contrast" about:"the lowest of all texts, 1 to 21; null: the terminal's colours"`
	Selected *float64 `json:"selected_contrast" col:"selected" about:"the same on the selected row"`
	About    string   `json:"about" col:"about" about:"what it is"`
	Problems int      `json:"problems" about:"how many lines of it cannot be used"`
}

// role is one role of a theme.
type role struct {
	Role     string   `json:"role" col:"role" about:"what is drawn with it"`
	Colour   string   `json:"colour" col:"colour" about:"of the letters"`
	Ground   string   `json:"ground" col:"ground" about:"behind them"`
	Also     []string `json:"also" col:"also" about:"bold, faint, underline, reverse"`
	Contrast *float64 `json:"contrast" col:"contrast" about:"1 to 21; null is the terminal's"`
	Selected *float64 `json:"selected_contrast" col:"selected" about:"the same on the selected row"`
}

// action is something the console does on a key, as programs read it.
type action struct {
	Action string   `json:"action" about:"its name in [keys]"`
	Where  string   `json:"where" about:"the pane, or everywhere"`
	Keys   []string `json:"keys" about:"as [keys] writes them"`
	Does   string   `json:"does" about:"what it does"`
	Asks   string   `json:"asks" about:"how it is confirmed; null when it is not"`
}

// bound is the same as people read it.
type bound struct {
	Where  string `json:"where"`
	Key    string `json:"key"`
	Does   string `json:"does"`
	Asks   string `json:"asks"`
	Action string `json:"action"`
}

// made is what this program was built from.
type made struct {
	Version string `json:"version" about:"of the program"`
	Go      string `json:"go" about:"what compiled it"`
	System  string `json:"system" about:"what it was compiled for"`
}

// synced is what is saved after reading.
type synced struct {
	Customers   *int `json:"customers" about:"customers that are saved; null while they were never read"`
	Activations *int `json:"activations" about:"numbers that are saved; null while they were never read"`
	Active      *int `json:"active" about:"of these, the active ones; null while they were never read"`
	Listings    *int `json:"listings" about:"listings that are saved; null while they were never read"`
	Numbers     *int `json:"numbers" about:"owned numbers that are saved; null while they were never read"`
	Complete    bool `json:"complete" about:"whether the whole history is read"`
	Unknown     int  `json:"unknown" about:"attempts whose outcome is not known"`
}

// taken is a row of a file that was taken in.
type taken struct {
	Line     int        `json:"line" col:"line" about:"the row's line in the file"`
	Number   phone.E164 `json:"e164" col:"number" about:"the phone number that the row is about"`
	Customer string     `json:"customer_id" col:"customer" about:"the customer that it is about"`
	Result   string     `json:"result" col:"result" about:"ready, replaces, done, already, choice, wrong, refused, charges, unknown, not_sent or not_exact"`
	Why      string     `json:"why" col:"why" about:"in a sentence"`
}

// takenOf is how a row of a kind is told.
func takenOf(k intake.Kind) func(intake.Row) taken {
	return func(r intake.Row) taken {
		t := taken{Line: r.Line, Result: string(r.State), Why: r.Why}
		if k.List == "customers" {
			t.Customer = r.Subject
		} else if n, err := phone.Parse(r.Subject); err == nil {
			t.Number = n
		}
		return t
	}
}
