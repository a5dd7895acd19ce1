package lines

import (
	"net/http"
	"sort"
)

// pageSize is how many rows a page has when the client does not say.
const pageSize = 50

// searchOrList serves two calls on one path: with a prefix it is a search of the
// account's inventory (O4, a list), without one the account's numbers (O5, an object).
func searchOrList(c *call) (int, any, error) {
	if c.URL.Query().Has("prefix") {
		return searchAccount(c)
	}
	return listNumbers(c)
}

// listNumbers is O5. The start key is the first row of a page, so the next start
// key is the first row of the next. Numbers being ported in come from elsewhere
// and are merged into every page, uncounted.
func listNumbers(c *call) (int, any, error) {
	query := c.URL.Query()
	keep, badFilters := filters(query)
	size, badSize := atLeast("page_size", query.Get("page_size"), 1, pageSize)
	if err := together(badFilters, badSize); err != nil {
		return 0, nil, err
	}
	if query.Get("paginate") == "false" {
		size = len(c.Numbers)
	}
	var keys []string
	rows := map[string]any{}
	for e164, n := range c.Numbers {
		if n.Account != c.Account || !keep(n) {
			continue
		}
		if n.State == portIn {
			rows[e164] = c.row(n)
		} else if e164 >= query.Get("start_key") {
			keys = append(keys, e164)
		}
	}
	sort.Strings(keys)
	if len(keys) > size {
		c.extra["next_start_key"] = keys[size]
		keys = keys[:size]
	}
	for _, e164 := range keys {
		rows[e164] = c.row(c.Numbers[e164])
	}
	c.extra["page_size"] = len(keys)
	if start := query.Get("start_key"); start != "" {
		c.extra["start_key"] = start
	}
	return http.StatusOK, map[string]any{"cascade_quantity": 0, "numbers": rows}, nil
}

// row is the number as this server's list shows it.
func (c *call) row(n *number) map[string]any {
	row := n.row()
	if c.kazoo {
		row["features"] = featureObject(n.features())
	}
	return row
}

// row is the number as the list shows it; the detail says modified where this
// says updated.
func (n *number) row() map[string]any {
	row := map[string]any{"assigned_to": n.Account, "created": n.Created + epoch, "updated": n.Modified + epoch, "state": n.State, "features": n.features()}
	if n.UsedBy != "" {
		row["used_by"] = n.UsedBy
	}
	return row
}
