package lines

import (
	"net/http"
	"strconv"
	"strings"
)

// Limits of a search.
const (
	maxFound    = 500 // what one search finds at most
	maxSearches = 32  // how many searches can be paged through at a time
)

// search is what one search found, kept so that a later offset reads from it.
type search struct {
	Key     string   `json:"key"` // country, prefix, account, token
	Numbers []string `json:"numbers"`
}

// searchPublic is O1; it works without a token.
func searchPublic(c *call) (int, any, error) {
	page, err := c.search("")
	if err != nil {
		return 0, nil, err
	}
	rows := []map[string]any{}
	for _, e164 := range page {
		digits := e164[2:]
		rows = append(rows, map[string]any{"e164": e164, "number": e164, "ten_digit": digits, "npa_nxx": digits[:6],
			"formatted_number": "1-" + digits[:3] + "-" + digits[3:6] + "-" + digits[6:],
			"number_id":        c.uuid(e164), "rate_center": centerOf(digits[:3]), "status": "Available"})
	}
	return http.StatusOK, rows, nil
}

// searchAccount is O4. The document's own example names one number twice; so
// does this answer, for the example's prefix.
func searchAccount(c *call) (int, any, error) {
	page, err := c.search(c.Account)
	if err != nil {
		return 0, nil, err
	}
	rows := []map[string]any{}
	for i, e164 := range page {
		if i == 2 && strings.HasPrefix(e164, "+1555") {
			e164 = page[0]
		}
		state := discovery
		if c.Numbers[e164] != nil {
			state = available
		}
		rows = append(rows, map[string]any{"number": e164, "state": state})
	}
	return http.StatusOK, rows, nil
}

// search answers one page and remembers that these numbers were offered. Offset 0
// begins a search; a later offset counts records of the search that was begun.
func (c *call) search(account string) ([]string, error) {
	query := c.URL.Query()
	prefix, badPrefix := searchPrefix(query.Get("prefix"))
	quantity, badQuantity := atLeast("quantity", query.Get("quantity"), 1, 1)
	offset, badOffset := atLeast("offset", query.Get("offset"), 0, 0)
	if err := together(badPrefix, badQuantity, badOffset); err != nil {
		return nil, err
	}
	country := query.Get("country")
	if country != "" && country != "US" && country != "CA" {
		return nil, &fault{http.StatusNotFound, "number search restricted", map[string]string{"message": "number search restricted"}}
	}
	key := strings.Join([]string{country, prefix, account, c.token}, " ")
	found := c.remembered(key)
	if offset == 0 || found == nil {
		found = c.stock(prefix)
		c.remember(key, found)
	}
	from := min(offset, len(found))
	page := found[from:min(from+min(quantity, maxFound), len(found))]
	for _, e164 := range page {
		c.Found[e164] = true
	}
	return page, nil
}

// searchPrefix reads three to ten digits, or the start of a number in E.164; it
// is "" when that is not North American, of which nothing is sold here. A plus
// that was not escaped arrives as a space and is refused.
func searchPrefix(raw string) (string, error) {
	digits := strings.TrimPrefix(raw, "+")
	national := digits
	if digits != raw {
		national = strings.TrimPrefix(digits, "1")
	}
	switch {
	case raw == "":
		return "", missing("prefix")
	case strings.Trim(digits, "0123456789") != "":
		return "", invalid("prefix", "pattern", map[string]any{"message": "Failed to match pattern '^\\+?[0-9]+$'", "value": raw})
	case len(national) < 3:
		return "", invalid("prefix", "minLength", map[string]any{"message": "String must be at least 3 characters", "target": 3, "value": raw})
	case len(national) > 10:
		return "", invalid("prefix", "maxLength", map[string]any{"message": "String must not be more than 10 characters", "target": 10, "value": raw})
	}
	if digits != raw && national == digits {
		return "", nil
	}
	return national, nil
}

func atLeast(name, raw string, least, otherwise int) (int, error) {
	if raw == "" {
		return otherwise, nil
	}
	n, err := strconv.Atoi(raw)
	if err != nil || n < least {
		return 0, invalid(name, "minimum", map[string]any{"message": "Value must be at least " + strconv.Itoa(least), "target": least, "value": raw})
	}
	return n, nil
}

func (st *state) remembered(key string) []string {
	for _, s := range st.Searches {
		if s.Key == key {
			return s.Numbers
		}
	}
	return nil
}

// remember keeps the newest searches.
func (st *state) remember(key string, numbers []string) {
	kept := []search{{Key: key, Numbers: numbers}}
	for _, s := range st.Searches {
		if s.Key != key && len(kept) < maxSearches {
			kept = append(kept, s)
		}
	}
	st.Searches = kept
}
