// Package oneuc owns what Switchboard knows of the OneUC phone-number API, called
// "lines" in errors and limits: searching, buying, owning and releasing numbers,
// their properties, and their emergency (E911) addresses.
//
// Its rules: success is a status of 2xx and the word success in the body. A number's document is read, changed and written whole, every field that
// was not touched byte for byte. An address is on file only when the service says so; a choice among places is a question, not an error. Charges are
// shown and agreed to before the call that makes them. No path of an address can lead to the route that buys.
//
// OneUC runs Kazoo; where its document is silent, Kazoo's behaviour is assumed.
package oneuc

import (
	"encoding/json"
	"time"

	"switchboard/client/phone"
)

// Gregorian is a time as OneUC counts it: seconds since the year 0.
type Gregorian int64

// gregorianEpoch is 1970-01-01 in Gregorian seconds.
const gregorianEpoch = 62_167_219_200

// GregorianOf converts a time; the zero time is 0.
func GregorianOf(t time.Time) Gregorian {
	if t.IsZero() {
		return 0
	}
	return Gregorian(t.Unix() + gregorianEpoch)
}

// Time converts to a time in UTC; 0 and less are the zero time.
func (g Gregorian) Time() time.Time {
	if g <= 0 {
		return time.Time{}
	}
	return time.Unix(int64(g)-gregorianEpoch, 0).UTC()
}

// Number is one row of the account's list.
type Number struct {
	E164       phone.E164
	State      State
	AssignedTo string // account id
	UsedBy     string // the application that answers it, "" for none
	Features   []string
	Created    time.Time
	Updated    time.Time
	Raw        json.RawMessage // as received
}

// Page is one piece of the account's list, sorted by number.
type Page struct {
	Numbers    []Number
	Next       string // opaque start key of the next page, "" after the last
	Unreadable int    // rows left out because they make no sense
}

// Filter narrows and pages the account's list.
type Filter struct {
	PageSize    int // 0 leaves it to the server
	StartKey    string
	State       State
	CreatedFrom time.Time
}

// Found is a number that a search offers. Only the number itself is certain.
type Found struct {
	E164       phone.E164
	Formatted  string // the carrier's own writing of it
	NumberID   string
	RateCenter RateCenter
	Status     string // the carrier's word, e.g. "Available"; not a State
	State      State  // account inventory only
}

// RateCenter is where a number is billed as local.
type RateCenter struct {
	LATA  string `json:"lata"`
	Name  string `json:"name"`
	State string `json:"state"`
}

// Query is a search for numbers.
type Query struct {
	Prefix   string // three to ten digits, or the start of an E.164 number
	Quantity int    // how many, at least 1
	Page     int    // from 0; the server counts records, so the offset is Page × Quantity
}
